# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""C-04: amendments from a day on: variants (never to or from a lump sum), term and gemeenten."""

import asyncio
from collections import Counter
from typing import Any

import httpx
import pytest

from tests.contract.world import Json, World, a_product, a_tarief, named

EVENT = "nl.jeugdwet.contractwijziging.vastgesteld.v1"
PRODUCT = "nl.jeugdwet.contractproduct.vastgesteld.v1"
CONTRACT = "nl.jeugdwet.contract.vastgesteld.v1"


def to_output(product: Json, **changes: Any) -> Json:
    """By the piece from 2027 on, EUR 450 each."""
    values: Json = {
        "productId": product["id"],
        "variant": "outputgericht",
        "eenheid": "82",
        "tarieven": [a_tarief(45_000, "2027-01-01")],
    }
    return values | changes


def an_amendment(*producten: Json, ingang: str = "2027-01-01") -> Json:
    return {
        "ingangsdatum": ingang,
        "grond": "Resultaat in plaats van uren.",
        "producten": producten,
    }


async def amended(world: World, contract: Json, body: Json, versie: int = 1) -> httpx.Response:
    path = f"/contracten/{contract['id']}/wijzigingen"
    return await world.regio.post(path, json=body, headers={"If-Match": f'"{versie}"'})


@pytest.mark.both_databases
async def test_c04_from_effort_to_output_by_amendment(world: World, database_kind: str) -> None:
    """The hours end with 2026 and the pieces begin with 2027; both stay explained."""
    contract = await world.sign()
    (old,) = contract["producten"]

    answer = await amended(world, contract, an_amendment(to_output(old)))

    assert answer.status_code == 201, answer.text
    assert answer.headers["ETag"] == '"2"'
    made = answer.json()
    assert (made["nummer"], made["contractVersie"], made["ingangsdatum"]) == (1, 2, "2027-01-01")
    (change,) = made["producten"]
    assert (change["variantVan"], change["eenheidVan"]) == ("inspanningsgericht", "04")
    assert (change["variantNaar"], change["eenheidNaar"]) == ("outputgericht", "82")
    before, after = (await world.aanbieder.get(f"/contracten/{contract['id']}")).json()["producten"]
    assert (before["id"], after["id"]) == (old["id"], change["nieuwProductId"])
    assert (before["geldigVan"], before["geldigTot"]) == (None, "2026-12-31")
    assert (after["geldigVan"], after["geldigTot"]) == ("2027-01-01", None)
    assert before["tarieven"] == [a_tarief(8000, "2026-01-01", "2026-12-31")]
    assert (after["variant"], after["eenheid"]) == ("outputgericht", "82")
    assert after["tarieven"] == [a_tarief(45_000, "2027-01-01")]
    path = f"/contracten/{contract['id']}/wijzigingen"
    assert (await world.gemeente.get(path)).json() == {"resultaten": [made]}
    told = await world.published()
    assert [e["versie"] for e in told[CONTRACT]] == [1, 2]
    assert [(e["productId"], e["versie"]) for e in told[PRODUCT]] == [
        (old["id"], 1),
        (old["id"], 2),
        (after["id"], 1),
    ]
    assert [(e["geldigVan"], e["geldigTot"]) for e in told[PRODUCT]] == [
        (None, None),
        (None, "2026-12-31"),
        ("2027-01-01", None),
    ]
    (event,) = told[EVENT]
    assert event["producten"] == made["producten"]
    assert (event["nummer"], event["contractVersie"], event["ingang"]) == (1, 2, "2027-01-01")


