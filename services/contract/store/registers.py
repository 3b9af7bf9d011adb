# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Statements over the registers: gemeenten, regio's with their members, aanbieders."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.contract import tables as t
from services.contract.domain import Aanbieder, Gemeente, Lid, Regio
from services.contract.store.rows import Row, as_geldigheid, dates, page, read_one, save_version

_GEMEENTE = t.gemeente.c.gemeentecode
_REGIO = t.regio.c.regiocode
_AANBIEDER = t.aanbieder.c.agb_code


async def read_gemeente(
    session: AsyncSession, code: str, *, lock: bool = False
) -> tuple[Gemeente, int] | None:
    """A gemeente with its version."""
    row = await read_one(session, _GEMEENTE, code, lock)
    return None if row is None else (_gemeente(row), row.versie)


async def list_gemeenten(session: AsyncSession, after: str | None, limit: int) -> list[Gemeente]:
    """By code."""
    return [_gemeente(row) for row in await page(session, _GEMEENTE, after, limit)]


async def save_gemeente(session: AsyncSession, gemeente: Gemeente, versie: int) -> None:
    """Insert or replace."""
    values = {
        "gemeentecode": gemeente.gemeentecode,
        "naam": gemeente.naam,
        "versie": versie,
        **dates(gemeente.geldig),
    }
    await save_version(session, _GEMEENTE, values)


async def known_gemeenten(session: AsyncSession, codes: Iterable[str]) -> frozenset[str]:
    """Those of `codes` that are registered."""
    found = await session.scalars(sa.select(_GEMEENTE).where(_GEMEENTE.in_(list(codes))))
    return frozenset(found)


async def read_regio(
    session: AsyncSession, code: str, *, lock: bool = False
) -> tuple[Regio, int] | None:
    """A regio with all its memberships, and its version."""
    row = await read_one(session, _REGIO, code, lock)
    return None if row is None else ((await _regios(session, [row]))[0], row.versie)


async def list_regios(session: AsyncSession, after: str | None, limit: int) -> list[Regio]:
    """By code."""
    return await _regios(session, await page(session, _REGIO, after, limit))


async def save_regio(session: AsyncSession, regio: Regio, versie: int) -> None:
    """Insert or replace, memberships included."""
    values = {"regiocode": regio.regiocode, "naam": regio.naam, "versie": versie}
    await save_version(session, _REGIO, values)
    await session.execute(sa.delete(t.regio_lid).where(t.regio_lid.c.regiocode == regio.regiocode))
    if regio.leden:
        rows = [
            {"regiocode": regio.regiocode, "gemeentecode": lid.gemeentecode, **dates(lid.geldig)}
            for lid in regio.leden
        ]
        await session.execute(sa.insert(t.regio_lid), rows)


async def members_on(session: AsyncSession, regiocode: str, day: date) -> frozenset[str]:
    """Gemeenten that are in this regio on a day."""
    rows = await session.execute(sa.select(t.regio_lid).where(t.regio_lid.c.regiocode == regiocode))
    return frozenset(row.gemeentecode for row in rows if as_geldigheid(row).holds_on(day))


async def regions_and_members(session: AsyncSession, code: str, day: date) -> frozenset[str]:
    """Regions that a gemeente is in on a day, or the members of a region."""
    lid = t.regio_lid.c
    either = sa.or_(lid.regiocode == code, lid.gemeentecode == code)
    rows = await session.execute(sa.select(t.regio_lid).where(either))
    on_day = [row for row in rows if as_geldigheid(row).holds_on(day)]
    return frozenset(c for row in on_day for c in (row.regiocode, row.gemeentecode) if c != code)


async def read_aanbieder(
    session: AsyncSession, code: str, *, lock: bool = False
) -> tuple[Aanbieder, int] | None:
    """An aanbieder with its version."""
    row = await read_one(session, _AANBIEDER, code, lock)
    return None if row is None else (_aanbieder(row), row.versie)


async def read_aanbieders(session: AsyncSession, codes: Collection[str]) -> dict[str, Aanbieder]:
    """Those of these that are registered, by AGB code."""
    query = sa.select(t.aanbieder).where(_AANBIEDER.in_(sorted(codes)))
    return {row.agb_code: _aanbieder(row) for row in await session.execute(query)}


async def list_aanbieders(session: AsyncSession, after: str | None, limit: int) -> list[Aanbieder]:
    """By AGB code."""
    return [_aanbieder(row) for row in await page(session, _AANBIEDER, after, limit)]


async def save_aanbieder(session: AsyncSession, aanbieder: Aanbieder, versie: int) -> None:
    """Insert or replace."""
    values = {
        "agb_code": aanbieder.agb_code,
        "naam": aanbieder.naam,
        "kvk_nummer": aanbieder.kvk_nummer,
        "versie": versie,
    }
    await save_version(session, _AANBIEDER, values)


async def lock_aanbieder(session: AsyncSession, agb_code: str) -> bool:
    """True when registered; its contracts change one at a time until the commit."""
    return await read_one(session, _AANBIEDER, agb_code, True) is not None


async def _regios(session: AsyncSession, rows: Sequence[Row]) -> list[Regio]:
    lid = t.regio_lid.c
    found = await session.execute(
        sa.select(t.regio_lid)
        .where(lid.regiocode.in_([row.regiocode for row in rows]))
        .order_by(lid.regiocode, lid.gemeentecode, lid.geldig_van)
    )
    leden: dict[str, list[Lid]] = {row.regiocode: [] for row in rows}
    for row in found:
        leden[row.regiocode].append(Lid(row.gemeentecode, as_geldigheid(row)))
    return [Regio(row.regiocode, row.naam, tuple(leden[row.regiocode])) for row in rows]


def _gemeente(row: Row) -> Gemeente:
    return Gemeente(row.gemeentecode, row.naam, as_geldigheid(row))


def _aanbieder(row: Row) -> Aanbieder:
    return Aanbieder(row.agb_code, row.naam, row.kvk_nummer)
