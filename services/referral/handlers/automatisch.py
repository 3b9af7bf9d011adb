# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The policy of a gemeente decides on requests by itself, when every gate is passed."""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.problem import Problem
from libs.common.runtime import Runtime
from services.referral.domain.beleid import Aanvraag, Beleid, BeleidFeiten
from services.referral.domain.client import Client
from services.referral.domain.herziening import current
from services.referral.domain.toets import Toets
from services.referral.domain.verzoek import Verzoek, VerzoekToewijzing, VerzoekWijziging
from services.referral.domain.woonplaats import Verantwoordelijk
from services.referral.handlers import uitgaand
from services.referral.handlers.herzien import honour_package
from services.referral.handlers.toekennen import Grondslag, honour
from services.referral.rules.beleid import UITVOERBAAR, check_gates, check_package
from services.referral.store import (
    aanbod,
    beleid,
    casusbeleid,
    pgbs,
    poortwachters,
    sources,
    toewijzingen,
    verwijzingen,
    verzoeken,
)
from services.referral.store.tafels import weighed_forms


async def decide(
    rt: Runtime, session: AsyncSession, client: Client, asked: tuple[VerzoekToewijzing, ...]
) -> None:
    """Award what passes every gate, in one JW301; the rest waits, with what it failed."""
    in_force = await beleid.in_force(session, client.gemeentecode)
    if not in_force.automatisch_toekennen:
        return
    awarded = [await _decide_one(rt, session, client, verzoek, in_force) for verzoek in asked]
    if any(awarded):
        await uitgaand.send_jw301(rt, session, client, asked[0].agb_code)


async def decide_package(
    rt: Runtime, session: AsyncSession, client: Client, verzoek: VerzoekWijziging
) -> None:
    """Honour a VOW as a whole when all of it passes every gate; else it waits (OP344)."""
    in_force = await beleid.in_force(session, client.gemeentecode)
    if not in_force.automatisch_toekennen:
        return
    toetsen = await _check_package(rt, session, client, verzoek, in_force)
    if all(toets.geslaagd for toets in toetsen):
        grondslag = Grondslag(automatisch=True, beleid_versie=in_force.versie, toetsen=toetsen)
        if not await _honour_package(rt, session, client, verzoek, grondslag):
            toetsen = tuple(
                replace(one, geslaagd=one.geslaagd and one.toets != UITVOERBAAR) for one in toetsen
            )
    await verzoeken.keep_toetsen(session, verzoek.id, toetsen)


async def _decide_one(
    rt: Runtime, session: AsyncSession, client: Client, verzoek: VerzoekToewijzing, in_force: Beleid
) -> bool:
    rests_on = await verwijzingen.of_verzoek(session, rt.need_vault(), verzoek.id)
    feiten = await _feiten(session, client, verzoek, in_force)
    feiten = replace(feiten, woonplaats=rests_on.woonplaats if rests_on else None)
    asked_on = rt.clock.today()
    known = verzoek.gezagsdrager_bekend
    aanvraag = Aanvraag(verzoek.gevraagd, verzoek.verwijzer.type, asked_on, gezag_bekend=known)
    toetsen = check_gates(aanvraag, feiten)
    await verzoeken.keep_toetsen(session, verzoek.id, toetsen)
    passed = all(toets.geslaagd for toets in toetsen)
    if passed:
        grondslag = Grondslag(automatisch=True, beleid_versie=in_force.versie, toetsen=toetsen)
        await honour(rt, session, client, verzoek, verzoek.gevraagd, grondslag)
    return passed


async def _check_package(
    rt: Runtime, session: AsyncSession, client: Client, verzoek: VerzoekWijziging, in_force: Beleid
) -> tuple[Toets, ...]:
    """What is named in the package does not stack on it: that was looked at as a whole (TR361)."""
    feiten = await _feiten(session, client, verzoek, in_force)
    pakket, today = verzoek.pakket, rt.clock.today()
    huidig = current(feiten.toewijzingen, today)
    others = tuple(t for t in feiten.toewijzingen if t.toewijzing_nummer not in pakket.genoemd)
    changed = [
        Aanvraag(one.toekenning(huidig[one.toewijzing_nummer].toekenning), None, today, True)
        for one in pakket.te_wijzigen
    ]
    new = [Aanvraag(one, None, today, gezag_bekend=True) for one in pakket.nieuw]
    woonplaats = await _residence(rt, session, feiten)
    feiten = replace(feiten, toewijzingen=others, woonplaats=woonplaats)
    return check_package([*changed, *new], feiten)


async def _residence(
    rt: Runtime, session: AsyncSession, feiten: BeleidFeiten
) -> Verantwoordelijk | None:
    """What the last check found of the referrals on which the client has what it has."""
    ids = {one.verwijzing_id for one in feiten.toewijzingen if one.verwijzing_id}
    found = await verwijzingen.by_ids(session, rt.need_vault(), ids)
    checked = [one for one in found if one.woonplaats is not None]
    return max(checked, key=lambda one: one.sinds).woonplaats if checked else None


async def _honour_package(
    rt: Runtime,
    session: AsyncSession,
    client: Client,
    verzoek: VerzoekWijziging,
    grondslag: Grondslag,
) -> bool:
    """False, with nothing done, where a person would be refused."""
    try:
        async with session.begin_nested():
            await honour_package(rt, session, client, verzoek, None, grondslag)
    except Problem:
        return False
    return True


async def _feiten(
    session: AsyncSession, client: Client, verzoek: Verzoek, in_force: Beleid
) -> BeleidFeiten:
    """Facts are loaded anew per request: the one before it may have been awarded."""
    producten = await sources.contractproducten(session, verzoek.gemeentecode, verzoek.agb_code)
    held = {product.contract_id for product in producten}
    return BeleidFeiten(
        beleid=in_force,
        client=client,
        producten=producten,
        toewijzingen=await toewijzingen.of_client(session, client.id, verzoek.agb_code),
        pgbs=await pgbs.of_client(session, client.id),
        clientenstops=await aanbod.stops_of(session, verzoek.agb_code),
        dyslexieregels=tuple(await poortwachters.rules(session, client.gemeentecode)),
        poortwachtersbesluiten=tuple(await poortwachters.of_client(session, client.id)),
        plafonds_bereikt=await sources.plafonds_bereikt(session, held),
        verblijfsvormen=(await casusbeleid.in_force(session, client.gemeentecode)).verblijfsvormen,
        afgewogen=await weighed_forms(session, client.id),
    )
