# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""In the embedded mode somebody chooses who they are, and is on the dashboard with two clicks."""

from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from playwright.async_api import Browser

from demo.parties import open_parties
from libs.common.clock import SimulatedClock
from libs.common.serve import serving
from services.embedded import Embedded, open_embedded
from services.sign_in import ISSUER, PATH
from tests.reporting.visitor import wrong_with

HERE = "http://127.0.0.1"


@pytest.fixture
async def region(tmp_path: Path, clock: SimulatedClock) -> AsyncIterator[Embedded]:
    async with open_embedded(tmp_path, clock) as opened:
        yield opened


@pytest.fixture
async def http(region: Embedded) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(region.app)
    async with httpx.AsyncClient(transport=transport, base_url=HERE) as client:
        yield client


async def test_two_clicks_lead_to_the_dashboard(region: Embedded, browser: Browser) -> None:
    async with (
        serving(region.app, "127.0.0.1", 0) as url,
        open_parties(url, region.client_secret) as parties,
    ):
        body = {"naam": "Soest", "geldigVan": "2015-01-01"}
        await parties["beheer:beheer"].call("PUT", "/contract/v1/gemeenten/0342", body)
        context = await browser.new_context()
        page = await context.new_page()
        await page.goto(f"{url}/dashboard")
        await page.get_by_role("link", name="Aanmelden bij uw organisatie").click()
        assert await wrong_with(page) == ""
        await page.get_by_role("button", name="Soest, gemeente: medewerker").click()

        await page.wait_for_url(f"{url}/reporting/dashboard")
        assert await page.locator(".wie span").inner_text() == "gemeente 0342"
        await page.get_by_role("button", name="Afmelden").click()
        await page.wait_for_url(f"{url}/reporting/dashboard/afmelden")
        assert await page.get_by_role("heading", level=1).inner_text() == "Afgemeld"
        await context.close()


async def test_the_choice_is_made_at_the_machine_itself_only(region: Embedded) -> None:
    """Not from another machine, and not under a name that somebody let point to this one."""
    for client, host in (("192.0.2.7", "127.0.0.1"), ("127.0.0.1", "elders.test")):
        transport = httpx.ASGITransport(region.app, client=(client, 1))
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}") as http:
            for method in ("GET", "POST"):
                assert (await http.request(method, PATH)).status_code == 403


@pytest.mark.parametrize("header", ["Forwarded", "Via", "X-Forwarded-For", "X-Real-IP"])
async def test_nor_through_a_proxy_that_says_so(http: httpx.AsyncClient, header: str) -> None:
    for method in ("GET", "POST"):
        answer = await http.request(method, PATH, headers={header: "192.0.2.7"})
        assert answer.status_code == 403


async def test_it_serves_this_dashboard_only(http: httpx.AsyncClient) -> None:
    begun = httpx.URL((await http.get("/reporting/dashboard/inloggen")).headers["location"])
    assert (begun.path, begun.is_relative_url) == (PATH, True)
    assert (await http.get(begun)).status_code == 200
    for changed in (
        {"redirect_uri": "https://elders.test/"},
        {"client_id": "een-ander"},
        {"code_challenge_method": "plain"},
    ):
        answer = await http.get(begun.copy_merge_params(changed))
        assert (answer.status_code, answer.headers["location"]) == (303, "/dashboard")


async def test_a_code_is_good_once_and_its_tokens_have_no_address(http: httpx.AsyncClient) -> None:
    begun = (await http.get("/reporting/dashboard/inloggen")).headers["location"]
    asked = {name: value for name, (value,) in parse_qs(urlsplit(begun).query).items()}
    form = {"wie": "beheer:beheer medewerker"} | asked
    back = (await http.post(PATH, data=form)).headers["location"]
    assert parse_qs(urlsplit(back).query)["iss"] == [ISSUER]
    attempt = http.cookies["jeugdregio_inloggen"]
    assert (await http.get(back)).headers["location"] == "/reporting/dashboard"
    again = await http.get(back, headers={"Cookie": f"jeugdregio_inloggen={attempt}"})
    assert again.status_code == 401
    for path in ("/token", f"{PATH}/token", "/sleutels"):
        assert (await http.post(path)).status_code in {404, 405}


async def test_a_role_that_is_none_is_refused(http: httpx.AsyncClient) -> None:
    form = {"wie": "gemeente:0342 burgemeester", "state": "x", "nonce": "x", "code_challenge": "x"}
    assert (await http.post(PATH, data=form)).status_code == 400
    assert (await http.post(PATH, data={"wie": "gemeente:0342 medewerker"})).status_code == 400
