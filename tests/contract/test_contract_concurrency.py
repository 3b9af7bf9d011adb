# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Two at once: one winner, a clear answer for the other, and no lost version or event."""

import asyncio
from collections import Counter
from collections.abc import Callable

import httpx
import pytest

from libs.common.migrate import check
from tests.contract.test_contract_tarieven import proposed
from tests.contract.world import Json, World, a_contract, a_product, a_regio, a_tarief

pytestmark = pytest.mark.both_databases

ROUNDS = 8
LATER_S = (0, 0.01, 0.05)
"""How much later a run begins than the changes that it meets."""


async def test_the_migrations_make_the_tables(
    database_kind: str, database_url: Callable[[str], str]
) -> None:
    await asyncio.to_thread(check, "contract", database_url("contract"))


async def test_one_key_signs_once(database_kind: str, world: World) -> None:
    key = {"Idempotency-Key": "contract-key-1"}

    first = await world.regio.post("/contracten", json=a_contract(), headers=key)
    again = await world.regio.post("/contracten", json=a_contract(), headers=key)

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert len((await world.published())["nl.jeugdwet.contract.vastgesteld.v1"]) == 1


async def test_the_same_product_is_signed_by_one(database_kind: str, world: World) -> None:
    answers = await asyncio.gather(
        *(world.regio.post("/contracten", json=a_contract()) for _ in range(ROUNDS))
    )

    assert Counter(a.status_code for a in answers) == {201: 1, 409: ROUNDS - 1}


async def test_products_added_at_once_are_all_counted(database_kind: str, world: World) -> None:
    made = await world.sign()
    path = f"/contracten/{made['id']}/producten"

    answers = await asyncio.gather(
        *(
            world.regio.post(path, json=a_product(code=f"45X0{n}"), headers={"If-Match": "*"})
            for n in range(ROUNDS)
        )
    )

    assert {a.status_code for a in answers} == {201}
    shown = (await world.regio.get(f"/contracten/{made['id']}")).json()
    assert (shown["versie"], len(shown["producten"])) == (ROUNDS + 1, ROUNDS + 1)
    events = (await world.published())["nl.jeugdwet.contract.vastgesteld.v1"]
    assert [e["versie"] for e in events] == [*range(1, ROUNDS + 2)]


async def test_a_version_is_changed_by_one(database_kind: str, world: World) -> None:
    made = await world.sign()
    path = f"/contracten/{made['id']}/producten/{made['producten'][0]['id']}/tarieven"

    answers = await asyncio.gather(
        *(
            world.regio.put(
                path,
                json={"tarieven": [a_tarief(n, "2026-01-01")]},
                headers={"If-Match": '"1"'},
            )
            for n in range(ROUNDS)
        )
    )

    assert Counter(a.status_code for a in answers) == {200: 1, 412: ROUNDS - 1}
    won = next(a.json() for a in answers if a.status_code == 200)
    assert (await world.regio.get(f"/contracten/{made['id']}")).json()["producten"] == [won]
    event = (await world.published())["nl.jeugdwet.contractproduct.vastgesteld.v1"][-1]
    assert (event["versie"], event["tarieven"]) == (2, won["tarieven"])


async def test_a_register_entry_is_changed_by_one(database_kind: str, world: World) -> None:
    answers = await asyncio.gather(
        *(
            world.beheer.put(
                "/regios/EEMLAND", json=a_regio(naam=f"Naam {n}"), headers={"If-Match": '"1"'}
            )
            for n in range(ROUNDS)
        )
    )

    assert Counter(a.status_code for a in answers) == {200: 1, 412: ROUNDS - 1}


async def test_registering_at_once_loses_no_state(database_kind: str, world: World) -> None:
    answers = await asyncio.gather(
        *(world.regio.put("/aanbieders/90000103", json={"naam": f"N{n}"}) for n in range(ROUNDS))
    )

    assert {a.status_code for a in answers} <= {200, 409, 412}
    shown = await world.regio.get("/aanbieders/90000103")
    events = (await world.published())["nl.jeugdwet.aanbieder.vastgesteld.v1"]
    own = [e for e in events if e["agbCode"] == "90000103"]
    assert [e["versie"] for e in own] == [*range(1, len(own) + 1)]
    assert own[-1]["naam"] == shown.json()["naam"]
    assert shown.headers["ETag"] == f'"{len(own)}"'


@pytest.mark.parametrize("seed", range(3))
async def test_a_tariff_changes_during_an_indexation(
    seed: int, database_kind: str, world: World
) -> None:
    """Whatever comes first: one winner for each version, the other is told, no event is lost."""
    made = await world.sign(producten=[a_product(code=f"45X0{n}") for n in range(4)])
    run = await proposed(world)
    base = f"/contracten/{made['id']}/producten"
    changes = [
        (f"{base}/{one['id']}/tarieven", {"tarieven": [a_tarief(9000 + seed, "2026-01-01")]})
        for one in made["producten"]
    ]

    async def carry_out() -> httpx.Response:
        await asyncio.sleep(LATER_S[seed])
        path = f"/indexaties/{run['id']}/_doorvoeren"
        return await world.regio.post(path, headers={"If-Match": '"1"'})

    async def change(path: str, body: Json) -> httpx.Response:
        return await world.regio.put(path, json=body, headers={"If-Match": '"1"'})

    done, *answers = await asyncio.gather(carry_out(), *(change(*one) for one in changes))

    assert done.status_code == 200, done.text
    assert {a.status_code for a in answers} <= {200, 412}
    assert Counter(a.status_code for a in answers)[200] <= 1
    shown = (await world.regio.get(f"/contracten/{made['id']}")).json()
    events = await world.published()
    counted = events["nl.jeugdwet.contract.vastgesteld.v1"]
    assert [e["versie"] for e in counted] == [*range(1, shown["versie"] + 1)]
    for product in shown["producten"]:
        own = [
            e
            for e in events["nl.jeugdwet.contractproduct.vastgesteld.v1"]
            if e["productId"] == product["id"]
        ]
        assert [e["versie"] for e in own] == [*range(1, len(own) + 1)]
        assert own[-1]["tarieven"] == product["tarieven"]
