# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Lump sums: by the key of the contract (C-10, B-14), and by who gave the help (C-13, C-14)."""

from datetime import UTC, datetime

import pytest

from libs.common.auth import OrgType
from libs.common.clock import SimulatedClock
from tests.e2e.conftest import AGB, GEMEENTE, REGIO, Json, Region, a_contract

LUMP_SUM: Json = {
    "categorie": "45",
    "code": "45T01",
    "omschrijving": "Ambulant, taakgericht",
    "variant": "taakgericht",
    "eenheid": None,
    "tarieven": [],
}
AMERSFOORT = "0307"


async def test_c10_contributions_of_the_contract_are_the_instalments(region: Region) -> None:
    """Billing takes over budget, amounts and version, and reporting the cents of what was agreed;
    before the key is fixed there are none."""
    beheer = region.of("contract", OrgType.BEHEER, "beheer")
    since = {"geldigVan": "2015-01-01"}
    await beheer.put(f"/gemeenten/{AMERSFOORT}", json={"naam": "Amersfoort", **since})
    both = [{"gemeentecode": code, **since} for code in (AMERSFOORT, GEMEENTE)]
    await beheer.put(f"/regios/{REGIO}", json={"naam": "Eemland", "leden": both})
    buyer = region.of("contract", OrgType.REGIO, REGIO)
    asked = a_contract() | {"gemeentecodes": [AMERSFOORT, GEMEENTE], "producten": [LUMP_SUM]}
    contract = (await buyer.post("/contracten", json=asked)).json()["id"]
    await region.rest()
    payer = region.of("billing", OrgType.REGIO, REGIO)
    wanted = {"contractId": contract, "jaar": 2026}
    early = await payer.post("/taakafspraken", json=wanted)
    assert (early.status_code, early.json()["code"]) == (409, "geen-sleutel")

    part = {
        "soort": "clienten",
        "bron": "Tabel 2",
        "peildatum": "2025-12-31",
        "jaren": [2025],
        "invoer": {AMERSFOORT: [4980], GEMEENTE: [794]},
    }
    key = {"bedrag": 1_000_000_00, "index": "4.17", "delen": [part]}
    fixed = await buyer.put(f"/contracten/{contract}/verdeelsleutels/2026", json=key)
    assert fixed.status_code == 200, fixed.text
    await region.rest()
    agreed = await payer.post("/taakafspraken", json=wanted)

    assert agreed.status_code == 201, agreed.text
    made = agreed.json()
    of_contract = {one["gemeentecode"]: one["bedrag"] for one in fixed.json()["bijdragen"]}
    assert (made["bijdragen"], made["bedrag"]) == (of_contract, 104_170_000)
    assert (made["agbCode"], "versie 1" in made["sleutelBron"]) == (AGB, True)
    leusden = sum(one["bedrag"] for one in made["termijnen"] if one["gemeentecode"] == GEMEENTE)
    assert leusden == of_contract[GEMEENTE]
    await region.rest()
    view = region.of("reporting", OrgType.GEMEENTE, GEMEENTE)
    spent = await view.get("/indicatoren/I-06?van=2026-01&tot=2026-06")
    assert spent.json()["totaal"]["waarden"]["bijdragen"] == leusden // 2


@pytest.mark.parametrize("missing", ["bedrag", "sleutel", "sleutelBron"])
async def test_a_key_of_ones_own_is_whole(region: Region, missing: str) -> None:
    """Amount, key and source come together or not at all."""
    payer = region.of("billing", OrgType.REGIO, REGIO)
    asked: Json = {
        "contractId": "contract-1",
        "jaar": 2026,
        "bedrag": 100,
        "sleutel": {GEMEENTE: 1},
        "sleutelBron": "eigen",
    }
    answer = await payer.post(
        "/taakafspraken", json={k: v for k, v in asked.items() if k != missing}
    )
    assert answer.status_code == 400


MEMBERS = (AGB, "90000102", "90000103")
BSA: list[tuple[str, str]] = [
    ("999900110", AGB),
    ("999900110", "90000102"),
    ("999900122", "90000102"),
    ("999900134", "90000103"),
]


@pytest.mark.both_databases
async def test_c14_clients_of_a_combination_and_of_each_member(
    region: Region, clock: SimulatedClock
) -> None:
    """Four lines, three children: the BSA has three and its members four together; both shown."""
    buyer = region.of("contract", OrgType.REGIO, REGIO)
    asked = a_contract() | {"producten": [LUMP_SUM]}
    contract = (await buyer.post("/contracten", json=asked)).json()["id"]
    for agb in MEMBERS[1:]:
        await buyer.put(f"/aanbieders/{agb}", json={"naam": f"Lid {agb}"})
    combi = {"naam": "BSA", "penvoerder": AGB, "leden": MEMBERS, "geldigVan": "2026-01-01"}
    assert (await buyer.post("/combinaties", json=combi)).status_code == 201
    await region.rest()
    clock.move_to(datetime(2026, 12, 5, 9, tzinfo=UTC))
    lines = [
        {
            "bsn": bsn,
            "categorie": "45",
            "code": "45T01",
            "begindatum": "2026-10-01",
            "dagen": 4,
            "uitvoerder": None if agb == AGB else agb,
        }
        for bsn, agb in BSA
    ]
    report = {
        "contractId": contract,
        "gemeentecode": GEMEENTE,
        "periodeBegin": "2026-10-01",
        "periodeEind": "2026-10-31",
        "regels": lines,
    }
    told = await region.of("billing", OrgType.AANBIEDER, AGB).post("/taakopgaven", json=report)
    assert told.status_code == 201, told.text
    await region.rest()

    months = "van=2026-10&tot=2026-10"
    callers: dict[OrgType, str] = {
        OrgType.REGIO: REGIO,
        OrgType.GEMEENTE: GEMEENTE,
        OrgType.BEHEER: "beheer",
    }
    for kind, code in callers.items():
        view = region.of("reporting", kind, code)
        (shown,) = (await view.get(f"/uitvoerders?{months}")).json()["resultaten"]
        assert (shown["contractId"], shown["agbCode"]) == (contract, AGB)
        of_each = {one["agbCode"]: one["clienten"]["waarde"] for one in shown["uitvoerders"]}
        if kind == OrgType.GEMEENTE:
            assert shown["clienten"]["waarde"] == 3
            assert of_each == {AGB: 1, "90000102": 2, "90000103": 1}
        else:  # fewer than five children are for their gemeente only
            assert shown["clienten"]["waarde"] is None
            assert of_each == dict.fromkeys(MEMBERS)
    elsewhere = region.of("reporting", OrgType.GEMEENTE, "0363")
    assert (await elsewhere.get(f"/uitvoerders?{months}")).json()["resultaten"] == []
    early = await view.get("/uitvoerders?van=2026-11&tot=2026-11")
    assert early.json()["resultaten"] == []
