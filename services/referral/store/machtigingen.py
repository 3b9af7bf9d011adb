# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Authorisations for closed care as rows."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.logboek import Sleutel, note
from services.referral import tables as t
from services.referral.domain.machtiging import Machtiging

_c = t.machtiging.c
_FIELDS = tuple(Machtiging.__slots__)


async def save(session: AsyncSession, machtiging: Machtiging) -> None:
    """A new one, or the next version of one."""
    values = {name: getattr(machtiging, name) for name in _FIELDS}
    if machtiging.versie == 1:
        await session.execute(sa.insert(t.machtiging).values(values))
    else:
        await session.execute(sa.update(t.machtiging).where(_c.id == machtiging.id).values(values))


async def read(session: AsyncSession, gemeentecode: str, machtiging_id: str) -> Machtiging | None:
    """One of this gemeente."""
    query = sa.select(t.machtiging).where(_c.id == machtiging_id, _c.gemeentecode == gemeentecode)
    row = (await session.execute(query)).one_or_none()
    return None if row is None else _shown(session, row)


async def listed(
    session: AsyncSession, gemeentecode: str, before: str | None, limit: int
) -> list[Machtiging]:
    """Of this gemeente, newest first."""
    query = sa.select(t.machtiging).where(_c.gemeentecode == gemeentecode)
    if before is not None:
        query = query.where(_c.id < before)
    rows = await session.execute(query.order_by(_c.id.desc()).limit(limit))
    return [_shown(session, row) for row in rows]


async def of_client(session: AsyncSession, client_id: str) -> tuple[Machtiging, ...]:
    """All of a client."""
    query = sa.select(t.machtiging).where(_c.client_id == client_id).order_by(_c.id)
    return tuple(_machtiging(row) for row in await session.execute(query))


def _shown(session: AsyncSession, row: sa.Row[Any]) -> Machtiging:
    note(session, [Sleutel(row.client_id)])
    return _machtiging(row)


def _machtiging(row: sa.Row[Any]) -> Machtiging:
    return Machtiging(**{name: getattr(row, name) for name in _FIELDS})
