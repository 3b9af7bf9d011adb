# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Destroying the rows of one person in all tables of a category."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.retention.model import Bewaartermijn, Key, Keys, Plek, Vooraf
from libs.common.retention.selection import going, joined, rows_of

AT_ONCE = 200


async def destroy(
    session: AsyncSession,
    termijn: Bewaartermijn,
    persoon: str,
    voor: date,
    vooraf: Vooraf | None = None,
) -> Counter[str]:
    """Delete what tells of this person and of nobody else, or of that what began before `voor`;
    how many rows by table.

    What only refers to a row that goes, and may do without, refers to nothing from then on.
    """
    goes = going(termijn, voor)
    keys = {
        plek.table: await _keys(session, plek, sa.and_(plek.of([persoon]), goes[plek.table]))
        for plek in termijn.owned
    }
    if vooraf is not None:
        await vooraf(session, keys)
    tables = termijn.owned[0].table.metadata.sorted_tables
    await _loosen(session, tables, keys)
    gone = Counter[str]()
    for table in reversed(tables):
        for some in _batches(keys.get(table, ())):
            await session.execute(sa.delete(table).where(_among(table, some)))
            gone[table.name] += len(some)
    return gone


async def _keys(session: AsyncSession, plek: Plek, own: sa.ColumnElement[bool]) -> Sequence[Key]:
    key = list(plek.table.primary_key.columns)
    theirs = sa.select(*key).select_from(joined(plek)).where(own)
    # A row without a join tells of one person; others are looked at with all they tell of.
    query = rows_of(plek, own).where(sa.tuple_(*key).in_(theirs)) if plek.langs else theirs
    return [tuple(row) for row in await session.execute(query)]


async def _loosen(session: AsyncSession, tables: Sequence[sa.Table], keys: Keys) -> None:
    going = {table.name: (table, theirs) for table, theirs in keys.items() if theirs}
    for table in tables:
        for refers in table.foreign_keys:
            to, _, column = refers.target_fullname.rpartition(".")
            if to not in going or not refers.parent.nullable:
                continue
            other, theirs = going[to]
            at = other.primary_key.columns.keys().index(column)
            for some in _batches(theirs):
                rows = sa.update(table).where(refers.parent.in_([key[at] for key in some]))
                await session.execute(rows.values({refers.parent: None}))


def _among(table: sa.Table, keys: Sequence[Key]) -> sa.ColumnElement[bool]:
    columns = list(table.primary_key.columns)
    if len(columns) == 1:
        return columns[0].in_([key[0] for key in keys])
    return sa.tuple_(*columns).in_(keys)


def _batches(keys: Sequence[Key]) -> Iterator[Sequence[Key]]:
    return (keys[first : first + AT_ONCE] for first in range(0, len(keys), AT_ONCE))
