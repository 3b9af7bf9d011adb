# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Escalations: opened, advised on, taken higher, decided, closed (R-10)."""

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.ids import new_id
from libs.common.problem import Conflict
from libs.common.runtime import Runtime
from services.referral.domain.client import Client
from services.referral.domain.escalatie import (
    HERHAALD,
    STEPS,
    Advies,
    Besluit,
    Escalatie,
    Les,
    Reden,
    Stap,
    Uitkomst,
)
from services.referral.domain.toewijzing import decision_moment
from services.referral.handlers import mail
from services.referral.handlers.bezwaren import refuse
from services.referral.handlers.regie import Aan, held, lock_client
from services.referral.handlers.regieberichten import escalatie_vastgesteld
from services.referral.store import clienten
from services.referral.store.escalaties import escalaties, open_of


async def open_one(
    rt: Runtime,
    session: AsyncSession,
    gemeentecode: str,
    client_id: str,
    escalatie_of: Callable[[datetime], Escalatie],
) -> Escalatie:
    """409 while one of this client is open: that one is taken higher."""
    client = await lock_client(rt, session, gemeentecode, client_id)
    if await open_of(session, rt.need_vault(), client_id) is not None:
        raise Conflict("Voor deze client loopt al een escalatie.", code="al-geescaleerd")
    return await _keep(rt, session, client, escalatie_of(decision_moment(rt.clock.now())))


async def ensure_regional(rt: Runtime, session: AsyncSession, client: Client, dag: date) -> None:
    """Open one at the regional level, or take a local one there; the client is locked."""
    known = await open_of(session, rt.need_vault(), client.id)
    stap = Stap("regionaal", dag, HERHAALD)
    if known is None:
        opened = Escalatie(
            id=new_id(),
            gemeentecode=client.gemeentecode,
            client_id=client.id,
            niveau=stap.niveau,
            reden=stap.reden,
            toestand="open",
            automatisch=True,
            geopend_op=dag,
            stappen=(stap,),
            versie=1,
            gewijzigd_op=decision_moment(rt.clock.now()),
        )
        await _keep(rt, session, client, opened)
    elif known.niveau == "lokaal" and known.toestand in STEPS["opschalen"]:
        raised = known.raised(stap, decision_moment(rt.clock.now(), known.gewijzigd_op))
        await _keep(rt, session, client, raised)


async def advise(rt: Runtime, session: AsyncSession, aan: Aan, op: date, tekst: str) -> Escalatie:
    """The expert team of its level says something."""
    found = await _at(rt, session, aan, "adviseren", op)
    advies = Advies(found.niveau, op, tekst)
    return await _changed(rt, session, found.advised(advies, _moment(rt, found)))


async def escalate(
    rt: Runtime, session: AsyncSession, aan: Aan, op: date, reden: Reden
) -> Escalatie:
    """To the next level; 409 from the highest."""
    found = await _at(rt, session, aan, "opschalen", op)
    niveau = found.next_level
    if niveau is None:
        raise Conflict("Er is geen hoger niveau.", code="hoogste-niveau")
    stap = Stap(niveau, op, reden)
    return await _changed(rt, session, found.raised(stap, _moment(rt, found)))


async def decide(rt: Runtime, session: AsyncSession, aan: Aan, besluit: Besluit) -> Escalatie:
    """Somebody cuts the knot."""
    found = await _at(rt, session, aan, "besluiten", besluit.op)
    return await _changed(rt, session, found.decided(besluit, _moment(rt, found)))


async def close(
    rt: Runtime, session: AsyncSession, aan: Aan, uitkomst: Uitkomst, les: Les
) -> Escalatie:
    """What came of it, and what is learned."""
    found = await _at(rt, session, aan, "afsluiten", None)
    return await _changed(rt, session, found.closed(uitkomst, les, _moment(rt, found)))


async def _at(
    rt: Runtime, session: AsyncSession, aan: Aan, stap: str, op: date | None
) -> Escalatie:
    found = await held(rt, session, escalaties, aan)
    if found.toestand not in STEPS[stap]:
        raise Conflict(f"Deze escalatie is '{found.toestand}'.", code="verkeerde-stap")
    if op is not None:
        refuse(found.cannot_happen_on(op), "escalatie")
    return found


def _moment(rt: Runtime, escalatie: Escalatie) -> datetime:
    return decision_moment(rt.clock.now(), escalatie.gewijzigd_op)


async def _changed(rt: Runtime, session: AsyncSession, escalatie: Escalatie) -> Escalatie:
    client = await clienten.known(session, rt.need_vault(), escalatie.client_id)
    return await _keep(rt, session, client, escalatie)


async def _keep(
    rt: Runtime, session: AsyncSession, client: Client, escalatie: Escalatie
) -> Escalatie:
    await escalaties.save(session, rt.need_vault(), escalatie)
    event = escalatie_vastgesteld(escalatie, client.pseudoniem)
    await mail.publish(rt, session, [event], escalatie.id)
    return escalatie
