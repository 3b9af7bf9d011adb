# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""C-09: how a ceiling comes about, pro rata in the first year, and the stop when it is reached."""

from datetime import UTC, date, datetime

import pytest

from libs.common.clock import SimulatedClock
from libs.common.eventlog.sqlite import SqliteEventLog
from libs.common.runtime import settle
from services.contract.domain import Geldigheid
from services.contract.domain.plafond import naar_rato
from services.contract.handlers.termijnen import tell_terms
from tests.contract.test_contract_besteding import AGB, approved, tell, with_ceiling
from tests.contract.test_contract_dossiers import listed, opened
from tests.contract.world import Json, World, a_product, a_tarief, named

TERM = "nl.jeugdwet.contracttermijn.nadert.v1"
VOORSTEL = "nl.jeugdwet.clientenstopvoorstel.vastgesteld.v1"
STEPS: Json = {
    "plafondaankondiging": "2026-07-01",
    "plafondvaststelling": "2026-10-01",
    "plafondplan": "2026-11-01",
}


def a_procedure(**changes: object) -> Json:
    """The ceiling of 2027, nothing done yet."""
    values: Json = {
        "agbCode": AGB,
        "contractId": "c1",
        "jaar": 2027,
        "voornemen": 100_000_000,
    }
    return values | changes


async def test_c09_announced_decided_and_planned_in_time(world: World) -> None:
    """Six, three and two months before 1 January, each on its last day."""
    made = await opened(world.regio, "/plafondprocedures", a_procedure())
    assert [(one["uiterlijk"], one["uitslag"]) for one in made["stappen"]] == [
        (day, "nog-niet-bekend") for day in STEPS.values()
    ]
    path = f"/plafondprocedures/{made['id']}"

    done = a_procedure(gedaan=STEPS, vastgesteld=95_000_000)
    passed = await world.regio.put(path, json=done)

    assert passed.status_code == 200, passed.text
    assert {one["uitslag"] for one in passed.json()["stappen"]} == {"voldoet"}
    assert passed.json()["volgende"] is None
    assert (await world.aanbieder.get(path)).json() == passed.json()
    twice = await world.regio.post("/plafondprocedures", json=a_procedure())
    assert named(twice) == {("contractId", "dubbel")}


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        (
            {"gedaan": {"plafondaankondiging": "2026-07-02"}},
            {("motiveringen.plafondaankondiging", "ontbreekt")},
        ),
        (
            {"gedaan": {"plafondvaststelling": "2026-09-01"}, "vastgesteld": 1},
            {("gedaan.plafondvaststelling", "te-vroeg")},
        ),
        (
            {"gedaan": STEPS | {"plafondaankondiging": "2026-06-01", "plafondplan": "2026-09-01"}},
            {("vastgesteld", "onvolledig"), ("gedaan.plafondplan", "volgorde")},
        ),
        ({"vastgesteld": 1}, {("vastgesteld", "onvolledig")}),
        ({"ingang": "2026-07-01"}, {("ingang", "ander-jaar")}),
    ],
)
async def test_c09_a_step_that_is_late_or_out_of_turn(
    world: World, changes: Json, faults: set[tuple[str, str]]
) -> None:
    """Too late only with a motivation, and none before the one it follows on."""
    refused = await world.regio.post("/plafondprocedures", json=a_procedure(**changes))
    assert named(refused) == faults


async def test_c09_a_late_step_with_a_motivation(world: World) -> None:
    """It is kept as a deviation."""
    late = {"plafondaankondiging": "2026-07-02"}
    why = {"plafondaankondiging": "De raming kwam een dag later."}
    made = await opened(
        world.regio, "/plafondprocedures", a_procedure(gedaan=late, motiveringen=why)
    )
    assert made["stappen"][0]["uitslag"] == "gemotiveerd-afgeweken"


async def test_c09_terms_of_a_ceiling_are_told(world: World, clock: SimulatedClock) -> None:
    """Sixty and thirty days before the next step is due, and the day after it was."""
    clock.move_to(datetime(2027, 7, 1, 9, tzinfo=UTC))
    announced = a_procedure(jaar=2028, gedaan={"plafondaankondiging": "2027-07-01"})
    await opened(world.regio, "/plafondprocedures", announced)

    for moment in ((8, 1), (8, 2), (9, 1), (9, 2), (10, 1), (10, 2)):
        clock.move_to(datetime(2027, *moment, 9, tzinfo=UTC))
        await tell_terms(world.service.runtime)

    told = (await world.published())[TERM]
    assert [(one["soort"], one["uiterlijk"], one["dagen"]) for one in told] == [
        ("plafondvaststelling", "2027-10-01", days) for days in (60, 30, -1)
    ]


@pytest.mark.parametrize(
    ("begin", "jaar", "cents"),
    [
        (date(2025, 1, 1), 2026, 100_000_000),
        (date(2026, 1, 1), 2026, 100_000_000),
        (date(2026, 7, 1), 2026, 50_410_959),
        (date(2026, 12, 31), 2026, 273_973),
        (date(2028, 7, 1), 2028, 50_273_224),
    ],
)
def test_c09_pro_rata_by_days(begin: date, jaar: int, cents: int) -> None:
    """184 of 365 days is 504 109.59 of a million; a leap year has 366."""
    assert naar_rato(100_000_000, jaar, Geldigheid(begin)) == cents


