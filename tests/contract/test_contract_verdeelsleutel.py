# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""C-10: the key of a lump sum, of every kind and mixed, frozen with its table and exact."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.common.clock import SimulatedClock
from services.contract.domain.verdeelsleutel import JAREN, Sleuteldeel, Sleutelsoort, Verdeelsleutel
from tests.contract.world import Json, World, a_product, named

EVENT = "nl.jeugdwet.verdeelsleutel.vastgesteld.v1"
CLIENTEN_2019 = {
    "0307": 4980,
    "0308": 622,
    "0313": 740,
    "0317": 224,
    "0327": 794,
    "0342": 1249,
    "0351": 414,
}
"""Unique clients per gemeente (S1 table 2); together 9 023."""
BSA = 1_200_000_000
TAAK = a_product(code="45T01", variant="taakgericht", eenheid=None, tarieven=[])


def a_part(figures: Json, **changes: Any) -> Json:
    """A part of a key: clients of the year before."""
    part: Json = {
        "soort": "clienten",
        "bron": "Regiovisie Eemland 2021-2026, tabel 2",
        "peildatum": "2019-12-31",
        "jaren": [2019],
        "invoer": {code: one if isinstance(one, list) else [one] for code, one in figures.items()},
    }
    return part | changes


async def a_lump_sum(world: World, **changes: Any) -> Json:
    """The contract with the BSA for two gemeenten."""
    return await world.sign(
        geldigVan="2019-01-01", geldigTot="2025-12-31", producten=[TAAK], **changes
    )


def of_two(first: Any, second: Any, **changes: Any) -> Json:
    """A part for Amersfoort and Leusden."""
    return a_part({"0307": first, "0327": second}, **changes)


@pytest.mark.both_databases
async def test_c10_the_eemland_key_over_the_clients_of_2019(
    world: World, database_kind: str
) -> None:
    """Twelve million of the BSA over seven gemeenten, to the cent."""
    seven = await world.fill_eemland()
    contract = await a_lump_sum(world, gemeentecodes=seven)
    path = f"/contracten/{contract['id']}/verdeelsleutels/2020"
    assert (await world.regio.get(path)).status_code == 404

    answer = await world.regio.put(path, json={"bedrag": BSA, "delen": [a_part(CLIENTEN_2019)]})

    assert answer.status_code == 200, answer.text
    made = answer.json()
    assert {one["gemeentecode"]: one["bedrag"] for one in made["bijdragen"]} == {
        "0307": 662_307_437,
        "0308": 82_721_933,
        "0313": 98_415_161,
        "0317": 29_790_535,
        "0327": 105_596_808,
        "0342": 166_108_833,
        "0351": 55_059_293,
    }
    assert sum(one["bedrag"] for one in made["bijdragen"]) == BSA == made["budget"]
    assert made["bijdragen"][0]["procent"] == 55.19
    assert (made["versie"], answer.headers["ETag"]) == (1, '"1"')
    for reader in (world.gemeente, world.aanbieder):
        assert (await reader.get(path)).json() == made
    assert (await world.andere_aanbieder.get(path)).status_code == 404
    (event,) = (await world.published())[EVENT]
    assert event["bijdragen"][4] == {"gemeentecode": "0327", "bedrag": 105_596_808}
    assert (event["budget"], event["soorten"]) == (BSA, ["clienten"])


@pytest.mark.parametrize(
    ("part", "first"),
    [
        (of_two(55_190, 44_810, soort="vast", jaren=[]), 551_900),
        (of_two(3, 1), 750_000),
        (of_two(90_000, 10_000, soort="besteding"), 900_000),
        (
            of_two([1, 2, 3], [1, 0, 1], soort="clienten-driejaars", jaren=[2017, 2018, 2019]),
            750_000,
        ),
        (
            of_two([10, 0, 0], [0, 0, 0], soort="besteding-driejaars", jaren=[2016, 2017, 2018]),
            1_000_000,
        ),
        (of_two(35_000, 7_000, soort="jeugd", jaren=[]), 833_333),
        (of_two(2, 1, soort="gemeentefonds", jaren=[]), 666_667),
    ],
)
async def test_c10_every_kind_of_key(world: World, part: Json, first: int) -> None:
    """Ten thousand euro by each; what is left of a cent goes to the largest remainder."""
    path = f"/contracten/{(await a_lump_sum(world))['id']}/verdeelsleutels/2020"

    made = (await world.regio.put(path, json={"bedrag": 1_000_000, "delen": [part]})).json()

    cents = {one["gemeentecode"]: one["bedrag"] for one in made["bijdragen"]}
    assert cents == {"0307": first, "0327": 1_000_000 - first}


