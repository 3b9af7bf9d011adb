# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Plans of families, and which of them ask for somebody's attention."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.referral import tables as t
from services.referral.domain.gezinsplan import GI, Gezinsplan
from services.referral.store.gezinnen import on_day
from services.referral.store.maatregelen import frames
from services.referral.store.register import Register

plannen: Register[Gezinsplan] = Register(
    t.gezinsplan, Gezinsplan, derived=frozenset({"regisseur", "evaluatie_uiterlijk"})
)

_p = t.gezinsplan.c


@dataclass(frozen=True, slots=True)
class Attentie:
    """A plan that asks for attention, and the day that goes back to."""

    plan_id: str
    gemeentecode: str
    termijn: date


async def runs(session: AsyncSession, gezin_id: str) -> bool:
    """Has this family a plan that was not ended?"""
    query = sa.select(_p.id).where(_p.gezin_id == gezin_id, _p.einddatum.is_(None))
    return (await session.execute(query.limit(1))).first() is not None


async def not_evaluated(session: AsyncSession, today: date, limit: int) -> list[Attentie]:
    """Running plans without an evaluation in time, of which no task was made."""
    query = (
        sa.select(_p.id, _p.gemeentecode, _p.evaluatie_uiterlijk)
        .where(
            _p.einddatum.is_(None),
            _p.evaluatie_uiterlijk < today,
            ~_told("plan-evalueren", _p.id, _p.evaluatie_uiterlijk),
        )
        .order_by(_p.evaluatie_uiterlijk, _p.id)
        .limit(limit)
    )
    return [Attentie(*row) for row in await session.execute(query)]


async def not_with_gi(session: AsyncSession, today: date, limit: int) -> list[Attentie]:
    """Running plans of families in the compulsory frame that another than the GI directs."""
    frame, member = frames(today).subquery(), t.gezinslid.c
    asked = (
        sa.select(_p.id, _p.gemeentecode, sa.func.min(frame.c.begindatum).label("termijn"))
        .join(t.gezinslid, member.gezin_id == _p.gezin_id)
        .join(frame, frame.c.client_id == member.client_id)
        .where(
            _p.einddatum.is_(None),
            _p.regisseur != GI,
            *on_day(member.begindatum, member.einddatum, today),
        )
        .group_by(_p.id, _p.gemeentecode)
        .subquery()
    )
    told = _told("regie-naar-gi", asked.c.id, asked.c.termijn)
    query = sa.select(asked).where(~told).order_by(asked.c.id).limit(limit)
    return [Attentie(*row) for row in await session.execute(query)]


def _told(
    soort: str, plan_id: sa.ColumnElement[str], termijn: sa.ColumnElement[date]
) -> sa.ColumnElement[bool]:
    c = t.taak.c
    return sa.exists().where(c.soort == soort, c.onderwerp == plan_id, c.termijn == termijn)
