# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""B-16 and B-12 in payment runs: advances, balance and agreed amounts, each once."""

from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
from lxml import etree

from libs.common.auth import OrgType
from libs.common.runtime import settle
from services.billing.handlers.betaalbestand import NAMESPACE
from services.billing.store import zaken
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
from tests.billing.zaken import REGIO, region

Client = Callable[..., httpx.AsyncClient]
Publish = Callable[..., Awaitable[None]]
LEUSDEN, SOEST = "0327", "0342"
SUBSIDIE = {
    "ontvanger": "Veilig Thuis",
    "agbCode": AANBIEDER,
    "regeling": "veilig-thuis",
    "jaar": 2026,
    "verleend": 200_000_000,
    "sleutel": {LEUSDEN: 1, SOEST: 3},
}
VRAAG = {
    "aangesproken": LEUSDEN,
    "bewijs": "Zaak 2026-118",
    "bedrag": 300_000,
    "periodeBegin": "2026-09-01",
    "periodeEind": "2026-10-31",
}
_VERREKENEN = ("verrekeningen:lezen", "verrekeningen:schrijven")


def _officer(billing: Billing, client: Client, code: str, name: str) -> httpx.AsyncClient:
    return client(billing.service, OrgType.GEMEENTE, code, SCOPES + _VERREKENEN, persoon=name)


@pytest.fixture
async def anna(billing: Billing, publish: Publish, client: Client) -> httpx.AsyncClient:
    """Prepares for Leusden, which knows its own account and those of Veilig Thuis and Soest."""
    await publish(region())
    await settle(billing.service)
    anna, bram = [_officer(billing, client, LEUSDEN, name) for name in ("Anna", "Bram")]
    for houder, iban in ((LEUSDEN, OWN), (AANBIEDER, THEIRS), (SOEST, OTHER)):
        await account(anna, bram, houder, iban)
    return anna


@pytest.fixture
def bram(billing: Billing, client: Client) -> httpx.AsyncClient:
    """Approves for Leusden."""
    return _officer(billing, client, LEUSDEN, "Bram")


@pytest.fixture
def soest(billing: Billing, client: Client) -> httpx.AsyncClient:
    """The gemeente that paid for a child."""
    return _officer(billing, client, SOEST, "Sanne")


@pytest.fixture
def regio(billing: Billing, client: Client) -> httpx.AsyncClient:
    """The region that awards."""
    return client(billing.service, OrgType.REGIO, REGIO, ("subsidies:lezen", "subsidies:schrijven"))


async def _awarded(regio: httpx.AsyncClient, **changes: Any) -> str:
    answer = await regio.post("/subsidies", json=SUBSIDIE | changes)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def _act(regio: httpx.AsyncClient, zaak: str, handeling: str, **more: Any) -> None:
    path = f"/subsidies/{zaak}/handelingen"
    answer = await regio.post(path, json={"handeling": handeling, **more})
    assert answer.status_code == 200, answer.text


async def _agreed(soest: httpx.AsyncClient, anna: httpx.AsyncClient, bedrag: int) -> str:
    zaak = str((await soest.post("/verrekeningen", json=VRAAG)).json()["id"])
    agree = {"handeling": "aanvaarden", "afspraak": "Brief 12", "bedrag": bedrag}
    answer = await anna.post(f"/verrekeningen/{zaak}/handelingen", json=agree)
    assert answer.status_code == 200, answer.text
    return zaak


@pytest.mark.both_databases
async def test_b16_advances_are_paid_once_and_the_balance_is_netted(
    anna: httpx.AsyncClient, bram: httpx.AsyncClient, regio: httpx.AsyncClient
) -> None:
    """Two advances with a line each; what was advanced too much comes off a later payment."""
    zaak = await _awarded(regio)
    assert (await anna.post("/betaalruns", json=RUN)).json()["code"] == "niets-te-betalen"
    await _act(regio, zaak, "bevoorschotten", bedrag=80_000_000)
    await _act(regio, zaak, "bevoorschotten", bedrag=40_000_000)

    run = await prepared(anna)

    assert (run["bedrag"], run["aantal"]) == (30_000_000, 1)
    lines = await all_lines(anna, f"/betaalruns/{run['id']}/specificatie?limit=1")
    assert [line["bedrag"] for line in lines] == [20_000_000, 10_000_000]
    assert {line["soort"] for line in lines} == {"subsidie"}
    assert lines[0]["omschrijving"].startswith("Subsidie veilig-thuis 2026, voorschot van 2026-")
    again = await anna.post("/betaalruns", json=RUN)
    assert (again.status_code, again.json()["code"]) == (409, "niets-te-betalen")
    assert (await step(bram, run["id"], "goedkeuren")).status_code == 200

    await _act(regio, zaak, "verantwoorden", lasten={LEUSDEN: 25_000_000})
    await _act(regio, zaak, "vaststellen", bedrag=100_000_000)
    await _act(regio, zaak, "afwikkelen")
    owed = await anna.post("/betaalruns", json=RUN)
    assert owed.json()["code"] == "niets-te-betalen"
    assert f"{AANBIEDER}: niets-te-betalen, -5000000 eurocent" in owed.json()["detail"]
    other = await _awarded(regio, jaar=2027)
    await _act(regio, other, "bevoorschotten", bedrag=40_000_000)
    assert (await prepared(anna))["bedrag"] == 5_000_000