async def test_c10_a_mixture_of_an_indexed_budget(world: World) -> None:
    """Half by clients, three tenths by youth and two by the fund, after 4.17 percent."""
    path = f"/contracten/{(await a_lump_sum(world))['id']}/verdeelsleutels/2020"
    parts = [
        of_two(4980, 794, gewicht=500),
        of_two(35_000, 7_000, soort="jeugd", jaren=[], gewicht=300),
        of_two(61, 9, soort="gemeentefonds", jaren=[], gewicht=200),
    ]

    asked = {"bedrag": 100_000_000, "index": "4.17", "delen": parts}
    made = (await world.regio.put(path, json=asked)).json()

    assert made["budget"] == 104_170_000
    share = (
        Fraction(1, 2) * Fraction(4980, 5774)
        + Fraction(3, 10) * Fraction(35, 42)
        + Fraction(1, 5) * Fraction(61, 70)
    )
    exact = 104_170_000 * share
    cents = {one["gemeentecode"]: one["bedrag"] for one in made["bijdragen"]}
    assert cents == {"0307": round(exact), "0327": 104_170_000 - round(exact)}


async def test_c10_what_is_fixed_stays_fixed(world: World, clock: SimulatedClock) -> None:
    """With its table, version and day; another key is the next version, and says why."""
    path = f"/contracten/{(await a_lump_sum(world))['id']}/verdeelsleutels/2020"
    first: Json = {"bedrag": 1_000_000, "delen": [of_two(3, 1)]}
    made = (await world.regio.put(path, json=first)).json()
    clock.move_to(clock.now() + timedelta(days=30))

    again = await world.regio.put(path, json=first | {"motivering": "nog eens"})
    assert (again.json(), again.headers["ETag"]) == (made, '"1"')
    other: Json = {"bedrag": 1_000_000, "delen": [of_two(1, 1)]}
    assert named(await world.regio.put(path, json=other)) == {("motivering", "ontbreekt")}
    stale = await world.regio.put(
        path, json=other | {"motivering": "herteld"}, headers={"If-Match": '"7"'}
    )
    assert stale.status_code == 412
    second = await world.regio.put(path, json=other | {"motivering": "De tabel is herteld."})
    assert (second.status_code, second.json()["versie"]) == (200, 2)

    assert (await world.regio.get(path)).json() == second.json()
    kept = (await world.aanbieder.get(f"{path}/versies")).json()["resultaten"]
    assert kept == [made, second.json()]
    assert kept[0]["delen"][0]["invoer"] == {"0307": [3], "0327": [1]}
    assert kept[0]["vastgesteldOp"] < kept[1]["vastgesteldOp"]
    one = await world.regio.get(f"{path}/versies?limit=1")
    assert one.json()["resultaten"] == [made]
    more = await world.regio.get(f"http://test{one.links['next']['url']}")
    assert more.json()["resultaten"] == kept[1:]
    events = (await world.published())[EVENT]
    assert [(e["versie"], e["bijdragen"][0]["bedrag"]) for e in events] == [
        (1, 750_000),
        (2, 500_000),
    ]


