# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Tables for child protection, consults, and why a form of stay was chosen (R-14, R-16, R-22)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.problem import Conflict
from libs.common.runtime import Runtime
from services.referral.domain.afweging import Afweging, needs_reasons
from services.referral.domain.client import Client
from services.referral.domain.tafel import (
    Beschermingstafel,
    Consult,
    Deelnemer,
    Resultaat,
    Vervolg,
)
from services.referral.domain.toewijzing import Toekenning, decision_moment
from services.referral.handlers import mail
from services.referral.handlers.bezwaren import refuse
from services.referral.handlers.regie import Aan, held, lock_client
from services.referral.handlers.regieberichten import consult_vastgesteld, tafel_afgerond
from services.referral.store import casusbeleid, clienten
from services.referral.store.tafels import afwegingen, consulten, tafels, weighed_forms


@dataclass(frozen=True, slots=True)
class Afloop:
    """How a table went: who was there, and what was agreed."""

    resultaat: Resultaat
    deelnemers: tuple[Deelnemer, ...]
    vervolg: str


async def plan(
    rt: Runtime,
    session: AsyncSession,
    gemeentecode: str,
    client_id: str,
    tafel_of: Callable[[datetime], Beschermingstafel],
) -> Beschermingstafel:
    """A table about a client of the gemeente."""
    await lock_client(rt, session, gemeentecode, client_id)
    tafel = tafel_of(decision_moment(rt.clock.now()))
    await tafels.save(session, rt.need_vault(), tafel)
    return tafel


async def conclude(
    rt: Runtime, session: AsyncSession, aan: Aan, afloop: Afloop
) -> Beschermingstafel:
    """409 when it was held already."""
    found = await held(rt, session, tafels, aan)
    if found.resultaat is not None:
        raise Conflict("Deze tafel is al gehouden.", code="verkeerde-stap")
    moment = decision_moment(rt.clock.now(), found.gewijzigd_op)
    done = found.concluded(afloop.resultaat, afloop.deelnemers, afloop.vervolg, moment)
    await tafels.save(session, rt.need_vault(), done)
    client = await clienten.known(session, rt.need_vault(), done.client_id)
    event = tafel_afgerond(done, afloop.resultaat, client.pseudoniem)
    await mail.publish(rt, session, [event], done.id)
    return done


async def give_advice(rt: Runtime, session: AsyncSession, consult: Consult) -> Consult:
    """A consult that was given."""
    return await _keep(rt, session, consult)


async def follow(rt: Runtime, session: AsyncSession, aan: Aan, vervolg: Vervolg) -> Consult:
    """What it led to; may be told again when it became something else."""
    found = await held(rt, session, consulten, aan)
    moment = decision_moment(rt.clock.now(), found.gewijzigd_op)
    return await _keep(rt, session, found.followed(vervolg, moment))


async def weigh(
    rt: Runtime,
    session: AsyncSession,
    gemeentecode: str,
    client_id: str,
    afweging_of: Callable[[datetime], Afweging],
) -> Afweging:
    """400 for each form of stay that was skipped without a reason."""
    await lock_client(rt, session, gemeentecode, client_id)
    made = afweging_of(decision_moment(rt.clock.now()))
    refuse(made.bezwaren(), "voorkeursvolgorde")
    await afwegingen.save(session, rt.need_vault(), made)
    return made


async def refuse_unmotivated(session: AsyncSession, client: Client, toekenning: Toekenning) -> None:
    """409 for a new stay of which nobody wrote down why nothing before it fits (R-16)."""
    beleid = await casusbeleid.in_force(session, client.gemeentecode)
    vorm = beleid.verblijfsvormen.get(toekenning.code or "")
    if needs_reasons(vorm) and vorm not in await weighed_forms(session, client.id):
        detail = "Leg eerst vast waarom vormen van verblijf die voorgaan niet passen."
        raise Conflict(detail, code="geen-verblijfsafweging")


async def _keep(rt: Runtime, session: AsyncSession, consult: Consult) -> Consult:
    await consulten.save(session, rt.need_vault(), consult)
    await mail.publish(rt, session, [consult_vastgesteld(consult)], consult.id)
    return consult
