# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Of which gemeenten and providers figures changed since it was told, and over which months."""

from collections.abc import Mapping, Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import bulk_upsert, fetch_parts, listed
from services.reporting import tables as t
from services.reporting.domain import Maandsleutel

Maanden = tuple[date, date]
"""The first and the last month."""

_AT_ONCE = 10_000
_MARKS = (t.cijferwijziging, t.aanbiederwijziging)


async def mark_changed(session: AsyncSession, keys: Sequence[Maandsleutel]) -> None:
    """These months of gemeenten, and of providers, have other figures now."""
    for table in _MARKS:
        name, months = _owner(table).name, dict[str, Maanden]()
        for key in keys:
            code = getattr(key, name)
            months[code] = joined(months.get(code), (key.maand, key.maand))
        await _mark(session, table, months)


async def _mark(session: AsyncSession, table: sa.Table, months: dict[str, Maanden]) -> None:
    owner = _owner(table)
    marked = sa.select(owner, table.c.van, table.c.tot).where(owner.in_(list(months)))
    for code, van, tot in await session.execute(marked):
        months[code] = joined(months[code], (van, tot))
    rows = [
        {owner.name: code, "van": van, "tot": tot} for code, (van, tot) in sorted(months.items())
    ]
    await bulk_upsert(session, table, rows, (owner.name,))


async def mark_all_changed(session: AsyncSession) -> None:
    """All months that were counted."""
    c = t.client_maand.c
    for table in _MARKS:
        owner = c[_owner(table).name]
        of_each = sa.select(owner, sa.func.min(c.maand), sa.func.max(c.maand)).group_by(owner)
        found = [row async for part in fetch_parts(session, of_each, _AT_ONCE) for row in part]
        await _mark(session, table, {code: (van, tot) for code, van, tot in found})


async def changed(session: AsyncSession, table: sa.Table) -> dict[str, Maanden]:
    """Those of a table of marks that were not told yet."""
    query = sa.select(_owner(table), table.c.van, table.c.tot)
    return {code: (van, tot) for code, van, tot in await session.execute(query)}


async def told(session: AsyncSession, table: sa.Table, marks: Mapping[str, Maanden]) -> None:
    """These were told; what became wider meanwhile stays."""
    columns = {one.name: one.type for one in table.c}
    done = listed(session, columns, [(code, *months) for code, months in marks.items()])
    same = sa.and_(*(table.c[name] == done.c[name] for name in columns))
    await session.execute(sa.delete(table).where(sa.exists().where(same)))


def joined(one: Maanden | None, other: Maanden) -> Maanden:
    """Months that span both."""
    return other if one is None else (min(one[0], other[0]), max(one[1], other[1]))


def _owner(table: sa.Table) -> sa.Column[str]:
    """Whose figures, the key of the table."""
    (key,) = table.primary_key
    return key
