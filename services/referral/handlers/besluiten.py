# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A person of the gemeente decides on a request: award it, reject it, or look into it first."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.ids import new_id
from libs.common.problem import Conflict, InvalidInput, InvalidParam
from libs.common.runtime import Runtime
from libs.ijw import evaluate
from services.referral.domain.client import Client
from services.referral.domain.contract import Afwijking
from services.referral.domain.toewijzing import decision_moment
from services.referral.domain.verzoek import (
    Afwijzing,
    Besluit,
    GenomenBesluit,
    Verzoek,
    VerzoekToewijzing,
    VerzoekWijziging,
)
from services.referral.handlers import gronden, herzien, uitgaand
from services.referral.handlers.bezwaren import refuse_input, refuse_state
from services.referral.handlers.clienten import refuse_without_gezag
from services.referral.handlers.contracten import refuse_outside_contract
from services.referral.handlers.leeftijden import refuse_beyond_age
from services.referral.handlers.machtigingen import is_closed
from services.referral.handlers.tafels import refuse_unmotivated
from services.referral.handlers.toekennen import (
    Grondslag,
    ensure_awardable,
    honour,
    keep_besluit,
)
from services.referral.handlers.vinden import locked
from services.referral.rules.besluit import AFWIJZING_RULES, BESLUIT_RULES, BesluitFeiten
from services.referral.rules.contract import Contractvraag
from services.referral.store import verwijzingen, verzoeken


@dataclass(frozen=True, slots=True)
class Decide:
    """Command: this decision on this request.

    `afwijkingen` are fields of the award that differ from what was asked (IV094); `afwijzing` is
    there for a rejection. `unchanged` is called with the version of the request that is about to
    be answered, and may refuse it.
    """

    gemeentecode: str
    verzoek_id: str
    besluit: Besluit
    afwijkingen: dict[str, Any]
    afwijzing: Afwijzing
    unchanged: Callable[[int], None]
    afwijking_contract: Afwijking | None = None


async def decide(rt: Runtime, session: AsyncSession, command: Decide) -> GenomenBesluit:
    """Load, evaluate, decide, tell the aanbieder with a JW301 or JW319."""
    verzoek, client = await _load(rt, session, command)
    command.unchanged(verzoek.versie)
    feiten = BesluitFeiten(verzoek.status, verzoek.ingangsdatum, verzoek.soort)
    refuse_state(evaluate(BESLUIT_RULES, command.besluit, feiten, ""))
    if command.besluit == "toegekend":
        return await _award(rt, session, client, verzoek, command)
    if command.besluit == "in-onderzoek" and isinstance(verzoek, VerzoekToewijzing):
        await _refuse_research_of_closed_care(session, verzoek)
    if command.besluit == "afgewezen":
        afwijzing = await gronden.completed(rt, session, verzoek, command.afwijzing)
        refuse_input(evaluate(AFWIJZING_RULES, afwijzing, feiten, ""))
        gronden.refuse_ground(verzoek, afwijzing, rt.clock.today())
        command = replace(command, afwijzing=afwijzing)
    return await _reply(rt, session, client, verzoek, command)


async def _load(rt: Runtime, session: AsyncSession, command: Decide) -> tuple[Verzoek, Client]:
    key = (command.gemeentecode, command.verzoek_id)
    read = partial(verzoeken.read, session, rt.need_vault(), *key)
    return await locked(rt, session, read, "Dit verzoek bestaat niet.")


async def _refuse_research_of_closed_care(
    session: AsyncSession, verzoek: VerzoekToewijzing
) -> None:
    """There is an authorisation or there is none (R-06)."""
    if await is_closed(session, verzoek.gemeentecode, verzoek.gevraagd):
        detail = "Gesloten jeugdhulp gaat niet in onderzoek: zonder machtiging wordt zij afgewezen."
        raise Conflict(detail, code="geen-onderzoek")


async def _award(
    rt: Runtime, session: AsyncSession, client: Client, verzoek: Verzoek, command: Decide
) -> GenomenBesluit:
    if isinstance(verzoek, VerzoekWijziging):
        per = _only_the_day(command.afwijkingen)
        await gronden.refuse_measures(session, verzoek)
        grondslag = Grondslag(afwijking=command.afwijking_contract)
        return await herzien.honour_package(rt, session, client, verzoek, per, grondslag)
    if not isinstance(verzoek, VerzoekToewijzing):
        raise TypeError(f"a {verzoek.soort} cannot be awarded")
    toekenning = replace(verzoek.gevraagd, **command.afwijkingen)
    uitgaand.ensure_told(client)
    await ensure_awardable(session, client, verzoek.agb_code, toekenning)
    refuse_without_gezag(client, toekenning, known=verzoek.gezagsdrager_bekend)
    rests_on = await verwijzingen.of_verzoek(session, rt.need_vault(), verzoek.id)
    await refuse_beyond_age(rt, session, client, toekenning, rests_on)
    await refuse_unmotivated(session, client, toekenning)
    partijen = (verzoek.gemeentecode, verzoek.agb_code)
    vraag = Contractvraag(toekenning, toekenning.ingangsdatum)
    await refuse_outside_contract(session, partijen, vraag, command.afwijking_contract)
    grondslag = Grondslag(afwijking=command.afwijking_contract)
    besluit = await honour(rt, session, client, verzoek, toekenning, grondslag)
    await uitgaand.send_jw301(rt, session, client, verzoek.agb_code)
    return besluit


def _only_the_day(afwijkingen: dict[str, Any]) -> date | None:
    """A VOW is honoured as it was asked, but for a day that has passed by now (OP348)."""
    params = [
        InvalidParam(name, "OP348", "wijkt af van wat in het verzoek staat")
        for name in sorted(afwijkingen.keys() - {"ingangsdatum"})
    ]
    if params:
        detail = "Een verzoek om wijziging wordt toegekend zoals het is gevraagd, of afgewezen."
        raise InvalidInput(detail, invalid_params=params)
    return afwijkingen.get("ingangsdatum")


async def _reply(
    rt: Runtime, session: AsyncSession, client: Client, verzoek: Verzoek, command: Decide
) -> GenomenBesluit:
    """Reject, or put under investigation."""
    afwijzing = command.afwijzing if command.besluit == "afgewezen" else None
    besluit = GenomenBesluit(
        id=new_id(),
        verzoek_id=verzoek.id,
        volgnummer=verzoek.versie,
        besluit=command.besluit,
        automatisch=False,
        genomen_op=decision_moment(rt.clock.now()),
        reden=afwijzing.reden if afwijzing else None,
        woonplaats_gemeente=afwijzing.gemeente if afwijzing else None,
        alternatieven=await gronden.alternatives_for(rt, session, verzoek, afwijzing),
    )
    await keep_besluit(rt, session, client, verzoek, besluit)
    await uitgaand.send_jw319(rt, session, client, verzoek, afwijzing, besluit.id)
    return besluit
