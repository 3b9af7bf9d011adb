# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Statements made of a schedule: whose rows are due, which rows are theirs, when terms began."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.clock import AMSTERDAM
from libs.common.retention.model import Bewaartermijn, Plek

Where = sa.ColumnElement[bool]


def going(termijn: Bewaartermijn, voor: date) -> dict[sa.Table, Where]:
    """True for a row that goes when its person is due; of a file that is each of its rows."""
    if termijn.per_persoon:
        return {plek.table: sa.true() for plek in termijn.owned}
    return {plek.table: sa.not_(stays(plek, voor)) for plek in termijn.owned}


def due(termijn: Bewaartermijn, voor: date) -> sa.Select[Any]:
    """Those of whom something may go: of files, who have no row that stays."""
    if termijn.per_persoon:
        return persons_due(termijn.owned, voor)
    return sa.select(persons(termijn.owned, going(termijn, voor)).c.persoon)


def midnight(day: date) -> datetime:
    """When a day begins here."""
    return datetime.combine(day, time(), AMSTERDAM).astimezone(UTC)


def persons_due(owned: Sequence[Plek], voor: date) -> sa.Select[Any]:
    """Those with no row that stays: one row keeps all that is known of its person."""
    everyone = persons(owned, {})
    kept = persons(owned, {plek.table: stays(plek, voor) for plek in owned})
    return sa.select(everyone.c.persoon).where(everyone.c.persoon.not_in(sa.select(kept.c.persoon)))


def persons(owned: Sequence[Plek], where: Mapping[sa.Table, Where]) -> sa.Subquery:
    """Who have a row, once each; `where` picks the rows of a table."""
    found = [
        sa.select(plek.van.label("persoon"))
        .select_from(joined(plek))
        .where(plek.van.is_not(None), where.get(plek.table, sa.true()))
        for plek in owned
    ]
    return sa.union(*found).subquery()


def rows_of(plek: Plek, goes: Where) -> sa.Select[Any]:
    """The keys of rows that go: for all of whom they tell."""
    key = list(plek.table.primary_key.columns)
    for_all = sa.func.min(sa.case((goes, 1), else_=0)) == 1
    return sa.select(*key).select_from(joined(plek)).group_by(*key).having(for_all)


def joined(plek: Plek) -> sa.FromClause:
    """The table with those that say whose its rows are."""
    found: sa.FromClause = plek.table
    for table, how in plek.langs:
        found = found.join(table, how)
    return found


def stays(plek: Plek, voor: date) -> Where:
    """True for a row whose term did not end, or that is in use; never unknown."""
    moment = midnight(voor)
    late = [
        sa.and_(
            column.is_not(None), column >= (voor if isinstance(column.type, sa.Date) else moment)
        )
        for column in plek.begin
    ]
    return sa.or_(sa.false(), *late, *([] if plek.loopt is None else [plek.loopt]))


def in_use(termijn: Bewaartermijn, today: date) -> dict[sa.Table, Where]:
    """True for a row that runs, or of which a day is still to come."""
    return {plek.table: stays(plek, today + timedelta(days=1)) for plek in termijn.owned}


async def has_row(
    session: AsyncSession, termijn: Bewaartermijn, persoon: str, where: Mapping[sa.Table, Where]
) -> bool:
    """Whether one person has a row to which `where` applies, in a table that it names."""
    for plek in termijn.owned:
        query = (
            sa.select(sa.literal(1))
            .select_from(joined(plek))
            .where(plek.of([persoon]), where[plek.table])
        )
        if await session.scalar(query.limit(1)) is not None:
            return True
    return False


async def begun(
    session: AsyncSession,
    termijn: Bewaartermijn,
    them: Collection[str],
    where: Mapping[sa.Table, Where],
) -> dict[str, date]:
    """The last day on which a term of each of these persons began, of their rows that go."""
    found: dict[str, date] = {}
    for plek in termijn.owned:
        if not plek.begin:
            continue
        last = [sa.func.max(column) for column in plek.begin]
        query = (
            sa.select(plek.van, *last)
            .select_from(joined(plek))
            .where(plek.of(them), where[plek.table])
            .group_by(plek.van)
        )
        for persoon, *moments in await session.execute(query):
            days = [_day(one) for one in moments if one is not None]
            if days:
                found[persoon] = max([*days, found.get(persoon, date.min)])
    return found


def _day(moment: date | datetime) -> date:
    return moment.astimezone(AMSTERDAM).date() if isinstance(moment, datetime) else moment


async def counted(
    session: AsyncSession,
    termijn: Bewaartermijn,
    them: Collection[str],
    where: Mapping[sa.Table, Where],
) -> dict[str, Counter[str]]:
    """How many rows that go tell of each of these persons; one of several counts for each."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for plek in termijn.owned:
        key = plek.table.primary_key.columns
        rows = (
            sa.select(plek.van.label("persoon"), *(one.label(f"k_{one.name}") for one in key))
            .select_from(joined(plek))
            .where(plek.of(them), where[plek.table])
            .distinct()
            .subquery()
        )
        query = sa.select(rows.c.persoon, sa.func.count()).group_by(rows.c.persoon)
        for persoon, count in await session.execute(query):
            found[persoon][plek.table.name] += count
    return found
