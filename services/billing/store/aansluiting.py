# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What billing approved, by gemeente, aanbieder and month of care, and the lines behind it."""

from dataclasses import dataclass, replace
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.ijw.months import last_day_of_month
from services.billing import tables as t
from services.billing.rules.aansluiting import Cel, Telling
from services.billing.store.grootboek import month_of

_r, _d = t.regel.c, t.declaratie.c


@dataclass(frozen=True, slots=True)
class Gevraagd:
    """Which approved lines: judged before `moment`, of care in months `van` through `tot`."""

    moment: datetime
    van: int
    tot: int
    gemeentecode: str | None = None
    agb_code: str | None = None

    def of(self, cel: Cel) -> "Gevraagd":
        """The same for one cell."""
        return replace(
            self, van=cel.maand, tot=cel.maand, gemeentecode=cel.gemeentecode, agb_code=cel.agb_code
        )


async def cells(
    session: AsyncSession, gevraagd: Gevraagd, after: Cel | None = None, limit: int | None = None
) -> dict[Cel, Telling]:
    """In order, from after a cell."""
    cel = (_r.gemeentecode, _r.agb_code, month_of(_r.periode_begin))
    query = (
        sa.select(*cel, sa.func.count(), sa.func.sum(_r.bedrag))
        .join(t.declaratie, _d.id == _r.declaratie_id)
        .where(*_wanted(gevraagd))
    )
    if after is not None:
        query = query.where(sa.tuple_(*cel) > sa.tuple_(*after))
    rows = await session.execute(query.group_by(*cel).order_by(*cel).limit(limit))
    return {
        Cel(gemeente, agb, maand): Telling(aantal, int(bedrag))
        for gemeente, agb, maand, aantal, bedrag in rows
    }


async def lines(
    session: AsyncSession, gevraagd: Gevraagd, after: str | None = None, limit: int | None = None
) -> dict[str, int]:
    """Cents by id, in order, from after a line."""
    query = (
        sa.select(_r.id, _r.bedrag)
        .join(t.declaratie, _d.id == _r.declaratie_id)
        .where(*_wanted(gevraagd))
    )
    if after is not None:
        query = query.where(_r.id > after)
    rows = await session.execute(query.order_by(_r.id).limit(limit))
    return {row.id: row.bedrag for row in rows}


def _wanted(gevraagd: Gevraagd) -> list[sa.ColumnElement[bool]]:
    first, last = (date(m // 100, m % 100, 1) for m in (gevraagd.van, gevraagd.tot))
    wanted: list[sa.ColumnElement[bool]] = [
        _r.toegekend,
        _d.beoordeeld_op < gevraagd.moment,
        _r.periode_begin.between(first, last_day_of_month(last)),
    ]
    if gevraagd.gemeentecode is not None:
        wanted.append(_r.gemeentecode == gevraagd.gemeentecode)
    if gevraagd.agb_code is not None:
        wanted.append(_r.agb_code == gevraagd.agb_code)
    return wanted
