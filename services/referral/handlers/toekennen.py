# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Awarding: a toewijzing on a request, or by the gemeente's own motion."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.ids import new_id
from libs.common.problem import Conflict, InvalidInput, InvalidParam
from libs.common.runtime import Runtime
from libs.ijw import evaluate
from services.referral.domain.client import Client
from services.referral.domain.contract import Afwijking
from services.referral.domain.toets import Toets
from services.referral.domain.toewijzing import (
    Toekenning,
    Toewijzing,
    Voortzetting,
    decision_moment,
)
from services.referral.domain.verwijsroute import AF
from services.referral.domain.verwijzing import Verwijzing
from services.referral.domain.verzoek import GenomenBesluit, Verzoek
from services.referral.handlers import gebeurtenissen, mail, uitgaand, verwijsverloop
from services.referral.handlers.bezwaren import refuse_input, refuse_state
from services.referral.handlers.clienten import refuse_without_gezag
from services.referral.handlers.contracten import refuse_outside_contract
from services.referral.handlers.leeftijden import refuse_beyond_age
from services.referral.handlers.machtigingen import refuse_without_machtiging
from services.referral.handlers.pgbs import refuse_beside_pgb
from services.referral.handlers.poortwachters import refuse_without_poortwachter
from services.referral.handlers.tafels import refuse_unmotivated
from services.referral.handlers.vinden import registered
from services.referral.rules.contract import Contractvraag
from services.referral.rules.toekenning import (
    PRODUCT_RULES,
    STAPEL_RULES,
    VORM_RULES,
    ToekenningFeiten,
)
from services.referral.store import (
    afwijkingen,
    sources,
    toewijzingen,
    verwijzingen,
    verzoeken,
)
from services.referral.store.clienten import Bekend


@dataclass(frozen=True, slots=True)
class Grondslag:
    """On what a decision rests: a person, or a version of the policy with what it checked.

    `afwijking` is why it is beside the contracts, which only a person decides.
    """

    automatisch: bool = False
    beleid_versie: int | None = None
    toetsen: tuple[Toets, ...] = ()
    afwijking: Afwijking | None = None


@dataclass(frozen=True, slots=True)
class Award:
    """Command: award without a request; with a number when a running toewijzing is taken over."""

    client: Bekend
    agb_code: str
    toekenning: Toekenning
    toewijzing_nummer: int | None = None
    voortzetting: Voortzetting | None = None
    verwijzing_id: str | None = None
    afwijking: Afwijking | None = None


async def award(rt: Runtime, session: AsyncSession, command: Award) -> Toewijzing:
    """A toewijzing by the gemeente's own motion, told with a JW301."""
    client = await registered(rt, session, command.client)
    await _ensure_known(session, command.agb_code)
    uitgaand.ensure_told(client)
    await ensure_awardable(session, client, command.agb_code, command.toekenning)
    if command.toewijzing_nummer is None:
        refuse_without_gezag(client, command.toekenning)
        await refuse_unmotivated(session, client, command.toekenning)
    vraag = _asked_of_contract(rt, command)
    partijen = (client.gemeentecode, command.agb_code)
    await refuse_outside_contract(session, partijen, vraag, command.afwijking)
    nummer = command.toewijzing_nummer
    if nummer is not None:
        await _ensure_free(session, client.gemeentecode, nummer)
    rests_on = None
    if command.verwijzing_id is not None:
        rests_on = await _ensure_referred(rt, session, client, command.verwijzing_id)
    if nummer is None:
        await refuse_beyond_age(rt, session, client, command.toekenning, rests_on)
    toewijzing = await give(rt, session, client, command, None)
    await uitgaand.send_jw301(rt, session, client, command.agb_code)
    return toewijzing


async def honour(
    rt: Runtime,
    session: AsyncSession,
    client: Client,
    verzoek: Verzoek,
    toekenning: Toekenning,
    grondslag: Grondslag,
) -> GenomenBesluit:
    """Award on a request that may still be answered; the JW301 is for the caller to send."""
    rests_on = await verwijzingen.of_verzoek(session, rt.need_vault(), verzoek.id)
    command = Award(
        Bekend(client.gemeentecode, client.bsn),
        verzoek.agb_code,
        toekenning,
        verwijzing_id=rests_on.id if rests_on else None,
        afwijking=grondslag.afwijking,
    )
    toewijzing = await give(rt, session, client, command, verzoek)
    besluit = GenomenBesluit(
        id=new_id(),
        verzoek_id=verzoek.id,
        volgnummer=verzoek.versie,
        besluit="toegekend",
        automatisch=grondslag.automatisch,
        genomen_op=toewijzing.vastgesteld_op,
        beleid_versie=grondslag.beleid_versie,
        toetsen=grondslag.toetsen,
        toewijzing_id=toewijzing.id,
        toewijzing_nummer=toewijzing.toewijzing_nummer,
    )
    await keep_besluit(rt, session, client, verzoek, besluit)
    return besluit