@pytest.mark.parametrize(
    ("delen", "faults"),
    [
        ([of_two(1, 1, gewicht=999)], {("delen", "som")}),
        ([of_two(1, 1, gewicht=500)] * 2, {("delen[1].soort", "dubbel")}),
        ([of_two(1, 1, jaren=[2018])], {("delen[0].jaren", "ander-jaar")}),
        ([of_two(1, 1, jaren=[])], {("delen[0].jaren", "past-niet-bij-soort")}),
        (
            [of_two([1, 1, 1], [1, 1, 1], soort="clienten-driejaars", jaren=[2016, 2018, 2019])],
            {("delen[0].jaren", "past-niet-bij-soort")},
        ),
        (
            [of_two([1, 1, 1], [1, 1, 1], soort="clienten-driejaars", jaren=[2018, 2019, 2020])],
            {("delen[0].jaren", "ander-jaar")},
        ),
        ([of_two([1, 2], 1)], {("delen[0].invoer.0307", "aantal")}),
        ([of_two(0, 0)], {("delen[0].invoer", "zonder-gewicht")}),
        ([of_two(60_000, 39_999, soort="vast", jaren=[])], {("delen[0].invoer", "som")}),
        ([a_part({"0307": 1})], {("delen[0].invoer.0327", "ontbreekt")}),
        (
            [a_part({"0307": 1, "0327": 1, "0267": 1})],
            {("delen[0].invoer.0267", "niet-onder-contract")},
        ),
    ],
)
async def test_c10_keys_that_cannot_be(
    world: World, delen: list[Json], faults: set[tuple[str, str]]
) -> None:
    """Each with its field; nothing is kept or published."""
    path = f"/contracten/{(await a_lump_sum(world))['id']}/verdeelsleutels/2020"
    assert named(await world.regio.put(path, json={"bedrag": 100, "delen": delen})) == faults
    assert (await world.regio.get(path)).status_code == 404
    assert EVENT not in await world.published()


async def test_c10_only_for_a_lump_sum_by_who_signed(world: World) -> None:
    """In a year of the contract, with something to split."""
    key = {"bedrag": 100, "delen": [of_two(1, 1)]}
    per_unit = await world.sign()
    refused = await world.regio.put(f"/contracten/{per_unit['id']}/verdeelsleutels/2026", json=key)
    assert (refused.status_code, refused.json()["code"]) == (409, "niet-taakgericht")
    path = f"/contracten/{(await a_lump_sum(world))['id']}/verdeelsleutels"
    later = {"bedrag": 100, "delen": [of_two(1, 1, jaren=[2025])]}
    assert named(await world.regio.put(f"{path}/2026", json=later)) == {("jaar", "buiten-contract")}
    nothing = key | {"index": "-100"}
    assert named(await world.regio.put(f"{path}/2020", json=nothing)) == {
        ("bedrag", "zonder-budget")
    }
    assert (await world.gemeente.put(f"{path}/2020", json=key)).status_code == 403
    assert (await world.andere_regio.put(f"{path}/2020", json=key)).status_code == 404


KINDS: tuple[Sleutelsoort, ...] = ("clienten", "besteding-driejaars", "jeugd", "gemeentefonds")


@st.composite
def keys(draw: st.DrawFn) -> Verdeelsleutel:
    """Any mixture over some gemeenten."""
    codes = draw(st.lists(st.integers(1, 9999), min_size=1, max_size=12, unique=True))
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=4, unique=True))
    cuts = sorted(draw(st.lists(st.integers(1, 999), min_size=len(kinds) - 1, unique=True)))
    marks = [0, *cuts[: len(kinds) - 1], 1000]
    delen = []
    for kind, low, high in zip(kinds, marks, marks[1:], strict=False):
        years = tuple(range(2020 - JAREN.get(kind, 0), 2020))
        figure = st.integers(0, 10**9)
        table = {
            f"{code:04}": tuple(draw(figure) for _ in range(max(1, len(years)))) for code in codes
        }
        table[f"{codes[0]:04}"] = tuple(1 for _ in range(max(1, len(years))))
        delen.append(Sleuteldeel(kind, high - low, "tabel", date(2020, 1, 1), years, table))
    bedrag = draw(st.integers(1, 10**12))
    return Verdeelsleutel(
        2020, bedrag, Decimal(draw(st.integers(0, 99_999))) / 10_000, tuple(delen)
    )


@given(keys())
def test_c10_any_mixture_adds_up_and_nobody_is_off_by_a_cent(sleutel: Verdeelsleutel) -> None:
    """Whatever the figures: the sum is the budget, and each is less than a cent from its share."""
    cents = sleutel.bijdragen
    assert sum(cents.values()) == sleutel.budget
    assert sum(sleutel.aandelen.values()) == 1
    for code, bedrag in cents.items():
        assert abs(bedrag - sleutel.budget * sleutel.aandelen[code]) < 1
