# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What reporting holds as approved, to lay beside what billing approved (X-10)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.reporting import tables as t

_r = t.regel.c


@dataclass(frozen=True, slots=True)
class Approved:
    """Which lines: judged before `moment`, of months from `van` through `tot`; of one gemeente,
    of several, or of all."""

    moment: datetime
    van: date
    tot: date
    gemeente: str | None = None
    aanbieder: str | None = None
    gemeenten: tuple[str, ...] | None = None


async def approved_cells(
    session: AsyncSession, asked: Approved, after: tuple[str, str, date] | None, limit: int
) -> list[sa.Row[Any]]:
    """Number and cents by gemeente, aanbieder and month, in that order, from after a cell."""
    cel = (_r.gemeentecode, _r.agb_code, _r.maand)
    query = sa.select(
        *cel, sa.func.count().label("aantal"), sa.func.sum(_r.bedrag).label("bedrag")
    ).where(*_wanted(asked))
    if after is not None:
        query = query.where(sa.tuple_(*cel) > sa.tuple_(*after))
    return list(await session.execute(query.group_by(*cel).order_by(*cel).limit(limit)))


async def approved_lines(
    session: AsyncSession, asked: Approved, after: str | None, limit: int
) -> list[sa.Row[Any]]:
    """The lines behind it, by id, from after a line."""
    query = sa.select(_r.regel_id, _r.bedrag).where(*_wanted(asked))
    if after is not None:
        query = query.where(_r.regel_id > after)
    return list(await session.execute(query.order_by(_r.regel_id).limit(limit)))


def _wanted(asked: Approved) -> list[sa.ColumnElement[bool]]:
    wanted: list[sa.ColumnElement[bool]] = [
        _r.toegekend,
        _r.bekend_op < asked.moment,
        _r.maand.between(asked.van, asked.tot),
    ]
    if asked.gemeente is not None:
        wanted.append(_r.gemeentecode == asked.gemeente)
    if asked.gemeenten is not None:
        wanted.append(_r.gemeentecode.in_(asked.gemeenten))
    if asked.aanbieder is not None:
        wanted.append(_r.agb_code == asked.aanbieder)
    return wanted