async def keep_besluit(
    rt: Runtime, session: AsyncSession, client: Client, verzoek: Verzoek, besluit: GenomenBesluit
) -> None:
    """A decision, the state it brings the request in, and the news of it."""
    await verzoeken.keep_besluit(session, besluit)
    await verzoeken.set_status(session, verzoek.answered(besluit.besluit))
    event = gebeurtenissen.verzoek_beantwoord(verzoek, besluit, client)
    await mail.publish(rt, session, [event], verzoek.bericht_id)
    if besluit.besluit != "toegekend":  # an award is told by its toewijzing
        answer = (besluit.besluit, besluit.reden)
        await verwijsverloop.decided(rt, session, client, verzoek, answer)


async def ensure_awardable(
    session: AsyncSession, client: Client, agb_code: str, toekenning: Toekenning
) -> None:
    """400 for an award that no JW301 could carry, 409 for one that stacks."""
    gemeentecode = client.gemeentecode
    feiten = ToekenningFeiten(
        productlijst=await sources.productlijst(session, gemeentecode, [toekenning.code]),
        toewijzingen=await toewijzingen.of_client(session, client.id, agb_code),
    )
    refuse_input(evaluate((*VORM_RULES, *PRODUCT_RULES), toekenning, feiten, ""))
    refuse_state(evaluate(STAPEL_RULES, toekenning, feiten, ""))
    await refuse_beside_pgb(session, client.id, toekenning)
    await refuse_without_machtiging(session, client, toekenning)
    await refuse_without_poortwachter(session, client, toekenning)


def _asked_of_contract(rt: Runtime, command: Award) -> Contractvraag:
    """What runs elsewhere already is finished here, and held against a contract from today."""
    begin = command.toekenning.ingangsdatum
    if command.toewijzing_nummer is None:
        return Contractvraag(command.toekenning, begin)
    today = rt.clock.today()
    return Contractvraag(command.toekenning, max(begin, today), loopt_al=begin <= today)


async def _ensure_known(session: AsyncSession, agb_code: str) -> None:
    """A JW301 to an aanbieder that takes no part here would reach nobody."""
    if not await sources.knows_aanbieder(session, agb_code):
        reason = "is (nog) geen geregistreerde aanbieder"
        raise InvalidInput(
            f"agbCode {reason}.", invalid_params=[InvalidParam("agbCode", "onbekend", reason)]
        )


async def _ensure_free(session: AsyncSession, gemeentecode: str, nummer: int) -> None:
    if await toewijzingen.number_in_use(session, gemeentecode, nummer):
        reason = "is al in gebruik bij deze gemeente"
        raise Conflict(
            "Een toewijzingnummer wordt maar een keer gebruikt.",
            code="TR332",
            invalid_params=[InvalidParam("toewijzingNummer", "TR332", reason)],
        )


async def _ensure_referred(
    rt: Runtime, session: AsyncSession, client: Client, verwijzing_id: str
) -> Verwijzing:
    """Only on a referral of this client that leads to an award."""
    found = await verwijzingen.read(session, rt.need_vault(), client.gemeentecode, verwijzing_id)
    if found is None or found.client_id != client.id or found.toegang == "vrij-toegankelijk":
        reason = "is geen verwijzing van deze client naar een individuele voorziening"
        raise InvalidInput(
            f"verwijzingId {reason}.",
            invalid_params=[InvalidParam("verwijzingId", "onbekend", reason)],
        )
    if found.status in AF:
        raise Conflict(f"Deze verwijzing is '{found.status}'.", code="verkeerde-stap")
    return found


async def give(
    rt: Runtime, session: AsyncSession, client: Client, command: Award, verzoek: Verzoek | None
) -> Toewijzing:
    """Keep and publish an award that was found possible, under a new number unless it has one."""
    nummer = command.toewijzing_nummer
    if nummer is None:
        nummer = await toewijzingen.new_number(session, client.gemeentecode)
    toewijzing = Toewijzing(
        id=new_id(),
        gemeentecode=client.gemeentecode,
        agb_code=command.agb_code,
        client_id=client.id,
        toewijzing_nummer=nummer,
        versie=1,
        toekenning=command.toekenning,
        vastgesteld_op=decision_moment(rt.clock.now()),
        referentie_aanbieder=verzoek.referentie_aanbieder if verzoek else None,
        verzoek_id=verzoek.id if verzoek else None,
        voortzetting=command.voortzetting,
        verwijzing_id=command.verwijzing_id,
    )
    await toewijzingen.keep(session, toewijzing)
    if command.afwijking is not None:
        await afwijkingen.keep(session, rt.need_vault(), toewijzing.id, command.afwijking)
    event = gebeurtenissen.toewijzing_vastgesteld(toewijzing, client)
    await mail.publish(rt, session, [event], verzoek.bericht_id if verzoek else toewijzing.id)
    await verwijsverloop.allocated(rt, session, client, toewijzing)
    return toewijzing
