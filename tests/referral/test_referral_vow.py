# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Requests for change (JW317): judged, shown, and honoured as a whole in one JW301."""

from datetime import date
from typing import Any

import pytest

from libs.common.contracts.referral import (
    ToewijzingVastgesteld,
    VerzoekBeantwoord,
    VerzoekOntvangen,
)
from libs.common.runtime import settle
from libs.ijw import JW318, Finding, Level
from libs.ijw.messages import ToegewezenProduct
from libs.ijw.shared import Omvang
from tests.referral.conftest import Published
from tests.referral.harness import Json, Referral, answer_of, codes_of, retour
from tests.referral.messages import (
    ANDERE_AANBIEDER,
    change,
    jw315,
    jw317,
    new_product,
    product,
)

BEGIN, SOON = date(2026, 1, 1), date(2026, 12, 1)
OTHER_BSN = "999900018"
THREE = Omvang(volume=3, eenheid="04", frequentie="2")
REFUSED = Finding("TR302", Level.IN_MESSAGE, "0001", "/Bericht/Client", "Stapeling.")
VERZOEK = "/Bericht/Client/Verzoek"


@pytest.fixture
async def running(referral: Referral) -> Referral:
    """Number 1 is 45B01 and number 2 is 45B02, both in 2026."""
    await referral.register()
    await referral.award()
    await referral.award(product={"categorie": "45", "code": "45B02"})
    return referral


async def _sent(referral: Referral) -> dict[int, ToegewezenProduct]:
    products = (await referral.jw301()).client.toegewezen_producten
    return {product.toewijzing_nummer: product for product in products}


@pytest.mark.both_databases
async def test_a_package_is_taken_in_and_shown(running: Referral, published: Published) -> None:
    """JW318 without a code, the request with its package and terms, and the news of it."""
    judged = await running.judge(
        jw317(kept=[2], changed=[change(1, SOON, omvang=THREE)], new=[new_product("45B03", SOON)])
    )

    answer = answer_of(judged)
    assert isinstance(answer, JW318)
    assert (judged["status"], answer.client) == ("verwerkt", None)
    (shown,) = await running.verzoeken()
    assert (shown["soort"], shown["status"], shown["product"]) == ("VOW", "open", None)
    assert (shown["verwijzer"], shown["commentaar"]) == (None, [])
    assert (shown["retourUiterlijk"], shown["besluitUiterlijk"]) == ("2026-11-26", "2026-11-30")
    assert shown["gewensteIngangsdatum"] == "2026-12-01"
    pakket = shown["pakket"]
    assert (pakket["redenVerzoek"], pakket["ongewijzigd"]) == ("1", [2])
    assert pakket["teWijzigen"][0]["omvang"]["volume"] == 3
    assert pakket["nieuw"][0]["product"] == {"categorie": "45", "code": "45B03"}
    (told,) = await published(VerzoekOntvangen)
    assert (told.soort, told.categorie, told.verwijzer_type) == ("VOW", None, None)


WRONG: list[tuple[str, bytes, set[tuple[str, str]]]] = [
    ("incomplete", jw317(kept=[1], new=[new_product("45B03", SOON)]), {("9349", VERZOEK)}),
    (
        "unknown numbers",
        jw317(kept=[1, 2, 7], changed=[change(8, SOON)]),
        {
            ("9350", f"{VERZOEK}/OngewijzigdeProducten/OngewijzigdProduct[3]/ToewijzingNummer"),
            ("9351", f"{VERZOEK}/TeWijzigenProducten/TeWijzigenProduct[1]/ToewijzingNummer"),
        },
    ),
    (
        "a past day",
        jw317(kept=[2], changed=[change(1, date(2026, 11, 1), omvang=THREE)]),
        {
            (
                "9357",
                f"{VERZOEK}/TeWijzigenProducten/TeWijzigenProduct[1]/GewensteIngangsdatum",
            )
        },
    ),
    (
        "without a size",
        jw317(kept=[2], changed=[change(1, BEGIN, omvang=None)]),
        {("9411", f"{VERZOEK}/TeWijzigenProducten/TeWijzigenProduct[1]/Omvang")},
    ),
    (
        "stacked",
        jw317(kept=[1, 2], new=[new_product("45B01", date(2026, 12, 31))]),
        {("9361", VERZOEK)},
    ),
    (
        "a code of another category",
        jw317(kept=[1, 2], new=[new_product("54A01", SOON)]),
        {("S329", f"{VERZOEK}/NieuweProducten/NieuwProduct[1]/Product/Code")},
    ),
]


