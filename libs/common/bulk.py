# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Many rows at once: stored by COPY where there is one, and asked for by lists of keys.

A statement has the same text however many keys it is given, so that it is prepared once. With
`db` this is all that knows in what SQLite and PostgreSQL differ.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

Row = Mapping[str, Any]
Columns = Mapping[str, sa.types.TypeEngine[Any]]

_FEW = 8
"""Below this an INSERT is quicker than a COPY."""


async def bulk_insert(session: AsyncSession, table: sa.Table, rows: Sequence[Row]) -> None:
    """Store rows, all with the same columns, in their order; no row, no statement."""
    if not rows:
        return
    if len(rows) < _FEW or session.get_bind().dialect.name != "postgresql":
        await session.execute(sa.insert(table), [dict(row) for row in rows])
        return
    names = list(rows[0])
    ways = [(name, _way_of(table.c[name].type)) for name in names]
    records = [tuple(way(row[name]) for name, way in ways) for row in rows]
    await _copy(session, table.name, names, records)


def _way_of(kind: sa.types.TypeEngine[Any]) -> Callable[[Any], Any]:
    """From the value in Python to what the driver takes."""
    return _as_json if isinstance(kind, sa.JSON) else _as_it_is


_as_json = json.JSONEncoder(ensure_ascii=False).encode


def _as_it_is(value: object) -> object:
    return value


async def _copy(
    session: AsyncSession, table: str, columns: list[str], records: list[tuple[Any, ...]]
) -> None:
    connection = await session.connection()
    raw = await connection.get_raw_connection()
    driver = raw.driver_connection
    assert isinstance(driver, asyncpg.Connection)  # noqa: S101 - the only driver there is
    if not driver.is_in_transaction():  # it begins with the first statement that it sees
        await session.execute(sa.select(1))
    session.info["wrote"] = True
    try:
        await driver.copy_records_to_table(table, columns=columns, records=records)
    except (asyncpg.InterfaceError, OSError) as error:
        raise OperationalError(f"COPY {table}", None, error) from error
    except asyncpg.PostgresError as error:
        raise DBAPIError(f"COPY {table}", None, error, hide_parameters=True) from error


def listed(session: AsyncSession, columns: Columns, rows: Sequence[Any]) -> sa.FromClause:
    """A table of the given rows, to join with: tuples in the order of `columns`.

    Each row once: one that is given twice would find everything twice.
    """
    if session.get_bind().dialect.name == "postgresql":
        values = list(zip(*rows, strict=True)) or [()] * len(columns)
        arrays = [
            sa.cast(sa.literal(list(column), ARRAY(kind)), ARRAY(kind))
            for column, kind in zip(values, columns.values(), strict=True)
        ]
        named = [sa.column(name, kind) for name, kind in columns.items()]
        return sa.func.unnest(*arrays).table_valued(*named).render_derived(name="listed")
    each = sa.func.json_each(sa.literal(json.dumps(rows, default=str))).table_valued("value")
    fields = [
        sa.type_coerce(sa.func.json_extract(each.c.value, f"$[{place}]"), kind).label(name)
        for place, (name, kind) in enumerate(columns.items())
    ]
    return sa.select(*fields).subquery("listed")