async def test_c04_there_and_back_again(world: World) -> None:
    """Each amendment has its number; the tariff of one variant never reaches into another."""
    contract = await world.sign()
    (old,) = contract["producten"]
    first = await amended(world, contract, an_amendment(to_output(old)))
    second_id = first.json()["producten"][0]["nieuwProductId"]
    back = to_output(
        {"id": second_id},
        variant="inspanningsgericht",
        eenheid="04",
        tarieven=[a_tarief(8500, "2028-01-01")],
    )
    second = await amended(world, contract, an_amendment(back, ingang="2028-01-01"), 2)

    assert second.status_code == 201, second.text
    assert second.json()["nummer"] == 2
    shown = (await world.regio.get(f"/contracten/{contract['id']}")).json()["producten"]
    assert [(p["eenheid"], p["tarieven"]) for p in shown] == [
        ("04", [a_tarief(8000, "2026-01-01", "2026-12-31")]),
        ("82", [a_tarief(45_000, "2027-01-01", "2027-12-31")]),
        ("04", [a_tarief(8500, "2028-01-01")]),
    ]
    path = f"/contracten/{contract['id']}/producten/{old['id']}/tarieven"
    longer = {"tarieven": [a_tarief(8000, "2026-01-01")]}
    refused = await world.regio.put(path, json=longer, headers={"If-Match": '"3"'})
    assert (refused.status_code, refused.json()["code"]) == (409, "andere-variant")
    once_more = an_amendment(to_output(old), ingang="2027-01-01")
    ended = await amended(world, contract, once_more, 3)
    assert ("producten[0].productId", "geeindigd") in named(ended)


TAAK = a_product(code="45T01", variant="taakgericht", eenheid=None, tarieven=[])
EURO = a_product(code="45E01", variant="outputgericht", eenheid="83", tarieven=[])
HOURS: Json = {"variant": "inspanningsgericht", "eenheid": "04"}


@pytest.mark.parametrize(
    ("held", "change", "fault"),
    [
        (a_product(), {"variant": "taakgericht", "eenheid": None}, ("variant", "taakgericht")),
        (TAAK, {}, ("variant", "taakgericht")),
        (a_product(), {"eenheid": "04"}, ("eenheid", "past-niet-bij-variant")),
        (a_product(), HOURS | {"eenheid": "82"}, ("eenheid", "past-niet-bij-variant")),
        (a_product(), HOURS, ("variant", "ongewijzigd")),
        (EURO, {}, ("productId", "zonder-tarief")),
        (a_product(), {"tarieven": []}, ("tarieven", "ontbreekt")),
        (a_product(), {"tarieven": [a_tarief(1, "2027-02-01")]}, ("tarieven", "begin")),
        (
            a_product(categorie="48", code="48A01", variant="outputgericht", eenheid="82"),
            HOURS,
            ("variant", "past-niet-bij-categorie"),
        ),
    ],
)
async def test_c04_amendments_that_cannot_be(
    world: World, held: Json, change: Json, fault: tuple[str, str]
) -> None:
    """Across the lump sum, a unit of another variant, no change, or a gap; nothing is kept."""
    contract = await world.sign(producten=[held])
    body = an_amendment(to_output(contract["producten"][0], **change))

    refused = await amended(world, contract, body)

    assert named(refused) == {(f"producten[0].{fault[0]}", fault[1])}
    assert EVENT not in await world.published()
    assert (await world.regio.get(f"/contracten/{contract['id']}")).json() == contract


async def test_c04_all_that_is_wrong_at_once(world: World) -> None:
    """In the past, beside the contract, a product of another, and one twice."""
    contract = await world.sign()
    (old,) = contract["producten"]
    past = an_amendment(
        to_output({"id": "ff"}), to_output(old), to_output(old), ingang="2025-12-31"
    )
    assert {
        ("ingangsdatum", "verleden"),
        ("ingangsdatum", "buiten-contract"),
        ("producten[0].productId", "onbekend"),
        ("producten[2].productId", "dubbel"),
    } <= named(await amended(world, contract, past))


async def test_c04_by_who_signed_only(world: World) -> None:
    """In the version that was seen."""
    contract = await world.sign()
    body = an_amendment(to_output(contract["producten"][0]))
    path = f"/contracten/{contract['id']}/wijzigingen"
    head = {"If-Match": '"1"'}
    assert (await world.gemeente.post(path, json=body, headers=head)).status_code == 403
    assert (await world.andere_regio.post(path, json=body, headers=head)).status_code == 404
    assert (await world.andere_aanbieder.get(path)).status_code == 404
    assert (await amended(world, contract, body, versie=7)).status_code == 412


