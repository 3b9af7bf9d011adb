# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The work of every day: what nobody asked for and somebody must do (R-12, R-13)."""

from collections.abc import Awaitable, Callable
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.ids import new_id
from libs.common.runtime import Runtime
from services.referral.domain.client import Client
from services.referral.domain.taak import Soort, Taak
from services.referral.domain.toekomstplan import plan_due
from services.referral.handlers import taken
from services.referral.store import casusbeleid
from services.referral.store.gezinsplannen import Attentie, not_evaluated, not_with_gi
from services.referral.store.toekomstplannen import (
    is_done,
    set_cursor,
    take_cursor,
    without_plan,
)

AT_ONCE = 100

_PLANS: tuple[tuple[Soort, Callable[[AsyncSession, date, int], Awaitable[list[Attentie]]]], ...] = (
    ("plan-evalueren", not_evaluated),
    ("regie-naar-gi", not_with_gi),
)


async def look_at_plans(rt: Runtime) -> bool:
    """Make a task of some plans that ask for one; True when there were any."""
    worked = False
    for soort, find in _PLANS:
        async with rt.db.read() as session:  # nothing is written while there is nothing to do
            waiting = await find(session, rt.clock.today(), AT_ONCE)
        if waiting:
            async with rt.db.begin() as session:
                for attentie in waiting:
                    worked |= await taken.make(rt, session, _task(rt, soort, attentie))
    return worked


def _task(rt: Runtime, soort: Soort, attentie: Attentie) -> Taak:
    return Taak(
        id=new_id(),
        gemeentecode=attentie.gemeentecode,
        soort=soort,
        onderwerp=attentie.plan_id,
        client_id=None,
        termijn=attentie.termijn,
        ontstaan_op=rt.clock.now(),
    )


async def look_ahead(rt: Runtime) -> bool:
    """Signal who nears eighteen with help and without a plan (R-12).

    Everybody with help is looked at once a day, some at a time; True while there are more.
    """
    today, vault = rt.clock.today(), rt.need_vault()
    async with rt.db.read() as session:
        if await is_done(session, today):
            return False
    async with rt.db.begin() as session:
        done, after = await take_cursor(session, today)
        if done:
            return False
        clients, last = await without_plan(session, vault, after, today, AT_ONCE)
        beleid = await casusbeleid.of_gemeenten(session, {one.gemeentecode for one in clients})
        for client in clients:
            born = client.persoon.geboortedatum
            due = plan_due(born, today, voorsignaal=beleid[client.gemeentecode].voorsignaal)
            if due is not None:
                await taken.make(rt, session, _signal(rt, client, due))
        await set_cursor(session, today, last)
    return last is not None


def _signal(rt: Runtime, client: Client, due: tuple[Soort, date]) -> Taak:
    soort, termijn = due
    return Taak(
        id=new_id(),
        gemeentecode=client.gemeentecode,
        soort=soort,
        onderwerp=client.id,
        client_id=client.id,
        termijn=termijn,
        ontstaan_op=rt.clock.now(),
    )
