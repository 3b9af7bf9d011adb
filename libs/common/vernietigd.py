# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What was told of who was destroyed stands under a random pseudonym, whenever it comes in.

What was told until the moment of destruction is of the file that is gone; so is what billing tells
of help of before its day, or in its year where no more than a year is kept. What is of later is of
who was registered anew.
"""

import hashlib
import zlib
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa
from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import bulk_ignore, listed
from libs.common.contracts import ClientgegevensVernietigd, Envelope
from libs.common.db import UtcDateTime
from libs.common.mechanics import OWN, Mechanics
from libs.common.opvolging import Correctietabellen, work_out
from libs.common.prune import Rule

Row = Mapping[str, Any]

_KEY = ["gemeentecode", "merk", "bekend_op"]
_NAMES = ("client_pseudoniem", "opvolger")
_LOCK = zlib.crc32(b"vernietigd_pseudoniem")
_KNOWN = "vernietigd_pseudoniem"

_LATE = Rule(
    "vernietigd_pseudoniem",
    "opgenomen_op",
    timedelta(days=400),
    "as vernietigd_merk: what comes late has come",
)


class Vernietigd(NamedTuple):
    """`vervangend` stands for a pseudonym in what a gemeente told until a moment, and day."""

    bekend_op: datetime
    gemeentecode: str
    pseudoniem: str
    vervangend: str
    vernietigd_op: date


class Vernietigdtabellen(NamedTuple):
    """What stands for whom, and where else pseudonyms are: corrections and parked events.

    `genummerd` are tables with a `toewijzing_nummer` that is made of the pseudonym if below zero.
    """

    vernietigd: sa.Table
    correcties: Correctietabellen
    geparkeerd: sa.Table
    genummerd: Collection[str]


def destroyed_tables(
    metadata: sa.MetaData,
    mechanics: Mechanics,
    correcties: Correctietabellen,
    genummerd: Collection[str] = (),
) -> Vernietigdtabellen:
    """Declare in a service's metadata what stands for a pseudonym in what was told until
    `bekend_op`.

    The pseudonym itself is in no table: `merk` is a hash of it, by which what comes late is known.
    A log that was published anew says no more what it was, so a rebuild leaves these; they go when
    what comes late has come, some time after `opgenomen_op`.
    """
    assert mechanics.consumer is not None  # noqa: S101 - who is told of it consumes
    vernietigd = sa.Table(
        "vernietigd_pseudoniem",
        metadata,
        sa.Column("gemeentecode", sa.String(4), primary_key=True),
        sa.Column("merk", sa.String(64), primary_key=True),
        sa.Column("bekend_op", UtcDateTime, primary_key=True),
        sa.Column("vernietigd_op", sa.Date, nullable=False),
        sa.Column("vervangend", sa.String(32), nullable=False),
        sa.Column("opgenomen_op", UtcDateTime),
        info=OWN | {"rule": _LATE},
    )
    return Vernietigdtabellen(vernietigd, correcties, mechanics.consumer.dead_letter, genummerd)


def merk(pseudoniem: str) -> str:
    """By which a pseudonym that is to be found nowhere is known again."""
    return hashlib.sha256(pseudoniem.encode()).hexdigest()


def destroyed_by(event: ClientgegevensVernietigd, envelope: Envelope) -> list[Vernietigd]:
    """The client and each of before a correction; none that was replaced already."""
    pairs = [(event.client_pseudoniem, event.vervangend_pseudoniem)]
    pairs += [(one.client_pseudoniem, one.vervangend_pseudoniem) for one in event.eerdere]
    return [
        Vernietigd(
            bekend_op=envelope.time,
            gemeentecode=event.gemeentecode,
            pseudoniem=known,
            vervangend=instead,
            vernietigd_op=event.vernietigd_op,
        )
        for known, instead in pairs
        if known != instead
    ]


async def under_replacing(
    session: AsyncSession, tables: Vernietigdtabellen, table: sa.Table, rows: Sequence[Row]
) -> Sequence[Row]:
    """The rows as they are to be stored; who stores rows of clients asks this first.

    Nobody is destroyed from here until the end of the transaction.
    """
    names = [name for name in _NAMES if name in table.c]
    if not rows or "client_pseudoniem" not in names or not await any_destroyed(session, tables):
        return rows
    marks = {(row["gemeentecode"], row[name]) for row in rows for name in names if row[name]}
    found = await _of(session, tables, marks)
    return [_replaced(row, names, found) for row in rows] if found else rows


async def any_destroyed(session: AsyncSession, tables: Vernietigdtabellen) -> bool:
    """Was anybody ever destroyed? Asked once in a transaction.

    Nobody is destroyed from here until the end of it.
    """
    if _KNOWN not in session.info:
        await _lock(session, "pg_advisory_xact_lock_shared")
        query = sa.select(sa.literal(1)).select_from(tables.vernietigd).limit(1)
        session.info[_KNOWN] = await session.scalar(query) is not None
    return bool(session.info[_KNOWN])


async def replace_destroyed(
    session: AsyncSession, tables: Vernietigdtabellen, gone: Iterable[Vernietigd]
) -> set[str]:
    """Put what stands for them in every row of before, and keep it for those still to come.

    The pseudonyms under which there may be other rows than before.
    """
    await _lock(session, "pg_advisory_xact_lock")
    session.info.pop(_KNOWN, None)
    ones = sorted(gone)
    rows = [one._asdict() | {"opgenomen_op": session.info.get("now")} for one in ones]
    for row in rows:
        row["merk"] = merk(row.pop("pseudoniem"))
    await bulk_ignore(session, tables.vernietigd, rows, _KEY)
    touched, places = {one.vervangend for one in ones}, _places(tables)
    for one in ones:
        stood = {one.pseudoniem, *await _of_later(session, tables, one)}
        touched |= stood
        for known in sorted(stood):
            for column in places:
                await _replace(session, tables, column, known, one)
        await _replace_parked(session, tables, one)
    await work_out(session, tables.correcties, {one.gemeentecode for one in ones})
    return touched


def _places(tables: Vernietigdtabellen) -> list[sa.Column[Any]]:
    """Where clients of a gemeente are; whom they mean is worked out anew instead."""
    return [
        table.c[name]
        for table in tables.vernietigd.metadata.sorted_tables
        for name in _NAMES
        if name in table.c
        and "gemeentecode" in table.c
        and table is not tables.correcties.opvolging
    ]


async def _lock(session: AsyncSession, how: str) -> None:
    """Facts that come in while somebody is destroyed wait, or are waited for."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(sa.select(getattr(sa.func, how)(_LOCK)))


