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

from libs.common.bulk import empty_tables, execute_long, fetch_parts, insert_records, listed
from libs.common.db import see_one_moment
from services.reporting import tables as t
from services.reporting.domain import Celsleutel, Familie
from services.reporting.store.tellen import CEL, MAAND, Years
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
    number, and one mark that goes by it; the highest number there is. To be called before anything
    else in its transaction.
    """
    await see_one_moment(session)
    stand = sa.select(t.telstand.c.maand).with_for_update()
    if await session.scalar(stand) is None:
        await session.execute(sa.insert(t.telstand).values(maand=maand, telling=telling))
    else:
        await session.execute(sa.update(t.telstand).values(telling=telling))
    await empty_tables(session, [t.cel])
    await _give_numbers(session)
    await _one_mark_each(session)
    return await session.scalar(sa.select(sa.func.max(t.client.c.nummer))) or 0


async def _give_numbers(session: AsyncSession) -> None:
    """To who is marked, and who is meant by a pseudonym that is."""
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
    await execute_long(session, sa.insert(t.client).from_select(["nummer", "pseudoniem"], new))


async def _one_mark_each(session: AsyncSession) -> None:
    """By the number of the client, so that it is found without looking through the others: after a
    rebuild there are tens of marks a client."""
    c, number = t.te_tellen.c, t.client.c.nummer
    # Those that a count left which was cut off: numbers may be of others by now.
    left = sa.update(t.te_tellen).where(c.nummer.is_not(None))
    await execute_long(session, left.values(nummer=None))
    endless = sa.func.count(c.tot_jaar) < sa.func.count()
    of_each = (
        sa.select(
            number,
            c.client_pseudoniem,
            sa.func.min(c.van_jaar),
            sa.case((endless, None), else_=sa.func.max(c.tot_jaar)),
        )
        .join(t.client, t.client.c.pseudoniem == c.client_pseudoniem)
        .where(c.nummer.is_(None))
        .group_by(number, c.client_pseudoniem)
    )
    names = ["nummer", "client_pseudoniem", "van_jaar", "tot_jaar"]
    await execute_long(session, sa.insert(t.te_tellen).from_select(names, of_each))
    several = sa.and_(c.nummer.is_(None), c.client_pseudoniem.is_not(None))
    await execute_long(session, sa.delete(t.te_tellen).where(several))


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


Numbered: TypeAlias = Sequence[tuple[int, str]]
"""Clients by their numbers and pseudonyms, in the order of the numbers."""


async def of_several(session: AsyncSession) -> Numbered:
    """Who is known under several pseudonyms: what is counted of one changes another."""
    return await _numbered(session, t.client.c.pseudoniem.in_(_of_several()))


def _of_several() -> sa.CompoundSelect[str]:
    o = t.opvolging.c
    known = known_at(t.opvolging, None)
    return sa.union(sa.select(o.pseudoniem).where(known), sa.select(o.opvolger).where(known))


async def numbered(session: AsyncSession, van: int, tot: int) -> Numbered:
    """Who has these numbers, through the last; nobody who is known under several pseudonyms.

    Whom a correction that comes in meanwhile is about stays marked, and is counted afterwards.
    """
    c = t.client.c
    here = sa.and_(c.nummer.between(van, tot), c.pseudoniem.not_in(_of_several()))
    return await _numbered(session, here)


async def _numbered(session: AsyncSession, where: sa.ColumnElement[bool]) -> Numbered:
    c = t.client.c
    query = sa.select(c.nummer, c.pseudoniem).where(where).order_by(c.nummer)
    return [(nummer, pseudoniem) for nummer, pseudoniem in await session.execute(query)]


async def take_first_marks(session: AsyncSession, clients: Numbered) -> dict[str, Years]:
    """In which years each is to be counted, as was known when the count began.

    What was told of them since is marked still, and counted after it.
    """
    if not clients:
        return {}
    c = t.te_tellen.c
    asked = listed(session, {"nummer": sa.Integer()}, [(nummer,) for nummer, _ in clients])
    around = c.nummer.between(clients[0][0], clients[-1][0])
    taken = sa.delete(t.te_tellen).where(around, c.nummer.in_(sa.select(asked.c.nummer)))
    years = taken.returning(c.client_pseudoniem, c.van_jaar, c.tot_jaar)
    return {client: (van, tot) for client, van, tot in await session.execute(years)}


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
