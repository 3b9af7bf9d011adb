# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Statements of the log of who looked."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import bulk_insert
from services.reporting import tables as t


@dataclass(frozen=True, slots=True)
class Inzage:
    """One look at a view of a provider."""

    inzage_id: str
    moment: datetime
    weergave: str
    agb_code: str | None
    periode: str | None
    client_id: str
    rol: str


async def save_looks(session: AsyncSession, looks: Iterable[Inzage]) -> None:
    """Keep them, for ever."""
    await bulk_insert(session, t.inzage, [asdict(one) for one in looks])


async def page_looks(
    session: AsyncSession, agb_code: str, before: str | None, limit: int
) -> list[Inzage]:
    """Who looked at a provider, newest first."""
    c = t.inzage.c
    query = sa.select(t.inzage).where(c.agb_code == agb_code)
    if before is not None:
        query = query.where(c.inzage_id < before)
    rows = await session.execute(query.order_by(c.inzage_id.desc()).limit(limit))
    return [Inzage(**row._mapping) for row in rows]
