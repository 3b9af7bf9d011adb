# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Toewijzingen: awarded, taken over, changed, always told; and what the aanbieder answers."""

from datetime import date, timedelta
from typing import Any

import pytest

from libs.common.clock import SimulatedClock
from libs.common.contracts.referral import ToewijzingVastgesteld
from libs.common.runtime import settle
from libs.ijw import JW301, Finding, Level, check, read, write
from services.referral.domain.toewijzing import to_send
from services.referral.domain.uitgaand import Kenmerk, compose_jw301
from services.referral.handlers import uitgaand
from services.referral.handlers.uitgaand import OwnMessageWrong, proven
from tests.referral.conftest import Publish, Published
from tests.referral.harness import Json, Referral, award_json
from tests.referral.messages import ANDERE_AANBIEDER, ANDERE_GEMEENTE, BSN, contractproduct
from tests.referral.situations import NOW, a_client, a_toewijzing


async def _change(referral: Referral, made: Json, **body: Any) -> Any:
    path = f"/toewijzingen/{made['id']}/wijzigingen"
    answer = await referral.gemeente.post(path, json=body)
    await settle(referral.service)
    return answer


def _numbers(bericht: JW301) -> list[tuple[int, str | None]]:
    products = bericht.client.toegewezen_producten
    return [(p.toewijzing_nummer, p.reden_wijziging) for p in products]


async def test_award_without_a_request(referral: Referral, published: Published) -> None:
    """A correct JW301 without reference; state, message and event say the same."""
    await referral.register()
    made = await referral.award()

    sent = await referral.jw301()
    (one,) = sent.client.toegewezen_producten
    (told,) = await published(ToewijzingVastgesteld)
    assert check(sent) == []
    assert (sent.header.afzender, sent.header.ontvanger) == ("0384", "42420001")
    assert sent.header.bericht_identificatie.dagtekening == date(2026, 11, 23)
    (contact,) = sent.client.contactgegevens
    assert contact.soort == "01"
    assert contact.adres is not None
    assert (contact.adres.straatnaam, contact.adres.land_code) == ("Kerkweg", "NL")
    assert sent.client.naam.naam_gebruik == "1"
    assert one.referentie_aanbieder is None
    assert one.reden_wijziging is None
    numbers = {one.toewijzing_nummer, told.toewijzing_nummer, made["toewijzingNummer"]}
    assert numbers == {1}
    assert {one.einddatum, told.einddatum} == {date(2026, 12, 31)}
    assert told.vastgesteld_op.isoformat() == made["vastgesteldOp"].replace("Z", "+00:00")


async def test_taking_over_running_ones(referral: Referral) -> None:
    """Numbers that were brought along are unique (TR332), and new ones step over them."""
    await referral.register()
    for nummer, code in ((1, "45B01"), (2, "45B02"), (4, "45B03")):
        await referral.award(toewijzingNummer=nummer, product={"categorie": "45", "code": code})
    taken = await referral.gemeente.post(
        "/toewijzingen",
        json=award_json()
        | {"toewijzingNummer": 2, "ingangsdatum": "2027-01-01", "einddatum": "2027-02-01"},
    )
    third = await referral.award(product={"categorie": "45", "code": "45B04"})
    fourth = await referral.award(product={"categorie": "45", "code": "45B05"})
    elsewhere = Referral(
        referral.service,
        referral.as_party(ANDERE_GEMEENTE),
        referral.aanbieder,
        referral.as_party,
    )
    await elsewhere.register()

    assert (taken.status_code, taken.json()["code"]) == (409, "TR332")
    assert [third["toewijzingNummer"], fourth["toewijzingNummer"]] == [3, 5]
    assert (await elsewhere.award(toewijzingNummer=2))["toewijzingNummer"] == 2


async def test_a_message_lists_all_that_is_current(
    referral: Referral, clock: SimulatedClock
) -> None:
    """OP087: current ones again and unchanged, ended ones no more, other aanbieders never."""
    await referral.register()
    past = {"ingangsdatum": "2026-01-01", "einddatum": "2026-06-30"}
    second = {"product": {"categorie": "45", "code": "45B02"}}
    other = {"agbCode": ANDERE_AANBIEDER}
    await referral.award(**past)
    await referral.award(**other)
    clock.move_to(clock.now() + timedelta(days=1))
    last = await referral.award(**second)

    sent = await referral.jw301()

    # The ended one was new in its own message, and is neither current nor changed since.
    assert _numbers(sent) == [(last["toewijzingNummer"], None)]
    await _change(referral, last, einddatum="2026-12-01", redenWijziging="05")
    again = await referral.award(ingangsdatum="2026-07-01")
    assert _numbers(await referral.jw301()) == [
        (last["toewijzingNummer"], None),
        (again["toewijzingNummer"], None),
    ]


