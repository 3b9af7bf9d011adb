# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""C-09, C-16, C-17, C-21 and C-23 through HTTP: what somebody must do something about, and when."""

from datetime import UTC, datetime

import pytest

from libs.common.clock import SimulatedClock
from libs.common.eventlog.sqlite import SqliteEventLog
from services.contract.handlers import overzichten
from services.contract.handlers.termijnen import tell_terms
from tests.contract.test_contract_besteding import approved, tell
from tests.contract.test_contract_dossiers import a_kpi, listed, opened
from tests.contract.world import Json, World, named

AGB = "90000101"
TALK: Json = {
    "agbCode": AGB,
    "contractId": "c1",
    "jaar": 2026,
    "gemeldOp": "2026-11-20",
}


@pytest.mark.both_databases
async def test_c09_a_talk_and_a_decision_within_two_weeks(
    world: World, clock: SimulatedClock
) -> None:
    """Written on 20 November: talk by 4 December; held on the 2nd: decision by the 16th."""
    made = await opened(world.regio, "/plafondgesprekken", TALK)
    assert (made["toestand"], made["uiterlijk"]) == ("gemeld", "2026-12-04")
    path = f"/plafondgesprekken/{made['id']}"
    held = await world.regio.put(path, json=TALK | {"gesprekOp": "2026-12-02"})
    assert (held.json()["toestand"], held.json()["uiterlijk"]) == ("gesproken", "2026-12-16")
    clock.move_to(datetime(2026, 12, 17, 9, tzinfo=UTC))
    await tell_terms(world.service.runtime)
    told = (await world.published())["nl.jeugdwet.contracttermijn.nadert.v1"]
    assert [(one["soort"], one["dagen"]) for one in told][-1] == ("plafondbesluit", -1)
    late = TALK | {"gesprekOp": "2026-12-02", "besluitOp": "2026-12-17", "besluit": "bundelen"}
    assert named(await world.regio.put(path, json=late)) == {
        ("gebundeldMet", "ontbreekt"),
        ("instemmingOp", "ontbreekt"),
    }
    pooled = late | {"gebundeldMet": ["c2"], "instemmingOp": "2026-12-16"}
    done = await world.regio.put(path, json=pooled)
    assert (done.json()["toestand"], done.json()["uiterlijk"]) == ("besloten", None)


async def test_c16_the_list_says_otherwise(world: World, event_log: SqliteEventLog) -> None:
    """40 % of the turnover in A and 35 % in B: A, until the list of the VNG names B."""
    regions = {"REGIOA": "0267", "REGIOB": "0307", "REGIOC": "0327"}
    for code, member in regions.items():
        body = {"naam": code, "leden": [{"gemeentecode": member, "geldigVan": "2020-01-01"}]}
        assert (await world.beheer.put(f"/regios/{code}", json=body)).status_code == 200
    spent = {"0267": 40_000, "0307": 35_000, "0327": 25_000}
    await tell(
        world,
        event_log,
        *(
            approved(bedrag, number, gemeentecode=code, begin="2025-03-01")
            for number, (code, bedrag) in enumerate(spent.items(), start=1)
        ),
    )
    # Eemland has two of the three as members, and more turnover than any of the others.
    body = {"naam": "Eemland", "leden": []}
    assert (await world.beheer.put("/regios/EEMLAND", json=body)).status_code == 200
    path = f"/aanbieders/{AGB}/accounthouder"
    found = (await world.regio.get(path)).json()
    assert (found["regiocode"], found["bron"]) == ("REGIOA", "grootste omzet")

    listed_one = {"agbCode": AGB, "regiocode": "REGIOB", "geldigVan": "2026-01-01"}
    await opened(world.beheer, "/accounthouders", listed_one | {"bron": "VNG-lijst"})
    found = (await world.regio.get(path)).json()
    assert (found["regiocode"], found["bron"]) == ("REGIOB", "VNG-lijst")


async def test_c23_the_account_holder_is_told(world: World) -> None:
    """Of a third negative year; and the aanbieder has seven days to go to the inspectorate."""
    holder = {"agbCode": AGB, "regiocode": "FOODVALLEY", "geldigVan": "2026-01-01", "bron": "VNG"}
    await opened(world.beheer, "/accounthouders", holder)
    two = {"agbCode": AGB, "resultaten": {"2023": -1, "2024": -1}}
    made = await opened(world.regio, "/risicos", two)
    assert await listed(world.andere_regio, "/accounthoudertaken") == []
    third = two | {"resultaten": {"2023": -1, "2024": -1, "2025": -1}, "ontstaanOp": "2026-11-20"}
    changed = await world.regio.put(f"/risicos/{made['id']}", json=third)

    assert changed.json()["igjMeldingUiterlijk"] == "2026-11-27"
    told = (await world.published())["nl.jeugdwet.continuiteitsrisico.vastgesteld.v1"]
    assert [(e["open"], e.get("accounthouder")) for e in told] == [
        (False, "FOODVALLEY"),
        (True, "FOODVALLEY"),
    ]
    (task,) = await listed(world.andere_regio, "/accounthoudertaken")
    assert (task["agbCode"], task["gemeldDoor"]) == (AGB, "EEMLAND")
    assert "resultaten" not in task
    assert await listed(world.regio, "/accounthoudertaken") == []
    await tell_terms(world.service.runtime)
    terms = (await world.published())["nl.jeugdwet.contracttermijn.nadert.v1"]
    assert [(e["soort"], e["uiterlijk"], e["dagen"]) for e in terms] == [
        ("igj-melding", "2026-11-27", 7)
    ]


async def test_c17_a_hundred_and_one_aanbieders(world: World, event_log: SqliteEventLog) -> None:
    """45 deliver for less than 20 000 euro: 44.55 percent; the scarce one gets no notice."""
    codes = [f"9100{number:04d}" for number in range(101)]
    for code in codes:
        body = {"naam": f"Aanbieder {code}"}
        assert (await world.regio.put(f"/aanbieders/{code}", json=body)).status_code == 200
        await world.sign(agbCode=code)
    events = []
    for number, code in enumerate(codes):
        bedrag = 999_999 if number < 45 else 1_000_000
        for client in (1, 2):
            one = 2 * number + client
            events.append(approved(bedrag, one, agb_code=code, client_pseudoniem=f"{one:032x}"))
    await tell(world, event_log, *events)
    scarce = {"agbCode": codes[7], "soort": "jhp", "schaars": True}
    await opened(world.regio, "/aanbiederprofielen", scarce)

    found = (await world.regio.get("/kleine-aanbieders?jaar=2026")).json()

    assert (found["gecontracteerd"], found["aantal"], found["aandeel"]) == (101, 45, 44.55)
    refused = [one["agbCode"] for one in found["resultaten"] if not one["opzegbaar"]]
    assert refused == [codes[7]]


@pytest.mark.parametrize("at_once", [1, 500])
async def test_c21_seven_gemeenten_and_one_deviation(
    world: World, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    """One of the seven of Eemland has a KPI of its own; however many rows are read at a time."""
    monkeypatch.setattr(overzichten, "_SCAN", at_once)
    seven = await world.fill_eemland()
    await world.sign(gemeentecodes=seven)
    await opened(world.gemeente, "/kpis", a_kpi())

    found = (await world.regio.get("/gelijke-voorwaarden")).json()

    assert (found["gemeenten"], len(found["resultaten"])) == (7, 1)
    assert found["resultaten"][0]["gemeentecode"] == "0327"
