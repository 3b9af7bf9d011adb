# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The proposal list: what outlived its term, counted by category, naming nobody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.clock import AMSTERDAM
from libs.common.retention.model import Bewaartermijn, Plek


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
    owned = [plek for plek in termijn.plekken if plek.persoon is not None]
    if termijn.per_persoon:
        due = _persons_due(owned, voor)
        goes: dict[sa.Table, sa.ColumnElement[bool]] = {
            plek.table: plek.persoon.in_(due) for plek in owned if plek.persoon is not None
        }
    else:
        goes = {plek.table: sa.not_(_stays(plek, voor)) for plek in termijn.plekken}
        due = sa.select(_persons(owned, goes).c.persoon)
    counted = sa.select(sa.func.count()).select_from(due.subquery())
    rijen = {
        plek.table.name: await _count(session, plek, goes[plek.table]) for plek in termijn.plekken
    }
    personen = int(await session.scalar(counted) or 0) if owned else 0
    return Voorstel(termijn, voor, personen, {name: n for name, n in rijen.items() if n})


def _persons_due(owned: list[Plek], voor: date) -> sa.Select[Any]:
    """Those with no row that stays: one row keeps all that is known of its person."""
    everyone = _persons(owned, {})
    kept = _persons(owned, {plek.table: _stays(plek, voor) for plek in owned})
    return sa.select(everyone.c.persoon).where(everyone.c.persoon.not_in(sa.select(kept.c.persoon)))


def _persons(owned: list[Plek], where: Mapping[sa.Table, sa.ColumnElement[bool]]) -> sa.Subquery:
    """Who have a row, once each; `where` picks the rows of a table."""
    found = [
        sa.select(plek.persoon.label("persoon"))
        .select_from(_joined(plek))
        .where(plek.persoon.is_not(None), where.get(plek.table, sa.true()))
        for plek in owned
        if plek.persoon is not None
    ]
    return sa.union(*found).subquery()


async def _count(session: AsyncSession, plek: Plek, goes: sa.ColumnElement[bool]) -> int:
    key = list(plek.table.primary_key.columns)
    for_all = sa.func.min(sa.case((goes, 1), else_=0)) == 1
    rows = sa.select(*key).select_from(_joined(plek)).group_by(*key).having(for_all)
    return int(await session.scalar(sa.select(sa.func.count()).select_from(rows.subquery())) or 0)


def _joined(plek: Plek) -> sa.FromClause:
    found: sa.FromClause = plek.table
    for table, how in plek.langs:
        found = found.join(table, how)
    return found


def _stays(plek: Plek, voor: date) -> sa.ColumnElement[bool]:
    """True for a row whose term did not end, or that is in use; never unknown."""
    midnight = datetime.combine(voor, time(), AMSTERDAM).astimezone(UTC)
    late = [
        sa.and_(
            column.is_not(None), column >= (voor if isinstance(column.type, sa.Date) else midnight)
        )
        for column in plek.begin
    ]
    return sa.or_(sa.false(), *late, *([] if plek.loopt is None else [plek.loopt]))
