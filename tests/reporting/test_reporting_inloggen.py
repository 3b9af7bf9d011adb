# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Logging in for the dashboard at an organisation: the whole dance, and each that is refused."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from playwright.async_api import Browser
from structlog.testing import capture_logs

from libs.common.auth import Claims, Held, Login, Registration
from libs.common.problem import Unauthenticated
from libs.common.runtime import Service
from libs.common.serve import serving
from services.reporting.api.dashboard.aanmelding import veilig
from tests.infra.oidc import (
    ACCESS,
    CLIENT,
    PERSON,
    SECRET,
    OidcProvider,
    new_key,
    oidc_provider,
)
from tests.reporting.story import SOEST
from tests.reporting.visitor import wrong_with

HERE = "https://test"
ROLES = {
    "jeugd-beleid": "weergaven:lezen",
    "jeugd-accounthouder": "weergaven:lezen accounthouders:lezen",
    "jeugd-declaraties": "declaraties:lezen",
}
CLAIMS = {"organisatie": {"type": "gemeente", "code": SOEST}, "realm": {"roles": ["jeugd-beleid"]}}
LONG_AGO = datetime.now(UTC) - timedelta(hours=2)


@pytest.fixture
async def provider() -> AsyncIterator[OidcProvider]:
    async with oidc_provider(dict(CLAIMS)) as running:
        yield running


def login_at(
    provider: OidcProvider, here: str = HERE, held: Held | None = None, **more: Any
) -> Login:
    return Login(
        Registration(
            issuer=provider.issuer,
            client_id=CLIENT,
            client_secret=SECRET,
            scope="openid",
            public_url=here,
            life=timedelta(minutes=60),
            **more,
        ),
        Claims("organisatie", "realm.roles", "sub", ROLES),
        held or Held(b"k" * 32),
    )


def use(service: Service, login: Login) -> None:
    service.app.state.runtime = replace(service.runtime, login=login)


@pytest.fixture
async def service(start: Callable[..., Awaitable[Service]], provider: OidcProvider) -> Service:
    started = await start("reporting")
    use(started, login_at(provider))
    return started


@pytest.fixture
async def http(service: Service) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(service) as client:
        yield client


def client_of(service: Service) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(service.app), base_url=HERE)


async def at_provider(address: str, choice: str = "ja") -> str:
    """Where the provider sends a browser that comes with this address."""
    async with httpx.AsyncClient() as browser:
        answer = await browser.post(address, data={"keuze": choice})
    assert answer.status_code == 303
    return str(answer.headers["location"])


async def come_back(http: httpx.AsyncClient, naar: str = "") -> str:
    """Begin to log in; the address with which the provider sends the browser back."""
    begun = await http.get("/dashboard/inloggen", params={"naar": naar} if naar else {})
    assert begun.status_code == 303
    return await at_provider(begun.headers["location"])


async def test_a_person_logs_in_looks_and_leaves(
    start: Callable[..., Awaitable[Service]], provider: OidcProvider, browser: Browser
) -> None:
    """In a Chromium, the provider on another site: back on the page that was asked for."""
    service = await start("reporting")
    async with serving(service.app, "127.0.0.1", 0) as url:
        use(service, login_at(provider, url))
        context = await browser.new_context()
        page = await context.new_page()
        await page.goto(f"{url}/dashboard/definities?x=1")
        assert await wrong_with(page) == ""
        await page.get_by_role("link", name="Aanmelden bij uw organisatie").click()
        await page.wait_for_url(f"{provider.issuer}/inloggen?**")
        await page.get_by_role("button", name="Ik ben het").click()

        await page.wait_for_url(f"{url}/dashboard/definities?x=1")
        assert await page.locator(".wie span").inner_text() == f"gemeente {SOEST}"
        (kept,) = await context.cookies()
        assert (kept["name"], kept["httpOnly"]) == ("jeugdregio_dashboard", True)
        assert (kept["sameSite"], kept["path"]) == ("Lax", "/dashboard")

        await page.get_by_role("button", name="Afmelden").click()
        await page.wait_for_url(f"{provider.issuer}/uitloggen?**")
        await page.get_by_role("link", name="Terug").click()
        await page.wait_for_url(f"{url}/dashboard/aanmelden")
        assert await context.cookies() == []
        await page.goto(f"{url}/dashboard")
        assert page.url == f"{url}/dashboard/aanmelden"
        await context.close()


