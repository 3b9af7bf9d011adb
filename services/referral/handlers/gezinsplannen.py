# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The plan of a family: made, evaluated, its direction passed on (R-13)."""

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.problem import Conflict, NotFound
from libs.common.runtime import Runtime
from services.referral.domain.gezin import Gezin
from services.referral.domain.gezinsplan import GI, Evaluatie, Gezinsplan, Regie
from services.referral.domain.toewijzing import decision_moment
from services.referral.handlers import mail, taken
from services.referral.handlers.bezwaren import refuse
from services.referral.handlers.regie import Aan, held
from services.referral.handlers.regieberichten import gezinsplan_vastgesteld
from services.referral.store import gezinnen, gezinsplannen
from services.referral.store.gezinsplannen import plannen
from services.referral.store.maatregelen import in_frame


async def make(
    rt: Runtime,
    session: AsyncSession,
    gemeentecode: str,
    gezin_id: str,
    plan_of: Callable[[datetime], Gezinsplan],
) -> Gezinsplan:
    """One family, one plan: 409 while another runs."""
    gezin = await gezinnen.take(session, gemeentecode, gezin_id)
    if gezin is None:
        raise NotFound("Dit gezin bestaat niet.")
    made = plan_of(decision_moment(rt.clock.now()))
    frame = await _in_frame(session, gezin, rt.clock.today())
    refuse(made.bezwaren(dwangkader=frame), "gezinsplan")
    if await gezinsplannen.runs(session, gezin_id):
        raise Conflict("Dit gezin heeft al een lopend plan.", code="een-gezin-een-plan")
    return await _keep(rt, session, made)


async def pass_direction(rt: Runtime, session: AsyncSession, aan: Aan, regie: Regie) -> Gezinsplan:
    """To another director; in the compulsory frame that is the GI (409)."""
    plan = await _running(rt, session, aan)
    refuse(plan.cannot_pass(regie), "gezinsplan")
    if regie.soort != GI:
        gezin = await gezinnen.read(session, aan.gemeentecode, plan.gezin_id)
        if gezin is not None and await _in_frame(session, gezin, regie.begindatum):
            detail = "In het dwangkader voert de gecertificeerde instelling de regie."
            raise Conflict(detail, code="gi-voert-regie")
    changed = plan.passed(regie, decision_moment(rt.clock.now(), plan.gewijzigd_op))
    if regie.soort == GI:
        await taken.finish(rt, session, plan.id, {"regie-naar-gi"})
    return await _keep(rt, session, changed)


async def evaluate(
    rt: Runtime, session: AsyncSession, aan: Aan, evaluatie: Evaluatie, volgende: date | None
) -> Gezinsplan:
    """Takes its tasks off the list; `stoppen` ends the plan."""
    plan = await _running(rt, session, aan)
    refuse(plan.cannot_evaluate(evaluatie), "evaluatie")
    moment = decision_moment(rt.clock.now(), plan.gewijzigd_op)
    changed = plan.evaluated(evaluatie, volgende, moment)
    refuse(changed.bezwaren(dwangkader=False), "evaluatie")
    await taken.finish(rt, session, plan.id, {"plan-evalueren"})
    return await _keep(rt, session, changed)


async def _running(rt: Runtime, session: AsyncSession, aan: Aan) -> Gezinsplan:
    plan = await held(rt, session, plannen, aan)
    if plan.toestand != "lopend":
        raise Conflict("Dit plan is beëindigd.", code="verkeerde-stap")
    return plan


async def _in_frame(session: AsyncSession, gezin: Gezin, dag: date) -> bool:
    return bool(await in_frame(session, dag, gezin.members(dag)))


async def _keep(rt: Runtime, session: AsyncSession, plan: Gezinsplan) -> Gezinsplan:
    await plannen.save(session, rt.need_vault(), plan)
    await mail.publish(rt, session, [gezinsplan_vastgesteld(plan)], plan.id)
    return plan
