# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""B-16: subsidies are awarded, advanced, accounted for, determined and wound up by key."""

from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

from libs.common.auth import OrgType
from libs.common.runtime import settle
from tests.billing.harness import Billing
from tests.billing.zaken import EEMLAND, REGIO, region

Client = Callable[..., httpx.AsyncClient]
Publish = Callable[..., Awaitable[None]]
SCOPES = ("subsidies:lezen", "subsidies:schrijven")
VEILIG_THUIS: dict[str, Any] = {
    "ontvanger": "Veilig Thuis",
    "regeling": "veilig-thuis",
    "jaar": 2020,
    "verleend": 200_000_000,
    "sleutel": EEMLAND,
}


@pytest.fixture
async def regio(billing: Billing, publish: Publish, client: Client) -> httpx.AsyncClient:
    """The region that awards, known to billing."""
    await publish(region())
    await settle(billing.service)
    return client(billing.service, OrgType.REGIO, REGIO, SCOPES)


async def _awarded(regio: httpx.AsyncClient, **changes: Any) -> str:
    answer = await regio.post("/subsidies", json=VEILIG_THUIS | changes)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def _step(caller: httpx.AsyncClient, zaak: str, handeling: str, **more: Any) -> Any:
    path = f"/subsidies/{zaak}/handelingen"
    return await caller.post(path, json={"handeling": handeling, **more})


async def _booked(caller: httpx.AsyncClient, zaak: str) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for boeking in (await caller.get(f"/subsidies/{zaak}")).json()["boekingen"]:
        found[boeking["post"]][boeking["gemeentecode"]] += boeking["bedrag"]
    return found


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("regeling", "verleend", "amersfoort"),
    [("veilig-thuis", 200_000_000, 110_384_573), ("jeugdbescherming", 690_000_000, 380_826_776)],
)
async def test_b16_booked_by_key(
    regio: httpx.AsyncClient, regeling: str, verleend: int, amersfoort: int
) -> None:
    """B-16: VT 2 000 000 and GI 6 900 000 (2020), by the key of clients to the cent."""
    zaak = await _awarded(regio, regeling=regeling, verleend=verleend)

    booked = (await _booked(regio, zaak))["verlening"]

    assert sum(booked.values()) == -verleend
    assert booked["0307"] == -amersfoort
    assert set(booked) == set(EEMLAND)


@pytest.mark.both_databases
async def test_b16_from_award_to_balance(regio: httpx.AsyncClient) -> None:
    """Advances and balance add up to what was determined, for each gemeente to the cent."""
    zaak = await _awarded(regio)
    steps: list[tuple[str, dict[str, Any]]] = [
        ("bevoorschotten", {"bedrag": 66_666_667}),
        ("bevoorschotten", {"bedrag": 66_666_666}),
        ("verantwoorden", {"lasten": {"0307": 100_000_000, "0308": 83_000_001}}),
        ("vaststellen", {"bedrag": 183_000_001}),
        ("afwikkelen", {}),
    ]
    for handeling, more in steps:
        answer = await _step(regio, zaak, handeling, **more)
        assert answer.status_code == 200, answer.text

    assert answer.json()["toestand"] == "afgewikkeld"
    assert answer.json()["lasten"] == {"0307": 100_000_000, "0308": 83_000_001}
    booked = await _booked(regio, zaak)
    assert sum(booked["vaststelling"].values()) == -183_000_001
    for code in EEMLAND:
        paid = booked["voorschot"][code] + booked["saldo"][code]
        assert paid == booked["vaststelling"][code]


async def test_less_determined_than_advanced_comes_back(regio: httpx.AsyncClient) -> None:
    """The balance is then to receive."""
    zaak = await _awarded(regio)
    await _step(regio, zaak, "bevoorschotten", bedrag=200_000_000)
    await _step(regio, zaak, "verantwoorden", lasten={"0307": 1})
    await _step(regio, zaak, "vaststellen", bedrag=150_000_000)
    await _step(regio, zaak, "afwikkelen")

    saldo = (await _booked(regio, zaak))["saldo"]

    assert (sum(saldo.values()), min(saldo.values()) > 0) == (50_000_000, True)


