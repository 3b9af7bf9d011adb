# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Figures that were told: versions that lapse when another comes in their place."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.reporting import tables as t
from services.reporting.store.facts import Row
from services.reporting.store.window import known_at

KEY = ("soort", "gebied", "jaar", "onderwerp")
_c = t.ingave.c


async def current(session: AsyncSession, key: Sequence[Any]) -> sa.Row[Any] | None:
    """The version that counts now."""
    same = (_c[name] == value for name, value in zip(KEY, key, strict=True))
    query = sa.select(t.ingave).where(*same, _c.vervallen_op.is_(None)).with_for_update()
    return (await session.execute(query)).one_or_none()


async def add(session: AsyncSession, row: Row) -> None:
    """A version; the one before lapses at the same moment."""
    same = (_c[name] == row[name] for name in KEY)
    await session.execute(
        sa.update(t.ingave)
        .where(*same, _c.vervallen_op.is_(None))
        .values(vervallen_op=row["bekend_op"])
    )
    await session.execute(sa.insert(t.ingave).values(**row))


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
