# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Measures of child protection and probation: noted, ended with the end talk (R-13, R-14)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.problem import Conflict
from libs.common.runtime import Runtime
from services.referral.domain.client import Client
from services.referral.domain.maatregel import Maatregel
from services.referral.domain.toewijzing import decision_moment
from services.referral.handlers import mail
from services.referral.handlers.bezwaren import refuse
from services.referral.handlers.regie import Aan, held, lock_client
from services.referral.handlers.regieberichten import maatregel_vastgesteld
from services.referral.store import clienten
from services.referral.store.maatregelen import maatregelen


@dataclass(frozen=True, slots=True)
class Einde:
    """How a measure ends; of an OTS with the end talk and the aftercare agreed there."""

    einddatum: date
    gesprek_op: date | None = None
    nazorg: str | None = None


async def note(
    rt: Runtime,
    session: AsyncSession,
    gemeentecode: str,
    client_id: str,
    maatregel_of: Callable[[datetime], Maatregel],
) -> Maatregel:
    """A measure of a client of the gemeente."""
    client = await lock_client(rt, session, gemeentecode, client_id)
    return await _keep(rt, session, client, maatregel_of(decision_moment(rt.clock.now())))


async def end(rt: Runtime, session: AsyncSession, aan: Aan, einde: Einde) -> Maatregel:
    """409 when it has ended."""
    found = await held(rt, session, maatregelen, aan)
    if found.einddatum is not None:
        raise Conflict("Deze maatregel is al beëindigd.", code="verkeerde-stap")
    refuse(found.cannot_end(einde.einddatum, einde.gesprek_op), "maatregel")
    moment = decision_moment(rt.clock.now(), found.gewijzigd_op)
    changed = found.ended(einde.einddatum, einde.gesprek_op, einde.nazorg, moment)
    client = await clienten.known(session, rt.need_vault(), changed.client_id)
    return await _keep(rt, session, client, changed)


async def _keep(
    rt: Runtime, session: AsyncSession, client: Client, maatregel: Maatregel
) -> Maatregel:
    await maatregelen.save(session, rt.need_vault(), maatregel)
    event = maatregel_vastgesteld(maatregel, client.pseudoniem)
    await mail.publish(rt, session, [event], maatregel.id)
    return maatregel
