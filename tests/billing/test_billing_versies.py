# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A step on a case that others moved meanwhile is refused to who says what it was decided on."""

from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

from libs.common.auth import OrgType
from libs.common.runtime import settle
from tests.billing.betalen import prepared
from tests.billing.claims import AANBIEDER, GEMEENTE
from tests.billing.harness import Billing
from tests.billing.zaken import EEMLAND, REGIO, region

Client = Callable[..., httpx.AsyncClient]
Publish = Callable[..., Awaitable[None]]
Json = dict[str, Any]
SUBSIDIE: Json = {
    "ontvanger": "Veilig Thuis",
    "regeling": "veilig-thuis",
    "jaar": 2020,
    "verleend": 200_000_000,
    "sleutel": EEMLAND,
}
VRAAG: Json = {
    "aangesproken": "0327",
    "bewijs": "BRP-uittreksel",
    "bedrag": 300_000,
    "periodeBegin": "2026-09-01",
    "periodeEind": "2026-10-31",
}
DOEL: Json = {
    "agbCode": AANBIEDER,
    "periodeBegin": "2026-01-01",
    "periodeEind": "2026-06-30",
    "doel": "Nagaan of gedeclareerde hulp is geleverd",
    "signalen": [],
}


async def made(caller: httpx.AsyncClient, path: str, body: Json) -> str:
    answer = await caller.post(path, json=body)
    assert answer.status_code == 201, answer.text
    return f"{path}/{answer.json()['id']}"


async def stepped(
    caller: httpx.AsyncClient, place: str, body: Json, tag: str | None = None
) -> tuple[int, str | None]:
    """What a step on a version comes to, with the version that it is then."""
    headers = {} if tag is None else {"If-Match": tag}
    answer = await caller.post(place, json=body, headers=headers)
    return answer.status_code, answer.headers.get("ETag")


@pytest.mark.both_databases
async def test_who_settles_a_subsidy_settles_what_was_read(
    billing: Billing, publish: Publish, client: Client, database_kind: str
) -> None:
    """Accounts came anew between reading and settling: 412, and nothing is settled."""
    await publish(region())
    await settle(billing.service)
    scopes = ("subsidies:lezen", "subsidies:schrijven")
    regio = client(billing.service, OrgType.REGIO, REGIO, scopes)
    place = await made(regio, "/subsidies", SUBSIDIE)
    steps = f"{place}/handelingen"
    assert (await regio.get(place)).headers["ETag"] == '"1"'
    first = {"handeling": "verantwoorden", "lasten": {"0307": 190_000_000}}
    assert await stepped(regio, steps, first, '"1"') == (200, '"2"')
    assert (await regio.get(place)).headers["ETag"] == '"2"'

    assert await stepped(regio, steps, {**first, "lasten": {"0307": 10_000_000}}) == (200, '"3"')
    settling = {"handeling": "vaststellen", "bedrag": 190_000_000}
    assert await stepped(regio, steps, settling, '"2"') == (412, '"3"')

    after = (await regio.get(place)).json()
    assert (after["toestand"], after["versie"]) == ("verantwoord", 3)


async def test_so_it_is_with_every_case(
    ready: Billing, anna: httpx.AsyncClient, bram: httpx.AsyncClient, client: Client
) -> None:
    run = f"/betaalruns/{(await prepared(anna))['id']}"
    assert await stepped(bram, f"{run}/goedkeuringen", {}, '"7"') == (412, '"1"')
    assert await stepped(bram, f"{run}/goedkeuringen", {}, '"1"') == (200, '"2"')
    executing = {"handeling": "uitvoeren"}
    assert await stepped(anna, f"{run}/handelingen", executing, '"1"') == (412, '"2"')
    assert (await anna.get(run)).headers["ETag"] == '"2"'

    asks = ("verrekeningen:lezen", "verrekeningen:schrijven")
    soest = client(ready.service, OrgType.GEMEENTE, "0342", asks)
    vraag = await made(soest, "/verrekeningen", VRAAG)
    leusden = client(ready.service, OrgType.GEMEENTE, "0327", asks)
    refusing = {"handeling": "afwijzen", "toelichting": "Niet bij ons"}
    assert await stepped(leusden, f"{vraag}/handelingen", refusing, '"2"') == (412, '"1"')
    assert await stepped(leusden, f"{vraag}/handelingen", refusing, '"1"') == (200, '"2"')
    assert (await soest.get(vraag)).headers["ETag"] == '"2"'

    scopes = ("controles:uitvoeren",)
    officer = client(ready.service, OrgType.GEMEENTE, GEMEENTE, scopes, "j.jansen")
    controle = await made(officer, "/controles", DOEL)
    analysing = {"handeling": "algemene-risicoanalyse", "tekst": "Vastgelegd"}
    assert await stepped(officer, f"{controle}/handelingen", analysing, '"2"') == (412, '"1"')
    assert await stepped(officer, f"{controle}/handelingen", analysing, '"1"') == (200, '"2"')
    assert (await officer.get(controle)).headers["ETag"] == '"2"'
