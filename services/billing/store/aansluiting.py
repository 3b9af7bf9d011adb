# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What billing approved, by gemeente, aanbieder and month of care, and the lines behind it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.ijw.months import last_day_of_month
from services.billing import tables as t
from services.billing.rules.aansluiting import Cel, Telling
from services.billing.store.grootboek import month_of
from services.billing.store.vernietigen import signed_bedrag

_r, _d, _g = t.regel.c, t.declaratie.c, t.vernietigde_regels.c


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
    """In order, from after a cell; destroyed lines count with what was kept of them."""
    lines = (
        sa.select(
            _r.gemeentecode,
            _r.agb_code,
            month_of(_r.periode_begin).label("maand"),
            sa.literal(1).label("aantal"),
            _r.bedrag.label("bedrag"),
        )
        .join(t.declaratie, _d.id == _r.declaratie_id)
        .where(*_wanted(gevraagd))
    )
    gone = (
        sa.select(_g.gemeentecode, _g.agb_code, _g.maand, _g.aantal, signed_bedrag())
        .join(t.declaratie, _d.id == _g.declaratie_id)
        .where(
            _d.beoordeeld_op < gevraagd.moment,
            _g.maand.between(gevraagd.van, gevraagd.tot),
            *_of_parties(gevraagd, _g),
        )
    )
    both = sa.union_all(lines, gone).subquery("both").c
    cel = (both.gemeentecode, both.agb_code, both.maand)
    query = sa.select(*cel, sa.func.sum(both.aantal), sa.func.sum(both.bedrag))
    if after is not None:
        query = query.where(sa.tuple_(*cel) > sa.tuple_(*after))
    rows = await session.execute(query.group_by(*cel).order_by(*cel).limit(limit))
    return {
        Cel(gemeente, agb, maand): Telling(int(aantal), int(bedrag))
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
    return [
        _r.toegekend,
        _d.beoordeeld_op < gevraagd.moment,
        _r.periode_begin.between(first, last_day_of_month(last)),
        *_of_parties(gevraagd, _r),
    ]


def _of_parties(gevraagd: Gevraagd, columns: Any) -> list[sa.ColumnElement[bool]]:  # noqa: ANN401
    wanted = list[sa.ColumnElement[bool]]()
    if gevraagd.gemeentecode is not None:
        wanted.append(columns.gemeentecode == gevraagd.gemeentecode)
    if gevraagd.agb_code is not None:
        wanted.append(columns.agb_code == gevraagd.agb_code)
    return wanted
