# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Facts of who was destroyed stand under a random pseudonym, whenever they come in.

What was told until the moment of destruction is of the file that is gone; so is what billing tells
of help of before its day. What is of later is of who was registered anew.
"""

import hashlib
import zlib
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import bulk_ignore, listed
from libs.common.contracts import Envelope
from libs.common.opvolging import work_out
from services.reporting import tables as t

Row = Mapping[str, Any]

_v = t.vernietigd_pseudoniem.c
_KEY = ["gemeentecode", "merk", "bekend_op"]
_NAMES = ("client_pseudoniem", "opvolger")
_BY_DAY = "periode_begin"
_LOCK = zlib.crc32(b"vernietigd_pseudoniem")
_KNOWN = "vernietigd_pseudoniem"
_PLACES = [
    (table, name)
    for table in t.metadata.sorted_tables
    for name in _NAMES
    if name in table.c and "gemeentecode" in table.c and table is not t.opvolging
]


class Vernietigd(NamedTuple):
    """`vervangend` stands for a pseudonym in what a gemeente told until a moment, and day."""

    bekend_op: datetime
    gemeentecode: str
    pseudoniem: str
    vervangend: str
    vernietigd_op: date


def merk(pseudoniem: str) -> str:
    """By which a pseudonym that is to be found nowhere is known again."""
    return hashlib.sha256(pseudoniem.encode()).hexdigest()


async def under_replacing(
    session: AsyncSession, table: sa.Table, rows: Sequence[Row]
) -> Sequence[Row]:
    """The rows as they are to be stored; who stores rows of clients asks this first.

    Nobody is destroyed from here until the end of the transaction.
    """
    names = [name for name in _NAMES if name in table.c]
    if not rows or "client_pseudoniem" not in names or not await any_destroyed(session):
        return rows
    marks = {(row["gemeentecode"], row[name]) for row in rows for name in names if row[name]}
    found = await _of(session, marks)
    return [_replaced(row, names, found) for row in rows] if found else rows


async def any_destroyed(session: AsyncSession) -> bool:
    """Was anybody ever destroyed? Asked once in a transaction.

    Nobody is destroyed from here until the end of it.
    """
    if _KNOWN not in session.info:
        await _lock(session, "pg_advisory_xact_lock_shared")
        query = sa.select(sa.literal(1)).select_from(t.vernietigd_pseudoniem).limit(1)
        session.info[_KNOWN] = await session.scalar(query) is not None
    return bool(session.info[_KNOWN])


async def replace_destroyed(session: AsyncSession, gone: Iterable[Vernietigd]) -> set[str]:
    """Put what stands for them in every row of before, and keep it for those still to come.

    The pseudonyms under which there may be other rows than before.
    """
    await _lock(session, "pg_advisory_xact_lock")
    session.info.pop(_KNOWN, None)
    ones = sorted(gone)
    rows = [one._asdict() | {"opgenomen_op": session.info.get("now")} for one in ones]
    for row in rows:
        row["merk"] = merk(row.pop("pseudoniem"))
    await bulk_ignore(session, t.vernietigd_pseudoniem, rows, _KEY)
    touched = {one.vervangend for one in ones}
    for one in ones:
        stood = {one.pseudoniem, *await _of_later(session, one)}
        touched |= stood
        for known in sorted(stood):
            for table, name in _PLACES:
                await _replace(session, table.c[name], known, one)
        await _replace_parked(session, one)
    pseudoniem = t.vertaald_pseudoniem.c.pseudoniem
    told = sa.delete(t.vertaald_pseudoniem)
    await session.execute(told.where(pseudoniem.in_([one.pseudoniem for one in ones])))
    await work_out(session, t.CORRECTIES, {one.gemeentecode for one in ones})
    return touched


async def _lock(session: AsyncSession, how: str) -> None:
    """Facts that come in while somebody is destroyed wait, or are waited for."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(sa.select(getattr(sa.func, how)(_LOCK)))


