# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Figures that were told: versions that lapse when another comes in their place."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import Columns, bulk_insert, listed
from services.reporting import tables as t
from services.reporting.domain.ingaven import BENCHMARK, VAN_WEINIGEN
from services.reporting.store.facts import Row
from services.reporting.store.window import known_at

KEY = ("soort", "gebied", "jaar", "onderwerp", "maand")
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


@dataclass(frozen=True, slots=True)
class Gevraagd:
    """Of these places (None: all) and this kind (None: every), as `lezer` may see them."""

    gebieden: Sequence[str] | None
    soort: str | None
    lezer: str


async def page(
    session: AsyncSession, gevraagd: Gevraagd, after: Sequence[Any] | None, limit: int
) -> list[sa.Row[Any]]:
    """What counts now, in order of its key; what may tell of few children only to who told it."""
    key = [_c[name] for name in KEY]
    seen = sa.or_(_c.soort.not_in(sorted(VAN_WEINIGEN)), _c.eigenaar == gevraagd.lezer)
    query = sa.select(t.ingave).where(_c.vervallen_op.is_(None), seen)
    if gevraagd.gebieden is not None:
        query = query.where(_c.gebied.in_(gevraagd.gebieden))
    if gevraagd.soort is not None:
        query = query.where(_c.soort == gevraagd.soort)
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
            _c.soort == BENCHMARK,
            _c.onderwerp.startswith(f"{indicator}.", autoescape=True),
            _c.jaar <= jaar,
        )
        .order_by(_c.onderwerp, _c.gebied, _c.jaar)
    )
    newest = {(row.onderwerp, row.gebied): row for row in await session.execute(query)}
    return list(newest.values())


async def of_kinds(
    session: AsyncSession, soorten: Collection[str], gebieden: Collection[str], moment: datetime
) -> list[sa.Row[Any]]:
    """What was told of places, as known at a moment: of each subject the oldest year first."""
    query = sa.select(t.ingave).where(
        known_at(t.ingave, moment), _c.soort.in_(soorten), _c.gebied.in_(gebieden)
    )
    return list(await session.execute(query.order_by(_c.soort, _c.onderwerp, _c.gebied, _c.jaar)))


async def under(
    session: AsyncSession,
    soort: str,
    prefix: str,
    gebieden: Collection[str] | None,
    moment: datetime,
) -> list[sa.Row[Any]]:
    """What was told of subjects that begin so, of these places (None: all)."""
    query = sa.select(t.ingave).where(
        known_at(t.ingave, moment),
        _c.soort == soort,
        _c.onderwerp.startswith(prefix, autoescape=True),
        sa.true() if gebieden is None else _c.gebied.in_(gebieden),
    )
    return list(await session.execute(query.order_by(_c.gebied, _c.onderwerp)))
