# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What gemeenten set for families, every version of it."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.referral import tables as t
from services.referral.domain.casusbeleid import Casusbeleid

_c = t.casusbeleid.c
_FIELDS = tuple(Casusbeleid.__slots__)


async def in_force(session: AsyncSession, gemeentecode: str) -> Casusbeleid:
    """The newest version, or versie 0."""
    return (await of_gemeenten(session, {gemeentecode}))[gemeentecode]


async def of_gemeenten(
    session: AsyncSession, gemeentecodes: Collection[str]
) -> dict[str, Casusbeleid]:
    """The newest version of each of these, or versie 0."""
    newest = sa.select(_c.gemeentecode, sa.func.max(_c.versie)).group_by(_c.gemeentecode)
    query = sa.select(t.casusbeleid).where(
        _c.gemeentecode.in_(sorted(gemeentecodes)),
        sa.tuple_(_c.gemeentecode, _c.versie).in_(newest),
    )
    found = {code: Casusbeleid(code) for code in gemeentecodes}
    for row in await session.execute(query):
        found[row.gemeentecode] = Casusbeleid(**{name: getattr(row, name) for name in _FIELDS})
    return found


async def keep(session: AsyncSession, beleid: Casusbeleid, now: datetime) -> None:
    """Add a version; its number keeps two at once from both being the next."""
    values = {name: getattr(beleid, name) for name in _FIELDS}
    values |= {"verblijfsvormen": dict(beleid.verblijfsvormen), "vastgesteld_op": now}
    await session.execute(sa.insert(t.casusbeleid).values(values))
