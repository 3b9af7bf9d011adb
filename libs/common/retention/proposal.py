# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The proposal list: what outlived its term, counted by category, naming nobody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.retention.model import Bewaartermijn, Plek
from libs.common.retention.selection import due, rows_of, stays


@dataclass(frozen=True, slots=True)
class Voorstel:
    """What of a category may go: all of it started before `voor`.

    `personen` are those of whom something goes, `rijen` how many rows go by table, none left out.
    """

    termijn: Bewaartermijn
    voor: date
    personen: int
    rijen: Mapping[str, int]


async def propose(session: AsyncSession, termijn: Bewaartermijn, today: date) -> Voorstel:
    """Look at a category on a day; changes nothing.

    A row about several persons goes only when it goes for all of them.
    """
    voor = termijn.grens(today)
    owned = termijn.owned
    them = due(termijn, voor) if owned else None
    goes: dict[sa.Table, sa.ColumnElement[bool]]
    if termijn.per_persoon and them is not None:
        goes = {plek.table: plek.van.in_(them) for plek in owned}
    else:
        goes = {plek.table: sa.not_(stays(plek, voor)) for plek in termijn.plekken}
    rijen = {
        plek.table.name: await _count(session, plek, goes[plek.table]) for plek in termijn.plekken
    }
    personen = 0
    if them is not None:
        counted = sa.select(sa.func.count()).select_from(them.subquery())
        personen = int(await session.scalar(counted) or 0)
    return Voorstel(termijn, voor, personen, {name: n for name, n in rijen.items() if n})


async def _count(session: AsyncSession, plek: Plek, goes: sa.ColumnElement[bool]) -> int:
    rows = rows_of(plek, goes).subquery()
    return int(await session.scalar(sa.select(sa.func.count()).select_from(rows)) or 0)
