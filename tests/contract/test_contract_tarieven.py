# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""C-07 and C-08 through HTTP: indexation to the cent, and the build-up of a real tariff."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.contract.domain.indexatie import geindexeerd
from tests.contract.world import Json, World, a_product, a_tarief, named

RUN: Json = {
    "jaar": 2027,
    "ova": {"prognose": "4.0", "definitief": "5.2", "vorigePrognose": "4.8"},
    "ppc": {"prognose": "2.5", "definitief": "3.0", "vorigePrognose": "3.4"},
}
"""4.4 on wages and 2.1 on prices, ninety to ten: 4.17 percent."""

COST: Json = {
    "product": "45/45B01",
    "mix": [{"naam": "hbo", "aandeel": "100", "bruto": 6_000_000, "werkgeverslasten": "28"}],
    "uren": {
        "contract": "1878",
        "verlof": "250",
        "ziekte": "100",
        "scholing": "40",
        "overleg": "90",
        "reis": "100",
    },
    "reiskosten": 150,
    "overhead": "25",
    "risico": "2",
    "index": "4.17",
    "methode": "kostenonderzoek",
}
FASEN = dict.fromkeys(("afbakening", "uitvraag", "analyse", "rapportage", "vaststelling"), "gedaan")


async def proposed(world: World, **changes: Any) -> Json:
    answer = await world.regio.post("/indexaties", json=RUN | changes)
    assert answer.status_code == 201, answer.text
    made: Json = answer.json()
    return made


async def tarieven(world: World, contract: Json) -> list[Json]:
    shown = (await world.regio.get(f"/contracten/{contract['id']}")).json()
    found: list[Json] = shown["producten"][0]["tarieven"]
    return found


@pytest.mark.both_databases
async def test_c07_eighty_euro_becomes_83_34(world: World) -> None:
    """Proposed, looked at, carried out once; the tariff has an end and a successor."""
    contract = await world.sign()
    run = await proposed(world)
    assert (run["percentage"], run["doorgevoerd"]) == ("4.17", False)
    (planned,) = (await world.regio.get(f"/indexaties/{run['id']}/regels")).json()["resultaten"]
    assert (planned["oud"], planned["nieuw"]) == (8000, 8334)
    assert await tarieven(world, contract) == [a_tarief(8000, "2026-01-01")]

    path = f"/indexaties/{run['id']}/_doorvoeren"
    stale = await world.regio.post(path, headers={"If-Match": '"7"'})
    assert stale.status_code == 412
    done = await world.regio.post(path, headers={"If-Match": '"1"'})

    assert (done.status_code, done.json()["doorgevoerd"]) == (200, True)
    assert await tarieven(world, contract) == [
        a_tarief(8000, "2026-01-01", "2026-12-31"),
        a_tarief(8334, "2027-01-01", indexatie=run["id"]),
    ]
    assert (await world.regio.post(path)).json()["code"] == "al-doorgevoerd"
    (letter,) = (await world.regio.get(f"/indexaties/{run['id']}/regels?agbCode=90000101")).json()[
        "resultaten"
    ]
    assert (letter["oud"], letter["nieuw"], letter["agbCode"]) == (8000, 8334, "90000101")
    events = (await world.published())["nl.jeugdwet.contractproduct.vastgesteld.v1"]
    told = events[-1]["tarieven"]
    assert [(one["bedrag"], one["indexatieId"]) for one in told] == [
        (8000, None),
        (8334, run["id"]),
    ]


async def test_c06_a_tariff_stays_that_of_its_indexation(world: World) -> None:
    """Ended on another day it still is; another amount never was, whatever is sent beside it."""
    contract = await world.sign()
    run = await proposed(world)
    assert (await world.regio.post(f"/indexaties/{run['id']}/_doorvoeren")).status_code == 200
    path = f"/contracten/{contract['id']}/producten/{contract['producten'][0]['id']}/tarieven"
    first = a_tarief(8000, "2026-01-01", "2026-12-31", "verzonnen")
    for amount, origin in ((8334, run["id"]), (8400, None)):
        wanted = [first, a_tarief(amount, "2027-01-01", "2027-06-30")]
        assert (await world.regio.put(path, json={"tarieven": wanted})).status_code == 200
        assert await tarieven(world, contract) == [
            a_tarief(8000, "2026-01-01", "2026-12-31"),
            a_tarief(amount, "2027-01-01", "2027-06-30", origin),
        ]


