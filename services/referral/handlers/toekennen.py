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
from services.referral.domain.toets import Toets
from services.referral.domain.toewijzing import Toekenning, Toewijzing, decision_moment
from services.referral.domain.verzoek import GenomenBesluit, Verzoek
from services.referral.handlers import gebeurtenissen, mail, uitgaand
from services.referral.handlers.bezwaren import refuse_input, refuse_state
from services.referral.rules.toekenning import (
    PRODUCT_RULES,
    STAPEL_RULES,
    VORM_RULES,
    ToekenningFeiten,
)
from services.referral.store import clienten, sources, toewijzingen, verzoeken
from services.referral.store.clienten import Bekend


@dataclass(frozen=True, slots=True)
class Grondslag:
    """On what a decision rests: a person, or a version of the policy with what it checked."""

    automatisch: bool = False
    beleid_versie: int | None = None
    toetsen: tuple[Toets, ...] = ()


@dataclass(frozen=True, slots=True)
class Award:
    """Command: award without a request; with a number when a running toewijzing is taken over."""

    client: Bekend
    agb_code: str
    toekenning: Toekenning
    toewijzing_nummer: int | None = None


async def award(rt: Runtime, session: AsyncSession, command: Award) -> Toewijzing:
    """A toewijzing by the gemeente's own motion, told with a JW301."""
    client = await _registered(rt, session, command.client)
    uitgaand.home_of(client)
    await ensure_awardable(session, client, command.agb_code, command.toekenning)
    nummer = command.toewijzing_nummer
    if nummer is not None:
        await _ensure_free(session, client.gemeentecode, nummer)
    toewijzing = await _give(rt, session, client, command, None)
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
    command = Award(Bekend(client.gemeentecode, client.bsn), verzoek.agb_code, toekenning)
    toewijzing = await _give(rt, session, client, command, verzoek)
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


async def _registered(rt: Runtime, session: AsyncSession, who: Bekend) -> Client:
    client = await clienten.find(session, rt.need_vault(), who)
    if client is None:
        reason = "hoort bij een client die de gemeente nog niet heeft geregistreerd"
        raise InvalidInput(
            "Registreer eerst de client.", invalid_params=[InvalidParam("bsn", "onbekend", reason)]
        )
    return client


async def _ensure_free(session: AsyncSession, gemeentecode: str, nummer: int) -> None:
    if await toewijzingen.number_in_use(session, gemeentecode, nummer):
        reason = "is al in gebruik bij deze gemeente"
        raise Conflict(
            "Een toewijzingnummer wordt maar een keer gebruikt.",
            code="TR332",
            invalid_params=[InvalidParam("toewijzingNummer", "TR332", reason)],
        )


async def _give(
    rt: Runtime, session: AsyncSession, client: Client, command: Award, verzoek: Verzoek | None
) -> Toewijzing:
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
    )
    await toewijzingen.keep(session, toewijzing)
    event = gebeurtenissen.toewijzing_vastgesteld(toewijzing, client)
    await mail.publish(rt, session, [event], verzoek.bericht_id if verzoek else toewijzing.id)
    return toewijzing
