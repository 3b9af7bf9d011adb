# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The policy of a gemeente decides on requests by itself, when every gate is passed."""

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.runtime import Runtime
from services.referral.domain.beleid import Aanvraag, Beleid, BeleidFeiten
from services.referral.domain.client import Client
from services.referral.domain.toets import Toets
from services.referral.domain.verzoek import Verzoek
from services.referral.handlers import uitgaand
from services.referral.handlers.toekennen import Grondslag, honour
from services.referral.rules.beleid import check_gates
from services.referral.store import beleid, sources, toewijzingen, verzoeken


async def decide(
    rt: Runtime, session: AsyncSession, client: Client, asked: tuple[Verzoek, ...]
) -> None:
    """Award what passes every gate, in one JW301; the rest waits, with what it failed."""
    in_force = await beleid.in_force(session, client.gemeentecode)
    if not in_force.automatisch_toekennen:
        return
    awarded = [await _decide_one(rt, session, client, verzoek, in_force) for verzoek in asked]
    if any(awarded):
        await uitgaand.send_jw301(rt, session, client, asked[0].agb_code)


async def _decide_one(
    rt: Runtime, session: AsyncSession, client: Client, verzoek: Verzoek, in_force: Beleid
) -> bool:
    toetsen = await _check(session, client, verzoek, in_force)
    await verzoeken.keep_toetsen(session, verzoek.id, toetsen)
    passed = all(toets.geslaagd for toets in toetsen)
    if passed:
        grondslag = Grondslag(automatisch=True, beleid_versie=in_force.versie, toetsen=toetsen)
        await honour(rt, session, client, verzoek, verzoek.gevraagd, grondslag)
    return passed


async def _check(
    session: AsyncSession, client: Client, verzoek: Verzoek, in_force: Beleid
) -> tuple[Toets, ...]:
    """Facts are loaded anew per request: the one before it may have been awarded."""
    feiten = BeleidFeiten(
        beleid=in_force,
        client=client,
        producten=await sources.contractproducten(session, verzoek.gemeentecode, verzoek.agb_code),
        toewijzingen=await toewijzingen.of_client(session, client.id, verzoek.agb_code),
    )
    return check_gates(Aanvraag(verzoek.gevraagd, verzoek.verwijzer.type), feiten)
