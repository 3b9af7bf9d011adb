# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Statements over emergency access: what others copy, and beside it how it was accounted for."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.auth.model import OrgType
from services.contract import tables as t
from services.contract.domain.noodtoegang import Aanleiding, Noodtoegang, Oordeel, Toets
from services.contract.store.rows import Row

_now = t.MECHANICS.break_glass
_why = t.noodtoegang_verantwoording
_QUERY = sa.select(_now, *(c for c in _why.c if c.name != "id")).join(_why, _why.c.id == _now.c.id)


@dataclass(frozen=True, slots=True)
class Gevraagd:
    """Which of them: on one organisation, only those that were not judged; all without either."""

    van: tuple[OrgType, str] | None = None
    ongetoetst: bool = False


async def find(
    session: AsyncSession, noodtoegang_id: str, *, lock: bool = False
) -> tuple[Noodtoegang, int] | None:
    """One with its version; with `lock` nobody else changes it until the commit.

    Locked first and read then: who waited in the join itself would be shown its old half.
    """
    this = _now.c.id == noodtoegang_id
    if lock:
        await session.execute(sa.select(_now.c.versie).where(this).with_for_update())
    row = (await session.execute(_QUERY.where(this))).one_or_none()
    return None if row is None else (_noodtoegang(row), row.versie)


async def page(
    session: AsyncSession, asked: Gevraagd, before: str | None, limit: int
) -> list[Noodtoegang]:
    """Newest first, of those before one."""
    query = _QUERY
    if asked.van is not None:
        soort, code = asked.van
        query = query.where(_now.c.soort == soort, _now.c.code == code)
    if asked.ongetoetst:
        query = query.where(_why.c.oordeel.is_(None))
    if before is not None:
        query = query.where(_now.c.id < before)
    rows = await session.execute(query.order_by(_now.c.id.desc()).limit(limit))
    return [_noodtoegang(row) for row in rows]


async def count(session: AsyncSession, now: datetime, late: datetime) -> tuple[int, int, int]:
    """How many are open, wait to be judged, and of these how many ended by `late`."""
    ended = sa.and_(_why.c.oordeel.is_(None), _now.c.eindigt_op <= now)
    query = sa.select(
        sa.func.count().filter(_now.c.eindigt_op > now),
        sa.func.count().filter(ended),
        sa.func.count().filter(ended, _now.c.eindigt_op <= late),
    ).select_from(_now.join(_why, _why.c.id == _now.c.id))
    opened, waiting, overdue = (await session.execute(query)).one()
    return opened, waiting, overdue


async def add(session: AsyncSession, made: Noodtoegang) -> None:
    """Why one was opened, after the row that others copy."""
    values = {
        "id": made.id,
        "aanleiding": made.aanleiding,
        "reden": made.reden,
        "geopend_door": made.geopend_door,
    }
    await session.execute(sa.insert(_why).values(values))


async def account(session: AsyncSession, made: Noodtoegang) -> None:
    """By whom it was closed, and how it was judged."""
    toets = made.toets
    values = {
        "gesloten_door": made.gesloten_door,
        "oordeel": toets and toets.oordeel,
        "toelichting": toets and toets.toelichting,
        "getoetst_door": toets and toets.door,
        "getoetst_op": toets and toets.op,
    }
    await session.execute(sa.update(_why).where(_why.c.id == made.id).values(values))


async def count_version(session: AsyncSession, noodtoegang_id: str, versie: int) -> None:
    """A version of which others need to know nothing."""
    await session.execute(sa.update(_now).where(_now.c.id == noodtoegang_id).values(versie=versie))


def _noodtoegang(row: Row) -> Noodtoegang:
    toets = None
    if row.oordeel is not None:
        oordeel = Oordeel(row.oordeel)
        toets = Toets(oordeel, row.toelichting, row.getoetst_door, row.getoetst_op)
    return Noodtoegang(
        id=row.id,
        beheer=row.beheer,
        soort=OrgType(row.soort),
        code=row.code,
        aanleiding=Aanleiding(row.aanleiding),
        reden=row.reden,
        geopend_door=row.geopend_door,
        begint_op=row.begint_op,
        eindigt_op=row.eindigt_op,
        gesloten_door=row.gesloten_door,
        toets=toets,
    )