async def test_nothing_of_the_provider_and_the_person_goes_out_or_is_logged(
    http: httpx.AsyncClient, provider: OidcProvider
) -> None:
    with capture_logs() as logs:
        back = await come_back(http)
        answer = await http.get(back)
        page = await http.get("/dashboard")
        provider.claims["nonce"] = "van een ander"
        refused = await http.get(await come_back(http))

    assert (answer.status_code, page.status_code, refused.status_code) == (303, 200, 401)
    assert answer.headers["location"] == "/dashboard"
    assert answer.headers["referrer-policy"] == "no-referrer"
    kept = [line.lower() for line in answer.headers.get_list("set-cookie")]
    assert all("httponly" in one and "secure" in one and "samesite=lax" in one for one in kept)
    code = parse_qs(urlsplit(back).query)["code"][0]
    out = f"{answer.headers} {answer.text} {page.text} {refused.headers} {refused.text}"
    assert len(provider.issued) == 2
    for secret in (*provider.issued, ACCESS, PERSON, SECRET, code):
        assert secret not in out
        assert secret not in str(logs)


async def test_rights_are_those_of_the_role_and_no_more(
    http: httpx.AsyncClient, provider: OidcProvider
) -> None:
    provider.claims |= {"organisatie": "regio:EEMLAND", "realm": {"roles": ["jeugd-beleid", "x"]}}
    await http.get(await come_back(http))
    assert (await http.get("/dashboard/aanbieders")).status_code == 403

    provider.claims["realm"] = {"roles": "jeugd-accounthouder"}
    await http.get(await come_back(http))
    assert (await http.get("/dashboard/aanbieders")).status_code == 200


async def test_the_register_counts_for_who_is_in_and_for_who_comes(
    http: httpx.AsyncClient, service: Service
) -> None:
    """Nothing is on record here: from the moment that it counts, nobody may look."""
    await http.get(await come_back(http))
    runtime = service.app.state.runtime
    strict = runtime.settings.model_copy(update={"authorisations": "register"})
    service.app.state.runtime = replace(runtime, settings=strict)
    page = await http.get("/dashboard")
    assert (page.status_code, 'role="alert"' in page.text) == (403, True)
    http.cookies.clear()
    answer = await http.get(await come_back(http))
    assert (answer.status_code, "jeugdregio_dashboard" in http.cookies) == (403, False)


@pytest.mark.parametrize(
    ("lie", "status", "said"),
    [
        ({"nonce": "van een ander"}, 401, "niet van deze aanmelding"),
        ({"nonce": None}, 401, "identiteitsbewijs is ongeldig"),
        ({"aud": "een-ander"}, 401, "identiteitsbewijs is ongeldig"),
        ({"aud": [CLIENT, "een-ander"], "azp": "een-ander"}, 401, "niet van deze aanmelding"),
        ({"iss": "https://elders.test"}, 401, "identiteitsbewijs is ongeldig"),
        ({"exp": LONG_AGO}, 401, "identiteitsbewijs is ongeldig"),
        ({"realm": {"roles": ["iets-anders"]}}, 403, "geen rol die hier rechten geeft"),
        ({"realm": None}, 403, "geen rol die hier rechten geeft"),
        ({"realm": {"roles": ["jeugd-declaraties"]}}, 403, "mist het recht"),
        ({"organisatie": None}, 403, "voor welke gemeente of regio"),
        ({"organisatie": "gemeente:344"}, 403, "voor welke gemeente of regio"),
        ({"organisatie": "minister:0001"}, 403, "voor welke gemeente of regio"),
        ({"organisatie": {"type": "aanbieder", "code": "90000101"}}, 403, "Alleen voor"),
    ],
)
async def test_what_an_identity_token_may_not_say(
    http: httpx.AsyncClient, provider: OidcProvider, lie: dict[str, Any], status: int, said: str
) -> None:
    provider.claims |= lie
    await refused(http, await http.get(await come_back(http)), status, said)