@pytest.mark.both_databases
async def test_c04_two_amendments_at_once(world: World, database_kind: str) -> None:
    """One is made, the others are told that the contract changed."""
    contract = await world.sign()
    body = an_amendment(to_output(contract["producten"][0]))

    answers = await asyncio.gather(*(amended(world, contract, body) for _ in range(4)))

    assert Counter(one.status_code for one in answers) == {201: 1, 412: 3}
    assert len((await world.published())[EVENT]) == 1


def a_term(tot: str | None, ingang: str = "2026-12-01", **changes: Any) -> Json:
    return {
        "ingangsdatum": ingang,
        "grond": "Een jaar langer.",
        "looptijd": {"geldigTot": tot, **changes},
    }


async def test_c04_a_longer_term_takes_tariffs_without_an_end_along(world: World) -> None:
    """The end moves a year; what was awarded in the run-off of before is simply under contract."""
    contract = await world.sign(uitloopTot="2029-06-30")

    answer = await amended(world, contract, a_term("2029-12-31", uitloopTot="2030-03-31"))

    assert answer.status_code == 201, answer.text
    term = {
        "geldigTotVan": "2028-12-31",
        "geldigTotNaar": "2029-12-31",
        "uitloopTot": "2030-03-31",
    }
    assert (answer.json()["looptijd"], answer.json()["producten"]) == (term, [])
    shown = (await world.regio.get(f"/contracten/{contract['id']}")).json()
    assert (shown["geldigTot"], shown["uitloopTot"]) == ("2029-12-31", "2030-03-31")
    assert shown["producten"] == contract["producten"]
    told = await world.published()
    assert [e["geldigTot"] for e in told[CONTRACT]] == ["2028-12-31", "2029-12-31"]
    assert [e["versie"] for e in told[PRODUCT]] == [1]
    assert told[EVENT][0]["looptijd"] == term


async def test_c04_a_shorter_term_cuts_what_was_agreed_beyond_it(world: World) -> None:
    """The tariff of 2028 goes, that of 2027 ends with the contract, the open one lasts as long."""
    tarieven = [
        a_tarief(8000, "2026-01-01", "2026-12-31"),
        a_tarief(8200, "2027-01-01", "2027-12-31"),
        a_tarief(8400, "2028-01-01"),
    ]
    contract = await world.sign(producten=[a_product(tarieven=tarieven), a_product(code="45B02")])

    answer = await amended(world, contract, a_term("2027-06-30", ingang="2027-01-01"))

    assert answer.status_code == 201, answer.text
    shown = (await world.regio.get(f"/contracten/{contract['id']}")).json()
    assert [one["tarieven"] for one in shown["producten"]] == [
        [a_tarief(8000, "2026-01-01", "2026-12-31"), a_tarief(8200, "2027-01-01", "2027-06-30")],
        [a_tarief(8000, "2026-01-01")],
    ]
    told = (await world.published())[PRODUCT]
    assert [(e["code"], e["versie"]) for e in told] == [("45B01", 1), ("45B02", 1), ("45B01", 2)]


async def test_c04_a_longer_term_meets_no_other_contract(world: World) -> None:
    """A product is in one contract of an aanbieder on a day; the refusal names it."""
    contract = await world.sign()
    await world.sign(
        geldigVan="2029-01-01",
        geldigTot="2029-12-31",
        producten=[a_product(tarieven=[a_tarief(1, "2029-01-01")])],
    )
    answer = await amended(world, contract, a_term("2029-01-31"))
    assert (answer.status_code, answer.json()["code"]) == (409, "product-al-gecontracteerd")


