# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Settlement ex post: propose from what was realised, agree by every college, book."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.ids import new_id
from libs.common.problem import Conflict, Forbidden, InvalidInput, NotFound
from libs.common.runtime import Runtime
from services.billing.domain.afrekening import (
    LAATSTE_INSTEMMING,
    VERLOOP,
    Afrekening,
    Contractvoorwaarden,
    Grondslag,
    Handeling,
    Voorwaarden,
    correctie,
    regels,
    weigh,
)
from services.billing.domain.taakgericht import Contract
from services.billing.handlers.zaken import Daad, volgende
from services.billing.store import afrekeningen, taakgericht, voorwaarden, zaken


@dataclass(frozen=True, slots=True)
class Voorstel:
    """What to settle; what is not said here the contract says.

    `bijdragen` in cents; `afwijkend` are fields of `Voorwaarden`.
    """

    contract_id: str
    jaar: int
    grondslag: Grondslag | None = None
    afwijkend: Mapping[str, int] = field(default_factory=dict)
    bijdragen: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Afspraken:
    """By what is settled, from the proposal and the contract together."""

    grondslag: Grondslag
    voorwaarden: Voorwaarden
    contract: Contractvoorwaarden | None


async def propose(
    rt: Runtime, session: AsyncSession, voorstel: Voorstel, gemeenten: frozenset[str], daad: Daad
) -> Afrekening:
    """Compute from what was realised in the year; the year must be over."""
    contract = await taakgericht.read_contract(session, voorstel.contract_id)
    if contract is None:
        raise NotFound("Dit contract bestaat niet.")
    await _check(rt, session, voorstel)
    terms = await _terms(session, voorstel)
    bijdragen = await _contributions(session, voorstel, terms)
    _check_bound(frozenset(bijdragen), contract, gemeenten)
    found = await _realised(session, voorstel.jaar, terms, contract)
    realised = {code: found.get(code, 0) for code in bijdragen}
    budget = sum(bijdragen.values())
    extra = _settled_with_provider(terms, budget, realised)
    afrekening = Afrekening(
        id=new_id(),
        opdrachtgever=daad.code,
        contract_id=contract.contract_id,
        agb_code=contract.agb_code,
        jaar=voorstel.jaar,
        grondslag=terms.grondslag,
        budget=budget,
        correctie=extra,
        regels=regels(bijdragen, realised, extra, terms.voorwaarden.band),
        toestand=VERLOOP.begin,
        versie=1,
    )
    await afrekeningen.add(session, afrekening)
    noted = replace(daad, inhoud={**daad.inhoud, **_as_noted(terms)})
    await zaken.note(session, noted.as_step(rt, afrekening.id, 1, afrekening.toestand))
    return afrekening


async def act(
    rt: Runtime, session: AsyncSession, zaak_id: str, handeling: Handeling, daad: Daad
) -> Afrekening:
    """Take a step: a gemeente agrees for itself, who proposed books or withdraws."""
    before = await afrekeningen.read(session, zaak_id, lock=True)
    if before is None or daad.code not in {before.opdrachtgever, *before.gemeenten}:
        raise NotFound("Deze afrekening bestaat niet.")
    daad.op(before.versie)
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


async def _terms(session: AsyncSession, voorstel: Voorstel) -> _Afspraken:
    found = await voorwaarden.terms_of(session, voorstel.contract_id, voorstel.jaar)
    grondslag = voorstel.grondslag or (found.grondslag if found else None)
    if grondslag is None:
        raise InvalidInput("Het contract zegt niets over dit jaar; geef de grondslag mee.")
    agreed = found.voorwaarden if found else Voorwaarden()
    return _Afspraken(grondslag, replace(agreed, **voorstel.afwijkend), found)


def _as_noted(terms: _Afspraken) -> dict[str, Any]:
    """By which terms was settled, so that it can be followed when they change later."""
    used = terms.voorwaarden
    return {
        "grondslag": terms.grondslag,
        "band": used.band,
        "onderschrijding": used.onderschrijding,
        "overschrijding": used.overschrijding,
        "contractvoorwaarden": terms.contract.versie if terms.contract else None,
    }


async def _contributions(
    session: AsyncSession, voorstel: Voorstel, terms: _Afspraken
) -> Mapping[str, int]:
    if voorstel.bijdragen:
        return voorstel.bijdragen
    afspraak = await taakgericht.find_afspraak(session, voorstel.contract_id, voorstel.jaar)
    if afspraak is not None:
        return afspraak.bijdragen
    by_key = terms.contract.bijdragen if terms.contract else {}
    if not by_key:
        detail = "Er is geen lumpsum en geen budget met sleutel voor dit jaar; geef de bijdragen."
        raise Conflict(detail, code="geen-bijdragen")
    return by_key


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
    session: AsyncSession, jaar: int, terms: _Afspraken, contract: Contract
) -> dict[str, int]:
    if terms.grondslag == "clienten":
        return await afrekeningen.clients_by_gemeente(session, contract.contract_id, jaar)
    if terms.grondslag == "bedrag":
        found = await afrekeningen.approved_by_gemeente(
            session, contract.contract_id, contract.agb_code, jaar
        )
        # Late credits alone may leave a year below zero: then nothing was used.
        return {code: max(0, amount) for code, amount in found.items()}
    days = await afrekeningen.days_by_product(session, contract.contract_id, jaar)
    if terms.grondslag == "dagen":
        return {code: sum(of_products.values()) for code, of_products in days.items()}
    weights = terms.contract.gewichten if terms.contract else {}
    delivered = {product for of_products in days.values() for product in of_products}
    missing = sorted(code for _, code in delivered - weights.keys())
    if missing or not weights:
        detail = f"Het contract geeft geen gewicht aan: {', '.join(missing) or 'enig product'}."
        raise Conflict(detail, code="gewicht-ontbreekt")
    return weigh(days, weights)


def _settled_with_provider(terms: _Afspraken, budget: int, realised: Mapping[str, int]) -> int:
    """Only cents tell what an aanbieder stayed below or went over; other bases do not."""
    if terms.grondslag != "bedrag":
        return 0
    return correctie(budget, sum(realised.values()), terms.voorwaarden)
