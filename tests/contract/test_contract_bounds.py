# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Ceilings and run-off of a contract: kept, published, and only by who signed."""

import pytest

from tests.contract.world import World, a_contract, named

PLAFOND_EVENT = "nl.jeugdwet.plafond.vastgesteld.v1"
CONTRACT_EVENT = "nl.jeugdwet.contract.vastgesteld.v1"


async def test_a_ceiling_is_kept_and_published_once_per_change(world: World) -> None:
    contract = await world.sign()
    path = f"/contracten/{contract['id']}/plafonds"

    for bedrag in (100_000_000, 100_000_000, 120_000_000):
        answer = await world.regio.put(f"{path}/2026", json={"bedrag": bedrag})
        assert answer.status_code == 200, answer.text
    kept = {"jaar": 2026, "bedrag": bedrag, "jaarbedrag": None}
    assert (answer.json(), answer.headers["ETag"]) == (kept, '"2"')
    await world.regio.put(f"{path}/2027", json={"bedrag": 0})

    seen = await world.aanbieder.get(path)
    assert [(p["jaar"], p["bedrag"]) for p in seen.json()["resultaten"]] == [
        (2026, 120_000_000),
        (2027, 0),
    ]
    page = await world.aanbieder.get(f"{path}?limit=1")
    rest = await world.aanbieder.get(page.links["next"]["url"].removeprefix("/v1"))
    assert [*page.json()["resultaten"], *rest.json()["resultaten"]] == seen.json()["resultaten"]
    events = (await world.published())[PLAFOND_EVENT]
    assert [(e["jaar"], e["versie"], e["bedrag"]) for e in events] == [
        (2026, 1, 100_000_000),
        (2026, 2, 120_000_000),
        (2027, 1, 0),
    ]
    assert {(e["contractId"], e["agbCode"]) for e in events} == {(contract["id"], "90000101")}


async def test_a_ceiling_that_is_refused(world: World) -> None:
    path = f"/contracten/{(await world.sign())['id']}/plafonds"
    one = {"bedrag": 1}

    stale = await world.regio.put(f"{path}/2026", json=one, headers={"If-Match": '"7"'})
    assert stale.status_code == 412
    assert named(await world.regio.put(f"{path}/2029", json=one)) == {("jaar", "buiten-contract")}
    negative = await world.regio.put(f"{path}/2026", json={"bedrag": -1})
    assert named(negative) == {("bedrag", "greater-than-equal")}
    assert (await world.gemeente.put(f"{path}/2026", json=one)).status_code == 403
    assert (await world.andere_regio.put(f"{path}/2026", json=one)).status_code == 404
    assert (await world.andere_aanbieder.get(path)).status_code == 404
    assert (await world.regio.get(path)).json()["resultaten"] == []
    assert PLAFOND_EVENT not in await world.published()


async def test_run_off_is_kept_and_published(world: World) -> None:
    contract = await world.sign(uitloopTot="2029-06-30")

    assert contract["uitloopTot"] == "2029-06-30"
    shown = (await world.regio.get(f"/contracten/{contract['id']}")).json()
    assert shown == contract
    (event,) = (await world.published())[CONTRACT_EVENT]
    assert (event["geldigTot"], event["uitloopTot"]) == ("2028-12-31", "2029-06-30")


@pytest.mark.parametrize(
    ("geldig_tot", "uitloop_tot", "code"),
    [("2028-12-31", "2028-12-31", "volgorde"), (None, "2029-06-30", "overbodig")],
)
async def test_run_off_comes_after_an_end(
    world: World, geldig_tot: str | None, uitloop_tot: str, code: str
) -> None:
    body = a_contract(geldigTot=geldig_tot, uitloopTot=uitloop_tot)

    assert named(await world.regio.post("/contracten", json=body)) == {("uitloopTot", code)}