async def test_c04_terms_that_cannot_be(world: World) -> None:
    """No change, an end before the amendment, before a variant to come, or without a tariff."""
    later = a_product(code="45B02", tarieven=[a_tarief(1, "2027-03-01")])
    contract = await world.sign(producten=[a_product(), later])
    name = "looptijd.geldigTot"
    cases = {
        "ongewijzigd": a_term("2028-12-31"),
        "volgorde": a_term("2026-11-30"),
        "zonder-tarief": a_term("2027-02-28"),
    }
    for code, body in cases.items():
        assert (name, code) in named(await amended(world, contract, body))
    run_off = await amended(world, contract, a_term("2029-12-31", uitloopTot="2029-12-31"))
    assert named(run_off) == {("looptijd.uitloopTot", "volgorde")}
    both = a_term("2029-12-31") | an_amendment(to_output(contract["producten"][0]))
    assert named(await amended(world, contract, both)) == {("producten", "een-tegelijk")}
    assert ("producten", "een-tegelijk") in named(await amended(world, contract, an_amendment()))
    await amended(world, contract, an_amendment(to_output(contract["producten"][0])))
    before_output = await amended(world, contract, a_term("2026-12-31"), 2)
    assert (name, "wijziging-erna") in named(before_output)


def of_gemeenten(*codes: str, ingang: str = "2027-01-01", **changes: Any) -> Json:
    return {
        "ingangsdatum": ingang,
        "grond": "Een gemeente treedt uit.",
        "gemeenten": {"gemeentecodes": codes, **changes},
    }


async def test_c04_gemeenten_that_stay_go_on_in_a_contract_that_follows(world: World) -> None:
    """Leusden leaves with 2026 and finishes what runs until April; Amersfoort notices nothing."""
    contract = await world.sign()

    answer = await amended(world, contract, of_gemeenten("0307", uitloopTot="2027-03-31"))

    assert answer.status_code == 201, answer.text
    change = answer.json()["gemeenten"]
    follows_id = change.pop("vervolgcontractId")
    assert change == {"erbij": [], "eraf": ["0327"], "uitloopTot": "2027-03-31"}
    ended = (await world.regio.get(f"/contracten/{contract['id']}")).json()
    assert (ended["geldigTot"], ended["uitloopTot"]) == ("2026-12-31", "2027-03-31")
    assert (ended["gemeentecodes"], ended["versie"]) == (["0307", "0327"], 2)
    follows = (await world.regio.get(f"/contracten/{follows_id}")).json()
    assert (follows["gemeentecodes"], follows["vervolgVan"]) == (["0307"], contract["id"])
    assert (follows["geldigVan"], follows["geldigTot"]) == ("2027-01-01", "2028-12-31")
    (product,) = follows["producten"]
    assert product["tarieven"] == [a_tarief(8000, "2027-01-01")]
    assert (await world.gemeente.get(f"/contracten/{follows_id}")).status_code == 404
    told = await world.published()
    assert [(e["contractId"], e["geldigTot"]) for e in told[CONTRACT]] == [
        (contract["id"], "2028-12-31"),
        (contract["id"], "2026-12-31"),
        (follows_id, "2028-12-31"),
    ]
    assert told[EVENT][0]["gemeenten"]["vervolgcontractId"] == follows_id


async def test_c04_gemeenten_that_cannot_be(world: World) -> None:
    """The same ones, within a year, beside the region, or before a variant that is to come."""
    contract = await world.sign()
    same = await amended(world, contract, of_gemeenten("0327", "0307"))
    assert named(same) == {("gemeenten.gemeentecodes", "ongewijzigd")}
    within = await amended(world, contract, of_gemeenten("0307", ingang="2026-12-01"))
    assert named(within) == {("ingangsdatum", "jaargrens")}
    beside = await amended(world, contract, of_gemeenten("0307", "0327", "0267"))
    assert named(beside) == {("gemeentecodes[2]", "niet-bevoegd")}
    to_come = an_amendment(
        to_output(contract["producten"][0], tarieven=[a_tarief(1, "2027-06-01")]),
        ingang="2027-06-01",
    )
    assert (await amended(world, contract, to_come)).status_code == 201
    early = await amended(world, contract, of_gemeenten("0307"), 2)
    assert named(early) == {("ingangsdatum", "wijziging-erna")}
