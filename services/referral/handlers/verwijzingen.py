# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use cases of referrals: register one, withdraw it, let free help begin and end."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.problem import Conflict, InvalidInput, InvalidParam
from libs.common.runtime import Runtime
from services.referral.domain.client import Client
from services.referral.domain.verwijsroute import (
    AF,
    BEFORE_HELP,
    Changes,
    Status,
    VerkeerdeStap,
)
from services.referral.domain.verwijzing import Verwijzing
from services.referral.domain.woonplaats import Situatie, responsible
from services.referral.handlers.bezwaren import refuse
from services.referral.handlers.verwijsverloop import keep
from services.referral.handlers.vinden import locked, registered
from services.referral.store import verwijzingen, verzoeken
from services.referral.store.clienten import Bekend


@dataclass(frozen=True, slots=True)
class Register:
    """Command: a referral of a registered client; `verwijzing_of` is called with the client."""

    client: Bekend
    verwijzing_of: Callable[[Client], Verwijzing]


@dataclass(frozen=True, slots=True)
class Act:
    """Command on a referral of this gemeente; `unchanged` may refuse its version (412)."""

    gemeentecode: str
    verwijzing_id: str
    unchanged: Callable[[int], None]


async def register(rt: Runtime, session: AsyncSession, command: Register) -> Verwijzing:
    """400 with all that is wrong with it at once; whoever referred to whom, it is kept (R-04)."""
    client = await registered(rt, session, command.client)
    made = command.verwijzing_of(client)
    refuse(made.bezwaren(rt.clock.today()), "verwijzing")
    valid = made.step("gestart" if made.gestart_met_crisis else "gevalideerd", rt.clock.now())
    await keep(rt, session, client, valid)
    return valid


async def withdraw(rt: Runtime, session: AsyncSession, command: Act) -> Verwijzing:
    """409 while a request on it waits for an answer, and once help was awarded."""
    found, client = await load(rt, session, command)
    if found.verzoek_id is not None:
        asked = await verzoeken.read(
            session, rt.need_vault(), command.gemeentecode, found.verzoek_id
        )
        if asked is not None and asked.open:
            detail = "Er loopt een verzoek op deze verwijzing: beantwoord dat eerst (OP344)."
            raise Conflict(detail, code="verzoek-open")
    return await _take(rt, session, client, found, "ingetrokken")


async def determine(
    rt: Runtime, session: AsyncSession, command: Act, known: tuple[Situatie, date]
) -> Verwijzing:
    """The residence check (R-08): which gemeente answers on a day; 409 once that is past."""
    found, client = await load(rt, session, command)
    if found.status not in BEFORE_HELP:
        raise Conflict(f"Deze verwijzing is '{found.status}'.", code="verkeerde-stap")
    answers = responsible(*known)
    if answers is None:
        reason = "zegt te weinig: geen adres, geen moeder bij geboorte, geen verblijf"
        raise InvalidInput(
            f"De situatie {reason}.",
            invalid_params=[InvalidParam("inschrijvingen", "te-weinig", reason)],
        )
    changed = found.residence(answers, rt.clock.now())
    await keep(rt, session, client, changed)
    return changed


async def pass_on(rt: Runtime, session: AsyncSession, command: Act, op: date) -> Verwijzing:
    """A complex case goes to the local team first (R-04); the referral stays what it is."""
    found, client = await load(rt, session, command)
    if found.status in AF:
        raise Conflict(f"Deze verwijzing is '{found.status}'.", code="verkeerde-stap")
    changed = replace(found, doorgeleid_op=op, versie=found.versie + 1)
    await keep(rt, session, client, changed)
    return changed


async def note_waiting(
    rt: Runtime, session: AsyncSession, command: Act, known: Changes
) -> Verwijzing:
    """What was learned of one who waits (R-11); not of a day that is yet to come."""
    found, client = await load(rt, session, command)
    contact = known.get("eerste_contact")
    if contact is not None and not (found.verwijsdatum or contact) <= contact <= rt.clock.today():
        reason = "ligt voor de verwijzing of in de toekomst"
        raise InvalidInput(
            f"eersteContact {reason}.",
            invalid_params=[InvalidParam("eersteContact", "volgorde", reason)],
        )
    changed = replace(found, versie=found.versie + 1, **known)
    await keep(rt, session, client, changed)
    return changed


async def leave_crisis(
    rt: Runtime, session: AsyncSession, command: Act, uitstroom: tuple[date, bool]
) -> Verwijzing:
    """Out of the crisis on a day, guided or not (R-18)."""
    found, client = await load(rt, session, command)
    op, begeleid = uitstroom
    if not found.gestart_met_crisis or found.begindatum is None:
        raise Conflict("Deze hulp begon niet met crisis.", code="geen-crisis")
    if op < found.begindatum:
        refuse([("op", "ligt voor het begin van de crisis")], "volgorde")
    changed = replace(found, crisis_uit_op=op, uitstroom_begeleid=begeleid, versie=found.versie + 1)
    await keep(rt, session, client, changed)
    return changed


async def begin(rt: Runtime, session: AsyncSession, command: Act, op: date) -> Verwijzing:
    """Free help begins; what is awarded begins with a JW305."""
    found, client = await load(rt, session, command)
    _only_free(found)
    changed = replace(found, begindatum=op, beoogde_start=found.beoogde_start or op)
    return await _take(rt, session, client, changed, "gestart")


async def end(rt: Runtime, session: AsyncSession, command: Act, op: date) -> Verwijzing:
    """Free help ends; not before it began."""
    found, client = await load(rt, session, command)
    _only_free(found)
    if found.begindatum is not None and op < found.begindatum:
        refuse([("op", "ligt voor het begin van de hulp")], "volgorde")
    return await _take(rt, session, client, replace(found, einddatum=op), "beeindigd")


async def load(rt: Runtime, session: AsyncSession, command: Act) -> tuple[Verwijzing, Client]:
    """The referral in the version that the caller meant, with its client locked."""
    key = (command.gemeentecode, command.verwijzing_id)
    read = partial(verwijzingen.read, session, rt.need_vault(), *key)
    held, client = await locked(rt, session, read, "Deze verwijzing bestaat niet.")
    command.unchanged(held.versie)
    return held, client


async def _take(
    rt: Runtime, session: AsyncSession, client: Client, found: Verwijzing, status: Status
) -> Verwijzing:
    try:
        changed = found.step(status, rt.clock.now())
    except VerkeerdeStap as error:
        raise Conflict(str(error), code="verkeerde-stap") from None
    await keep(rt, session, client, changed)
    return changed


def _only_free(found: Verwijzing) -> None:
    if found.toegang != "vrij-toegankelijk":
        detail = "Toegewezen hulp begint en eindigt met berichten van de aanbieder (JW305, JW307)."
        raise Conflict(detail, code="niet-vrij-toegankelijk")
