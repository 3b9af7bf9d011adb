# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Statements over care functions with their scale (R-09)."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.contract import tables as t
from services.contract.domain.zorgfunctie import Zorgfunctie
from services.contract.store.rows import Row, as_geldigheid, dates, read_one, save_version

_c = t.zorgfunctie_schaal.c
_PLAIN = (
    "id",
    "regiocode",
    "functie",
    "schaal",
    "gebied",
    "coordinerende_partij",
    "keuze",
    "bekostiging",
    "bron",
)


@dataclass(frozen=True, slots=True)
class Keuzes:
    """Which rows: of a day, a function, a region, or the regions that a gemeente is in that day."""

    op: date | None = None
    functie: str | None = None
    regiocode: str | None = None
    regiocodes: frozenset[str] | None = None


async def read_zorgfunctie(
    session: AsyncSession, zorgfunctie_id: str, *, lock: bool = False
) -> tuple[Zorgfunctie, int] | None:
    """A row with its version."""
    row = await read_one(session, _c.id, zorgfunctie_id, lock)
    return None if row is None else (_zorgfunctie(row), row.versie)


async def list_zorgfuncties(
    session: AsyncSession, keuzes: Keuzes, after: str | None, limit: int
) -> list[Zorgfunctie]:
    """By id."""
    query = sa.select(t.zorgfunctie_schaal).order_by(_c.id).limit(limit)
    if after is not None:
        query = query.where(_c.id > after)
    if keuzes.op is not None:
        runs_on = sa.or_(_c.geldig_tot.is_(None), _c.geldig_tot >= keuzes.op)
        query = query.where(_c.geldig_van <= keuzes.op, runs_on)
    if keuzes.functie is not None:
        query = query.where(_c.functie == keuzes.functie)
    if keuzes.regiocode is not None:
        query = query.where(_c.regiocode == keuzes.regiocode)
    if keuzes.regiocodes is not None:
        query = query.where(_c.regiocode.in_(sorted(keuzes.regiocodes)))
    return [_zorgfunctie(row) for row in await session.execute(query)]


async def save_zorgfunctie(session: AsyncSession, rij: Zorgfunctie, versie: int) -> None:
    """Insert or replace."""
    values = {name: getattr(rij, name) for name in _PLAIN}
    await save_version(session, _c.id, values | dates(rij.geldig) | {"versie": versie})


def _zorgfunctie(row: Row) -> Zorgfunctie:
    return Zorgfunctie(geldig=as_geldigheid(row), **{name: getattr(row, name) for name in _PLAIN})
