# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Many rows at once: stored by COPY where there is one, and asked for by lists of keys.

A statement has the same text however many keys it is given, so that it is prepared once. With
`db` this is all that knows in what SQLite and PostgreSQL differ.
"""

import json
from collections.abc import Mapping, Sequence
from operator import itemgetter
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
    json_at = [place for place, name in enumerate(names) if isinstance(table.c[name].type, sa.JSON)]
    values = itemgetter(*names)
    records = [_with_json(values(row), json_at) for row in rows]
    await _copy(session, table.name, names, records)


def _with_json(values: tuple[Any, ...], places: Sequence[int]) -> Sequence[Any]:
    """The values as the driver takes them: JSON as text."""
    if not places:
        return values
    taken = list(values)
    for place in places:
        value = taken[place]
        taken[place] = (not value and _EMPTY.get(type(value))) or _encoded(value)
    return taken


_EMPTY: Mapping[type, str] = {list: "[]", dict: "{}"}
_encoded = json.JSONEncoder(ensure_ascii=False).encode


async def _copy(
    session: AsyncSession, table: str, columns: list[str], records: list[Sequence[Any]]
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
