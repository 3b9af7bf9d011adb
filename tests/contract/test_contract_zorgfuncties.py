# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Care functions with their scale, and the registers filled from the reference data."""

from argparse import Namespace
from typing import Any

import httpx
import pytest

from libs.common.runtime import Service
from libs.ijw.jeugdregio import jeugdregios
from services.contract.api.referentie import REFERENTIE
from services.contract.handlers.referentie import (
    reference_functies,
    reference_gemeenten,
    reference_regios,
)
from tests.contract.world import Json, World, a_regio, named

EVENT = "nl.jeugdwet.zorgfunctie.vastgesteld.v1"
ROERMOND = "0957"

PATH = "/zorgfuncties/eem-crisis"


def a_functie(**changes: Any) -> Json:
    rij: Json = {
        "regiocode": "EEMLAND",
        "functie": "crisis",
        "schaal": "regionaal",
        "gebied": "Eemland",
        "coordinerendePartij": "Amersfoort",
        "keuze": "enkele-aanbieders",
        "bekostiging": "taakgericht",
        "geldigVan": "2021-01-01",
        "geldigTot": None,
        "bron": "Regiovisie",
    }
    return rij | changes


async def seeded(service: Service, *, overwrite: bool = False) -> list[str]:
    lines = REFERENTIE.run(service.runtime, Namespace(overwrite=overwrite))
    return [line async for line in lines]


async def crisis(caller: httpx.AsyncClient, day: str) -> list[tuple[str, str, str]]:
    answer = await caller.get(
        "/zorgfuncties", params={"op": day, "functie": "crisis", "gemeentecode": ROERMOND}
    )
    assert answer.status_code == 200, answer.text
    return [(r["schaal"], r["keuze"], r["bekostiging"]) for r in answer.json()["resultaten"]]


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2021-12-31", ("regionaal", "vrije-keuze", "pxq")),
        ("2022-01-01", ("bovenregionaal", "een-aanbieder", "lumpsum")),
        ("2025-12-31", ("bovenregionaal", "een-aanbieder", "lumpsum")),
        ("2026-01-01", ("bovenregionaal", "een-aanbieder", "lumpsum")),
    ],
)
async def test_r09_crisis_in_roermond_changes_scale_on_1_1_2022(
    world: World, database_kind: str, day: str, expected: tuple[str, str, str]
) -> None:
    """Provider of choice by P*Q before it; the one integral crisis provider, lumpsum, after."""
    await seeded(world.service)

    assert await crisis(world.gemeente, day) == [expected]


async def test_r09_rows_of_a_function_may_overlap(world: World) -> None:
    await seeded(world.service)

    answer = await world.aanbieder.get(
        "/zorgfuncties?op=2022-06-01&functie=crisis&regiocode=EEMLAND"
    )

    assert [r["id"] for r in answer.json()["resultaten"]] == [
        "eemland-crisis-bsa",
        "eemland-crisis-toegang",
    ]


async def test_the_command_fills_the_registers_once(world: World) -> None:
    first = await seeded(world.service)
    events = await world.published()
    again = await seeded(world.service)

    gemeenten, regios = len([*reference_gemeenten()]), len(jeugdregios())
    functies = len([*reference_functies()])
    assert first == [
        f"gemeenten: {gemeenten - 3} new, 3 the same, 0 replaced, 0 left as they are",
        f"regio's: {regios - 1} new, 0 the same, 0 replaced, 1 left as they are",
        "  left: EEMLAND",
        f"zorgfuncties: {functies} new, 0 the same, 0 replaced, 0 left as they are",
    ]
    assert len(events[EVENT]) == functies
    assert len([*reference_regios()]) == regios
    assert again[0].startswith("gemeenten: 0 new")
    assert await world.published() == events


async def test_what_a_region_registered_itself_is_replaced_only_when_asked(world: World) -> None:
    await seeded(world.service)
    kept = await world.beheer.get("/regios/EEMLAND")
    await seeded(world.service, overwrite=True)
    replaced = await world.beheer.get("/regios/EEMLAND")

    assert len(kept.json()["leden"]) == 2
    assert len(replaced.json()["leden"]) == 7


async def test_a_row_is_a_version_and_an_event(world: World) -> None:
    made = await world.regio.put(PATH, json=a_functie())
    again = await world.regio.put(PATH, json=a_functie())
    stale = await world.regio.put(
        PATH, json=a_functie(geldigTot="2026-12-31"), headers={"If-Match": '"7"'}
    )
    changed = await world.beheer.put(PATH, json=a_functie(geldigTot="2026-12-31"))

    assert (made.status_code, made.headers["ETag"], again.headers["ETag"]) == (200, '"1"', '"1"')
    assert stale.status_code == 412
    assert (changed.status_code, changed.headers["ETag"]) == (200, '"2"')
    assert (await world.aanbieder.get(PATH)).json() == changed.json()
    told = (await world.published())[EVENT]
    assert [event["versie"] for event in told] == [1, 2]
    assert told[-1]["geldigTot"] == "2026-12-31"


async def test_all_faults_of_a_row_are_named(world: World) -> None:
    refused = await world.beheer.put(
        PATH, json=a_functie(regiocode="NERGENS", geldigTot="2020-12-31")
    )
    shapeless = await world.beheer.put(PATH, json=a_functie(functie="x", schaal="y"))

    assert named(refused) == {("regiocode", "onbekend"), ("geldigTot", "volgorde")}
    assert {name for name, _ in named(shapeless)} == {"functie", "schaal"}
    assert (await world.beheer.get(PATH)).status_code == 404


async def test_a_regio_writes_its_own_rows_only(world: World) -> None:
    other = await world.andere_regio.put(PATH, json=a_functie())
    made = await world.regio.put(PATH, json=a_functie())
    taken = await world.andere_regio.put(PATH, json=a_functie(regiocode="FOODVALLEY"))
    lower = await world.gemeente.put(PATH, json=a_functie())

    assert (other.status_code, other.json()["code"]) == (403, "niet-eigen")
    assert (made.status_code, taken.status_code, lower.status_code) == (200, 403, 403)


async def test_pages_of_rows_follow_each_other(world: World) -> None:
    await world.beheer.put("/regios/EEMLAND", json=a_regio())
    for number in range(3):
        await world.regio.put(f"/zorgfuncties/eem-{number}", json=a_functie())

    answer, found = await world.aanbieder.get("/zorgfuncties?limit=2"), []
    while answer.json()["resultaten"]:
        found += [rij["id"] for rij in answer.json()["resultaten"]]
        if "next" not in answer.links:
            break
        answer = await world.aanbieder.get(f"http://test{answer.links['next']['url']}")

    assert found == ["eem-0", "eem-1", "eem-2"]
