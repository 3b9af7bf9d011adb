# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Inserting what may be there already: left as it is, replaced, or added to."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import ClauseElement, SyntaxExtension
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.visitors import InternalTraversal


class OnConflict(SyntaxExtension, ClauseElement):
    """`ON CONFLICT`, which both databases spell alike and SQLAlchemy has per dialect only."""

    _traverse_internals = [  # noqa: RUF012 - as SQLAlchemy declares it
        ("key", InternalTraversal.dp_string_list),
        ("columns", InternalTraversal.dp_string_list),
        ("newer", InternalTraversal.dp_string),
        ("summed", InternalTraversal.dp_boolean),
    ]

    def __init__(
        self, key: Sequence[str], columns: Sequence[str], newer: str | None, *, summed: bool = False
    ) -> None:
        self.key = tuple(key)
        self.columns = tuple(columns)
        self.newer = newer
        self.summed = summed

    def apply_to_insert(self, insert_stmt: sa.Insert) -> None:
        """Stand after the values, before RETURNING."""
        insert_stmt.apply_syntax_extension_point(self.append_replacing_same_type, "post_values")


@compiles(OnConflict)
def _render_on_conflict(clause: OnConflict, compiler: SQLCompiler, **_kw: object) -> str:
    quote = compiler.preparer.quote
    target = f"ON CONFLICT ({', '.join(map(quote, clause.key))})"
    if not clause.columns:
        return f"{target} DO NOTHING"
    insert = cast(sa.Insert, compiler.stack[-1]["selectable"])
    table = compiler.preparer.format_table(cast(sa.Table, insert.table))
    before = f"{table}.{{0}} + " if clause.summed else ""
    names = [quote(c) for c in clause.columns]
    pairs = ", ".join(f"{c} = {before.format(c)}excluded.{c}" for c in names)
    if clause.newer is None:
        return f"{target} DO UPDATE SET {pairs}"
    version = quote(clause.newer)
    return f"{target} DO UPDATE SET {pairs} WHERE excluded.{version} > {table}.{version}"


Values = Mapping[str, Any] | Sequence[Mapping[str, Any]]


def upsert(
    table: sa.Table, values: Values, *, key: Sequence[str], newer: str | None = None
) -> sa.Insert:
    """Insert, or update all other given columns of the row with the same `key`.

    With `newer` only when that column grew, so that events may come late or twice. `values` is
    one row or several (not empty, all with the same columns, no two with one key).
    """
    insert = _insert(table, values)
    first = values if isinstance(values, Mapping) else values[0]
    columns = [name for name in first if name not in key]
    return insert.ext(OnConflict(key, columns, newer))


def insert_ignore(table: sa.Table, values: Values, *, key: Sequence[str]) -> sa.Insert:
    """Insert, or leave the row that has the same `key` as it is; `values` as in `upsert`."""
    return _insert(table, values).ext(OnConflict(key, (), None))


def add_up(table: sa.Table, values: Values, *, key: Sequence[str], column: str) -> sa.Insert:
    """Insert, or add `column` to that of the row with the same `key`; `values` as in `upsert`."""
    return _insert(table, values).ext(OnConflict(key, (column,), None, summed=True))


def _insert(table: sa.Table, values: Values) -> sa.Insert:
    if not values:
        raise ValueError("no rows to insert")
    if isinstance(values, Mapping):
        return sa.insert(table).values(dict(values))
    return sa.insert(table).values([dict(row) for row in values])