@pytest.mark.parametrize(
    ("raw", "found"), [pytest.param(raw, found, id=name) for name, raw, found in WRONG]
)
async def test_what_is_wrong_with_a_package(
    running: Referral, raw: bytes, found: set[tuple[str, str]]
) -> None:
    """Each at its place; nothing is taken in."""
    judged = await running.judge(raw)

    assert judged["status"] == "afgewezen"
    assert {(f["retourcode"], f["plaats"]) for f in judged["bevindingen"]} == found
    answer = answer_of(judged)
    assert isinstance(answer, JW318)
    assert answer.client is not None
    assert await running.verzoeken() == []


async def test_a_client_that_is_not_known(running: Referral) -> None:
    """TR304 with TR350: the numbers are of another; the client is not made known by it."""
    judged = await running.judge(
        jw317(kept=[1, 2], new=[new_product("45B03", SOON)], bsn=OTHER_BSN)
    )

    assert codes_of(judged) == ["8187", "9350", "9350"]
    assert judged["bevindingen"][0]["plaats"] == "/Bericht/Client/Bsn"


async def test_one_request_at_a_time_with_a_reference_of_its_own(running: Referral) -> None:
    """TR374 and TR347 over VOT and VOW; of another aanbieder neither counts."""
    await running.ask_package(jw317(kept=[1, 2], new=[new_product("45B03", SOON)]))

    package: dict[str, Any] = {"kept": [1, 2], "new": [new_product("45B04", SOON)]}
    second = await running.judge(jw317(**package, referentie="V2", identificatie="V2"))
    vot = await running.judge(jw315(product(referentie_aanbieder="VOW1"), identificatie="V3"))
    raw = jw315(product(referentie_aanbieder="VOW1"), afzender=ANDERE_AANBIEDER)
    of_other = await running.judge(raw, running.as_party(ANDERE_AANBIEDER))

    assert codes_of(second) == ["9374"]
    assert codes_of(vot) == ["9374", "9347"]
    assert of_other["status"] == "verwerkt"


@pytest.mark.both_databases
async def test_honoured_in_one_message(running: Referral, published: Published) -> None:
    """IV093: kept, in place, ended with a new number, and new; all name the VOW."""
    await running.award(
        product={"categorie": "45", "code": "45B04"},
        omvang={"volume": 100, "eenheid": "04", "frequentie": "6"},
    )
    total = Omvang(volume=120, eenheid="04", frequentie="6")
    asked = await running.ask_package(
        jw317(
            kept=[2],
            changed=[
                change(1, SOON, omvang=THREE, einddatum=date(2027, 3, 31)),
                change(3, BEGIN, omvang=total, einddatum=date(2027, 1, 31)),
            ],
            new=[new_product("45B03", SOON)],
        )
    )

    answer = await running.decide(asked["id"], besluit="toegekend")

    assert answer.status_code == 201, answer.text
    sent = await _sent(running)
    assert {n: p.referentie_aanbieder for n, p in sent.items()} == dict.fromkeys(
        (1, 2, 3, 4, 5), "VOW1"
    )
    assert {n: p.reden_wijziging for n, p in sent.items()} == {
        1: "12",
        2: None,
        3: "12",
        4: None,
        5: None,
    }
    assert (sent[1].einddatum, sent[1].omvang) == (date(2026, 11, 30), sent[2].omvang)
    assert (sent[3].ingangsdatum, sent[3].einddatum) == (BEGIN, date(2027, 1, 31))
    assert sent[3].omvang == total
    follows, added = sent[4], sent[5]
    assert (follows.product, follows.omvang) == (sent[1].product, THREE)
    assert (follows.ingangsdatum, follows.einddatum) == (SOON, date(2027, 3, 31))
    assert added.product is not None
    assert (added.product.code, added.einddatum) == ("45B03", date(2027, 6, 30))
    (answered,) = await published(VerzoekBeantwoord)
    assert (answered.besluit, answered.toewijzing_nummer) == ("toegekend", None)
    told = [(e.toewijzing_nummer, e.versie) for e in await published(ToewijzingVastgesteld)]
    assert told[3:] == [(1, 2), (3, 2), (4, 1), (5, 1)]
    assert (await running.verzoeken())[0]["status"] == "toegekend"


