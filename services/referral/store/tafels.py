# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Tables for child protection, consults and choices of stay, and what is counted of them."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.referral import tables as t
from services.referral.domain.afweging import Afweging
from services.referral.domain.cijfers import Periode, Tellingen
from services.referral.domain.tafel import Beschermingstafel, Consult
from services.referral.store.register import Register

tafels: Register[Beschermingstafel] = Register(t.beschermingstafel, Beschermingstafel)
consulten: Register[Consult] = Register(t.consult, Consult)
afwegingen: Register[Afweging] = Register(t.verblijfsafweging, Afweging)

_t = t.beschermingstafel.c
_k = t.consult.c
_m = t.maatregel.c
_a = t.verblijfsafweging.c


async def weighed_forms(session: AsyncSession, client_id: str) -> frozenset[str]:
    """The forms of stay that were chosen for this child, with reasons."""
    query = sa.select(_a.vorm).where(_a.client_id == client_id)
    return frozenset((await session.scalars(query.distinct())).all())


async def counts(session: AsyncSession, gemeentecode: str, periode: Periode) -> Tellingen:
    """Of tables held, consults given, and OTS that began or ended in this time."""
    held = (_t.resultaat.is_not(None), _in(_t.datum, periode), _t.gemeentecode == gemeentecode)
    given = (_in(_k.datum, periode), _k.gemeentecode == gemeentecode)
    ots = (_m.soort == "ots", _m.gemeentecode == gemeentecode)
    begun = (*ots, _in(_m.begindatum, periode))
    ended = (*ots, _in(_m.einddatum, periode))
    causes = await session.scalars(sa.select(_m.oorzaken).where(*begun))
    of_divorce = sum("complexe-scheiding" in one for one in causes)
    return Tellingen(
        tafels=await _count(session, *held),
        tafels_naar_raad=await _count(session, *held, _t.resultaat != "vrijwillig"),
        consulten=await _count(session, *given),
        consulten_naar_hulp=await _count(session, *given, _k.vervolg == "jeugdhulp"),
        ots=await _count(session, *begun),
        ots_scheiding=of_divorce,
        ots_beeindigd=await _count(session, *ended),
        eindgesprekken=await _count(session, *ended, _m.eindgesprek_op.is_not(None)),
    )


def _in(column: sa.ColumnElement[date], periode: Periode) -> sa.ColumnElement[bool]:
    return column.between(periode.van, periode.tot)


async def _count(session: AsyncSession, *conditions: sa.ColumnElement[bool]) -> int:
    return int(await session.scalar(sa.select(sa.func.count()).where(*conditions)) or 0)
