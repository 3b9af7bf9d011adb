# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Future plans: drafted, revised, approved (R-12)."""

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.problem import Conflict
from libs.common.runtime import Runtime
from services.referral.domain.toekomstplan import Inhoud, Regime, Toekomstplan
from services.referral.domain.toewijzing import decision_moment
from services.referral.handlers import mail, taken
from services.referral.handlers.bezwaren import refuse
from services.referral.handlers.regie import Aan, held, lock_client
from services.referral.handlers.regieberichten import toekomstplan_vastgesteld
from services.referral.store import clienten
from services.referral.store.toekomstplannen import draft_of, toekomstplannen


async def draft(
    rt: Runtime,
    session: AsyncSession,
    gemeentecode: str,
    client_id: str,
    plan_of: Callable[[datetime], Toekomstplan],
) -> Toekomstplan:
    """409 while another draft is there."""
    await lock_client(rt, session, gemeentecode, client_id)
    if await draft_of(session, client_id):
        raise Conflict("Deze jongere heeft al een plan in concept.", code="al-in-concept")
    return await _keep(rt, session, plan_of(decision_moment(rt.clock.now())))


async def revise(
    rt: Runtime, session: AsyncSession, aan: Aan, inhoud: Inhoud, regimes: tuple[Regime, ...]
) -> Toekomstplan:
    """Another content for a draft."""
    plan = await _draft(rt, session, aan)
    moment = decision_moment(rt.clock.now(), plan.gewijzigd_op)
    return await _keep(rt, session, plan.revised(inhoud, regimes, moment))


async def approve(rt: Runtime, session: AsyncSession, aan: Aan, op: date) -> Toekomstplan:
    """400 with all that it lacks; the signals about this young person go off the list."""
    plan = await _draft(rt, session, aan)
    refuse(plan.cannot_be_approved(), "toekomstplan")
    if op > rt.clock.today():
        refuse([("op", "ligt in de toekomst")], "toekomstplan")
    approved = plan.approved(op, decision_moment(rt.clock.now(), plan.gewijzigd_op))
    await taken.finish(rt, session, plan.client_id, {"toekomstplan", "toekomstplan-vooraf"})
    return await _keep(rt, session, approved)


async def _draft(rt: Runtime, session: AsyncSession, aan: Aan) -> Toekomstplan:
    plan = await held(rt, session, toekomstplannen, aan)
    if plan.toestand != "concept":
        raise Conflict("Dit plan is goedgekeurd: maak een nieuw.", code="verkeerde-stap")
    return plan


async def _keep(rt: Runtime, session: AsyncSession, plan: Toekomstplan) -> Toekomstplan:
    vault = rt.need_vault()
    await toekomstplannen.save(session, vault, plan)
    client = await clienten.known(session, vault, plan.client_id)
    event = toekomstplan_vastgesteld(plan, client.pseudoniem)
    await mail.publish(rt, session, [event], plan.id)
    return plan
