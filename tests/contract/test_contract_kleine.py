# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""C-17: the yearly list of aanbieders that did little is drawn up by itself, once, and kept."""

from datetime import UTC, datetime

import pytest

from libs.common.clock import SimulatedClock
from libs.common.eventlog.sqlite import SqliteEventLog
from libs.common.runtime import settle
from services.contract.handlers.jaarlijsten import draw_up
from tests.contract.test_contract_besteding import AGB, approved, tell
from tests.contract.test_contract_dossiers import listed, opened
from tests.contract.world import World, a_product

EVENT = "nl.jeugdwet.kleineaanbieders.vastgesteld.v1"
SCARCE = {"agbCode": "90000102", "soort": "jhp", "schaars": True}


@pytest.mark.both_databases
async def test_c17_the_list_of_a_year_is_drawn_up_once(
    world: World, clock: SimulatedClock, event_log: SqliteEventLog
) -> None:
    """From 1 April over the year before; what is approved later is not in it."""
    both = [a_product(), a_product(categorie="44", code="44P01", omschrijving="Pleegzorg")]
    await world.sign(producten=both)
    await world.sign(agbCode="90000102")
    await opened(world.regio, "/aanbiederprofielen", SCARCE)
    await tell(world, event_log, approved(500_000, 1), approved(500_000, 2))
    clock.move_to(datetime(2027, 3, 31, 9, tzinfo=UTC))
    assert not await draw_up(world.service.runtime)
    assert (await world.regio.get("/kleine-aanbiederslijsten/2026")).status_code == 404

    clock.move_to(datetime(2027, 4, 1, 9, tzinfo=UTC))
    assert await draw_up(world.service.runtime)
    assert not await draw_up(world.service.runtime)
    await tell(world, event_log, approved(9_000_000, 3))
    await settle(world.service)

    kept = (await world.regio.get("/kleine-aanbiederslijsten/2026")).json()
    assert (kept["gecontracteerd"], kept["aantal"], kept["aandeel"]) == (2, 2, 100.0)
    small, scarce = kept["resultaten"]
    assert (small["agbCode"], small["omzet"], small["signalen"]) == (AGB, 1_000_000, ["onder-20k"])
    assert small["segmenten"] == [{"segment": "ambulant", "omzet": 1_000_000, "clienten": 2}]
    assert (scarce["opzegbaar"], scarce["reden"]) == (False, "het aanbod is schaars")
    assert await listed(world.regio, "/kleine-aanbiederslijsten") == [kept]
    now = (await world.regio.get("/kleine-aanbieders?jaar=2026")).json()
    assert now["aantal"] == 1
    assert await listed(world.andere_regio, "/kleine-aanbiederslijsten") == []
    assert (await world.aanbieder.get("/kleine-aanbiederslijsten/2026")).status_code == 403
    (event,) = (await world.published())[EVENT]
    assert (event["contractant"], event["jaar"], event["gecontracteerd"]) == ("EEMLAND", 2026, 2)
    assert [one["opzegbaar"] for one in event["aanbieders"]] == [True, False]
    assert "omzet" not in str(event)


async def test_c17_each_segment_with_its_own_clients(
    world: World, event_log: SqliteEventLog
) -> None:
    """A client in two segments counts in both, and once in the whole."""
    await world.sign()
    first = approved(500_000, 1)
    other = first.regels[0].model_copy(
        update={"regel_id": "r9", "categorie": "44", "code": "44P01"}
    )
    both = approved(500_000, 1, regels=(*first.regels, other))
    await tell(world, event_log, both)

    (one,) = (await world.regio.get("/kleine-aanbieders?jaar=2026")).json()["resultaten"]

    assert (one["clienten"], one["signalen"]) == (1, ["een-client", "onder-20k"])
    assert [(part["segment"], part["omzet"], part["clienten"]) for part in one["segmenten"]] == [
        ("ambulant", 500_000, 1),
        ("wonen", 500_000, 1),
    ]
