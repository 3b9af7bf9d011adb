# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Gemeenten, regio's and aanbieders over HTTP."""

from typing import Any

import httpx
import pytest

from tests.contract.world import Json, World, a_regio, named

GEMEENTE_EVENT = "nl.jeugdwet.gemeente.vastgesteld.v1"
REGIO_EVENT = "nl.jeugdwet.regio.vastgesteld.v1"
AANBIEDER_EVENT = "nl.jeugdwet.aanbieder.vastgesteld.v1"

CHANGES = [
    pytest.param(
        "/gemeenten/0327",
        {"naam": "Leusden-Zuid", "geldigVan": "2015-01-01", "geldigTot": "2030-12-31"},
        GEMEENTE_EVENT,
        {"gemeentecode": "0327"},
        id="gemeente",
    ),
    pytest.param(
        "/regios/EEMLAND",
        a_regio(leden=[{"gemeentecode": "0267", "geldigVan": "2020-01-01", "geldigTot": None}]),
        REGIO_EVENT,
        {"regiocode": "EEMLAND"},
        id="regio",
    ),
    pytest.param(
        "/aanbieders/90000101",
        {"naam": "Andere naam", "kvkNummer": None},
        AANBIEDER_EVENT,
        {"agbCode": "90000101"},
        id="aanbieder",
    ),
]


@pytest.mark.parametrize(("path", "body", "event", "key"), CHANGES)
async def test_a_change_is_a_version_and_an_event_with_the_whole_state(
    world: World, path: str, body: Json, event: str, key: Json
) -> None:
    changed = await world.beheer.put(path, json=body)
    read = await world.aanbieder.get(path)

    assert (changed.status_code, changed.headers["ETag"]) == (200, '"2"')
    assert read.headers["ETag"] == '"2"'
    assert changed.json() == read.json() == key | body
    state = key | body | {"versie": 2}
    state.pop("kvkNummer", None)  # the register number is nobody else's business
    assert (await world.published())[event][-1] == state


@pytest.mark.parametrize(("path", "body", "event", "key"), CHANGES)
async def test_the_same_content_again_is_no_version_and_no_event(
    world: World, path: str, body: Json, event: str, key: Json
) -> None:
    first = await world.beheer.put(path, json=body)
    before = await world.published()

    again = await world.beheer.put(path, json=body)

    assert (again.status_code, again.headers["ETag"]) == (200, first.headers["ETag"])
    assert await world.published() == before


async def test_members_in_another_order_are_the_same_members(world: World) -> None:
    again = await world.beheer.put("/regios/EEMLAND", json=a_regio(leden=a_regio()["leden"][::-1]))

    assert again.headers["ETag"] == '"1"'
    assert again.json() == (await world.regio.get("/regios/EEMLAND")).json()


@pytest.mark.parametrize(("path", "body", "event", "key"), CHANGES)
async def test_a_stale_change_is_refused(
    world: World, path: str, body: Json, event: str, key: Json
) -> None:
    before = await world.published()

    stale = await world.beheer.put(path, json=body, headers={"If-Match": '"7"'})
    fresh = await world.beheer.put(path, json=body, headers={"If-Match": '"1"'})

    assert (stale.status_code, stale.json()["code"]) == (412, "intussen-gewijzigd")
    assert (fresh.status_code, fresh.headers["ETag"]) == (200, '"2"')
    assert len((await world.published())[event]) == len(before[event]) + 1


async def test_a_change_of_what_is_not_there_is_refused(world: World) -> None:
    body = {"naam": "Soest", "geldigVan": "2015-01-01"}

    refused = await world.beheer.put("/gemeenten/0342", json=body, headers={"If-Match": '"1"'})

    assert refused.status_code == 412
    assert (await world.beheer.get("/gemeenten/0342")).status_code == 404


async def test_membership_is_checked_and_all_faults_are_named(world: World) -> None:
    leden = [
        {"gemeentecode": "0307", "geldigVan": "2015-01-01", "geldigTot": "2020-01-01"},
        {"gemeentecode": "0307", "geldigVan": "2020-01-01"},
        {"gemeentecode": "9999", "geldigVan": "2020-01-01", "geldigTot": "2019-01-01"},
    ]

    refused = await world.beheer.put("/regios/EEMLAND", json=a_regio(leden=leden))

    assert named(refused) == {
        ("leden[1].geldigVan", "overlap"),
        ("leden[2].gemeentecode", "onbekend"),
        ("leden[2].geldigTot", "volgorde"),
    }
    assert "2015-01-01 t/m 2020-01-01" in refused.text
    assert (await world.beheer.get("/regios/EEMLAND")).headers["ETag"] == '"1"'


