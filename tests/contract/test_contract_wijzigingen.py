# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""C-04: another variant by amendment, from a day on; never to or from a lump sum."""

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
