# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""C-09, C-16, C-17 and C-21: what billing approved, and what follows from it."""

from datetime import date
from typing import Any

import pytest

from libs.common.contracts import DeclaratieBeoordeeld, Envelope, Regel
from libs.common.eventlog.port import Entry
from libs.common.eventlog.sqlite import SqliteEventLog
from libs.common.ids import new_id
from libs.common.runtime import settle
from services.contract.domain.accounthouder import Aanwijzing, accounthouder
from services.contract.domain.besteding import Activiteit, Kenmerken, is_signaal, opzegbaar
from tests.contract.test_contract_dossiers import a_kpi, listed, opened
from tests.contract.world import Json, World, a_product, a_tarief

AGB = "90000101"
NEAR = "nl.jeugdwet.plafond.nabij.v1"


def approved(bedrag: int, number: int = 1, **changes: Any) -> DeclaratieBeoordeeld:
    """A line of a claim, approved."""
    regel = Regel(
        regel_id=f"r{number}",
        referentie_nummer=f"R{number}",
        toewijzing_nummer=1,
        categorie="45",
        code="45B01",
        periode_begin=changes.pop("begin", "2026-03-01"),
        periode_eind="2026-03-31",
        volume=1,
        eenheid="04",
        bedrag=bedrag,
        toegekend=changes.pop("toegekend", True),
    )
    values: Json = {
        "declaratie_id": f"d{number}",
        "deel": 1,
        "gemeentecode": "0307",
        "agb_code": AGB,
        "client_pseudoniem": f"{number:032x}",
        "declaratie_maand": "2026-03",
        "beoordeeld_op": "2026-04-02T09:00:00Z",
        "regels": (regel,),
    }
    return DeclaratieBeoordeeld(**(values | changes))


async def tell(world: World, log: SqliteEventLog, *events: DeclaratieBeoordeeld) -> None:
    """Billing says so."""
    entries = []
    for event in events:
        envelope = Envelope(
            id=new_id(),
            source="urn:nld:oin:00000099000000001000:systeem:jeugdregio-billing",
            type=event.type,
            subject=event.subject(),
            time="2026-04-02T09:00:00Z",
            partitionkey=event.key(),
            data=event.payload(),
        )
        entries.append(Entry(event.topic, event.key(), envelope.to_bytes()))
    await log.append(entries)
    await settle(world.service)


async def with_ceiling(world: World, bedrag: int = 100_000_000, **changes: Any) -> Json:
    contract = await world.sign(**changes)
    path = f"/contracten/{contract['id']}/plafonds/2026"
    assert (await world.regio.put(path, json={"bedrag": bedrag})).status_code == 200
    return contract


@pytest.mark.both_databases
async def test_c09_seventy_percent_is_told_once(world: World, event_log: SqliteEventLog) -> None:
    """Of a million: nothing at 699 999.99, once at 700 000.00, and not again at a million."""
    contract = await with_ceiling(world)
    path = f"/contracten/{contract['id']}/plafonds/2026/besteding"

    await tell(world, event_log, approved(69_999_999))
    assert await listed(world.regio, "/plafondsignalen") == []
    await tell(world, event_log, approved(1, 2))
    (signal,) = await listed(world.regio, "/plafondsignalen")
    await tell(world, event_log, approved(30_000_000, 3))

    assert (signal["besteed"], signal["plafond"]) == (70_000_000, 100_000_000)
    assert [e["besteed"] for e in (await world.published())[NEAR]] == [70_000_000]
    assert len(await listed(world.regio, "/plafondsignalen")) == 1
    spent = (await world.aanbieder.get(path)).json()
    assert (spent["besteed"], spent["procent"]) == (100_000_000, 100.0)
    assert await listed(world.andere_regio, "/plafondsignalen") == []
    assert (await world.andere_aanbieder.get(path)).status_code == 404