_Found = Mapping[tuple[str, str], Sequence[Vernietigd]]


async def _of(
    session: AsyncSession, tables: Vernietigdtabellen, asked: Iterable[tuple[str, str]]
) -> _Found:
    """What stands for each of these of a gemeente, by when; only of those who were destroyed."""
    v = tables.vernietigd.c
    by_mark = {(code, merk(who)): (code, who) for code, who in asked}
    given = listed(session, {"code": sa.String(4), "merk": sa.String(64)}, sorted(by_mark))
    query = sa.select(tables.vernietigd).join(
        given, sa.and_(v.gemeentecode == given.c.code, v.merk == given.c.merk)
    )
    found: dict[tuple[str, str], list[Vernietigd]] = {}
    for row in await session.execute(query.order_by(v.bekend_op)):
        code, who = by_mark[row.gemeentecode, row.merk]
        one = Vernietigd(row.bekend_op, code, who, row.vervangend, row.vernietigd_op)
        found.setdefault((code, who), []).append(one)
    return found


def _replaced(row: Row, names: Sequence[str], found: _Found) -> Row:
    changes: dict[str, Any] = {}
    for name in names:
        times = found.get((row["gemeentecode"], row[name]), ())
        bounds = [_bound(row, one) for one in times]
        place = bisect_left([until for _, until in bounds], row[bounds[0][0]]) if bounds else 0
        if place < len(times):
            changes[name] = times[place].vervangend
    if changes and (row.get("toewijzing_nummer") or 0) < 0:
        changes["toewijzing_nummer"] = -1
    return {**row, **changes} if changes else row


def _bound(names: Any, one: Vernietigd) -> tuple[str, Any]:  # noqa: ANN401 - a row, or columns
    """What says that a row is of before, and through which: its help, else when it was told."""
    if "periode_begin" in names:
        return "periode_begin", one.vernietigd_op
    if "jaar" in names:
        return "jaar", one.vernietigd_op.year
    return "bekend_op", one.bekend_op


async def _of_later(
    session: AsyncSession, tables: Vernietigdtabellen, one: Vernietigd
) -> Sequence[str]:
    """What was put for the same child, destroyed once more, in rows that are of this time."""
    v = tables.vernietigd.c
    same = (v.gemeentecode == one.gemeentecode, v.merk == merk(one.pseudoniem))
    query = sa.select(v.vervangend).where(*same, v.bekend_op > one.bekend_op)
    return (await session.scalars(query)).all()


async def _replace(
    session: AsyncSession,
    tables: Vernietigdtabellen,
    column: sa.Column[Any],
    known: str,
    one: Vernietigd,
) -> None:
    """In rows of one table that are of before, all that leads to the client."""
    table = column.table
    c = table.c
    name, until = _bound(c, one)
    here = sa.and_(c.gemeentecode == one.gemeentecode, column == known, c[name] <= until)
    if column.primary_key:  # the same was told under both, by a log that was published anew
        twin = table.alias("twin")
        rest = (twin.c[k.name] == k for k in table.primary_key if k is not column)
        same = sa.exists().where(twin.c[column.name] == one.vervangend, *rest)
        await session.execute(sa.delete(table).where(here, same))
    values: dict[str, Any] = {column.name: one.vervangend}
    if table.name in tables.genummerd:
        nummer = c.toewijzing_nummer
        values["toewijzing_nummer"] = sa.case((nummer < 0, -1), else_=nummer)
    await session.execute(sa.update(table).where(here).values(values))


async def _replace_parked(
    session: AsyncSession, tables: Vernietigdtabellen, one: Vernietigd
) -> None:
    """In events that could not be applied, and may be yet."""
    table = tables.geparkeerd
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