@pytest.mark.parametrize(
    ("algorithm", "key"),
    [("none", ""), ("HS256", "0" * 64), ("ES256", new_key())],
    ids=["unsigned", "shared secret", "another key"],
)
async def test_a_signature_that_is_none(
    http: httpx.AsyncClient, provider: OidcProvider, algorithm: str, key: object
) -> None:
    provider.algorithm, provider.sign_with = algorithm, key
    answer = await http.get(await come_back(http))
    await refused(http, answer, 401, "identiteitsbewijs is ongeldig")


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        ({"state": "x"}, 401, "niet het antwoord op uw aanmelding"),
        ({"state": ""}, 401, "niet het antwoord op uw aanmelding"),
        ({"iss": "https://elders.test"}, 401, "komt niet van uw organisatie"),
        ({"code": "geraden"}, 401, "neemt deze aanmelding niet aan"),
        ({"error": "server_error"}, 401, "is niet gelukt"),
    ],
)
async def test_an_answer_that_was_changed(
    http: httpx.AsyncClient, change: dict[str, str], status: int, said: str
) -> None:
    back = httpx.URL(await come_back(http)).copy_merge_params(change)
    await refused(http, await http.get(back), status, said)


async def test_who_declines_is_told_what_to_do(http: httpx.AsyncClient) -> None:
    begun = await http.get("/dashboard/inloggen")
    back = await at_provider(begun.headers["location"], "nee")
    await refused(http, await http.get(back), 403, "aanmelden afgebroken")


async def test_an_answer_counts_once_and_for_the_browser_that_asked(
    http: httpx.AsyncClient, service: Service
) -> None:
    back = await come_back(http)
    attempt = http.cookies["jeugdregio_inloggen"]
    transport = httpx.ASGITransport(service.app)
    async with httpx.AsyncClient(transport=transport, base_url=HERE) as another:
        await refused(another, await another.get(back), 401, "al gebruikt of duurde te lang")
    assert (await http.get(back)).status_code == 303
    http.cookies.clear()
    await refused(http, await http.get(back), 401, "al gebruikt of duurde te lang")
    http.cookies.set("jeugdregio_inloggen", attempt)
    await refused(http, await http.get(back), 401, "neemt deze aanmelding niet aan")


async def test_an_answer_in_another_tab_leaves_the_attempt_of_this_one(
    http: httpx.AsyncClient,
) -> None:
    first, second = await come_back(http), await come_back(http)
    await refused(http, await http.get(first), 401, "niet het antwoord op uw aanmelding")
    assert (await http.get(second)).status_code == 303


async def test_a_code_of_another_attempt_is_of_no_use(http: httpx.AsyncClient) -> None:
    """PKCE: who has somebody take a code of another login has not the verifier that fits it."""
    others = parse_qs(urlsplit(await come_back(http)).query)["code"][0]
    own = httpx.URL(await come_back(http)).copy_merge_params({"code": others})
    await refused(http, await http.get(own), 401, "neemt deze aanmelding niet aan")


@pytest.mark.parametrize(
    "description",
    [
        {"issuer": "https://elders.test"},
        {"token_endpoint": "http://elders.test/token"},
        {"jwks_uri": "http://localhost:1/sleutels"},
        {"authorization_endpoint": None},
        {"end_session_endpoint": "https://elders.test/uit"},
    ],
    ids=lambda description: next(iter(description)),
)
async def test_a_provider_that_points_elsewhere_is_not_used(
    http: httpx.AsyncClient, provider: OidcProvider, description: dict[str, Any]
) -> None:
    provider.description = description
    answer = await http.get("/dashboard/inloggen")
    await refused(http, answer, 503, "Probeer het over enkele minuten opnieuw")


