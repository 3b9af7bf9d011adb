# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""C-12 through HTTP: a contract ends, what runs is finished or handed over."""

from datetime import UTC, datetime

import pytest

from libs.common.clock import SimulatedClock
from tests.careful import Careful
from tests.contract.test_contract_dossiers import opened
from tests.contract.world import Json, World, named

END: Json = {
    "agbCode": "90000101",
    "contractId": "c1",
    "keuze": "overdragen",
    "overdrachtOp": "2027-01-01",
    "ontvangendeAanbieder": "90000102",
    "instemming": "Alle gezinnen zijn in november gesproken en stemmen in.",
    "personeelsgesprekOp": "2026-11-20",
}


@pytest.mark.both_databases
async def test_c12_runs_off_for_half_a_year(world: World, clock: SimulatedClock) -> None:
    """Ends 31 December, what runs goes on through 30 June; told with the contract's version."""
    made = await world.sign(geldigTot="2026-12-31")
    path = f"/contracten/{made['id']}/uitloop"
    missing = await world.andere_aanbieder.get(path)
    body = {"uitloopTot": "2027-06-30"}
    early = await world.regio.put(path, json={"uitloopTot": "2026-12-31"})
    stale = await world.regio.put(path, json=body, headers={"If-Match": '"9"'})
    set_ = await world.regio.put(path, json=body, headers={"If-Match": '"1"'})
    again = await world.regio.put(path, json=body, headers={"If-Match": '"2"'})

    assert (missing.status_code, stale.status_code) == (404, 412)
    assert named(early) == {("uitloopTot", "volgorde")}
    assert (set_.status_code, set_.headers["ETag"], again.headers["ETag"]) == (200, '"2"', '"2"')
    told = (await world.published())["nl.jeugdwet.contract.vastgesteld.v1"]
    assert [(e["versie"], e.get("uitloopTot")) for e in told] == [(1, None), (2, "2027-06-30")]

    states = []
    for day in ((2026, 12, 31), (2027, 1, 5), (2027, 6, 30), (2027, 7, 1)):
        clock.move_to(datetime(*day, 9, tzinfo=UTC))
        states.append((await world.aanbieder.get(path)).json()["toestand"])
    assert states == ["lopend", "uitloop", "uitloop", "afgelopen"]


async def test_c12_handed_over(world: World) -> None:
    """With the codes of the messages; each thing that is needed for it is named."""
    made = await opened(world.regio, "/contracteinden", END)
    assert (made["redenWijziging"], made["redenBeeindiging"]) == ("03", "36")

    bare = {"agbCode": "90000102", "contractId": "c2", "keuze": "overdragen"}
    answer = await world.regio.post("/contracteinden", json=bare)
    assert named(answer) == {
        ("overdrachtOp", "ontbreekt"),
        ("ontvangendeAanbieder", "ontbreekt"),
        ("instemming", "ontbreekt"),
        ("personeelsgesprekOp", "ontbreekt"),
    }
    finish = await opened(world.regio, "/contracteinden", bare | {"keuze": "afmaken"})
    assert (finish["redenWijziging"], finish["redenBeeindiging"]) == (None, None)


async def test_a_change_without_a_version(world: World) -> None:
    """428; the same call with the ETag that was read is fine."""
    made = await world.sign(geldigTot="2026-12-31")
    path = f"/contracten/{made['id']}/uitloop"
    assert isinstance(world.regio, Careful)
    world.regio.bare = True
    refused = await world.regio.put(path, json={"uitloopTot": "2027-06-30"})

    assert (refused.status_code, refused.json()["code"]) == (428, "versie-ontbreekt")
    assert (await world.regio.get(path)).json()["uitloopTot"] is None