@pytest.mark.both_databases
async def test_c09_how_far_it_is_spent_is_told(world: World, event_log: SqliteEventLog) -> None:
    """From seventy percent, at a million, and back when it is raised or claims are credited."""
    contract = await with_ceiling(world)
    await tell(world, event_log, approved(69_999_999))
    await tell(world, event_log, approved(1, 2))
    await tell(world, event_log, approved(29_999_999, 3))
    await tell(world, event_log, approved(1, 4))
    path = f"/contracten/{contract['id']}/plafonds/2026"
    held = await world.regio.get(f"{path}/besteding")
    assert held.json()["besteed"] == 100_000_000
    assert (await world.regio.put(path, json={"bedrag": 120_000_000})).status_code == 200
    await settle(world.service)
    await tell(world, event_log, approved(-50_000_000, 5))

    told = (await world.published())["nl.jeugdwet.plafondstand.vastgesteld.v1"]
    assert [(e["versie"], e["stand"], e["besteed"]) for e in told] == [
        (1, "nabij", 70_000_000),
        (2, "bereikt", 100_000_000),
        (3, "nabij", 100_000_000),
        (4, "ruim", 50_000_000),
    ]


async def test_c09_in_any_order_and_twice(world: World, event_log: SqliteEventLog) -> None:
    """Credits count below zero, refused lines and other years not; the same event adds nothing."""
    contract = await with_ceiling(world)
    events = [
        approved(60_000_000, 1),
        approved(-20_000_000, 2),
        approved(50_000_000, 3, toegekend=False),
        approved(50_000_000, 4, begin="2025-12-01"),
        approved(50_000_000, 5, gemeentecode="0267"),
        approved(29_999_999, 6),
    ]
    await tell(world, event_log, *reversed(events), *events)

    path = f"/contracten/{contract['id']}/plafonds/2026/besteding"
    assert (await world.regio.get(path)).json()["besteed"] == 69_999_999
    assert await listed(world.regio, "/plafondsignalen") == []


async def test_c09_a_ceiling_that_comes_later(world: World, event_log: SqliteEventLog) -> None:
    """What was approved before counts under it."""
    await world.sign()
    await tell(world, event_log, approved(70_000))
    contract = (await listed(world.regio, "/contracten"))[0]
    path = f"/contracten/{contract['id']}/plafonds/2026"
    assert (await world.regio.put(path, json={"bedrag": 100_001})).status_code == 200
    await settle(world.service)
    assert await listed(world.regio, "/plafondsignalen") == []

    assert (await world.regio.put(path, json={"bedrag": 100_000})).status_code == 200
    await settle(world.service)
    assert len(await listed(world.regio, "/plafondsignalen")) == 1


def test_c09_to_the_cent() -> None:
    assert not is_signaal(69_999_999, 100_000_000)
    assert is_signaal(70_000_000, 100_000_000)
    assert is_signaal(0, 0)


def test_c16_the_largest_unless_another_is_named() -> None:
    """40, 35 and 25 percent: A; the list says B, so B."""
    omzet = {"A": 40, "B": 35, "C": 25}
    day = date(2026, 6, 1)
    found = accounthouder([], omzet, day)
    assert found is not None
    assert (found.regiocode, found.bron) == ("A", "grootste omzet")
    named = accounthouder([Aanwijzing("B", day, None, "VNG-lijst")], omzet, day)
    assert named is not None
    assert (named.regiocode, named.bron) == ("B", "VNG-lijst")
    assert accounthouder([], {}, day) is None


async def test_c16_through_http_with_history(world: World, event_log: SqliteEventLog) -> None:
    await tell(world, event_log, approved(100, begin="2025-03-01"))
    path = f"/aanbieders/{AGB}/accounthouder"
    shown = (await world.regio.get(f"{path}?op=2026-06-01")).json()
    assert (shown["regiocode"], shown["bron"]) == ("EEMLAND", "grootste omzet")

    named = {"agbCode": AGB, "regiocode": "FOODVALLEY", "geldigVan": "2026-07-01", "bron": "VNG"}
    await opened(world.beheer, "/accounthouders", named)
    assert (await world.regio.get(f"{path}?op=2026-06-30")).json()["regiocode"] == "EEMLAND"
    assert (await world.andere_aanbieder.get(f"{path}?op=2026-07-01")).json()["bron"] == "VNG"
    events = (await world.published())["nl.jeugdwet.accounthouder.vastgesteld.v1"]
    assert [e["regiocode"] for e in events] == ["FOODVALLEY"]
    assert (await world.regio.post("/accounthouders", json=named)).status_code == 403
    assert (await world.regio.get("/aanbieders/90000102/accounthouder")).status_code == 404


