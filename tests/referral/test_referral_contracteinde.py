# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""C-12 through HTTP: what is awarded is held against the contracts; what runs is finished."""

from datetime import UTC, date, datetime

import httpx
import pytest

from libs.common.clock import SimulatedClock
from libs.common.runtime import settle
from tests.referral.conftest import Publish
from tests.referral.harness import Json, Referral, award_json
from tests.referral.messages import AANBIEDER, contract, product

NIEUW: Json = {"ingangsdatum": "2027-01-05", "einddatum": "2027-03-31"}
BESIDE: Json = {
    "grond": "passende-hulp",
    "motivering": "Alleen deze aanbieder biedt EMDR in gebarentaal; zie het onderzoek.",
}


@pytest.fixture
async def ending(referral: Referral, publish: Publish, clock: SimulatedClock) -> Referral:
    """A contract that ends on 31 December, with a run-off until 30 June; it is 5 January."""
    await referral.register()
    await publish(
        contract(AANBIEDER, versie=2, geldig_tot=date(2026, 12, 31), uitloop_tot=date(2027, 6, 30))
    )
    await settle(referral.service)
    return referral


def _january(clock: SimulatedClock) -> None:
    clock.move_to(datetime(2027, 1, 5, 9, tzinfo=UTC))


@pytest.mark.both_databases
async def test_c12_a_new_client_after_the_end(ending: Referral, clock: SimulatedClock) -> None:
    """Refused with reason 4 of WJ759, on a request and by the gemeente's own motion."""
    asked = await ending.ask(
        product(toewijzing_ingangsdatum=date(2027, 1, 5), toewijzing_einddatum=date(2027, 3, 31))
    )
    _january(clock)
    by_hand = await ending.gemeente.post("/toewijzingen", json=award_json() | NIEUW)
    on_request = await ending.decide(asked["id"], besluit="toegekend")

    for answer in (by_hand, on_request):
        assert (answer.status_code, answer.json()["code"]) == (409, "WJ759-4"), answer.text
    assert await ending.toewijzingen() == []


async def test_c12_what_runs_is_finished(ending: Referral, clock: SimulatedClock) -> None:
    """Through 30 June it stays valid, with another size too; not a day longer."""
    made = await ending.award(einddatum="2027-03-31")
    _january(clock)
    place = f"/toewijzingen/{made['id']}"

    async def extend(einddatum: str) -> int:
        body = {"einddatum": einddatum, "redenWijziging": "04"}
        found = await ending.gemeente.get(place)
        headers = {"If-Match": found.headers["ETag"]}
        answer = await ending.gemeente.post(f"{place}/wijzigingen", json=body, headers=headers)
        return answer.status_code

    assert await extend("2027-07-01") == 409
    assert await extend("2027-06-30") == 201
    found = await ending.gemeente.get(place)
    answer = await ending.gemeente.post(
        f"{place}/herzieningen",
        json={
            "ingangsdatum": "2027-02-01",
            "einddatum": "2027-06-30",
            "omvang": {"volume": 4, "eenheid": "04", "frequentie": "2"},
            "redenWijziging": "05",
        },
        headers={"If-Match": found.headers["ETag"]},
    )
    assert answer.status_code == 201, answer.text
    assert answer.json()["opvolger"]["einddatum"] == "2027-06-30"


async def test_c12_beside_the_contracts_on_a_ground_of_the_law(
    ending: Referral, clock: SimulatedClock
) -> None:
    """Motivated, kept sealed and shown to the gemeente; a ground for other help is none."""
    _january(clock)
    body = award_json() | NIEUW
    crisis = BESIDE | {"grond": "crisis"}
    refused = await ending.gemeente.post("/toewijzingen", json=body | {"afwijkingContract": crisis})
    bare = {"grond": "passende-hulp", "motivering": "zomaar"}
    short = await ending.gemeente.post("/toewijzingen", json=body | {"afwijkingContract": bare})
    made = await ending.award(**NIEUW, afwijkingContract=BESIDE)

    assert (refused.status_code, short.status_code) == (400, 400)
    (param,) = refused.json()["invalidParams"]
    assert (param["name"], param["code"]) == ("afwijkingContract.grond", "C-12")
    shown = (await ending.gemeente.get(f"/toewijzingen/{made['id']}")).json()
    assert shown["afwijkingContract"] == BESIDE


async def test_c12_taken_over_from_another_system(ending: Referral, clock: SimulatedClock) -> None:
    """What ran before the end is finished here too; what is to begin is not."""
    _january(clock)
    taken = await ending.award(toewijzingNummer=77, einddatum="2027-06-30")
    answer = await ending.gemeente.post(
        "/toewijzingen",
        json=award_json()
        | NIEUW
        | {"ingangsdatum": "2027-07-01", "einddatum": "2027-07-31", "toewijzingNummer": 78},
    )

    assert taken["toewijzingNummer"] == 77
    assert (answer.status_code, answer.json()["code"]) == (409, "WJ759-4")


async def test_no_contract_at_all(referral: Referral, publish: Publish) -> None:
    """Reason 3."""
    await referral.register()
    await publish(contract(AANBIEDER, versie=2, gemeentecodes=("0363",)))
    await settle(referral.service)
    answer = await referral.gemeente.post("/toewijzingen", json=award_json())

    assert (answer.status_code, answer.json()["code"]) == (409, "WJ759-3")


@pytest.mark.both_databases
async def test_c12_who_is_helped_when_a_contract_ends(ending: Referral) -> None:
    """Help that goes on after 31 December, page by page, with whether the run-off is enough."""
    short = await ending.award(einddatum="2026-12-31")
    fits = await ending.award(product={"categorie": "45", "code": "45B02"}, einddatum="2027-06-30")
    long = await ending.award(product={"categorie": "45", "code": "45B03"}, einddatum="2027-07-01")

    async def page(query: str) -> tuple[list[tuple[str, bool]], httpx.Response]:
        answer = await ending.gemeente.get(f"/aflopende-hulp?{query}")
        assert answer.status_code == 200, answer.text
        rows = answer.json()["resultaten"]
        return [(one["toewijzingId"], one["pastInUitloop"]) for one in rows], answer

    both, _ = await page("tot=2026-12-31")
    first, answer = await page("tot=2026-12-31&limit=1")
    cursor = answer.links["next"]["url"].rpartition("?")[2]
    second, _ = await page(cursor)
    earlier, _ = await page("tot=2026-12-30")

    assert short["id"] not in dict(both)
    assert both == [(long["id"], False), (fits["id"], True)]
    assert (first, second, earlier) == (both[:1], both[1:], [])