async def test_shorten_extend_delete(referral: Referral, published: Published) -> None:
    """Same number, next version, later moment; each change in a message of its own."""
    await referral.register()
    made = await referral.award()
    steps = [
        ({"einddatum": "2026-11-30", "redenWijziging": "05"}, date(2026, 11, 30)),
        ({"einddatum": "2027-03-31", "redenWijziging": "04"}, date(2027, 3, 31)),
        ({"redenWijziging": "13"}, date(2026, 1, 1)),
    ]
    for body, einddatum in steps:
        answer = await _change(referral, made, **body)
        assert answer.status_code == 201, answer.text
        sent = await referral.jw301()
        assert _numbers(sent) == [(1, body["redenWijziging"])]
        assert sent.client.toegewezen_producten[0].einddatum == einddatum

    told = await published(ToewijzingVastgesteld)
    assert [(e.versie, e.reden_wijziging, e.einddatum) for e in told] == [
        (1, None, date(2026, 12, 31)),
        (2, "05", date(2026, 11, 30)),
        (3, "04", date(2027, 3, 31)),
        (4, "13", date(2026, 1, 1)),
    ]
    moments = [event.vastgesteld_op for event in told]
    assert moments == sorted(set(moments)), "IV013: the latest moment is the current version"
    after = await _change(referral, made, einddatum="2026-05-31", redenWijziging="05")
    assert (after.status_code, after.json()["code"]) == (409, "OP087")


BROKEN = Finding("TR302", Level.IN_MESSAGE, "0001", "/Bericht/Client", "Stapeling.")
WRONG: list[tuple[Json, int, set[tuple[str, str]]]] = [
    ({"einddatum": "2026-11-30", "redenWijziging": "01"}, 400, {("redenWijziging", "CS336")}),
    ({"einddatum": "2026-11-30", "redenWijziging": "13"}, 400, {("einddatum", "CS335")}),
    ({"einddatum": "2025-12-31", "redenWijziging": "05"}, 400, {("einddatum", "CS003")}),
    ({"einddatum": None, "redenWijziging": "04"}, 400, {("einddatum", "CD076")}),
    ({"einddatum": "2027-01-31", "redenWijziging": "05"}, 400, {("redenWijziging", "OP033x1")}),
    ({"einddatum": "2026-12-31", "redenWijziging": "14"}, 400, {("einddatum", "IV099")}),
    ({"redenWijziging": "05"}, 400, {("einddatum", "missing")}),
    (
        {"einddatum": "2025-12-31", "redenWijziging": "01"},
        400,
        {("redenWijziging", "CS336"), ("einddatum", "CS003")},
    ),
    ({"einddatum": "2027-01-31", "redenWijziging": "04"}, 409, {("product", "TR302")}),
]


@pytest.mark.parametrize(("body", "status", "params"), WRONG)
async def test_wrong_changes(
    referral: Referral, body: Json, status: int, params: set[tuple[str, str]]
) -> None:
    """Everything that is wrong at once; the toewijzing stays as it was."""
    await referral.register()
    made = await referral.award()
    await referral.award(ingangsdatum="2027-01-15", einddatum="2027-06-30")

    answer = await _change(referral, made, **body)

    assert answer.status_code == status, answer.text
    assert {(p["name"], p["code"]) for p in answer.json()["invalidParams"]} == params
    stands = (await referral.gemeente.get(f"/toewijzingen/{made['id']}")).json()
    assert (stands["versie"], stands["einddatum"]) == (1, "2026-12-31")
    assert len(await referral.outgoing("JW301")) == 2


async def test_what_has_ended_is_not_extended(referral: Referral) -> None:
    """OP380: a new toewijzing instead."""
    await referral.register()
    made = await referral.award(einddatum="2026-11-22")

    answer = await _change(referral, made, einddatum="2026-12-31", redenWijziging="04")

    assert (answer.status_code, answer.json()["code"]) == (409, "OP380")


async def test_op380_a_volume_in_total_is_extended_with_its_volume(referral: Referral) -> None:
    """Frequency 6: not by its end alone, unless that was a mistake; in place with the volume."""
    await referral.register()
    omvang = {"volume": 850_000, "eenheid": "83", "frequentie": "6"}
    made = await referral.award(product={"categorie": "45", "code": "45D01"}, omvang=omvang)
    later: Json = {"einddatum": "2027-03-31"}

    alone = [await _change(referral, made, **later, redenWijziging=why) for why in ("04", "12")]
    revised = await referral.gemeente.post(
        f"/toewijzingen/{made['id']}/herzieningen",
        json={
            "ingangsdatum": "2026-01-01",
            "omvang": omvang | {"volume": 990_000},
            "redenWijziging": "04",
        }
        | later,
    )
    mistake = await _change(referral, made, einddatum="2027-04-30", redenWijziging="14")

    assert [(one.status_code, one.json()["code"]) for one in alone] == [(409, "OP380")] * 2
    assert revised.status_code == 201, revised.text
    stands = (await referral.gemeente.get(f"/toewijzingen/{made['id']}")).json()
    assert mistake.status_code == 201, mistake.text
    assert stands["toewijzingNummer"] == made["toewijzingNummer"]
    assert (stands["einddatum"], stands["omvang"]["volume"]) == ("2027-04-30", 990_000)


