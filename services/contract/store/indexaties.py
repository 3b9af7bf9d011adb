# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Statements over indexation runs."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.contract import tables as t
from services.contract.store.rows import Row

_i, _r = t.indexatie.c, t.indexatie_regel.c


async def insert(session: AsyncSession, values: Mapping[str, Any]) -> None:
    """A new run; the second of one year is refused by its key."""
    await session.execute(sa.insert(t.indexatie).values(dict(values)))


async def read(
    session: AsyncSession, contractant: str, run_id: str, *, lock: bool = False
) -> Row | None:
    """A run of a contractant."""
    query = sa.select(t.indexatie).where(_i.id == run_id, _i.contractant == contractant)
    return (await session.execute(query.with_for_update() if lock else query)).one_or_none()


async def of_year(session: AsyncSession, contractant: str, jaar: int) -> Row | None:
    """The run of a year."""
    query = sa.select(t.indexatie).where(_i.contractant == contractant, _i.jaar == jaar)
    return (await session.execute(query)).one_or_none()


async def page(session: AsyncSession, contractant: str, after: str | None, limit: int) -> list[Row]:
    """Runs of a contractant, oldest first."""
    query = sa.select(t.indexatie).where(_i.contractant == contractant)
    if after is not None:
        query = query.where(_i.id > after)
    return list(await session.execute(query.order_by(_i.id).limit(limit)))


async def settle(
    session: AsyncSession, run_id: str, versie: int, regels: Sequence[Mapping[str, Any]]
) -> None:
    """The run is carried out: what it made of each tariff."""
    await session.execute(
        sa.update(t.indexatie).where(_i.id == run_id).values(vastgesteld=True, versie=versie)
    )
    if regels:
        await session.execute(sa.insert(t.indexatie_regel), list(regels))


async def regels(
    session: AsyncSession, run_id: str, agb_code: str | None, after: str | None, limit: int
) -> list[Row]:
    """Tariffs of a run by product; of one aanbieder when asked."""
    query = (
        sa.select(t.indexatie_regel, t.contractproduct.c.categorie, t.contractproduct.c.code)
        .join(t.contractproduct, t.contractproduct.c.id == _r.product_id)
        .where(_r.indexatie_id == run_id)
    )
    if agb_code is not None:
        query = query.where(_r.agb_code == agb_code)
    if after is not None:
        query = query.where(_r.product_id > after)
    return list(await session.execute(query.order_by(_r.product_id).limit(limit)))


async def not_rounded(session: AsyncSession, contractant: str, jaar: int) -> dict[str, Decimal]:
    """What the run of a contractant over a year left of each product."""
    query = (
        sa.select(_r.product_id, _r.onafgerond)
        .join(t.indexatie, _i.id == _r.indexatie_id)
        .where(_i.jaar == jaar, _i.contractant == contractant)
    )
    return {row.product_id: Decimal(row.onafgerond) for row in await session.execute(query)}


async def contracts_of(session: AsyncSession, contractant: str) -> list[str]:
    """All contracts that a contractant signed, by aanbieder, which is the order to lock them in."""
    c = t.contract.c
    query = sa.select(c.id).where(c.contractant == contractant).order_by(c.agb_code, c.id)
    return list(await session.scalars(query))
