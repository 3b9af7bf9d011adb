# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Bank accounts as rows: every version stays."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.billing import tables as t
from services.billing.domain.betaling import Rekening

_c = t.rekening.c
_APPROVED = "goedgekeurd"


async def add(session: AsyncSession, rekening: Rekening) -> None:
    """A new version; two at once cannot both be the next."""
    values = {name: getattr(rekening, name) for name in _c.keys()}  # noqa: SIM118 - columns
    await session.execute(sa.insert(t.rekening).values(values))


async def update(session: AsyncSession, rekening: Rekening) -> None:
    """Its state after a decision."""
    changed = sa.update(t.rekening).where(_c.id == rekening.id)
    values = {"toestand": rekening.toestand, "versie": rekening.versie}
    await session.execute(changed.values(values))


async def read(session: AsyncSession, rekening_id: str) -> Rekening | None:
    """One of them, locked until the end of the transaction."""
    query = sa.select(t.rekening).where(_c.id == rekening_id).with_for_update()
    row = (await session.execute(query)).one_or_none()
    return None if row is None else _rekening(row)


async def last_number(session: AsyncSession, gemeentecode: str, houder: str) -> int:
    """Of the versions of one holder; 0 before the first."""
    own = sa.and_(_c.gemeentecode == gemeentecode, _c.houder == houder)
    return int(await session.scalar(sa.select(sa.func.max(_c.nummer)).where(own)) or 0)


async def in_use(
    session: AsyncSession, gemeentecode: str, houders: Sequence[str] | None = None
) -> dict[str, Rekening]:
    """By holder the last that was approved; of some holders, or all."""
    newest = (
        sa.select(_c.houder, sa.func.max(_c.nummer).label("nummer"))
        .where(_c.gemeentecode == gemeentecode, _c.toestand == _APPROVED)
        .group_by(_c.houder)
    )
    if houders is not None:
        newest = newest.where(_c.houder.in_(houders))
    last = newest.subquery("last")
    same = sa.and_(last.c.houder == _c.houder, last.c.nummer == _c.nummer)
    query = sa.select(t.rekening).join(last, same).where(_c.gemeentecode == gemeentecode)
    return {row.houder: _rekening(row) for row in await session.execute(query)}


async def hold(session: AsyncSession, rekening: Rekening) -> None:
    """Until the end of the transaction nobody else prepares a run from this account."""
    await session.execute(sa.select(_c.id).where(_c.id == rekening.id).with_for_update())


async def of_gemeente(
    session: AsyncSession, gemeentecode: str, before: str | None, limit: int
) -> list[Rekening]:
    """Newest first, whatever became of them."""
    query = sa.select(t.rekening).where(_c.gemeentecode == gemeentecode)
    if before is not None:
        query = query.where(_c.id < before)
    rows = await session.execute(query.order_by(_c.id.desc()).limit(limit))
    return [_rekening(row) for row in rows]


def _rekening(row: sa.Row[Any]) -> Rekening:
    return Rekening(**row._mapping)