async def test_op305_by_hand_too_in_the_unit_of_the_contract(
    referral: Referral, publish: Publish
) -> None:
    """Contracted per piece: in hours it is refused, in unit 84 it is awarded."""
    await publish(contractproduct("42420001", product_id="stuks", code="45E01", eenheid="84"))
    await settle(referral.service)
    await referral.register()
    product = {"categorie": "45", "code": "45E01"}
    hours = {"volume": 20, "eenheid": "04", "frequentie": "6"}

    body = award_json() | {"product": product, "omvang": hours}
    refused = await referral.gemeente.post("/toewijzingen", json=body)
    made = await referral.award(product=product, omvang=hours | {"eenheid": "84"})

    assert (refused.status_code, refused.json()["code"]) == (409, "WJ759-4")
    assert [p["code"] for p in refused.json()["invalidParams"]] == ["EB102"]
    assert made["omvang"]["eenheid"] == "84"


AWARDS: list[tuple[Json, int, set[tuple[str, str]]]] = [
    ({"bsn": "999900018"}, 400, {("bsn", "onbekend")}),
    (
        {"bsn": "999900007", "agbCode": "1"},
        400,
        {("bsn", "value-error"), ("agbCode", "string-pattern-mismatch")},
    ),
    ({"bsn": "000000000"}, 400, {("bsn", "value-error")}),
    ({"product": {"categorie": "45", "code": "54B01"}}, 400, {("product.code", "TR381")}),
    (
        {"omvang": {"volume": 1, "eenheid": "14", "frequentie": "1"}, "budget": 100},
        400,
        {("omvang", "CD077"), ("omvang.frequentie", "CS338")},
    ),
    ({"product": None}, 400, {("product", "CD079"), ("omvang", "CD080")}),
    ({}, 409, {("product", "TR302")}),
    ({"toewijzingNummer": 0}, 400, {("toewijzingNummer", "greater-than-equal")}),
]


@pytest.mark.parametrize(("fields", "status", "params"), AWARDS)
async def test_wrong_awards(
    referral: Referral, fields: Json, status: int, params: set[tuple[str, str]]
) -> None:
    """Nothing is stored or sent."""
    await referral.register()
    await referral.award()

    answer = await referral.gemeente.post("/toewijzingen", json=award_json() | fields)

    assert answer.status_code == status, answer.text
    assert {(p["name"], p["code"]) for p in answer.json()["invalidParams"]} == params
    assert len(await referral.toewijzingen()) == 1


async def test_shapes_of_a_toewijzing(referral: Referral) -> None:
    """Specific, aspecific with and without budget, generic: each makes a correct message."""
    await referral.register()
    none = {"omvang": None, "einddatum": None}
    shapes: list[Json] = [
        {"product": {"categorie": "54"}, **none},
        {"product": {"categorie": "41"}, "omvang": None, "budget": 500_000},
        {"product": None, "omvang": None, "budget": 900_000, "agbCode": ANDERE_AANBIEDER},
        {
            "product": {"categorie": "45", "code": "45D01"},
            "omvang": {"volume": 850_000, "eenheid": "83", "frequentie": "6"},
        },
    ]
    for shape in shapes:
        await referral.award(**shape)

    products = (await referral.jw301()).client.toegewezen_producten
    assert [(p.product.code if p.product else None, p.budget) for p in products] == [
        (None, None),
        (None, 500_000),
        ("45D01", None),
    ]


def test_only_a_correct_message_of_ours_is_sent() -> None:
    """A message that breaks a rule, or that reads back otherwise, never leaves."""
    client = a_client()
    adres = client.persoon.adres
    assert adres is not None
    kenmerk = Kenmerk("0384", "42420001", "H1", date(2026, 4, 1))
    right = compose_jw301(kenmerk, client, adres, (a_toewijzing(),))
    stacked = (a_toewijzing(), a_toewijzing(toewijzing_nummer=2))

    assert read(proven(right)) == right
    assert proven(right) == write(right)
    with pytest.raises(OwnMessageWrong, match="TR302"):
        proven(compose_jw301(kenmerk, client, adres, stacked))


def test_what_a_message_lists() -> None:
    """Current or changed since the last one; by number."""
    day = NOW.date()
    current = a_toewijzing(toewijzing_nummer=5, verzonden_versie=1)
    ended = a_toewijzing(einddatum=date(2026, 3, 31), verzonden_versie=1)
    shortened = a_toewijzing(
        toewijzing_nummer=3, einddatum=date(2026, 3, 31), versie=2, verzonden_versie=1
    )
    deleted = a_toewijzing(reden_wijziging="13", versie=2, verzonden_versie=2)

    assert to_send((current, ended, shortened, deleted), day) == (shortened, current)


async def test_a_wrong_message_of_ours_stores_nothing(
    referral: Referral, published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bug of ours is a 500 that tells nothing, and leaves nothing behind."""
    await referral.register()
    monkeypatch.setattr(uitgaand, "check", lambda _bericht: [BROKEN])

    answer = await referral.gemeente.post("/toewijzingen", json=award_json())
    await settle(referral.service)

    assert answer.status_code == 500
    assert BSN not in answer.text
    assert await referral.toewijzingen() == []
    assert await referral.outgoing() == []
    assert await published(ToewijzingVastgesteld) == []
