# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Tasks: made, done, counted."""

from collections.abc import Collection

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.problem import Conflict
from libs.common.runtime import Runtime
from services.referral.domain.taak import Soort, Taak
from services.referral.handlers import mail
from services.referral.handlers.regie import Aan, held
from services.referral.handlers.regieberichten import taak_vastgesteld
from services.referral.store import taken


async def make(rt: Runtime, session: AsyncSession, taak: Taak) -> bool:
    """Made and told, unless it was made before."""
    made = await taken.add(session, taak)
    if made:
        await _tell(rt, session, taak)
    return made


async def finish(
    rt: Runtime, session: AsyncSession, onderwerp: str, soorten: Collection[Soort]
) -> None:
    """What was asked for was done: off the list."""
    done = await taken.finish(session, rt.need_vault(), onderwerp, soorten, rt.clock.now())
    for taak in done:
        await _tell(rt, session, taak)


async def settle(rt: Runtime, session: AsyncSession, aan: Aan) -> Taak:
    """A person takes it off the list; 409 when it was off."""
    taak = await held(rt, session, taken.taken, aan)
    if taak.afgehandeld_op is not None:
        raise Conflict("Deze taak is al afgehandeld.", code="verkeerde-stap")
    done = taak.done(rt.clock.now())
    await taken.taken.save(session, rt.need_vault(), done)
    await _tell(rt, session, done)
    return done


async def count_open(rt: Runtime, session: AsyncSession) -> None:
    """For the metrics."""
    rt.metrics.gauges("tasks_open", await taken.count_open(session))


async def _tell(rt: Runtime, session: AsyncSession, taak: Taak) -> None:
    pseudoniem = await taken.pseudoniem_of(session, taak.client_id)
    await mail.publish(rt, session, [taak_vastgesteld(taak, pseudoniem)], taak.onderwerp)
