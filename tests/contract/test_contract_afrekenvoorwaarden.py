# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""C-11: terms of settlement are data of a contract: kept, published, and only by who signed."""

from typing import Any

import pytest

from tests.contract.world import World, named

EVENT = "nl.jeugdwet.afrekenvoorwaarden.vastgesteld.v1"
TERMS: dict[str, Any] = {
    "grondslag": "eenheden",
    "budget": 90_000_000,
    "sleutel": {"0307": 3, "0327": 1},
    "band": 50,
    "onderschrijding": 500,
    "overschrijding": 250,
    "gewichten": [{"categorie": "45", "code": "45B01", "gewicht": 1500}],
}


async def test_c11_terms_are_kept_and_published_once_per_change(world: World) -> None:
    """Whole, with their version; the same again changes nothing."""
    contract = await world.sign()
    path = f"/contracten/{contract['id']}/afrekenvoorwaarden/2026"
    assert (await world.regio.get(path)).status_code == 404

    for change in ({}, {}, {"band": 0}):
        answer = await world.regio.put(path, json=TERMS | change)
        assert answer.status_code == 200, answer.text

    assert (answer.json(), answer.headers["ETag"]) == (TERMS | {"band": 0, "jaar": 2026}, '"2"')
    seen = await world.aanbieder.get(path)
    assert (seen.json(), seen.headers["ETag"]) == (answer.json(), '"2"')
    first, second = (await world.published())[EVENT]
    assert [(e["versie"], e["band"]) for e in (first, second)] == [(1, 50), (2, 0)]
    assert (first["contractId"], first["agbCode"]) == (contract["id"], "90000101")
    assert first["sleutel"] == [
        {"gemeentecode": "0307", "gewicht": 3},
        {"gemeentecode": "0327", "gewicht": 1},
    ]
    assert first["gewichten"] == TERMS["gewichten"]


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        ({"sleutel": {"0307": 1, "0267": 1}}, {("sleutel", "niet-onder-contract")}),
        ({"sleutel": {"0307": 0}}, {("sleutel", "zonder-gewicht")}),
        ({"budget": None}, {("budget", "onvolledig")}),
        ({"gewichten": []}, {("gewichten", "onvolledig")}),
        ({"grondslag": "dagen"}, {("gewichten", "onvolledig")}),
        ({"band": 1001}, {("band", "less-than-equal")}),
    ],
)
async def test_c11_terms_that_cannot_be(
    world: World, change: dict[str, Any], faults: set[tuple[str, str]]
) -> None:
    """Each with its field; nothing is published."""
    path = f"/contracten/{(await world.sign())['id']}/afrekenvoorwaarden/2026"
    assert named(await world.regio.put(path, json=TERMS | change)) == faults
    assert EVENT not in await world.published()


async def test_c11_terms_of_another(world: World) -> None:
    """Who did not sign does not set them; a year outside the contract has none; 412 when stale."""
    path = f"/contracten/{(await world.sign())['id']}/afrekenvoorwaarden"
    stale = await world.regio.put(f"{path}/2026", json=TERMS, headers={"If-Match": '"7"'})
    assert stale.status_code == 412
    outside = await world.regio.put(f"{path}/2029", json=TERMS)
    assert named(outside) == {("jaar", "buiten-contract")}
    assert (await world.gemeente.put(f"{path}/2026", json=TERMS)).status_code == 403
    assert (await world.andere_regio.put(f"{path}/2026", json=TERMS)).status_code == 404
    assert (await world.andere_aanbieder.get(f"{path}/2026")).status_code == 404
