# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Offers to hand a client over, as rows."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.logboek import Sleutel, note
from services.referral import tables as t
from services.referral.domain.overdracht import Overdracht

_c = t.overdracht.c
_FIELDS = tuple(Overdracht.__slots__)


async def add(session: AsyncSession, overdracht: Overdracht) -> None:
    """A new one."""
    await session.execute(sa.insert(t.overdracht).values(_values(overdracht)))


async def update(session: AsyncSession, overdracht: Overdracht) -> None:
    """Its state after the step."""
    changed = sa.update(t.overdracht).where(_c.id == overdracht.id)
    await session.execute(changed.values(_values(overdracht)))


async def read(session: AsyncSession, gemeentecode: str, overdracht_id: str) -> Overdracht | None:
    """One that this gemeente offered or was offered."""
    query = sa.select(t.overdracht).where(_c.id == overdracht_id, _is_party(gemeentecode))
    row = (await session.execute(query)).one_or_none()
    return None if row is None else _shown(session, row)


async def open_of(session: AsyncSession, client_id: str) -> Overdracht | None:
    """The offer about this client that waits for an answer."""
    query = sa.select(t.overdracht).where(_c.client_id == client_id, _c.toestand == "aangeboden")
    row = (await session.execute(query)).one_or_none()
    return None if row is None else _overdracht(row)


async def listed(
    session: AsyncSession, gemeentecode: str, before: str | None, limit: int
) -> list[Overdracht]:
    """Offered by or to this gemeente, newest first."""
    query = sa.select(t.overdracht).where(_is_party(gemeentecode))
    if before is not None:
        query = query.where(_c.id < before)
    rows = await session.execute(query.order_by(_c.id.desc()).limit(limit))
    return [_shown(session, row) for row in rows]


def _is_party(gemeentecode: str) -> sa.ColumnElement[bool]:
    return sa.or_(_c.van == gemeentecode, _c.naar == gemeentecode)


def _values(overdracht: Overdracht) -> dict[str, Any]:
    values = {name: getattr(overdracht, name) for name in _FIELDS}
    return values | {"toewijzing_ids": list(overdracht.toewijzing_ids)}


def _shown(session: AsyncSession, row: sa.Row[Any]) -> Overdracht:
    note(session, [Sleutel(row.client_id)])
    return _overdracht(row)


def _overdracht(row: sa.Row[Any]) -> Overdracht:
    values = {name: getattr(row, name) for name in _FIELDS}
    return Overdracht(**values | {"toewijzing_ids": tuple(row.toewijzing_ids)})