@pytest.mark.both_databases
async def test_c09_a_contract_that_begins_halfway(world: World, database_kind: str) -> None:
    """Its first year counts from 1 July, the next as a whole."""
    product = a_product(tarieven=[a_tarief(8000, "2026-07-01")])
    contract = await world.sign(geldigVan="2026-07-01", producten=[product])
    path = f"/contracten/{contract['id']}/plafonds"

    first = await world.regio.put(f"{path}/2026", json={"jaarbedrag": 100_000_000})
    second = await world.regio.put(f"{path}/2027", json={"jaarbedrag": 100_000_000})

    assert first.json() == {"jaar": 2026, "bedrag": 50_410_959, "jaarbedrag": 100_000_000}
    assert second.json()["bedrag"] == 100_000_000
    assert (await world.aanbieder.get(f"{path}/2026")).json() == first.json()
    told = (await world.published())["nl.jeugdwet.plafond.vastgesteld.v1"]
    assert [one["bedrag"] for one in told] == [50_410_959, 100_000_000]
    for wrong in ({}, {"bedrag": 1, "jaarbedrag": 1}):
        assert (await world.regio.put(f"{path}/2028", json=wrong)).status_code == 400


async def test_c09_no_ceiling_on_a_lump_sum(world: World) -> None:
    """Only what is paid per unit has one."""
    task = a_product(code="45T01", variant="taakgericht", eenheid=None, tarieven=[])
    contract = await world.sign(producten=[task])
    path = f"/contracten/{contract['id']}/plafonds/2026"
    assert named(await world.regio.put(path, json={"bedrag": 1})) == {("bedrag", "taakgericht")}


@pytest.mark.both_databases
async def test_c09_a_client_stop_is_proposed_and_taken_over(
    world: World, event_log: SqliteEventLog
) -> None:
    """At a million and not a cent before; what is paid per unit stops, crisis does not."""
    crisis = a_product(categorie="46", code="46C01", omschrijving="Crisis")
    contract = await with_ceiling(world, producten=[a_product(), crisis])
    await tell(world, event_log, approved(99_999_999))
    assert await listed(world.regio, "/clientenstopvoorstellen") == []
    await tell(world, event_log, approved(1, 2))

    (proposed,) = await listed(world.regio, "/clientenstopvoorstellen")
    assert (proposed["toestand"], proposed["contractId"]) == ("open", contract["id"])
    assert (proposed["plafond"], proposed["besteed"]) == (100_000_000, 100_000_000)
    assert await listed(world.andere_regio, "/clientenstopvoorstellen") == []
    path = f"/clientenstopvoorstellen/{proposed['id']}"
    assert (await world.andere_regio.get(path)).status_code == 404
    assert (await world.aanbieder.get(path)).status_code == 403

    taken = await world.regio.post(f"{path}/_overnemen", json={"geldigVan": "2026-11-01"})

    assert (taken.status_code, taken.json()["toestand"]) == (200, "overgenomen")
    (stop,) = await listed(world.aanbieder, "/clientenstops")
    assert stop["id"] == taken.json()["clientenstopId"]
    assert (stop["door"], stop["producten"]) == ("opdrachtgever", ["45/45B01"])
    assert (stop["geldigVan"], stop["geldigTot"]) == ("2026-11-01", "2026-12-31")
    again = await world.regio.post(f"{path}/_afwijzen", json={"reden": "toch niet"})
    assert (again.status_code, again.json()["code"]) == (409, "niet-open")
    told = await world.published()
    assert [(e["versie"], e["toestand"]) for e in told[VOORSTEL]] == [
        (1, "open"),
        (2, "overgenomen"),
    ]
    assert len(told["nl.jeugdwet.clientenstop.vastgesteld.v1"]) == 1


async def test_c09_a_proposal_is_turned_down_or_lapses(
    world: World, event_log: SqliteEventLog
) -> None:
    """Raised: what was open lapses; reached again it is proposed again, and turned down."""
    contract = await with_ceiling(world)
    await tell(world, event_log, approved(100_000_000))
    raised = await world.regio.put(
        f"/contracten/{contract['id']}/plafonds/2026", json={"bedrag": 120_000_000}
    )
    assert raised.status_code == 200
    await settle(world.service)
    await tell(world, event_log, approved(20_000_000, 2))

    lapsed, opened_again = await listed(world.regio, "/clientenstopvoorstellen")
    assert (lapsed["toestand"], opened_again["toestand"]) == ("vervallen", "open")
    path = f"/clientenstopvoorstellen/{opened_again['id']}"
    stale = await world.regio.post(
        f"{path}/_afwijzen", json={"reden": "Wordt opgehoogd."}, headers={"If-Match": '"7"'}
    )
    assert stale.status_code == 412
    done = await world.regio.post(f"{path}/_afwijzen", json={"reden": "Wordt opgehoogd."})
    assert (done.json()["toestand"], done.json()["reden"]) == ("afgewezen", "Wordt opgehoogd.")
    assert await listed(world.regio, "/clientenstops") == []
    told = (await world.published())[VOORSTEL]
    assert [e["toestand"] for e in told] == ["open", "vervallen", "open", "afgewezen"]


async def test_c09_of_crisis_alone_nothing_is_proposed(
    world: World, event_log: SqliteEventLog
) -> None:
    """It goes on whatever was spent, and a stop of nothing would be one of all."""
    crisis = a_product(categorie="46", code="46C01", omschrijving="Crisis")
    await with_ceiling(world, producten=[crisis])
    spent = approved(100_000_000)
    regel = spent.regels[0].model_copy(update={"categorie": "46", "code": "46C01"})
    await tell(world, event_log, spent.model_copy(update={"regels": (regel,)}))

    assert len(await listed(world.regio, "/plafondsignalen")) == 1
    assert await listed(world.regio, "/clientenstopvoorstellen") == []
