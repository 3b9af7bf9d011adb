# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What gemeenten set for families, every version of it."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.referral import tables as t
from services.referral.domain.casusbeleid import Casusbeleid

_c = t.casusbeleid.c
_FIELDS = tuple(Casusbeleid.__slots__)


async def in_force(session: AsyncSession, gemeentecode: str) -> Casusbeleid:
    """The newest version, or versie 0."""
    query = sa.select(t.casusbeleid).where(_c.gemeentecode == gemeentecode)
    row = (await session.execute(query.order_by(_c.versie.desc()).limit(1))).one_or_none()
    if row is None:
        return Casusbeleid(gemeentecode)
    return Casusbeleid(**{name: getattr(row, name) for name in _FIELDS})


async def keep(session: AsyncSession, beleid: Casusbeleid, now: datetime) -> None:
    """Add a version; its number keeps two at once from both being the next."""
    values = {name: getattr(beleid, name) for name in _FIELDS}
    values |= {"verblijfsvormen": dict(beleid.verblijfsvormen), "vastgesteld_op": now}
    await session.execute(sa.insert(t.casusbeleid).values(values))
