# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Of which gemeenten figures changed since it was told, and over which months."""

from collections.abc import Iterable, Mapping
from datetime import date

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import Columns, bulk_upsert, listed
from services.reporting import tables as t
from services.reporting.domain import Maandsleutel

Maanden = tuple[date, date]
"""The first and the last month."""

_ROW: Columns = {"gemeentecode": sa.String(4), "van": sa.Date(), "tot": sa.Date()}


async def mark_changed(session: AsyncSession, keys: Iterable[Maandsleutel]) -> None:
    """These months of gemeenten have other figures now."""
    months: dict[str, Maanden] = {}
    for key in keys:
        months[key.gemeentecode] = joined(months.get(key.gemeentecode), (key.maand, key.maand))
    await _mark(session, months)


async def _mark(session: AsyncSession, months: dict[str, Maanden]) -> None:
    c = t.cijferwijziging.c
    marked = sa.select(c.gemeentecode, c.van, c.tot).where(c.gemeentecode.in_(list(months)))
    for row in await session.execute(marked):
        months[row.gemeentecode] = joined(months[row.gemeentecode], (row.van, row.tot))
    rows = [
        {"gemeentecode": gemeente, "van": van, "tot": tot}
        for gemeente, (van, tot) in sorted(months.items())
    ]
    await bulk_upsert(session, t.cijferwijziging, rows, ("gemeentecode",))


async def mark_all_changed(session: AsyncSession) -> None:
    """All months that were counted."""
    c = t.client_maand.c
    of_each = sa.select(c.gemeentecode, sa.func.min(c.maand), sa.func.max(c.maand))
    months = await session.execute(of_each.group_by(c.gemeentecode))
    await _mark(session, {gemeente: (van, tot) for gemeente, van, tot in months})


async def changed(session: AsyncSession) -> dict[str, Maanden]:
    """Those that were not told yet."""
    query = sa.select(t.cijferwijziging)
    return {row.gemeentecode: (row.van, row.tot) for row in await session.execute(query)}


async def told(session: AsyncSession, marks: Mapping[str, Maanden]) -> None:
    """These were told; what became wider meanwhile stays."""
    c = t.cijferwijziging.c
    done = listed(session, _ROW, [(gemeente, *months) for gemeente, months in marks.items()])
    same = sa.and_(*(c[name] == done.c[name] for name in _ROW))
    await session.execute(sa.delete(t.cijferwijziging).where(sa.exists().where(same)))


def joined(one: Maanden | None, other: Maanden) -> Maanden:
    """Months that span both."""
    return other if one is None else (min(one[0], other[0]), max(one[1], other[1]))
