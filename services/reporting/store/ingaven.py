# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Figures that were told: versions that lapse when another comes in their place."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import Columns, bulk_insert, listed
from services.reporting import tables as t
from services.reporting.store.facts import Row
from services.reporting.store.window import known_at

KEY = ("soort", "gebied", "jaar", "onderwerp")
_c = t.ingave.c


_KEYED: Columns = {name: _c[name].type for name in KEY}


async def current(
    session: AsyncSession, keys: Sequence[tuple[Any, ...]]
) -> dict[tuple[Any, ...], sa.Row[Any]]:
    """The versions that count now, by key; nobody else changes them meanwhile."""
    if not keys:
        return {}
    asked = listed(session, _KEYED, sorted(keys))
    same = sa.and_(*(_c[name] == asked.c[name] for name in KEY))
    query = (
        sa.select(t.ingave)
        .join(asked, same)
        .where(_c.vervallen_op.is_(None))
        .order_by(*(_c[name] for name in KEY))
        .with_for_update(of=t.ingave)
    )
    rows = await session.execute(query)
    return {tuple(getattr(row, name) for name in KEY): row for row in rows}


async def add(session: AsyncSession, rows: Sequence[Row]) -> None:
    """Versions known from one moment; those before lapse at it."""
    if not rows:
        return
    asked = listed(session, _KEYED, [tuple(row[name] for name in KEY) for row in rows])
    same = sa.and_(*(_c[name] == asked.c[name] for name in KEY))
    replaced = sa.exists(sa.select(sa.literal(1)).select_from(asked).where(same))
    await session.execute(
        sa.update(t.ingave)
        .where(_c.vervallen_op.is_(None), replaced)
        .values(vervallen_op=rows[0]["bekend_op"])
    )
    await bulk_insert(session, t.ingave, rows)


async def page(
    session: AsyncSession,
    gebieden: Sequence[str] | None,
    soort: str | None,
    after: Sequence[Any] | None,
    limit: int,
) -> list[sa.Row[Any]]:
    """What counts now, in order of its key."""
    key = [_c[name] for name in KEY]
    query = sa.select(t.ingave).where(_c.vervallen_op.is_(None))
    if gebieden is not None:
        query = query.where(_c.gebied.in_(gebieden))
    if soort is not None:
        query = query.where(_c.soort == soort)
    if after is not None:
        query = query.where(sa.tuple_(*key) > sa.tuple_(*after))
    return list(await session.execute(query.order_by(*key).limit(limit)))


async def benchmarks(
    session: AsyncSession, indicator: str, jaar: int, moment: datetime
) -> list[sa.Row[Any]]:
    """What was told to hold an indicator against, as known at a moment: the newest of each."""
    query = (
        sa.select(t.ingave)
        .where(
            known_at(t.ingave, moment),
            _c.soort == "benchmark",
            _c.onderwerp.startswith(f"{indicator}.", autoescape=True),
            _c.jaar <= jaar,
        )
        .order_by(_c.onderwerp, _c.gebied, _c.jaar)
    )
    newest = {(row.onderwerp, row.gebied): row for row in await session.execute(query)}
    return list(newest.values())


async def of_kind(
    session: AsyncSession, soort: str, gebied: str, moment: datetime
) -> list[sa.Row[Any]]:
    """What was told of a place, as known at a moment."""
    query = sa.select(t.ingave).where(
        known_at(t.ingave, moment), _c.soort == soort, _c.gebied == gebied
    )
    return list(await session.execute(query.order_by(_c.onderwerp, _c.jaar)))