async def test_refused_message_names_the_request_again(running: Referral) -> None:
    """OP286: a JW301 that is refused counts as never sent, so that the next one is the answer."""
    asked = await running.ask_package(jw317(kept=[1, 2], new=[new_product("45B03", SOON)]))
    await running.decide(asked["id"], besluit="toegekend")
    await running.judge(retour(await running.jw301(), REFUSED))

    await running.award(product={"categorie": "45", "code": "45B05"})
    again = await _sent(running)
    await running.award(product={"categorie": "45", "code": "45B06"})
    later = await _sent(running)

    assert {product.referentie_aanbieder for product in again.values()} == {"VOW1"}
    assert {product.referentie_aanbieder for product in later.values()} == {None}


async def test_rejected_and_investigated_as_a_whole(running: Referral) -> None:
    """JW319 with the one reference; the woonplaatsbeginsel is not for what runs (OP359)."""
    asked = await running.ask_package(jw317(kept=[1, 2], new=[new_product("45B03", SOON)]))

    researched = await running.decide(asked["id"], besluit="in-onderzoek")
    first = (await running.jw319()).antwoord
    body = {"besluit": "afgewezen", "reden": "8", "woonplaatsGemeente": "0363"}
    elsewhere = await running.decide(asked["id"], **body)
    rejected = await running.decide(asked["id"], besluit="afgewezen", reden="2")
    last = (await running.jw319()).antwoord

    assert (researched.status_code, rejected.status_code) == (201, 201)
    assert first is not None
    assert last is not None
    assert (first.referentie_aanbieder, first.verzoek_antwoord) == ("VOW1", "2")
    assert (last.verzoek_antwoord, last.reden_afwijzing_verzoek) == ("1", "2")
    assert elsewhere.status_code == 400
    assert elsewhere.json()["invalidParams"][0]["code"] == "OP359"
    assert len(await _sent(running)) == 2


async def test_honoured_as_asked_or_not_at_all(running: Referral) -> None:
    """OP348: only a day that has passed by now may be another."""
    late = date(2026, 11, 20)
    changed = [change(1, late, omvang=THREE)]
    asked = await running.ask_package(jw317(kept=[2], changed=changed))

    other = await running.decide(
        asked["id"],
        besluit="toegekend",
        einddatum="2027-01-01",
        omvang={"volume": 4, "eenheid": "04", "frequentie": "2"},
    )
    done = await running.decide(asked["id"], besluit="toegekend", ingangsdatum="2026-12-01")

    assert (other.status_code, done.status_code) == (400, 201)
    names = {param["name"] for param in other.json()["invalidParams"]}
    assert names == {"budget", "einddatum", "omvang"}
    sent = await _sent(running)
    assert (sent[1].einddatum, sent[3].ingangsdatum) == (date(2026, 11, 30), SOON)


async def test_what_became_impossible_since(running: Referral) -> None:
    """409 when a toewijzing is gone meanwhile, and nothing is half done."""
    asked = await running.ask_package(jw317(kept=[1], changed=[change(2, SOON, omvang=THREE)]))
    one = next(t for t in await running.toewijzingen() if t["toewijzingNummer"] == 1)
    gone = {"redenWijziging": "13"}
    await running.gemeente.post(f"/toewijzingen/{one['id']}/wijzigingen", json=gone)

    answer = await running.decide(asked["id"], besluit="toegekend")

    assert (answer.status_code, answer.json()["code"]) == (409, "niet-meer-actueel")
    assert (await running.verzoeken())[0]["status"] == "open"
    assert {t["versie"] for t in await running.toewijzingen()} == {1, 2}