def test_c17_forty_five_of_a_hundred_and_one() -> None:
    """Under 20 000 euro: 44.55 percent; a scarce one among them is not given notice."""
    did = [Activiteit(1_999_999, 3)] * 45 + [Activiteit(2_000_000, 9)] * 56
    small = [one for one in did if one.signalen]
    assert (len(small), round(100 * len(small) / len(did), 2)) == (45, 44.55)
    assert opzegbaar(small[0], Kenmerken())[0]
    assert opzegbaar(small[0], Kenmerken(schaars=True)) == (False, "het aanbod is schaars")
    assert not opzegbaar(small[0], Kenmerken(uniek=True))[0]
    assert not opzegbaar(small[0], Kenmerken(tevredenheid=85))[0]
    assert opzegbaar(small[0], Kenmerken(tevredenheid=84))[0]
    assert Activiteit(0, 0).signalen == ("geen-levering",)
    assert Activiteit(5_000_000, 1).signalen == ("een-client",)


async def test_c17_through_http(world: World, event_log: SqliteEventLog) -> None:
    """One that delivers a little to two clients, one that is scarce and delivers nothing."""
    for agb_code in (AGB, "90000102"):
        await world.sign(agbCode=agb_code)
    profiel = {"agbCode": "90000102", "soort": "jhp", "schaars": True}
    await opened(world.regio, "/aanbiederprofielen", profiel)
    await tell(world, event_log, approved(500_000, 1), approved(500_000, 2))

    found = (await world.regio.get("/kleine-aanbieders?jaar=2026")).json()

    assert (found["gecontracteerd"], found["aantal"], found["aandeel"]) == (2, 2, 100.0)
    assert [(one["signalen"], one["opzegbaar"]) for one in found["resultaten"]] == [
        (["onder-20k"], True),
        (["geen-levering"], False),
    ]
    assert (found["resultaten"][0]["omzet"], found["resultaten"][0]["clienten"]) == (1_000_000, 2)


async def test_c21_one_gemeente_with_an_agreement_of_its_own(world: World) -> None:
    """And one with a tariff of its own: each a deviation."""
    leden = [{"gemeentecode": g, "geldigVan": "2015-01-01"} for g in ("0267", "0307", "0327")]
    body = {"naam": "Eemland", "leden": leden}
    assert (await world.beheer.put("/regios/EEMLAND", json=body)).status_code == 200
    await world.sign(gemeentecodes=["0267", "0307", "0327"])
    assert (await world.regio.get("/gelijke-voorwaarden")).json() == {
        "gemeenten": 3,
        "resultaten": [],
    }

    await opened(world.gemeente, "/kpis", a_kpi())
    (found,) = (await world.regio.get("/gelijke-voorwaarden")).json()["resultaten"]
    assert (found["gemeentecode"], found["eigen"]) == ("0327", True)
    assert found["voorwaarde"] == f"{AGB} prestatieafspraak No-show onder vijf procent"

    own = a_product(code="45B02", tarieven=[a_tarief(9900, "2026-01-01")])
    contract = {"agbCode": AGB, "gemeentecodes": ["0267"], "geldigVan": "2026-01-01"}
    made = await world.andere_gemeente.post("/contracten", json=contract | {"producten": [own]})
    assert made.status_code == 201, made.text
    rows = (await world.regio.get("/gelijke-voorwaarden")).json()["resultaten"]
    assert [row["gemeentecode"] for row in rows] == ["0267", "0267", "0327"]
