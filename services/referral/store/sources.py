# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What the contract service published: who takes part, and what was contracted."""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.upsert import upsert
from services.referral import tables as t
from services.referral.domain.contract import Contractproduct, Productlijst
from services.referral.store.rows import Values

Bereikt = frozenset[tuple[str, int]]
"""Contracts by the year in which nothing is left under their ceiling."""

_p = t.contractproduct.c
_k = t.contract.c


async def keep_gemeente(session: AsyncSession, values: Values) -> None:
    """A gemeente, if newer."""
    await session.execute(upsert(t.gemeente, values, key=("gemeentecode",), newer="versie"))


async def keep_aanbieder(session: AsyncSession, values: Values) -> None:
    """An aanbieder, if newer."""
    await session.execute(upsert(t.aanbieder, values, key=("agb_code",), newer="versie"))


async def keep_contract(session: AsyncSession, values: Values) -> None:
    """A contract, if newer."""
    await session.execute(upsert(t.contract, values, key=("contract_id",), newer="versie"))


async def keep_contractproduct(session: AsyncSession, values: Values) -> None:
    """A contracted product, if newer."""
    await session.execute(upsert(t.contractproduct, values, key=("product_id",), newer="versie"))


async def keep_plafondstand(session: AsyncSession, values: Values) -> None:
    """How far a ceiling is spent, if newer."""
    key = ("contract_id", "jaar")
    await session.execute(upsert(t.plafondstand, values, key=key, newer="versie"))


async def plafonds_bereikt(session: AsyncSession, contract_ids: Collection[str]) -> Bereikt:
    """The years of these contracts whose ceiling is spent."""
    c = t.plafondstand.c
    query = sa.select(c.contract_id, c.jaar).where(
        c.contract_id.in_(sorted(contract_ids)), c.stand == "bereikt"
    )
    return frozenset((row.contract_id, row.jaar) for row in await session.execute(query))


async def knows_gemeente(session: AsyncSession, gemeentecode: str) -> bool:
    """Does this gemeente take part here?"""
    query = sa.select(t.gemeente.c.versie).where(t.gemeente.c.gemeentecode == gemeentecode)
    return (await session.execute(query)).first() is not None


async def knows_aanbieder(session: AsyncSession, agb_code: str) -> bool:
    """Is this aanbieder registered?"""
    query = sa.select(t.aanbieder.c.versie).where(t.aanbieder.c.agb_code == agb_code)
    return (await session.execute(query)).first() is not None


async def productlijst(
    session: AsyncSession, gemeentecode: str, codes: Collection[str | None]
) -> Productlijst:
    """Under which categories the contracts of this gemeente list these codes."""
    wanted = sorted({code for code in codes if code is not None})
    query = (
        sa.select(_p.code, _p.categorie, _k.gemeentecodes)
        .join(t.contract, _k.contract_id == _p.contract_id)
        .where(_p.code.in_(wanted))
    )
    found: dict[str, frozenset[str]] = {}
    for row in await session.execute(query):
        if gemeentecode in row.gemeentecodes:
            found[row.code] = found.get(row.code, frozenset()) | {row.categorie}
    return Productlijst(found)


async def contractproducten(
    session: AsyncSession, gemeentecode: str, agb_code: str
) -> tuple[Contractproduct, ...]:
    """All products in contracts between these two."""
    found = await per_aanbieder(session, gemeentecode, agb_code)
    return tuple(found.get(agb_code, ()))


async def per_aanbieder(
    session: AsyncSession, gemeentecode: str, agb_code: str | None = None
) -> dict[str, list[Contractproduct]]:
    """All products in contracts of a gemeente, of one aanbieder or of each."""
    query = (
        sa.select(
            _p.categorie,
            _p.code,
            _p.eenheid,
            _p.geldig_van.label("product_van"),
            _p.geldig_tot.label("product_tot"),
            t.contract,
        )
        .join(t.contract, _k.contract_id == _p.contract_id)
        .order_by(_p.product_id)
    )
    if agb_code is not None:
        query = query.where(_k.agb_code == agb_code)
    found: dict[str, list[Contractproduct]] = {}
    for row in await session.execute(query):
        if gemeentecode in row.gemeentecodes:
            found.setdefault(row.agb_code, []).append(_contractproduct(row))
    return found


def _contractproduct(row: sa.Row[Any]) -> Contractproduct:
    return Contractproduct(
        row.categorie,
        row.code,
        row.eenheid,
        row.geldig_van,
        row.geldig_tot,
        row.uitloop_tot,
        row.contract_id,
    ).amended(row.product_van, row.product_tot)