async def test_c07_the_next_year_goes_on_from_what_was_not_rounded(world: World) -> None:
    """From 83.336 and not 83.34; a tariff that was set otherwise since counts as it stands."""
    await world.sign()
    other = await world.sign(agbCode="90000102")
    first = await proposed(world)
    assert (await world.regio.post(f"/indexaties/{first['id']}/_doorvoeren")).status_code == 200
    product = other["producten"][0]["id"]
    changed = {
        "tarieven": [a_tarief(8000, "2026-01-01", "2026-12-31"), a_tarief(9000, "2027-01-01")]
    }
    path = f"/contracten/{other['id']}/producten/{product}/tarieven"
    assert (await world.regio.put(path, json=changed)).status_code == 200

    half = {"prognose": "50", "definitief": "0", "vorigePrognose": "0"}
    second = await proposed(world, jaar=2028, ova=half, ppc=half)
    rows = (await world.regio.get(f"/indexaties/{second['id']}/regels")).json()["resultaten"]

    assert {row["agbCode"]: row["nieuw"] for row in rows} == {
        "90000101": 12_500,
        "90000102": 13_500,
    }


async def test_c07_one_run_a_year_and_only_ones_own(world: World) -> None:
    run = await proposed(world)

    again = await world.regio.post("/indexaties", json=RUN)
    assert (again.status_code, again.json()["code"]) == (409, "indexatie-dubbel")
    assert (await world.andere_regio.post("/indexaties", json=RUN)).status_code == 201
    foreign = await world.andere_regio.post(f"/indexaties/{run['id']}/_doorvoeren")
    assert foreign.status_code == 404
    assert len((await world.regio.get("/indexaties")).json()["resultaten"]) == 1


@given(
    bedrag=st.integers(1, 10**7),
    percentages=st.lists(st.decimals(0, 10, places=2), min_size=2, max_size=8),
)
def test_c07_rounding_does_not_add_up(bedrag: int, percentages: list[Decimal]) -> None:
    """After any number of years a tariff is the exact one, rounded once."""
    exact, shown, kept = Decimal(bedrag), bedrag, None
    for percentage in percentages:
        exact *= 1 + percentage / 100
        new = geindexeerd(shown, kept, percentage)
        shown, kept = new.bedrag, new.onafgerond
    assert abs(shown - exact) <= Decimal("0.5001")


async def test_c08_the_build_up_of_a_real_tariff(world: World) -> None:
    """1298 hours, 59.17 direct, 75.83 with overhead, 77.35 with risk, 80.58 indexed."""
    answer = await world.regio.post("/kostprijzen", json=COST)

    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert made["productieveUren"] == "1298"
    assert made["stappen"] == {
        "direct": 5917,
        "clientgebonden": 6067,
        "metOverhead": 7583,
        "metRisico": 7735,
        "geindexeerd": 8058,
    }
    assert (made["tarief"], made["per"]) == (8058, "uur")


async def test_c08_help_by_the_day(world: World) -> None:
    stay = {
        "huisvesting": 3000,
        "verzorging": 1800,
        "urenPerDag": "24",
        "groepsgrootte": "8",
        "bezetting": "96",
    }
    made = (await world.regio.post("/kostprijzen", json=COST | {"verblijf": stay})).json()

    hours, rooms = Decimal("7583.4") * 24 / (8 * Decimal("0.96")), Decimal(4800) / Decimal("0.96")
    assert abs(made["stappen"]["perDag"] - (hours + rooms)) < 2
    assert made["per"] == "dag"


async def test_c08_a_tariff_below_cost_needs_a_reason(world: World) -> None:
    """And every one that is fixed needs its five phases motivated."""
    chosen = COST | {"gekozen": 8000}
    phases = {(f"motiveringen.{fase}", "ontbreekt") for fase in FASEN}
    below = ("motiveringAfwijking", "ontbreekt")
    assert named(await world.regio.post("/kostprijzen", json=chosen)) == {*phases, below}
    motivated = chosen | {"motiveringen": FASEN}
    assert named(await world.regio.post("/kostprijzen", json=motivated)) == {below}

    whole = motivated | {"motiveringAfwijking": "ingroeitarief van een jaar"}
    assert (await world.regio.post("/kostprijzen", json=whole)).status_code == 201
    at_cost = motivated | {"gekozen": 8058}
    assert (await world.regio.post("/kostprijzen", json=at_cost)).status_code == 201


async def test_c08_elements_that_make_no_tariff(world: World) -> None:
    half = [COST["mix"][0] | {"aandeel": "50"}]
    none_left = COST["uren"] | {"verlof": "1878"}
    wrong = COST | {"mix": half, "uren": none_left}
    assert named(await world.regio.post("/kostprijzen", json=wrong)) == {
        ("mix", "som"),
        ("uren", "geen-uren"),
    }


async def test_c06_a_tariff_of_the_day(world: World) -> None:
    """31 December has the old one, 1 January the new one, and no day has both."""
    contract = await world.sign(
        producten=[
            a_product(
                tarieven=[
                    a_tarief(8000, "2026-01-01", "2026-12-31"),
                    a_tarief(8100, "2027-01-01"),
                ]
            )
        ]
    )
    path = f"/contracten/{contract['id']}/producten/{contract['producten'][0]['id']}/tarieven"
    overlap = await world.regio.post(path, json=a_tarief(1, "2026-12-31", "2026-12-31"))
    assert overlap.json()["code"] == "tarief-overlap"
