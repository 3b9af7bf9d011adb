# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Trials that were asked for, as rows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.billing import tables as t
from services.billing.domain.proef import OPEN, Proef

_c = t.proef.c


async def add(session: AsyncSession, proef: Proef) -> None:
    """A new one."""
    await session.execute(sa.insert(t.proef).values(proef.as_row()))


async def read(session: AsyncSession, proef_id: str, gemeentecode: str | None) -> Proef | None:
    """None also when it is somebody else's; without a gemeente of those on all."""
    query = sa.select(t.proef).where(_c.id == proef_id, _of(gemeentecode))
    row = (await session.execute(query)).one_or_none()
    return None if row is None else _proef(row)


async def page(
    session: AsyncSession, gemeentecode: str | None, before: str | None, limit: int
) -> Sequence[Proef]:
    """Newest first."""
    query = sa.select(t.proef).where(_of(gemeentecode))
    if before is not None:
        query = query.where(_c.id < before)
    rows = await session.execute(query.order_by(_c.id.desc()).limit(limit))
    return [_proef(row) for row in rows]


async def first_open(session: AsyncSession, *of: sa.ColumnElement[bool]) -> Proef | None:
    """What was asked for first of what is not over."""
    query = sa.select(t.proef).where(_c.toestand.in_(sorted(OPEN)), *of)
    row = (await session.execute(query.order_by(_c.id).limit(1))).one_or_none()
    return None if row is None else _proef(row)


async def open_of(session: AsyncSession, gemeentecode: str | None) -> Proef | None:
    """The one of this gemeente that is not over; without a gemeente that on all."""
    return await first_open(session, _of(gemeentecode))


async def keep(session: AsyncSession, proef: Proef) -> None:
    """As it now stands."""
    await session.execute(sa.update(t.proef).where(_c.id == proef.id).values(proef.as_row()))


async def forget(session: AsyncSession, before: datetime) -> None:
    """Those that were over by then."""
    await session.execute(sa.delete(t.proef).where(_c.klaar_op < before))


def _of(gemeentecode: str | None) -> sa.ColumnElement[bool]:
    return _c.gemeentecode.is_(None) if gemeentecode is None else _c.gemeentecode == gemeentecode


def _proef(row: sa.Row[Any]) -> Proef:
    return Proef.of({**row._mapping})
