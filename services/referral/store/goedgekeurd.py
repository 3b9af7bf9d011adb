# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What billing approved on toewijzingen: until which day help was paid for."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.upsert import insert_ignore
from services.referral import tables as t
from services.referral.store.rows import Values

_c = t.goedgekeurd.c
_KEY = ("declaratie_id", "client_pseudoniem", "deel", "toewijzing_nummer", "periode_eind")


async def add(session: AsyncSession, rows: Sequence[Values]) -> None:
    """What an event approved; one that is known changes nothing."""
    if rows:
        await session.execute(insert_ignore(t.goedgekeurd, rows, key=_KEY))


async def last_day(session: AsyncSession, gemeentecode: str, nummer: int) -> date | None:
    """The last day of approved lines that were not credited; None when there are none."""
    query = (
        sa.select(_c.periode_eind)
        .where(_c.gemeentecode == gemeentecode, _c.toewijzing_nummer == nummer)
        .group_by(_c.periode_eind)
        .having(sa.func.sum(_c.aantal) > 0)
        .order_by(_c.periode_eind.desc())
        .limit(1)
    )
    found: date | None = await session.scalar(query)
    return found
