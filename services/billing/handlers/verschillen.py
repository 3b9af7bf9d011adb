# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Finds the verdicts that would be others now, for a fact that came after the verdict.

Nothing is taken back: the answer was sent. Both parties see what it would be, so that a claim in
the order of the facts and one before them come to the same once it is made good.
"""

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.runtime import Runtime
from services.billing.domain.verplichting import maand_van
from services.billing.handlers.boeken import is_busy
from services.billing.handlers.herbeoordelen import (
    Opnieuw,
    Vergelijking,
    judge_again,
    own_regelset,
)
from services.billing.store import meegenomen, reading, vernietigen, verschillen
from services.billing.store.peil import Peil
from services.billing.store.verschillen import Anders

AT_ONCE = 20
"""Declaraties in one transaction."""


async def find_differences(rt: Runtime) -> bool:
    """Judge some of what is marked again; True when more should follow at once."""
    if not await rt.db.leads("grootboek"):
        return False
    async with rt.db.read() as session:  # no transaction that writes while nothing waits
        if not await verschillen.anything(session):
            return False
    async with rt.db.begin() as session:
        ids = await verschillen.take(session, AT_ONCE)
        for declaratie_id in ids:
            await _look_again(rt, session, declaratie_id)
    return bool(ids) and not await is_busy(rt)


async def _look_again(rt: Runtime, session: AsyncSession, declaratie_id: str) -> None:
    declaratie = await reading.find_declaratie(session, declaratie_id, None)
    if declaratie is None or not declaratie.verwerkt or declaratie.uit_verleden:
        return
    now = rt.clock.now()
    # Clocks of services differ: what is stored here counts, also when its time is a bit ahead.
    # By the rules of then: others do not make an answer that was given another.
    own = own_regelset(declaratie)
    moment = now + timedelta(days=1)
    peil = Peil(reading.as_declaratie(declaratie), declaratie.beoordeeld_op, moment)
    before = await meegenomen.carried(session, peil)
    again = await judge_again(rt, session, declaratie, moment, own, before)
    others = await _others(session, declaratie.gemeentecode, again)
    turned = await verschillen.keep(session, declaratie, others, now)
    lines = [one.nu for one in again.regels if one.nu.regel.nummer in turned]
    if lines:
        numbers = {nu.regel.toewijzing_nummer for nu in lines}
        under = any(nu.feiten is not None and nu.feiten.plafond is not None for nu in lines)
        await meegenomen.mark_after(session, peil, numbers, now, ceilings=under)


async def _others(session: AsyncSession, gemeentecode: str, again: Opnieuw) -> list[Anders]:
    """Not those that may rest on a line that is kept no longer: a credit, or what was claimed
    twice, is of the month of the line that it is about."""
    found = [one for one in again.regels if _is(one)]
    nummers = {one.nu.regel.toewijzing_nummer for one in found}
    gone = await vernietigen.months_destroyed(session, gemeentecode, nummers) if found else set()
    return [_anders(one) for one in found if _place(one) not in gone]


def _place(vergelijking: Vergelijking) -> tuple[int, int]:
    regel = vergelijking.nu.regel
    return regel.toewijzing_nummer, maand_van(regel.periode_begin)


def _is(vergelijking: Vergelijking) -> bool:
    toen: bool = vergelijking.toen.toegekend
    return toen != vergelijking.nu.toegekend


def _anders(vergelijking: Vergelijking) -> Anders:
    nu = vergelijking.nu
    meldingen = [finding.melding for finding in nu.bevindingen]
    return Anders(nu.regel.nummer, nu.retourcodes, meldingen)
