# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Many rows at once: stored by COPY where there is one, and asked for by lists of keys.

A statement has the same text however many keys it is given, so that it is prepared once. With
`db` this is all that knows in what SQLite and PostgreSQL differ.
"""

import json
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from itertools import chain, islice
from operator import itemgetter
from types import MappingProxyType
from typing import Any

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.db import UtcDateTime
from libs.common.upsert import OnConflict

Row = Mapping[str, Any]
Record = Sequence[Any]
Columns = Mapping[str, sa.types.TypeEngine[Any]]

_FEW = 8
"""Below this an INSERT is quicker than a COPY."""
_MANY = 100
"""From here on it is worth a savepoint to try if all are new."""
_MOST_VALUES = 30_000
"""In one statement: SQLite takes 32 766."""
_LONG_S = 3_600
"""For what is read in parts, of which all may have to be sorted before the first, and for what
changes all rows of a table at once."""


async def bulk_insert(session: AsyncSession, table: sa.Table, rows: Sequence[Row]) -> None:
    """Store rows, all with the same columns, in their order; no row, no statement."""
    if not rows:
        return
    if len(rows) < _FEW or session.get_bind().dialect.name != "postgresql":
        await session.execute(sa.insert(table), [dict(row) for row in rows])
        return
    names = list(rows[0])
    values = _values_of(names)
    await _copy(session, table, names, map(values, rows))


async def insert_records(
    session: AsyncSession, table: sa.Table, columns: Sequence[str], records: Iterable[Record]
) -> None:
    """As `bulk_insert`, of tuples in the order of `columns`.

    Where there is COPY they are made while they are stored: the database has the first while the
    last are not made yet, and they are never there all at once.
    """
    left = iter(records)
    first = list(islice(left, _FEW))
    if session.get_bind().dialect.name == "postgresql" and len(first) == _FEW:
        await _copy(session, table, columns, chain(first, left))
        return
    rows = [dict(zip(columns, record, strict=True)) for record in chain(first, left)]
    if rows:
        await session.execute(sa.insert(table), rows)


def _with_json(records: Iterable[Record], places: Sequence[int]) -> Iterator[Record]:
    """The values as the driver takes them: JSON as text, of one value made once."""
    texts: dict[int, tuple[Any, str]] = {}
    for record in records:
        taken = list(record)
        for place in places:
            value = taken[place]
            known = texts.get(id(value))
            if known is None:  # kept with its value, whose identity no other gets meanwhile
                known = texts[id(value)] = (value, _encoded(value))
            taken[place] = known[1]
        yield taken


_encoded = json.JSONEncoder(ensure_ascii=False).encode


async def _copy(
    session: AsyncSession, table: sa.Table, columns: Sequence[str], records: Iterable[Record]
) -> None:
    json_at = [n for n, name in enumerate(columns) if isinstance(table.c[name].type, sa.JSON)]
    if json_at:
        records = _with_json(records, json_at)
    session.info["wrote"] = True
    async with _driver(session, f"COPY {table.name}") as driver:
        await driver.copy_records_to_table(table.name, columns=columns, records=records)


async def fetch(session: AsyncSession, query: sa.Select[Any]) -> Sequence[Sequence[Any]]:
    """The rows of a query as the driver gives them: of tens of thousands, a class for each counts.

    For columns of plain types, which the driver reads by itself.
    """
    if session.get_bind().dialect.name != "postgresql":
        rows: Sequence[Sequence[Any]] = (await session.execute(query)).all()
        return rows
    text, given = _of_driver(session, query)
    async with _driver(session, "SELECT") as driver:
        found: Sequence[Sequence[Any]] = await driver.fetch(text, *given)
    return found


async def fetch_parts(
    session: AsyncSession, query: sa.Select[Any], size: int
) -> AsyncIterator[Sequence[Sequence[Any]]]:
    """As `fetch`, so many rows at a time: the others stay with the database."""
    if session.get_bind().dialect.name != "postgresql":
        found = await session.stream(query)
        async for rows in found.partitions(size):
            yield rows
        return
    text, given = _of_driver(session, query)
    async with _driver(session, "SELECT") as driver:
        cursor = await driver.cursor(text, *given, timeout=_LONG_S)
        while part := await cursor.fetch(size, timeout=_LONG_S):
            yield part


async def execute_long(session: AsyncSession, statement: sa.Insert | sa.Update | sa.Delete) -> None:
    """Execute what may take longer than a statement is given: it changes as many rows as there are.

    For values of plain types, as `fetch`.
    """
    if session.get_bind().dialect.name != "postgresql":
        await session.execute(statement)
        return
    text, given = _of_driver(session, statement)
    session.info["wrote"] = True
    async with _driver(session, text.split(maxsplit=1)[0]) as driver:
        await driver.execute(text, *given, timeout=_LONG_S)


async def empty_tables(session: AsyncSession, tables: Sequence[sa.Table]) -> None:
    """Take all rows of these away, however many; of those that refer to each other all are given,
    each before those that it refers to.

    Whoever reads them waits until the end of the transaction, and finds nothing after it, also in
    a transaction that began before.
    """
    if session.get_bind().dialect.name == "postgresql":
        names = ", ".join(table.name for table in tables)
        await session.execute(sa.text(f"TRUNCATE {names}"))
        return
    for table in tables:
        await session.execute(sa.delete(table))


def _of_driver(
    session: AsyncSession, query: sa.Select[Any] | sa.Insert | sa.Update | sa.Delete
) -> tuple[str, list[Any]]:
    """A query as the driver takes it: its text, and its values in order."""
    dialect = session.get_bind().dialect
    compiled = query.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
    given = compiled.construct_params()
    return str(compiled), [given[name] for name in compiled.positiontup or ()]


@asynccontextmanager
async def _driver(session: AsyncSession, what: str) -> AsyncIterator[asyncpg.Connection]:
    """The connection of the driver in the transaction; its errors are those of SQLAlchemy."""
    connection = await session.connection()
    raw = await connection.get_raw_connection()
    driver = raw.driver_connection
    assert isinstance(driver, asyncpg.Connection)  # noqa: S101 - the only driver there is
    if not driver.is_in_transaction():  # it begins with the first statement that it sees
        await session.execute(sa.select(1))
    try:
        yield driver
    except (asyncpg.InterfaceError, OSError) as error:
        raise OperationalError(what, None, error) from error
    except asyncpg.PostgresError as error:
        raise DBAPIError(what, None, error, hide_parameters=True) from error


async def bulk_ignore(
    session: AsyncSession,
    table: sa.Table,
    rows: Sequence[Row],
    key: Sequence[str],
    returning: str | None = None,
    alike: Row | None = None,
) -> list[Any]:
    """Store rows, all with the same columns, unless one with their `key` is there already.

    What is `alike` in all of them need not stand in each. The values of the column `returning` of
    those that were stored; several statements where one cannot hold them all.
    """
    conflict, alike = OnConflict(key, (), None), alike or {}
    if await _all_new(session, table, rows, alike):
        return [] if returning is None else [row[returning] for row in rows]
    if returning is None:
        whole = [{**row, **alike} for row in rows] if alike else rows
        await _insert_all(session, table, whole, conflict)
        return []
    found: list[Any] = []
    for part in _parts(session, table, rows, len(alike)):
        insert = _insert_of(session, table, part, alike).ext(conflict)
        found += (await session.scalars(insert.returning(table.c[returning]))).all()
    return found


async def _all_new(session: AsyncSession, table: sa.Table, rows: Sequence[Row], alike: Row) -> bool:
    """Stored by COPY, which is twice as fast; False when one was there, and then none is stored."""
    if len(rows) < _MANY or session.get_bind().dialect.name != "postgresql":
        return False
    names, same = list(rows[0]), tuple(alike.values())
    values = _values_of(names)
    try:
        async with session.begin_nested():
            records = ((*values(row), *same) for row in rows)
            await _copy(session, table, [*names, *alike], records)
    except DBAPIError as error:
        if not isinstance(error.orig, asyncpg.UniqueViolationError):
            raise
        return False
    return True


async def bulk_upsert(
    session: AsyncSession,
    table: sa.Table,
    rows: Sequence[Row],
    key: Sequence[str],
    newer: str | None = None,
) -> None:
    """Store rows, or replace those with their `key`, as `upsert` does."""
    if rows:
        columns = [name for name in rows[0] if name not in key]
        await _insert_all(session, table, rows, OnConflict(key, columns, newer))


async def _insert_all(
    session: AsyncSession, table: sa.Table, rows: Sequence[Row], conflict: OnConflict
) -> None:
    """In one statement of arrays, or one that is made once and run for each row."""
    if _has_arrays(session, table, rows):
        await session.execute(_insert_of(session, table, rows).ext(conflict))
    elif rows:
        await session.execute(sa.insert(table).ext(conflict), [dict(row) for row in rows])


def _parts(
    session: AsyncSession, table: sa.Table, rows: Sequence[Row], more: int
) -> Iterator[Sequence[Row]]:
    """What fits in one statement: arrays take any number, lists of values a bounded one."""
    if not rows:
        return
    at_once = max(1, _MOST_VALUES // (len(rows[0]) + more))
    if _has_arrays(session, table, rows):
        at_once = len(rows)
    for begin in range(0, len(rows), at_once):
        yield rows[begin : begin + at_once]


def _insert_of(
    session: AsyncSession, table: sa.Table, rows: Sequence[Row], alike: Row = MappingProxyType({})
) -> sa.Insert:
    if not _has_arrays(session, table, rows):
        return sa.insert(table).values([{**row, **alike} for row in rows])
    names = list(rows[0])
    columns = {name: table.c[name].type for name in names}
    values = _values_of(names)
    source = listed(session, columns, [values(row) for row in rows])
    others = [sa.literal(value, table.c[name].type) for name, value in alike.items()]
    return sa.insert(table).from_select([*names, *alike], sa.select(*source.c, *others))


def _values_of(names: Sequence[str]) -> Callable[[Row], Record]:
    """Makes a record of a row, in the order of these columns."""
    return itemgetter(*names) if len(names) > 1 else lambda row: (row[names[0]],)


def _has_arrays(session: AsyncSession, table: sa.Table, rows: Sequence[Row]) -> bool:
    """On PostgreSQL, unless few or with JSON, which cannot stand in an array."""
    if len(rows) < _FEW or session.get_bind().dialect.name != "postgresql":
        return False
    return not any(isinstance(table.c[name].type, sa.JSON) for name in rows[0])


_BETWEEN = "\x1f"
"""Between the values of a column in one text: the separator of units, which no key has in it."""
_ABSENT = "\x1e"
"""A value that is not there: the separator of records."""

_TEXTUAL = (sa.String, sa.Integer, sa.Date, sa.Boolean, sa.LargeBinary, UtcDateTime)


def _joined(column: Sequence[Any], kind: sa.types.TypeEngine[Any]) -> str | None:
    """A column as one text, which the database takes apart: the driver looks at each value of an
    array four times. None when that could not be told apart from another column.
    """
    if not isinstance(kind, _TEXTUAL) or (len(column) == 1 and "" in column):
        return None
    absent = column.count(None)
    text = _BETWEEN.join(_texts(column, kind, absent))
    told_apart = text.count(_BETWEEN) == max(0, len(column) - 1) and text.count(_ABSENT) == absent
    return text if told_apart else None


def _texts(column: Sequence[Any], kind: sa.types.TypeEngine[Any], absent: int) -> Iterable[str]:
    if isinstance(kind, UtcDateTime):
        texts = {moment: _ABSENT if moment is None else _utc(moment) for moment in set(column)}
        return [texts[moment] for moment in column]
    if isinstance(kind, sa.LargeBinary):
        return [_ABSENT if raw is None else rf"\x{raw.hex()}" for raw in column]
    if not absent:
        return column if isinstance(kind, sa.String) else map(str, column)
    return [_ABSENT if value is None else str(value) for value in column]


def _utc(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return str(moment)


class _Hexes(sa.TypeDecorator[list[bytes]]):
    """Bytes in hex with commas between them, as SQLite puts those of many rows in one."""

    impl = sa.Text
    cache_ok = True

    def process_result_value(self, value: str | None, dialect: Dialect) -> list[bytes] | None:
        """Each by itself."""
        return None if value is None else [bytes.fromhex(one) for one in value.split(",")]


def gathered(
    session: AsyncSession, column: sa.ColumnElement[bytes], where: sa.ColumnElement[bool]
) -> sa.ColumnElement[Any]:
    """An aggregate: a column of bytes of the rows of a group for which `where` holds, as a list in
    any order; None when there is no such row."""
    if session.get_bind().dialect.name == "postgresql":
        # No type: the driver has a list of bytes already, that need not be looked through.
        return sa.type_coerce(sa.func.array_agg(column).filter(where), sa.types.NULLTYPE)
    joined = sa.func.group_concat(sa.func.hex(column)).filter(where)
    return sa.type_coerce(joined, _Hexes())


def listed(session: AsyncSession, columns: Columns, rows: Sequence[Any]) -> sa.FromClause:
    """A table of the given rows, to join with: tuples in the order of `columns`.

    Each row once: one that is given twice would find everything twice.
    """
    if session.get_bind().dialect.name == "postgresql":
        values = list(zip(*rows, strict=True)) or [()] * len(columns)
        pairs = list(zip(values, columns.values(), strict=True))
        texts = [_joined(column, kind) for column, kind in pairs]
        if any(text is None for text in texts):
            arrays = [sa.cast(sa.literal(list(c), ARRAY(kind)), ARRAY(kind)) for c, kind in pairs]
        else:
            parts = [sa.func.string_to_array(sa.literal(t), _BETWEEN, _ABSENT) for t in texts]
            arrays = [sa.cast(p, ARRAY(k)) for p, k in zip(parts, columns.values(), strict=True)]
        named = [sa.column(name, kind) for name, kind in columns.items()]
        return sa.func.unnest(*arrays).table_valued(*named).render_derived(name="listed")
    each = sa.func.json_each(sa.literal(json.dumps(rows, default=str))).table_valued("value")
    fields = [
        sa.type_coerce(sa.func.json_extract(each.c.value, f"$[{place}]"), kind).label(name)
        for place, (name, kind) in enumerate(columns.items())
    ]
    return sa.select(*fields).subquery("listed")
