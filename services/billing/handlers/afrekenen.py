# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Settlement ex post: propose from what was realised, agree by every college, book."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.ids import new_id
from libs.common.problem import Conflict, Forbidden, NotFound
from libs.common.runtime import Runtime
from services.billing.domain.afrekening import (
    LAATSTE_INSTEMMING,
    VERLOOP,
    Afrekening,
    Grondslag,
    Handeling,
    Voorwaarden,
    correctie,
    regels,
)
from services.billing.domain.taakgericht import Contract
from services.billing.handlers.zaken import Daad, volgende
from services.billing.store import afrekeningen, taakgericht, zaken


@dataclass(frozen=True, slots=True)
class Voorstel:
    """What to settle; `bijdragen` in cents as the contract holds them, else the lump sum's."""

    contract_id: str
    jaar: int
    grondslag: Grondslag
    voorwaarden: Voorwaarden
    bijdragen: Mapping[str, int] = field(default_factory=dict)


async def propose(
    rt: Runtime, session: AsyncSession, voorstel: Voorstel, gemeenten: frozenset[str], daad: Daad
) -> Afrekening:
    """Compute from what was realised in the year; the year must be over."""
    contract = await taakgericht.read_contract(session, voorstel.contract_id)
    if contract is None:
        raise NotFound("Dit contract bestaat niet.")
    await _check(rt, session, voorstel)
    bijdragen = await _contributions(session, voorstel)
    _check_bound(frozenset(bijdragen), contract, gemeenten)
    found = await _realised(session, voorstel, contract)
    realised = {code: found.get(code, 0) for code in bijdragen}
    budget = sum(bijdragen.values())
    extra = _settled_with_provider(voorstel, budget, realised)
    afrekening = Afrekening(
        id=new_id(),
        opdrachtgever=daad.code,
        contract_id=contract.contract_id,
        agb_code=contract.agb_code,
        jaar=voorstel.jaar,
        grondslag=voorstel.grondslag,
        budget=budget,
        correctie=extra,
        regels=regels(bijdragen, realised, extra, voorstel.voorwaarden.band),
        toestand=VERLOOP.begin,
        versie=1,
    )
    await afrekeningen.add(session, afrekening)
    await zaken.note(session, daad.as_step(rt, afrekening.id, 1, afrekening.toestand))
    return afrekening


async def act(
    rt: Runtime, session: AsyncSession, zaak_id: str, handeling: Handeling, daad: Daad
) -> Afrekening:
    """Take a step: a gemeente agrees for itself, who proposed books or withdraws."""
    before = await afrekeningen.read(session, zaak_id, lock=True)
    if before is None or daad.code not in {before.opdrachtgever, *before.gemeenten}:
        raise NotFound("Deze afrekening bestaat niet.")
    if handeling == "instemmen":
        return await _consent(rt, session, before, daad)
    if before.opdrachtgever != daad.code:
        detail = f"'{handeling}' is aan wie de afrekening voorstelde."
        raise Forbidden(detail, code="niet-de-opdrachtgever")
    toestand = volgende(VERLOOP, before.toestand, handeling)
    after = replace(before, toestand=toestand, versie=before.versie + 1)
    await _keep(rt, session, after, daad)
    return after


async def _consent(
    rt: Runtime, session: AsyncSession, before: Afrekening, daad: Daad
) -> Afrekening:
    if daad.code not in before.gemeenten:
        raise Forbidden("Alleen een gemeente stemt in.", code="niet-aan-deze-organisatie")
    left = before.wachten - {daad.code}
    handeling = "instemmen" if left else LAATSTE_INSTEMMING
    toestand = volgende(VERLOOP, before.toestand, handeling)
    if daad.code not in before.wachten:
        return before
    await afrekeningen.consent(session, before.id, daad.code, rt.clock.now())
    agreed = tuple(
        replace(regel, akkoord=regel.akkoord or regel.gemeentecode == daad.code)
        for regel in before.regels
    )
    after = replace(before, regels=agreed, toestand=toestand, versie=before.versie + 1)
    await _keep(rt, session, after, replace(daad, handeling=handeling))
    return after


async def _keep(rt: Runtime, session: AsyncSession, after: Afrekening, daad: Daad) -> None:
    stap = daad.as_step(rt, after.id, after.versie, after.toestand)
    await afrekeningen.update(session, after)
    await zaken.note(session, stap)
    if stap.handeling == "boeken":
        saldi = {regel.gemeentecode: regel.saldo for regel in after.regels}
        await zaken.book(session, stap, "afrekening", saldi)


async def _check(rt: Runtime, session: AsyncSession, voorstel: Voorstel) -> None:
    if voorstel.jaar >= rt.clock.today().year:
        raise Conflict(f"{voorstel.jaar} is nog niet voorbij.", code="jaar-loopt-nog")
    if await afrekeningen.is_settled(session, voorstel.contract_id, voorstel.jaar):
        detail = f"Voor {voorstel.jaar} is bij dit contract al een afrekening."
        raise Conflict(detail, code="afrekening-bestaat")


async def _contributions(session: AsyncSession, voorstel: Voorstel) -> Mapping[str, int]:
    if voorstel.bijdragen:
        return voorstel.bijdragen
    afspraak = await taakgericht.find_afspraak(session, voorstel.contract_id, voorstel.jaar)
    if afspraak is None:
        detail = "Er is geen lumpsum voor dit jaar; geef de bijdragen van het contract mee."
        raise Conflict(detail, code="geen-bijdragen")
    return afspraak.bijdragen


def _check_bound(keyed: frozenset[str], contract: Contract, gemeenten: frozenset[str]) -> None:
    outside = sorted(keyed - contract.gemeentecodes)
    if outside:
        detail = f"Het contract is niet voor: {', '.join(outside)}."
        raise Conflict(detail, code="niet-onder-contract")
    others = sorted(keyed - gemeenten)
    if others:
        detail = f"De aanroeper kan niet afrekenen voor: {', '.join(others)}."
        raise Forbidden(detail, code="andere-gemeente")


async def _realised(
    session: AsyncSession, voorstel: Voorstel, contract: Contract
) -> dict[str, int]:
    jaar = voorstel.jaar
    if voorstel.grondslag == "bedrag":
        found = await afrekeningen.approved_by_gemeente(
            session, contract.contract_id, contract.agb_code, jaar
        )
    else:
        clienten = voorstel.grondslag == "clienten"
        found = await afrekeningen.delivered_by_gemeente(
            session, contract.contract_id, jaar, clienten=clienten
        )
    # Late credits alone may leave a year below zero: then nothing was used.
    return {code: max(0, amount) for code, amount in found.items()}


def _settled_with_provider(voorstel: Voorstel, budget: int, realised: Mapping[str, int]) -> int:
    """Only cents tell what an aanbieder stayed below or went over; clients and days do not."""
    if voorstel.grondslag != "bedrag":
        return 0
    return correctie(budget, sum(realised.values()), voorstel.voorwaarden)