async def test_a_member_may_leave_and_come_back(world: World) -> None:
    leden = [
        {"gemeentecode": "0307", "geldigVan": "2015-01-01", "geldigTot": "2019-12-31"},
        {"gemeentecode": "0307", "geldigVan": "2020-01-01", "geldigTot": None},
    ]

    changed = await world.beheer.put("/regios/EEMLAND", json=a_regio(leden=leden))

    assert (changed.status_code, changed.json()["leden"]) == (200, leden)


@pytest.mark.parametrize(
    ("path", "body", "expected"),
    [
        (
            "/gemeenten/0327",
            {"naam": "Leusden", "geldigVan": "2015-01-01", "geldigTot": "2014-12-31"},
            {("geldigTot", "volgorde")},
        ),
        (
            "/gemeenten/0327",
            {"naam": " ", "geldigVan": 20150101, "onbekend": 1},
            {
                ("naam", "string-too-short"),
                ("geldigVan", "date-parsing"),
                ("onbekend", "extra-forbidden"),
            },
        ),
        (
            "/gemeenten/0327",
            {"naam": "Leus\x00den", "geldigVan": "2015-01-01"},
            {("naam", "string-pattern-mismatch")},
        ),
        (
            "/gemeenten/327",
            {"naam": "Leusden", "geldigVan": "2015-01-01"},
            {("gemeentecode", "string-pattern-mismatch")},
        ),
        ("/regios/0307", a_regio(), {("regiocode", "string-pattern-mismatch")}),
        (
            "/aanbieders/9000010",
            {"kvkNummer": "1234567"},
            {
                ("agbCode", "string-pattern-mismatch"),
                ("naam", "missing"),
                ("kvkNummer", "string-pattern-mismatch"),
            },
        ),
    ],
)
async def test_bad_input_is_named(
    world: World, path: str, body: Json, expected: set[tuple[str, str]]
) -> None:
    assert named(await world.beheer.put(path, json=body)) == expected


async def test_who_may_register(world: World) -> None:
    async def status(caller: httpx.AsyncClient, path: str, body: Any) -> int:
        return (await caller.put(path, json=body)).status_code

    gemeente = {"naam": "Soest", "geldigVan": "2015-01-01"}
    aanbieder = {"naam": "Nieuw"}
    for caller in (world.regio, world.gemeente, world.aanbieder):
        assert await status(caller, "/gemeenten/0342", gemeente) == 403
        assert await status(caller, "/regios/EEMLAND", a_regio(leden=[])) == 403
    for caller in (world.gemeente, world.aanbieder, world.lezer):
        assert await status(caller, "/aanbieders/90000103", aanbieder) == 403
    assert await status(world.regio, "/aanbieders/90000103", aanbieder) == 200


@pytest.mark.parametrize(
    ("path", "key", "codes"),
    [
        ("/gemeenten", "gemeentecode", ["0267", "0307", "0327"]),
        ("/regios", "regiocode", ["EEMLAND", "FOODVALLEY"]),
        ("/aanbieders", "agbCode", ["90000101", "90000102"]),
    ],
)
async def test_pages_follow_each_other(world: World, path: str, key: str, codes: list[str]) -> None:
    answer = await world.aanbieder.get(f"{path}?limit=1")
    found = []
    while "next" in answer.links:
        found += answer.json()["resultaten"]
        answer = await world.aanbieder.get(f"http://test{answer.links['next']['url']}")

    assert [item[key] for item in found] == codes
    one = (await world.aanbieder.get(f"{path}/{codes[0]}")).json()
    assert found[0] == one


async def test_what_is_not_registered_is_not_found(world: World) -> None:
    for path in ("/gemeenten/0342", "/regios/UTRECHT", "/aanbieders/90000199"):
        assert (await world.beheer.get(path)).status_code == 404