async def test_a_provider_that_is_away_is_said(
    http: httpx.AsyncClient, service: Service, provider: OidcProvider
) -> None:
    for status in (401, 429, 502):  # not one of them says anything of the code
        back = await come_back(http)
        provider.faulty = status
        await refused(http, await http.get(back), 503, "kan nu niet")

    use(service, login_at(replace(provider, issuer="http://localhost:1")))
    await refused(http, await http.get("/dashboard/inloggen"), 503, "kan nu niet")


async def test_a_login_ends_by_itself_and_says_so(
    http: httpx.AsyncClient, service: Service, provider: OidcProvider
) -> None:
    await http.get(await come_back(http))
    later = datetime.now(UTC) + timedelta(minutes=61)
    use(service, login_at(provider, held=Held(b"k" * 32, later.timestamp)))
    answer = await http.get("/dashboard/indicatoren?soort=geld")
    where = answer.headers["location"]
    assert where == (
        "/dashboard/aanmelden?reden=verlopen&naar=%2Fdashboard%2Findicatoren%3Fsoort%3Dgeld"
    )
    form = (await http.get(where)).text
    assert "Uw aanmelding is verlopen" in form
    assert 'value="/dashboard/indicatoren?soort=geld"' in form


async def test_what_a_browser_holds_cannot_be_made_or_used_for_another_thing(
    http: httpx.AsyncClient, service: Service
) -> None:
    await come_back(http)
    attempt = http.cookies["jeugdregio_inloggen"]
    others = Held(b"x" * 32).seal("zitting", {"code": SOEST}, timedelta(hours=1))
    for held in (attempt, others, "x", "é"):
        cookie = {b"Cookie": f"jeugdregio_dashboard={held}".encode("latin-1")}
        assert (await http.get("/dashboard", headers=cookie)).status_code == 303
    with pytest.raises(Unauthenticated):
        Held(b"k" * 32).open("zitting", attempt)


@pytest.mark.parametrize(
    "naar",
    [
        "https://elders.test/",
        "//elders.test/dashboard",
        "/\\elders.test",
        "/dashboard\\..\\..",
        "/dashboard/../elders",
        "/dashboard/%2e%2e/elders",
        "/dashboard//elders.test",
        "/dashboardje",
        "/elders",
        "\t//elders.test",
        "/dashboard\n",
        "javascript:alert(1)",
        "http://[",
        "/dashboard/aanmelden",
        "/dashboard/inloggen?naar=x",
        "/dashboard/afmelden",
        f"/dashboard?x={'a' * 1000}",
    ],
)
async def test_nobody_is_sent_to_another_place(http: httpx.AsyncClient, naar: str) -> None:
    assert veilig(naar, "/dashboard") == "/dashboard"
    answer = await http.get(await come_back(http, naar))
    assert answer.headers["location"] == "/dashboard"


async def test_a_form_of_another_site_does_nothing(http: httpx.AsyncClient) -> None:
    await http.get(await come_back(http))
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    await http.post("/dashboard/afmelden", headers=elsewhere)
    assert (await http.get("/dashboard")).status_code == 200
    http.cookies.clear()
    answer = await http.post("/dashboard/aanmelden", data={"token": "x"}, headers=elsewhere)
    await refused(http, answer, 403, "van een andere website")


async def test_without_a_provider_there_is_the_form_only(
    start: Callable[..., Awaitable[Service]],
) -> None:
    service = await start("reporting")
    transport = httpx.ASGITransport(service.app)
    async with httpx.AsyncClient(transport=transport, base_url=HERE) as client:
        for path in ("", "/terug?code=x&state=y"):
            answer = await client.get(f"/dashboard/inloggen{path}")
            assert answer.headers["location"] == "/dashboard/aanmelden"
        assert "/dashboard/inloggen" not in (await client.get("/dashboard/aanmelden")).text


async def refused(http: httpx.AsyncClient, answer: httpx.Response, status: int, said: str) -> None:
    """Told so on a page that leads on; and nobody is in."""
    assert (answer.status_code, said in answer.text) == (status, True), answer.text
    assert 'role="alert"' in answer.text
    assert "/dashboard/inloggen?" in answer.text
    assert "jeugdregio_dashboard" not in http.cookies
    assert (await http.get("/dashboard")).status_code == 303
