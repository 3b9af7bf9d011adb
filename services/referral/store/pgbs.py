# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Budgets as rows."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.logboek import Sleutel, note
from services.referral import tables as t
from services.referral.domain.pgb import Pgb, Voorwaarden

_c = t.pgb.c
_PLAIN = tuple(name for name in Pgb.__slots__ if name != "voorwaarden")


async def save(session: AsyncSession, pgb: Pgb) -> None:
    """A new one, or the next version of one."""
    values = {name: getattr(pgb, name) for name in _PLAIN} | {
        name: getattr(pgb.voorwaarden, name) for name in Voorwaarden.__slots__
    }
    if pgb.versie == 1:
        await session.execute(sa.insert(t.pgb).values(values))
    else:
        await session.execute(sa.update(t.pgb).where(_c.id == pgb.id).values(values))


async def read(session: AsyncSession, gemeentecode: str, pgb_id: str) -> Pgb | None:
    """One of this gemeente."""
    query = sa.select(t.pgb).where(_c.id == pgb_id, _c.gemeentecode == gemeentecode)
    row = (await session.execute(query)).one_or_none()
    return None if row is None else _shown(session, row)


async def listed(
    session: AsyncSession, gemeentecode: str, before: str | None, limit: int
) -> list[Pgb]:
    """Of this gemeente, newest first."""
    query = sa.select(t.pgb).where(_c.gemeentecode == gemeentecode)
    if before is not None:
        query = query.where(_c.id < before)
    rows = await session.execute(query.order_by(_c.id.desc()).limit(limit))
    return [_shown(session, row) for row in rows]


async def of_client(session: AsyncSession, client_id: str) -> tuple[Pgb, ...]:
    """All of a client."""
    query = sa.select(t.pgb).where(_c.client_id == client_id).order_by(_c.id)
    return tuple(_pgb(row) for row in await session.execute(query))


def _shown(session: AsyncSession, row: sa.Row[Any]) -> Pgb:
    note(session, [Sleutel(row.client_id)])
    return _pgb(row)


def _pgb(row: sa.Row[Any]) -> Pgb:
    conditions = Voorwaarden(**{name: getattr(row, name) for name in Voorwaarden.__slots__})
    return Pgb(**{name: getattr(row, name) for name in _PLAIN}, voorwaarden=conditions)