async def test_b16_nobody_to_pay_without_the_code_of_the_receiver(
    anna: httpx.AsyncClient, regio: httpx.AsyncClient
) -> None:
    """A subsidy to who has no AGB code is booked, and left out of runs."""
    zaak = await _awarded(regio, agbCode=None)
    await _act(regio, zaak, "bevoorschotten", bedrag=80_000_000)
    assert (await anna.post("/betaalruns", json=RUN)).json()["code"] == "niets-te-betalen"


@pytest.mark.both_databases
async def test_b16_the_code_of_the_receiver_comes_later(
    anna: httpx.AsyncClient, regio: httpx.AsyncClient, billing: Billing
) -> None:
    """A step that tells it, once, in the log of steps; then the next run pays what was advanced."""
    zaak = await _awarded(regio, agbCode=None)
    await _act(regio, zaak, "bevoorschotten", bedrag=80_000_000)
    told = {"handeling": "aanvullen", "agbCode": AANBIEDER, "toelichting": "Brief 7"}

    added = await regio.post(f"/subsidies/{zaak}/handelingen", json=told)

    assert added.status_code == 200, added.text
    now = added.json()
    assert (now["agbCode"], now["toestand"], now["versie"]) == (AANBIEDER, "bevoorschot", 3)
    async with billing.service.runtime.db.read() as session:
        *_, last = await zaken.steps_of(session, zaak)
    assert (last.handeling, last.inhoud) == (
        "aanvullen",
        {"agbCode": AANBIEDER, "toelichting": "Brief 7"},
    )
    again = await regio.post(f"/subsidies/{zaak}/handelingen", json=told | {"agbCode": "90000101"})
    assert (again.status_code, again.json()["code"]) == (409, "agb-code-bekend")
    assert (await prepared(anna))["bedrag"] == 20_000_000


@pytest.mark.both_databases
async def test_b12_what_was_agreed_is_paid_to_the_other_gemeente_once(
    anna: httpx.AsyncClient, bram: httpx.AsyncClient, soest: httpx.AsyncClient
) -> None:
    """In the file of the one, in the overview of the other, and in no second run."""
    await soest.post("/verrekeningen", json=VRAAG | {"bedrag": 100})  # not agreed: not paid
    await _agreed(soest, anna, 250_000)

    run = await prepared(anna)

    assert (run["bedrag"], run["aantal"]) == (250_000, 1)
    overview = f"/betaalruns/{run['id']}/specificatie"
    assert (await soest.get(overview)).status_code == 404
    assert (await step(bram, run["id"], "goedkeuren")).status_code == 200
    content = (await anna.get(f"/betaalruns/{run['id']}/bestand")).content
    found = etree.fromstring(content)
    assert found.xpath("//p:InstdAmt/text()", namespaces={"p": NAMESPACE}) == ["2500.00"]
    accounts = found.xpath("//p:CdtrAcct//p:IBAN/text()", namespaces={"p": NAMESPACE})
    assert accounts == [OTHER]
    for caller in (anna, soest):
        (line,) = await all_lines(caller, overview)
        assert (line["agbCode"], line["soort"], line["bedrag"]) == (SOEST, "verrekening", 250_000)
        assert line["omschrijving"] == "Verrekening over 2026-09-01 tot en met 2026-10-31"
    assert (await soest.get(f"/betaalruns/{run['id']}")).status_code == 404
    assert (await anna.post("/betaalruns", json=RUN)).json()["code"] == "niets-te-betalen"


async def test_b12_what_was_received_is_not_paid_again(
    anna: httpx.AsyncClient, bram: httpx.AsyncClient, soest: httpx.AsyncClient
) -> None:
    """A run prepared before the other said that it has the money cannot be approved."""
    zaak = await _agreed(soest, anna, 300_000)
    run = await prepared(anna)
    received = {"handeling": "betaling-ontvangen"}
    await soest.post(f"/verrekeningen/{zaak}/handelingen", json=received)

    refused = await step(bram, run["id"], "goedkeuren")

    assert (refused.status_code, refused.json()["code"]) == (409, "al-betaald")
    await step(anna, run["id"], "intrekken")
    assert (await anna.post("/betaalruns", json=RUN)).json()["code"] == "niets-te-betalen"
