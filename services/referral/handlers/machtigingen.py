# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use cases of authorisations: record one, note that consent was withdrawn, refuse without one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.problem import Conflict
from libs.common.runtime import Runtime
from services.referral.domain.client import Client
from services.referral.domain.machtiging import (
    Machtiging,
    covered_until,
    is_gesloten,
)
from services.referral.domain.toewijzing import Toekenning, decision_moment
from services.referral.handlers.bezwaren import refuse
from services.referral.handlers.vinden import locked, registered
from services.referral.store import beleid, leveringen, machtigingen
from services.referral.store.clienten import Bekend


@dataclass(frozen=True, slots=True)
class RecordMachtiging:
    """Command: an authorisation for a registered client; `machtiging_of` is called with its id."""

    client: Bekend
    machtiging_of: Callable[[Client], Machtiging]


@dataclass(frozen=True, slots=True)
class WithdrawConsent:
    """Command: the consent on which an authorisation rests was withdrawn on a day."""

    gemeentecode: str
    machtiging_id: str
    op: date
    unchanged: Callable[[int], None]


async def record(rt: Runtime, session: AsyncSession, command: RecordMachtiging) -> Machtiging:
    """400 with all that is wrong with it at once."""
    client = await registered(rt, session, command.client)
    made = command.machtiging_of(client)
    refuse(made.bezwaren(), "machtiging")
    await machtigingen.save(session, made)
    return made


async def withdraw(rt: Runtime, session: AsyncSession, command: WithdrawConsent) -> Machtiging:
    """It lapses on the fourteenth day; 409 when it does not rest on consent, or no longer does."""
    read = partial(machtigingen.read, session, command.gemeentecode, command.machtiging_id)
    held, _ = await locked(rt, session, read, "Deze machtiging bestaat niet.")
    command.unchanged(held.versie)
    if held.grondslag != "instemming":
        detail = "Deze machtiging rust op een maatregel, niet op instemming."
        raise Conflict(detail, code="geen-instemming")
    if held.ingetrokken_op is not None:
        raise Conflict("De instemming is al ingetrokken.", code="al-ingetrokken")
    if not held.begindatum <= command.op <= held.einddatum:
        refuse([("op", "ligt buiten de looptijd van de machtiging")], "periode")
    changed = held.withdrawn(command.op, decision_moment(rt.clock.now(), held.vastgesteld_op))
    await machtigingen.save(session, changed)
    return changed


async def refuse_without_machtiging(
    session: AsyncSession, client: Client, toekenning: Toekenning
) -> None:
    """409 for closed care beyond what the court allowed (R-06)."""
    last = await _allowed_until(session, client, toekenning)
    if last is None:
        return
    begin, end = toekenning.ingangsdatum, toekenning.einddatum
    if last < begin:
        detail = f"Voor gesloten jeugdhulp vanaf {begin} is er geen machtiging."
        raise Conflict(detail, code="geen-machtiging")
    if end is None or end > last:
        detail = f"De machtiging voor gesloten jeugdhulp reikt tot en met {last}."
        raise Conflict(detail, code="geen-machtiging")


async def is_closed(session: AsyncSession, gemeentecode: str, toekenning: Toekenning) -> bool:
    """By its category, or by the codes in the policy of the gemeente."""
    in_force = await beleid.in_force(session, gemeentecode)
    return is_gesloten(toekenning, in_force.gesloten_codes)


async def _allowed_until(
    session: AsyncSession, client: Client, toekenning: Toekenning
) -> date | None:
    """The last day the court allows, the day before it begins for none; None for open care."""
    if not await is_closed(session, client.gemeentecode, toekenning):
        return None
    begun = await leveringen.first_start(session, client.id)
    last = covered_until(
        await machtigingen.of_client(session, client.id),
        toekenning.ingangsdatum,
        client.persoon.geboortedatum,
        behandeld=begun is not None and begun < toekenning.ingangsdatum,
    )
    return date.min if last is None else last