_Found = Mapping[tuple[str, str], Sequence[sa.Row[Any]]]


async def _of(session: AsyncSession, asked: Iterable[tuple[str, str]]) -> _Found:
    """What stands for each of these of a gemeente, by when; only of those who were destroyed."""
    by_mark = {(code, merk(who)): (code, who) for code, who in asked}
    given = listed(session, {"code": sa.String(4), "merk": sa.String(64)}, sorted(by_mark))
    query = sa.select(t.vernietigd_pseudoniem).join(
        given, sa.and_(_v.gemeentecode == given.c.code, _v.merk == given.c.merk)
    )
    found: dict[tuple[str, str], list[sa.Row[Any]]] = {}
    for row in await session.execute(query.order_by(_v.bekend_op)):
        found.setdefault(by_mark[row.gemeentecode, row.merk], []).append(row)
    return found


def _replaced(row: Row, names: Sequence[str], found: _Found) -> Row:
    until, at = ("vernietigd_op", _BY_DAY) if _BY_DAY in row else ("bekend_op", "bekend_op")
    changes: dict[str, Any] = {}
    for name in names:
        times = found.get((row["gemeentecode"], row[name]), ())
        place = bisect_left([time._mapping[until] for time in times], row[at])
        if place < len(times):
            changes[name] = times[place].vervangend
    if changes and (row.get("toewijzing_nummer") or 0) < 0:
        changes["toewijzing_nummer"] = -1
    return {**row, **changes} if changes else row


async def _of_later(session: AsyncSession, one: Vernietigd) -> Sequence[str]:
    """What was put for the same child, destroyed once more, in rows that are of this time."""
    same = (_v.gemeentecode == one.gemeentecode, _v.merk == merk(one.pseudoniem))
    query = sa.select(_v.vervangend).where(*same, _v.bekend_op > one.bekend_op)
    return (await session.scalars(query)).all()


async def _replace(
    session: AsyncSession, column: sa.Column[Any], known: str, one: Vernietigd
) -> None:
    """In rows of one table that are of before, all that leads to the client."""
    table = column.table
    c = table.c
    by_day = _BY_DAY in c
    until = c[_BY_DAY] <= one.vernietigd_op if by_day else c.bekend_op <= one.bekend_op
    here = sa.and_(c.gemeentecode == one.gemeentecode, column == known, until)
    if column.primary_key:  # the same was told under both, by a log that was published anew
        twin = table.alias("twin")
        rest = (twin.c[k.name] == k for k in table.primary_key if k is not column)
        same = sa.exists().where(twin.c[column.name] == one.vervangend, *rest)
        await session.execute(sa.delete(table).where(here, same))
    values: dict[str, Any] = {column.name: one.vervangend}
    if table is t.regel:  # without a toewijzing its number is made of the pseudonym
        nummer = c.toewijzing_nummer
        values["toewijzing_nummer"] = sa.case((nummer < 0, -1), else_=nummer)
    await session.execute(sa.update(table).where(here).values(values))


async def _replace_parked(session: AsyncSession, one: Vernietigd) -> None:
    """In events that could not be applied, and may be yet."""
    assert t.MECHANICS.consumer is not None  # noqa: S101 - reporting is made of events
    table = t.MECHANICS.consumer.dead_letter
    d = table.c
    query = sa.select(d.seq, d.key, d.payload).where(d.payload.contains(one.pseudoniem))
    for row in await session.execute(query):
        if _is_of_before(row.payload, one):
            anew = {
                name: row._mapping[name].replace(one.pseudoniem, one.vervangend)
                for name in ("key", "payload")
            }
            await session.execute(sa.update(table).where(d.seq == row.seq).values(anew))


def _is_of_before(payload: str, one: Vernietigd) -> bool:
    try:
        envelope = Envelope.from_bytes(payload.encode())
    except ValidationError:
        return False
    of = envelope.data.get("gemeentecode")
    return of == one.gemeentecode and envelope.time <= one.bekend_op