async def test_b16_the_wrong_order_is_refused(regio: httpx.AsyncClient) -> None:
    """409 that says what can be done; nothing is booked."""
    zaak = await _awarded(regio)
    refused = await _step(regio, zaak, "vaststellen", bedrag=1)
    assert (refused.status_code, refused.json()["code"]) == (409, "verkeerde-stap")
    assert "'bevoorschotten', 'verantwoorden', 'intrekken', 'aanvullen'" in refused.json()["detail"]
    assert set(await _booked(regio, zaak)) == {"verlening"}


async def test_not_more_than_was_awarded(regio: httpx.AsyncClient) -> None:
    """All advances together, and the determination."""
    zaak = await _awarded(regio)
    await _step(regio, zaak, "bevoorschotten", bedrag=200_000_000)
    more = await _step(regio, zaak, "bevoorschotten", bedrag=1)
    assert (more.status_code, more.json()["code"]) == (409, "meer-dan-verleend")
    other = await _step(regio, zaak, "verantwoorden", lasten={"0267": 5})
    assert (other.status_code, other.json()["code"]) == (409, "niet-in-sleutel")
    await _step(regio, zaak, "verantwoorden", lasten={"0307": 5})
    above = await _step(regio, zaak, "vaststellen", bedrag=200_000_001)
    assert (above.status_code, above.json()["code"]) == (409, "meer-dan-verleend")


async def test_a_withdrawn_award_leaves_no_obligation(regio: httpx.AsyncClient) -> None:
    """Per gemeente the bookings add up to zero."""
    zaak = await _awarded(regio)
    await _step(regio, zaak, "intrekken")
    assert set((await _booked(regio, zaak))["verlening"].values()) == {0}


async def test_who_may_see_and_do(
    regio: httpx.AsyncClient, billing: Billing, client: Client
) -> None:
    """A gemeente in the key reads; another does not know of it; only who awarded takes steps."""
    zaak = await _awarded(regio)
    leusden = client(billing.service, OrgType.GEMEENTE, "0327", SCOPES)
    nijkerk = client(billing.service, OrgType.GEMEENTE, "0267", SCOPES)
    elsewhere = client(billing.service, OrgType.REGIO, "R-ANDERS", SCOPES)

    assert (await leusden.get(f"/subsidies/{zaak}")).status_code == 200
    assert (await leusden.get("/subsidies")).json() == {"resultaten": []}
    assert (await nijkerk.get(f"/subsidies/{zaak}")).status_code == 404
    assert (await _step(leusden, zaak, "intrekken")).status_code == 404
    refused = await elsewhere.post("/subsidies", json=VEILIG_THUIS)
    assert (refused.status_code, refused.json()["code"]) == (403, "andere-gemeente")
    assert len((await regio.get("/subsidies")).json()["resultaten"]) == 1


@pytest.mark.parametrize(
    "body",
    [
        {"handeling": "bevoorschotten"},
        {"handeling": "verantwoorden", "bedrag": 5},
        {"handeling": "vaststellen", "bedrag": -1},
        {"handeling": "uitbetalen"},
        {"handeling": "aanvullen"},
        {"handeling": "aanvullen", "agbCode": "1"},
        {"handeling": "bevoorschotten", "bedrag": 5, "agbCode": "42420001"},
    ],
)
async def test_incomplete_steps(regio: httpx.AsyncClient, body: dict[str, Any]) -> None:
    """400 before anything is looked at."""
    zaak = await _awarded(regio)
    answer = await regio.post(f"/subsidies/{zaak}/handelingen", json=body)
    assert answer.status_code == 400
