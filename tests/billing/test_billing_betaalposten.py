# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""B-14 and C-11 in payment runs: instalments once due, settlements once booked, each once."""

from collections.abc import Awaitable, Callable

import httpx
import pytest

from libs.common.auth import OrgType
from libs.common.runtime import settle
from services.billing.domain.afrekening import Afrekening, Regel
from services.billing.store import afrekeningen
from tests.billing.betalen import (
    OTHER,
    OWN,
    RUN,
    SCOPES,
    THEIRS,
    account,
    all_lines,
    prepared,
    step,
)
from tests.billing.claims import AANBIEDER
from tests.billing.harness import Billing
from tests.billing.zaken import REGIO, lump_sum_contract, region

Client = Callable[..., httpx.AsyncClient]
Publish = Callable[..., Awaitable[None]]
LEUSDEN, SOEST = "0327", "0342"
MAAND = 41_667
"""A twelfth of five thousand euro, in the first months."""


@pytest.fixture
async def eemland(billing: Billing, publish: Publish, client: Client) -> Billing:
    """A lump sum of ten thousand euro for 2026, half of it Leusden's."""
    await publish(region(), *lump_sum_contract())
    await settle(billing.service)
    regio = client(billing.service, OrgType.REGIO, REGIO, ("taakgericht:afspreken",))
    body = {
        "contractId": "contract-bsa",
        "jaar": 2026,
        "bedrag": 1_000_000,
        "sleutel": {LEUSDEN: 1, SOEST: 1},
        "sleutelBron": "helft",
    }
    made = await regio.post("/taakafspraken", json=body)
    assert made.status_code == 201, made.text
    return billing


@pytest.fixture
async def anna(eemland: Billing, client: Client) -> httpx.AsyncClient:
    """Prepares for Leusden, whose accounts are known."""
    anna, bram = [_officer(eemland, client, LEUSDEN, name) for name in ("Anna", "Bram")]
    for houder, iban in ((LEUSDEN, OWN), (AANBIEDER, THEIRS)):
        await account(anna, bram, houder, iban)
    return anna


def _officer(billing: Billing, client: Client, code: str, name: str) -> httpx.AsyncClient:
    return client(billing.service, OrgType.GEMEENTE, code, SCOPES, persoon=name)


async def _booked(billing: Billing, correctie: int, toestand: str = "geboekt") -> None:
    """A settlement over 2025 of Leusden."""
    afrekening = Afrekening(
        id="afrekening-1",
        opdrachtgever=REGIO,
        contract_id="contract-bsa",
        agb_code=AANBIEDER,
        jaar=2025,
        grondslag="bedrag",
        budget=500_000,
        correctie=correctie,
        regels=(Regel(LEUSDEN, 500_000, 480_000, 500_000, correctie, akkoord=True),),
        toestand=toestand,
        versie=3,
    )
    async with billing.service.runtime.db.begin() as session:
        await afrekeningen.add(session, afrekening)


@pytest.mark.both_databases
async def test_b14_instalments_are_paid_once_due_and_once(
    eemland: Billing, anna: httpx.AsyncClient, client: Client
) -> None:
    """Eleven months on the day of the eleventh, open again when withdrawn, each month a line."""
    first = await prepared(anna)
    assert (first["bedrag"], first["aantal"]) == (11 * MAAND - 3, 1)
    again = await anna.post("/betaalruns", json=RUN)
    assert (again.status_code, again.json()["code"]) == (409, "niets-te-betalen")
    await step(anna, first["id"], "intrekken")

    run = await prepared(anna)

    assert run["bedrag"] == first["bedrag"]
    lines = await all_lines(anna, f"/betaalruns/{run['id']}/specificatie?limit=4")
    assert sum(line["bedrag"] for line in lines) == run["bedrag"]
    assert {line["soort"] for line in lines} == {"termijn"}
    assert len({line["omschrijving"] for line in lines}) == len(lines) == 11
    assert "Termijn 1 van 2026, vervallen op 2026-01-01" in {x["omschrijving"] for x in lines}
    december = await anna.post("/betaalruns", json={"uitvoerdatum": "2026-12-01"})
    assert december.json()["bedrag"] == 500_000 - run["bedrag"]


@pytest.mark.parametrize(
    ("correctie", "toestand", "paid"),
    [
        (-20_000, "geboekt", 11 * MAAND - 3 - 20_000),
        (20_000, "geboekt", 11 * MAAND - 3 + 20_000),
        (-20_000, "akkoord", 11 * MAAND - 3),
    ],
)
async def test_c11_a_booked_settlement_is_netted(
    eemland: Billing, anna: httpx.AsyncClient, correctie: int, toestand: str, paid: int
) -> None:
    """What the aanbieder gives back comes off what it is paid."""
    await _booked(eemland, correctie, toestand)

    run = await prepared(anna)

    lines = await all_lines(anna, f"/betaalruns/{run['id']}/specificatie")
    assert run["bedrag"] == sum(line["bedrag"] for line in lines) == paid
    settled = [line["bedrag"] for line in lines if line["soort"] == "afrekening"]
    assert settled == ([correctie] if toestand == "geboekt" else [])


@pytest.mark.both_databases
async def test_each_gemeente_pays_its_own_instalments(
    eemland: Billing, anna: httpx.AsyncClient, client: Client
) -> None:
    """Also while the other has paid its share of the same agreement."""
    await prepared(anna)
    carla, dirk = [_officer(eemland, client, SOEST, name) for name in ("Carla", "Dirk")]
    for houder, iban in ((SOEST, OTHER), (AANBIEDER, THEIRS)):
        await account(carla, dirk, houder, iban)

    assert (await prepared(carla))["bedrag"] == 11 * MAAND - 3
