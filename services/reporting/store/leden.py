# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Who is a member of which region, and of which other groups, as was known."""

from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.ijw.provincie import liggingen
from services.reporting import tables as t
from services.reporting.domain.ingaven import SUBREGIO
from services.reporting.domain.regios import PROVINCIE, Lid, Overgang, subregios
from services.reporting.store.window import known_at


def members_known(moment: datetime | None) -> sa.Select[Any]:
    """Memberships as they were known at a moment, or as they now are."""
    lid, regio = t.regio_lid.c, t.regio.c
    of_version = sa.and_(lid.regiocode == regio.regiocode, lid.versie == regio.versie)
    return sa.select(t.regio_lid).join(t.regio, of_version).where(known_at(t.regio, moment))


async def memberships(
    session: AsyncSession, moment: datetime | None = None, *, regio: str | None = None
) -> list[Lid]:
    """All of them, or those of one region, in order of region and gemeente."""
    known = members_known(moment)
    if regio is not None:
        known = known.where(t.regio_lid.c.regiocode == regio)
    found = known.subquery()
    c = found.c
    columns = (c.regiocode, c.gemeentecode, c.geldig_van, c.geldig_tot)
    rows = await session.execute(sa.select(*columns).order_by(*columns[:3]))
    return [Lid(*row) for row in rows]


async def groups(session: AsyncSession, moment: datetime) -> list[Lid]:
    """Parts of regions as they were told of their gemeenten, and provinces, which everybody knows.

    They are no organisations: nobody sees anything because of them.
    """
    c = t.ingave.c
    told = await session.execute(
        sa.select(c.gebied, c.onderwerp, c.datum, c.waarde).where(
            known_at(t.ingave, moment), c.soort == SUBREGIO
        )
    )
    moves = [Overgang(row.gebied, row.onderwerp, row.datum, bool(row.waarde)) for row in told]
    return [*subregios(moves), *_provincies()]


@cache
def _provincies() -> tuple[Lid, ...]:
    return tuple(
        Lid(one.provincie, one.gemeentecode, one.vanaf, one.tot, PROVINCIE) for one in liggingen()
    )
