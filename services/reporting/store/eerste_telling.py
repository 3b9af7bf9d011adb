# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Statements that count all clients at once, where nothing was counted yet: after a rebuild.

One cell is written once, whole, instead of again for each of its clients.
"""

from collections.abc import AsyncIterator, Iterable, Sequence, Set
from datetime import date
from typing import Any, TypeAlias

import sqlalchemy as sa
from pyroaring import BitMap
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import fetch_parts, insert_records, listed
from services.reporting import tables as t
from services.reporting.domain import Celsleutel, Familie
from services.reporting.store.tellen import CEL, MAAND
from services.reporting.store.window import known_at

Record: TypeAlias = tuple[Any, ...]

_AT_ONCE = 10_000
_WIDE_AT_ONCE = 20
"""Without gemeente and provider a few cells hold everybody, each number many times as text."""
_APART = ","


class OtherCountError(Exception):
    """Another count was begun meanwhile, by who thought that this one was gone."""


async def begin_counting(session: AsyncSession, maand: date, telling: str) -> int:
    """From now on this is the count that is busy; no cell is left of one that was cut off.

    Counts through this month, unless one had begun before. Each client that is marked gets a
    number; the highest there is.
    """
    stand = sa.select(t.telstand.c.maand).with_for_update()
    if await session.scalar(stand) is None:
        await session.execute(sa.insert(t.telstand).values(maand=maand, telling=telling))
    else:
        await session.execute(sa.update(t.telstand).values(telling=telling))
    await session.execute(sa.delete(t.cel))
    last = await session.scalar(sa.select(sa.func.max(t.client.c.nummer))) or 0
    marked, meant = t.te_tellen.c.client_pseudoniem, t.opvolging.c.opvolger
    everybody = sa.union(
        sa.select(marked.label("pseudoniem")).where(marked.is_not(None)),
        sa.select(meant).where(known_at(t.opvolging, None)),
    ).subquery()
    who = everybody.c.pseudoniem
    known = sa.exists().where(t.client.c.pseudoniem == who)
    number = sa.literal(last) + sa.func.row_number().over(order_by=who)
    new = sa.select(number, who).where(~known)
    await session.execute(sa.insert(t.client).from_select(["nummer", "pseudoniem"], new))
    return await session.scalar(sa.select(sa.func.max(t.client.c.nummer))) or 0


async def counting(session: AsyncSession, telling: str) -> date:
    """Through which month; `OtherCountError` when this is not the count that is busy.

    It stays so until the transaction ends.
    """
    stand = sa.select(t.telstand).with_for_update(read=True)
    row = (await session.execute(stand)).one()
    if row.telling != telling:
        raise OtherCountError(f"count {telling} is not the one that is busy")
    maand: date = row.maand
    return maand


async def of_several(session: AsyncSession) -> list[str]:
    """Pseudonyms of who is known under several: what is counted of one changes another."""
    return sorted(await session.scalars(_of_several()))


def _of_several() -> sa.CompoundSelect[str]:
    o = t.opvolging.c
    known = known_at(t.opvolging, None)
    return sa.union(sa.select(o.pseudoniem).where(known), sa.select(o.opvolger).where(known))


async def numbered(session: AsyncSession, van: int, tot: int) -> list[str]:
    """The pseudonyms with these numbers, through the last; none of who is known under several.

    Whom a correction that comes in meanwhile is about stays marked, and is counted afterwards.
    """
    c = t.client.c
    here = sa.and_(c.nummer.between(van, tot), c.pseudoniem.not_in(_of_several()))
    return list(await session.scalars(sa.select(c.pseudoniem).where(here).order_by(c.nummer)))


async def put_months(
    session: AsyncSession, years: Sequence[tuple[int, date, date]], months: Iterable[Record]
) -> None:
    """In the place of all months of these numbers, from one through another."""
    c = t.client_maand.c
    columns = {"nummer": c.client.type, "van": c.maand.type, "tot": c.maand.type}
    asked = listed(session, columns, years)
    same = sa.and_(c.client == asked.c.nummer, c.maand.between(asked.c.van, asked.c.tot))
    await session.execute(sa.delete(t.client_maand).where(sa.exists().where(same)))
    await insert_records(session, t.client_maand, MAAND, months)


async def put_cells(session: AsyncSession, cells: Iterable[Record]) -> None:
    """Cells that are not there yet."""
    await insert_records(session, t.cel, CEL, cells)


async def made_cells(session: AsyncSession, familie: Familie) -> AsyncIterator[list[Record]]:
    """All cells of a family that hold anything, of the months that were counted, in parts."""
    c = t.client_maand.c
    begin = sa.extract("year", c.maand).label("jaar") if familie.jaar else c.maand
    held = familie.velden | {_BEGIN}
    columns = [begin if name == _BEGIN else c[name] for name in _KEY if name in held]
    query = (
        sa.select(*columns, _who(c.hulp), _who(c.buiten), *_money(jaar=familie.jaar))
        .group_by(*columns)
        .order_by(*columns)  # as the index has them
    )
    at_once = _AT_ONCE if familie.velden & _NARROW else _WIDE_AT_ONCE
    async for part in fetch_parts(session, query, at_once):
        yield [one for row in part if (one := _cell(familie, held, row)) is not None]


async def counted_first(session: AsyncSession) -> bool:
    """No first count is busy, nor has to be."""
    query = sa.select(sa.exists().where(t.telstand.c.telling.is_(None)))
    return bool(await session.scalar(query))


async def end_counting(session: AsyncSession) -> None:
    """All cells are there, and kept up from now on."""
    await session.execute(sa.update(t.telstand).values(telling=None))


_BEGIN = "begin"
_KEY = Celsleutel._fields[1:]
_AT_BEGIN = _KEY.index(_BEGIN)
_NARROW = {"gemeentecode", "agb_code"}


def _who(holds: sa.ColumnElement[bool]) -> sa.ColumnElement[str]:
    number = sa.cast(t.client_maand.c.client, sa.String)
    return sa.func.aggregate_strings(number, _APART).filter(holds)


def _money(*, jaar: bool) -> list[sa.ColumnElement[int]]:
    """As `domain.tellen` adds it: what December holds too is the double of a year."""
    c = t.client_maand.c
    once = sa.case((sa.and_(sa.literal(jaar), sa.extract("month", c.maand) > 1), c.dubbel), else_=0)
    added = (c.toegewezen - once, c.dubbel - once, c.ingediend, c.toegekend)
    sums = (sa.func.sum(one) for one in added)
    return [sa.cast(one, sa.BigInteger) for one in sums]


def _cell(familie: Familie, held: Set[str], row: Sequence[Any]) -> Record | None:
    """In the order of `CEL`, of a key of the fields `held`; None when it holds nothing."""
    *found, met, buiten, toegewezen, dubbel, ingediend, toegekend = row
    clients, number = _bits(met)
    if not (number or toegewezen or dubbel or ingediend or toegekend):
        return None
    outside, number_outside = _bits(buiten)
    left = iter(found)
    key = [next(left) if name in held else "" for name in _KEY]
    if familie.jaar:
        key[_AT_BEGIN] = date(int(key[_AT_BEGIN]), 1, 1)
    money = (toegewezen, dubbel, ingediend, toegekend)
    return (familie.naam, *key, number, *money, clients, outside, number_outside)


def _bits(numbers: str | None) -> tuple[bytes, int]:
    """A set of numbers as it is stored, with its size; an empty one is an empty text."""
    if numbers is None:
        return b"", 0
    bits = BitMap(map(int, numbers.split(_APART)))
    return bits.serialize(), len(bits)