async def test_before_it_begins_a_number_is_replaced(referral: Referral) -> None:
    """Nothing was delivered yet: the old number is deleted, the new one begins on that day."""
    await referral.register()
    await referral.award(ingangsdatum="2026-12-01", einddatum="2027-05-31")
    changed = [change(1, SOON, omvang=THREE, einddatum=date(2027, 5, 31))]
    asked = await referral.ask_package(jw317(changed=changed))

    await referral.decide(asked["id"], besluit="toegekend")

    sent = await _sent(referral)
    assert (sent[1].reden_wijziging, sent[1].einddatum) == ("13", SOON)
    assert (sent[2].ingangsdatum, sent[2].omvang) == (SOON, THREE)


async def _revise(referral: Referral, nummer: int, **body: Any) -> Json:
    found = next(t for t in await referral.toewijzingen() if t["toewijzingNummer"] == nummer)
    known = {
        "ingangsdatum": "2026-12-01",
        "einddatum": "2026-12-31",
        "omvang": {"volume": 3, "eenheid": "04", "frequentie": "2"},
        "redenWijziging": "05",
    }
    answer = await referral.gemeente.post(
        f"/toewijzingen/{found['id']}/herzieningen", json=known | body
    )
    await settle(referral.service)
    made: Json = answer.json()
    return made | {"status": answer.status_code}


@pytest.mark.both_databases
async def test_op257_another_volume_is_another_number(running: Referral) -> None:
    """OP257, IV066: in one act, and in one JW301."""
    made = await _revise(running, 1)

    assert made["status"] == 201
    assert (made["toewijzing"]["einddatum"], made["toewijzing"]["versie"]) == ("2026-11-30", 2)
    assert (made["opvolger"]["toewijzingNummer"], made["opvolger"]["omvang"]["volume"]) == (3, 3)
    sent = await _sent(running)
    assert (sent[1].reden_wijziging, sent[3].reden_wijziging) == ("05", None)


async def test_op299_a_lower_budget_needs_consent(running: Referral) -> None:
    """OP299 in place, under the same number; 400 until the aanbieder agreed."""
    await running.award(
        product={"categorie": "45", "code": None},
        omvang=None,
        budget=500_000,
        ingangsdatum="2027-01-01",
        einddatum="2027-12-31",
    )
    asked = {"ingangsdatum": "2027-01-01", "einddatum": "2027-12-31", "omvang": None}

    refused = await _revise(running, 3, **asked, budget=400_000)
    agreed = await _revise(running, 3, **asked, budget=400_000, instemmingAanbieder=True)

    assert (refused["status"], refused["invalidParams"][0]["code"]) == (400, "OP299")
    assert (agreed["status"], agreed["opvolger"]) == (201, None)
    assert (agreed["toewijzing"]["budget"], agreed["toewijzing"]["versie"]) == (400_000, 2)
    assert (await _sent(running))[3].budget == 400_000


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"ingangsdatum": "2026-11-01"}, 400, "OP257"),
        ({"redenWijziging": "07"}, 400, "IV066"),
        ({"omvang": {"volume": 2, "eenheid": "04", "frequentie": "2"}}, 400, "IV099"),
        ({"omvang": None}, 400, "CD041"),
        ({"einddatum": "2026-11-30"}, 400, "CS003"),
    ],
)
async def test_revisions_that_cannot_be(
    running: Referral, body: Json, status: int, code: str
) -> None:
    """Each with its rule; all stays as it was."""
    answer = await _revise(running, 1, **body)

    assert answer["status"] == status
    assert code in {param["code"] for param in answer["invalidParams"]}
    assert {t["versie"] for t in await running.toewijzingen()} == {1}


async def test_a_revision_does_not_stack(running: Referral) -> None:
    """409 when the longer term meets what was awarded for later."""
    later = {"ingangsdatum": "2027-01-01", "einddatum": "2027-06-30"}
    await running.award(**later)

    answer = await _revise(running, 1, einddatum="2027-01-31")

    assert (answer["status"], answer["code"]) == (409, "TR302")
    assert len(await running.toewijzingen()) == 3
