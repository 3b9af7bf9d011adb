# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Families: made, joined, left, given a case owner (R-13)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.ids import new_id
from libs.common.problem import Conflict, NotFound
from libs.common.runtime import Runtime
from services.referral.domain.gezin import Gezin, Lid
from services.referral.domain.toewijzing import decision_moment
from services.referral.handlers.bezwaren import refuse
from services.referral.handlers.regie import Aan, lock_client
from services.referral.store import gezinnen


@dataclass(frozen=True, slots=True)
class Form:
    """Command: these clients are a family from a day on."""

    gemeentecode: str
    client_ids: tuple[str, ...]
    begindatum: date
    eigenaar: str | None


async def form(rt: Runtime, session: AsyncSession, command: Form) -> Gezin:
    """409 when one of them belongs to another family then."""
    gezin = Gezin(
        id=new_id(),
        gemeentecode=command.gemeentecode,
        eigenaar=command.eigenaar,
        leden=tuple(Lid(one, command.begindatum) for one in command.client_ids),
        versie=1,
        gewijzigd_op=decision_moment(rt.clock.now()),
    )
    await _refuse_elsewhere(rt, session, gezin, command.client_ids, command.begindatum)
    await gezinnen.save(session, gezin)
    return gezin


async def join(rt: Runtime, session: AsyncSession, aan: Aan, client_id: str, dag: date) -> Gezin:
    """A client belongs to it from a day on."""
    gezin = await _held(session, aan)
    refuse(gezin.cannot_join(client_id, dag), "gezin")
    await _refuse_elsewhere(rt, session, gezin, (client_id,), dag)
    changed = gezin.joined(client_id, dag, decision_moment(rt.clock.now(), gezin.gewijzigd_op))
    await gezinnen.save(session, changed)
    return changed


async def leave(rt: Runtime, session: AsyncSession, aan: Aan, client_id: str, dag: date) -> Gezin:
    """The last day of a client in it."""
    gezin = await _held(session, aan)
    refuse(gezin.cannot_leave(client_id, dag), "gezin")
    changed = gezin.left(client_id, dag, decision_moment(rt.clock.now(), gezin.gewijzigd_op))
    await gezinnen.save(session, changed)
    return changed


async def assign(rt: Runtime, session: AsyncSession, aan: Aan, eigenaar: str | None) -> Gezin:
    """Who may see it as a complex case."""
    gezin = await _held(session, aan)
    changed = gezin.owned_by(eigenaar, decision_moment(rt.clock.now(), gezin.gewijzigd_op))
    await gezinnen.save(session, changed)
    return changed


async def _held(session: AsyncSession, aan: Aan) -> Gezin:
    found = await gezinnen.take(session, aan.gemeentecode, aan.id)
    if found is None:
        raise NotFound("Dit gezin bestaat niet.")
    aan.unchanged(found.versie)
    return found


async def _refuse_elsewhere(
    rt: Runtime, session: AsyncSession, gezin: Gezin, client_ids: tuple[str, ...], dag: date
) -> None:
    """A child has one family at a time; the lock keeps two from taking it at once."""
    for client_id in sorted(client_ids):
        await lock_client(rt, session, gezin.gemeentecode, client_id)
    if await gezinnen.elsewhere(session, gezin.id, client_ids, dag):
        raise Conflict("Een client hoort dan nog bij een ander gezin.", code="ander-gezin")
