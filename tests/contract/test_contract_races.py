# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Any changes of one contract at once, an indexation among them: one winner, nothing lost."""

import asyncio
from collections.abc import Callable
from itertools import count, pairwise

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.contract.test_contract_tarieven import proposed
from tests.contract.world import Json, World, a_product, a_tarief

CONTRACT = "nl.jeugdwet.contract.vastgesteld.v1"
PRODUCT = "nl.jeugdwet.contractproduct.vastgesteld.v1"
SEEN = {"If-Match": '"1"'}
_YEARS = count(2027)
"""The run of a year is made once, and examples come one after the other in one database."""

Act = Callable[[World, Json, int], tuple[str, str, Json]]


def _tariffs(_world: World, contract: Json, number: int) -> tuple[str, str, Json]:
    product = contract["producten"][number % 2]["id"]
    path = f"/contracten/{contract['id']}/producten/{product}/tarieven"
    return "PUT", path, {"tarieven": [a_tarief(9000 + number, "2026-01-01")]}


def _product(_world: World, contract: Json, number: int) -> tuple[str, str, Json]:
    body = a_product(code=f"N{contract['nummer']:02}{number % 100:02}")
    return "POST", f"/contracten/{contract['id']}/producten", body


def _amendment(_world: World, contract: Json, number: int) -> tuple[str, str, Json]:
    change = {
        "productId": contract["producten"][number % 2]["id"],
        "variant": "outputgericht",
        "eenheid": "82",
        "tarieven": [a_tarief(45_000, "2027-01-01")],
    }
    body = {"ingangsdatum": "2027-01-01", "grond": "Stuks.", "producten": [change]}
    return "POST", f"/contracten/{contract['id']}/wijzigingen", body


def _run_off(_world: World, contract: Json, number: int) -> tuple[str, str, Json]:
    day = f"2100-{1 + number % 12:02}-28"
    return "PUT", f"/contracten/{contract['id']}/uitloop", {"uitloopTot": day}


ACTS: tuple[Act, ...] = (_tariffs, _product, _amendment, _run_off)
LAGS = (0.0, 0.005, 0.02)
CHANGES = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 99), st.sampled_from(LAGS)),
    min_size=2,
    max_size=5,
)


@pytest.mark.both_databases
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(changes=CHANGES, lag=st.sampled_from(LAGS))
async def test_any_interleaving_has_one_winner_and_loses_nothing(
    database_kind: str, world: World, changes: list[tuple[Act, int, float]], lag: float
) -> None:
    """Who saw the first version wins at most once; the run comes before or after, and goes on."""
    jaar = next(_YEARS)
    codes = [f"R{jaar % 100:02}{one}" for one in "AB"]
    contract = await world.sign(
        geldigTot="2099-12-31", producten=[a_product(code=code) for code in codes]
    )
    contract["nummer"] = jaar % 100
    run = await proposed(world, jaar=jaar)

    async def carry_out() -> httpx.Response:
        await asyncio.sleep(lag)
        return await world.regio.post(f"/indexaties/{run['id']}/_doorvoeren", headers=SEEN)

    async def change(act: Act, number: int, after: float) -> httpx.Response:
        method, path, body = act(world, contract, number)
        await asyncio.sleep(after)
        return await world.regio.request(method, path, json=body, headers=SEEN)

    done, *answers = await asyncio.gather(carry_out(), *(change(*one) for one in changes))

    assert done.status_code == 200, done.text
    won = [one for one in answers if one.status_code in (200, 201)]
    assert {one.status_code for one in answers} <= {200, 201, 409, 412}
    assert len(won) <= 1
    await _nothing_is_lost(world, contract["id"])


async def _nothing_is_lost(world: World, contract_id: str) -> None:
    """Versions without a gap, the last event as it stands, and one tariff of a product a day."""
    shown = (await world.regio.get(f"/contracten/{contract_id}")).json()
    told = await world.published()
    counted = [e["versie"] for e in told[CONTRACT] if e["contractId"] == contract_id]
    assert counted == [*range(1, shown["versie"] + 1)]
    periods: dict[tuple[str, str], list[Json]] = {}
    for product in shown["producten"]:
        own = [e for e in told[PRODUCT] if e["productId"] == product["id"]]
        assert [e["versie"] for e in own] == [*range(1, len(own) + 1)]
        assert own[-1]["tarieven"] == product["tarieven"]
        assert own[-1]["variant"] == product["variant"]
        key = (product["categorie"], product["code"])
        periods.setdefault(key, []).extend(product["tarieven"])
    for tariffs in periods.values():
        in_time = sorted(tariffs, key=lambda one: one["geldigVan"])
        for one, later in pairwise(in_time):
            assert one["geldigTot"] is not None
            assert one["geldigTot"] < later["geldigVan"]
