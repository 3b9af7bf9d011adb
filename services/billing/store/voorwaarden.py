# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Terms of settlement as contracts have them: of one year, or all that somebody has a part in."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.billing import tables as t
from services.billing.domain.afrekening import (
    Contractvoorwaarden,
    JaarVoorwaarden,
    Voorwaarden,
)
from services.billing.store.rows import newest

_c = t.afrekenvoorwaarden.c


async def terms_of(
    session: AsyncSession, contract_id: str, jaar: int
) -> Contractvoorwaarden | None:
    """What the contract says of settling this year: its newest version."""
    query = sa.select(t.afrekenvoorwaarden).where(_c.contract_id == contract_id, _c.jaar == jaar)
    row = (await session.execute(query.order_by(_c.versie.desc()).limit(1))).one_or_none()
    return None if row is None else _terms(row)


async def list_terms(
    session: AsyncSession,
    agb_code: str | None,
    gemeenten: frozenset[str],
    after: tuple[str, int] | None,
    limit: int,
) -> Sequence[JaarVoorwaarden]:
    """The newest of each year, of contracts with this aanbieder or one of these gemeenten.

    In order of contract and year.
    """
    contracts = await _contracts(session, agb_code, gemeenten)
    other = t.afrekenvoorwaarden.alias("other")
    later = sa.exists().where(
        other.c.contract_id == _c.contract_id, other.c.jaar == _c.jaar, other.c.versie > _c.versie
    )
    place = sa.tuple_(_c.contract_id, _c.jaar)
    query = sa.select(t.afrekenvoorwaarden).where(
        _c.contract_id.in_(sorted(contracts)), sa.not_(later)
    )
    if after is not None:
        query = query.where(place > sa.tuple_(*after))
    rows = await session.execute(query.order_by(_c.contract_id, _c.jaar).limit(limit))
    return [
        JaarVoorwaarden(row.contract_id, contracts[row.contract_id], row.jaar, _terms(row))
        for row in rows
    ]


async def _contracts(
    session: AsyncSession, agb_code: str | None, gemeenten: frozenset[str]
) -> dict[str, str]:
    """The aanbieder of each contract, as it now is, of which terms are known."""
    k = t.contract.c
    query = sa.select(t.contract).where(k.contract_id.in_(sa.select(_c.contract_id)))
    return {
        row.contract_id: row.agb_code
        for row in newest(await session.execute(query), "contract_id")
        if row.agb_code == agb_code or not gemeenten.isdisjoint(row.gemeentecodes)
    }


def _terms(row: sa.Row[Any]) -> Contractvoorwaarden:
    return Contractvoorwaarden(
        versie=row.versie,
        grondslag=row.grondslag,
        voorwaarden=Voorwaarden(row.band, row.onderschrijding, row.overschrijding),
        budget=row.budget,
        sleutel=row.sleutel,
        gewichten={(one["categorie"], one["code"]): one["gewicht"] for one in row.gewichten},
    )
