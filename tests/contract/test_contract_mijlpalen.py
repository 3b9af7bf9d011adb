# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""C-03: milestones as states: what was missed holds back the next one until it is motivated."""

from typing import Any

import pytest

from tests.contract.test_contract_inkoop import MLO, bought, verdicts
from tests.contract.world import Json, World, a_contract, a_product, named

WHEN: Json = {
    "strategie": "2022-09-01",
    "marktconsultatie": "2022-11-01",
    "publicatie": "2023-01-16",
    "gunning": "2023-05-01",
    "ondertekening": "2023-06-30",
    "implementatie": "2023-12-01",
}
"""The calendar of Midden-Limburg Oost, each milestone on its planned day."""


def steps(*, until: str = "implementatie", **done: str | None) -> list[Json]:
    """All milestones, done on the planned day up to one; `done` says otherwise."""
    last = list(WHEN).index(until)
    return [
        {
            "soort": soort,
            "gepland": planned,
            "gereed": done.get(soort, planned if number <= last else None),
        }
        for number, (soort, planned) in enumerate(WHEN.items())
    ]


async def test_c03_from_strategy_to_implementation(world: World) -> None:
    """Each milestone that is done is the state of the procurement."""
    made = await bought(world, mijlpalen=steps(strategie=None, until="strategie"))
    assert made["toestand"] == "voorbereiding"
    path = f"/inkopen/{made['id']}"
    for soort in WHEN:
        answer = await world.regio.put(path, json=MLO | {"mijlpalen": steps(until=soort)})
        assert answer.status_code == 200, answer.text
        assert answer.json()["toestand"] == soort


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        # Published on the last day, 31 March, and a day later.
        ({"mijlpalen": steps(publicatie="2023-03-31")}, None),
        (
            {"mijlpalen": steps(publicatie="2023-04-01")},
            ("mijlpalen[3].gereed", "mijlpaal-gemist"),
        ),
        # Signed on 1 October, and a day later.
        ({"mijlpalen": steps(ondertekening="2023-10-01")}, None),
        (
            {"mijlpalen": steps(ondertekening="2023-10-02")},
            ("mijlpalen[5].gereed", "mijlpaal-gemist"),
        ),
        # A milestone of one's own that was done after the day planned for it.
        ({"mijlpalen": steps(gunning="2023-05-02")}, ("mijlpalen[4].gereed", "mijlpaal-gemist")),
        ({"mijlpalen": steps(gunning=None)}, ("mijlpalen[4].gereed", "te-vroeg")),
        ({"mijlpalen": steps(gunning="2023-01-15")}, ("mijlpalen[3].gereed", "volgorde")),
        # The term of three years and continuity, when it comes to signing.
        (
            {"mijlpalen": steps(), "einde": "2026-12-30"},
            ("mijlpalen[4].gereed", "looptijd-voldoet-niet"),
        ),
        (
            {"mijlpalen": steps(), "uitvoeringMaanden": 12},
            ("mijlpalen[4].gereed", "looptijd-voldoet-niet"),
        ),
        (
            {"mijlpalen": steps(), "continuiteitsclausule": False},
            ("mijlpalen[4].gereed", "continuiteit-voldoet-niet"),
        ),
    ],
)
async def test_c03_a_missed_milestone_holds_back_the_next(
    world: World, changes: Json, fault: tuple[str, str] | None
) -> None:
    answer = await world.regio.post("/inkopen", json=MLO | changes)
    if fault is None:
        assert answer.status_code == 201, answer.text
    else:
        assert fault in named(answer)


@pytest.mark.parametrize(
    ("changes", "afwijking"),
    [
        ({"mijlpalen": steps(publicatie="2023-04-01")}, "publicatie"),
        ({"mijlpalen": steps(ondertekening="2023-10-02")}, "ondertekening"),
        ({"mijlpalen": steps(gunning="2023-05-02")}, "gunning"),
        ({"mijlpalen": steps(), "uitvoeringMaanden": 12}, "looptijd"),
        ({"mijlpalen": steps(), "continuiteitsclausule": False}, "continuiteit"),
    ],
)
async def test_c03_a_motivated_deviation_goes_on(
    world: World, changes: Json, afwijking: str
) -> None:
    """The same with a motivation passes, and is shown as a deviation."""
    why = {afwijking: "Het college besloot na een uitspraak in kort geding."}
    made = await bought(world, **changes, afwijkingen=why)
    assert made["toestand"] == "implementatie"
    if afwijking in ("looptijd", "continuiteit"):
        assert verdicts(made)[afwijking] == "gemotiveerd-afgeweken"


async def test_c03_a_missed_milestone_stays_until_the_next(world: World) -> None:
    """That it was late is a fact that is kept; only what follows is refused."""
    late = steps(publicatie="2023-04-01", until="publicatie")
    made = await bought(world, mijlpalen=late, publicatie="2023-04-01", laatsteOndertekening=None)
    assert (made["toestand"], verdicts(made)["publicatie"]) == ("publicatie", "voldoet-niet")


@pytest.mark.both_databases
async def test_c03_nothing_is_signed_before_the_award(world: World, database_kind: str) -> None:
    """A contract after a procurement waits for its award."""

    async def signed(**changes: Any) -> tuple[int, str | None]:
        values: Json = {"start": "2028-01-01", "einde": "2031-12-31", "publicatie": "2027-01-15"}
        gunning = {"soort": "gunning", "gepland": "2027-05-01"} | changes
        inkoop = await bought(world, **values, mijlpalen=[gunning], laatsteOndertekening=None)
        contract = a_contract(
            geldigVan="2028-01-01",
            geldigTot="2031-12-31",
            inkoopId=inkoop["id"],
            producten=[a_product(tarieven=[{"bedrag": 8000, "geldigVan": "2028-01-01"}])],
        )
        answer = await world.regio.post("/contracten", json=contract)
        return answer.status_code, answer.json().get("code")

    assert await signed() == (409, "inkoop-niet-gegund")
    assert await signed(gereed="2027-04-30") == (201, None)
