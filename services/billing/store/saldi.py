# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Balances of the obligation ledger, added up when they are asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.billing import tables as t
from services.billing.domain.grootboek import SOORTEN, Soort
from services.billing.domain.verplichting import Sleutel
from services.billing.store.grootboek import DECLARATIE, about, categorie
from services.billing.store.regels import came_as_message

_b, _v, _d = t.boeking.c, t.verplichting.c, t.declaratie.c

ONBEPAALD = "onbepaald"
"""The segment of what a generic toewijzing, which names no category, still has to be claimed."""

Plaats = tuple[int, str, str, str]
"""Maand, gemeentecode, AGB code and segment: the order of the balances."""


@dataclass(frozen=True, slots=True)
class Vraag:
    """Which balances; of `gemeenten` (all when None), from month `van` through `tot`."""

    van: int
    tot: int
    gemeenten: frozenset[str] | None
    agb_code: str | None = None
    segment: str | None = None


@dataclass(frozen=True, slots=True)
class Saldo:
    """Signed cents by kind for one month, gemeente, aanbieder and segment."""

    plaats: Plaats
    bedragen: Mapping[Soort, int]

    @property
    def open(self) -> int:
        """What may still be claimed of what was awarded: the balance of `verplichting`."""
        b = self.bedragen
        awarded = b["toegewezen"] + b["gewijzigd"] - b["vrijgevallen"]
        return awarded - b["goedgekeurd"] + b["gecrediteerd"]


async def balances(
    session: AsyncSession, vraag: Vraag, after: Plaats | None, limit: int
) -> Sequence[Saldo]:
    """In order, from after a place."""
    segment = _segment(await _said_by_contracts(session))
    plaats = (_b.maand, _b.gemeentecode, _v.agb_code, segment)
    sums = [
        sa.func.coalesce(sa.func.sum(sa.case((_b.soort == soort, _b.bedrag))), 0).label(soort)
        for soort in SOORTEN
    ]
    query = sa.select(*plaats[:3], segment.label("segment"), *sums).join_from(
        t.boeking, t.verplichting, about
    )
    query = query.where(*_wanted(vraag, segment)).group_by(*plaats).order_by(*plaats)
    if after is not None:
        query = query.where(sa.tuple_(*plaats) > sa.tuple_(*after))
    return [_saldo(row) for row in await session.execute(query.limit(limit))]


async def entries(
    session: AsyncSession, sleutel: Sleutel, after: Mapping[str, Any] | None, limit: int
) -> Sequence[sa.Row[Any]]:
    """Of one toewijzing, by month and kind, from after an entry, with the message behind it."""
    order = [_b[name] for name in ENTRY_ORDER]
    claimed = sa.and_(_b.oorzaak_soort == DECLARATIE, _d.id == _b.oorzaak, came_as_message)
    query = (
        sa.select(t.boeking, _d.bericht_id)
        .outerjoin(t.declaratie, claimed)
        .where(_b.gemeentecode == sleutel[0], _b.toewijzing_nummer == sleutel[1])
    )
    if after is not None:
        query = query.where(sa.tuple_(*order) > sa.tuple_(*after.values()))
    return (await session.execute(query.order_by(*order).limit(limit))).all()


ENTRY_ORDER = ("maand", "soort", "oorzaak_soort", "oorzaak", "categorie", "volgnummer")
"""The rest of the key of an entry, within its toewijzing."""


async def party_of(session: AsyncSession, sleutel: Sleutel) -> str | None:
    """The aanbieder of a toewijzing; None when the ledger does not know it."""
    query = sa.select(_v.agb_code).where(
        _v.gemeentecode == sleutel[0], _v.toewijzing_nummer == sleutel[1]
    )
    found: str | None = await session.scalar(query)
    return found


async def _said_by_contracts(session: AsyncSession) -> dict[str, str]:
    """Category -> segment; where contracts disagree, what became known last."""
    c = t.contractproduct.c
    known = sa.func.max(c.bekend_op)
    query = (
        sa.select(c.categorie, c.segment)
        .where(c.segment.is_not(None))
        .group_by(c.categorie, c.segment)
        .order_by(known, c.segment)
    )
    return {row.categorie: row.segment for row in await session.execute(query)}


def _segment(said: Mapping[str, str]) -> sa.ColumnElement[str]:
    """What contracts say of the category; of one that none names, the category itself."""
    own = sa.func.coalesce(categorie, sa.literal(ONBEPAALD, sa.String(40)))
    rows = [
        (categorie == one, sa.literal(segment, sa.String(40)))
        for one, segment in sorted(said.items())
    ]
    return sa.case(*rows, else_=own) if rows else own


def _wanted(vraag: Vraag, segment: sa.ColumnElement[str]) -> list[sa.ColumnElement[bool]]:
    wanted: list[sa.ColumnElement[bool]] = [_b.maand.between(vraag.van, vraag.tot)]
    if vraag.gemeenten is not None:
        wanted.append(_b.gemeentecode.in_(sorted(vraag.gemeenten)))
    if vraag.agb_code is not None:
        wanted.append(_v.agb_code == vraag.agb_code)
    if vraag.segment is not None:
        wanted.append(segment == vraag.segment)
    return wanted


def _saldo(row: sa.Row[Any]) -> Saldo:
    plaats = (row.maand, row.gemeentecode, row.agb_code, row.segment)
    bedragen: dict[Soort, int] = {soort: int(getattr(row, soort)) for soort in SOORTEN}
    return Saldo(plaats, bedragen)
