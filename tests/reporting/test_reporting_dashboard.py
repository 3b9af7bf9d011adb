# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The dashboard as people meet it: in a real Chromium without scripts, and to assistive tools."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import date

import httpx
import pytest
from playwright.async_api import Browser

from libs.common.auth import KeySet, OrgType, TokenIssuer, TokenVerifier
from services.reporting.api.dashboard.grafiek import Reeks, teken
from tests.reporting.conftest import Reporting
from tests.reporting.story import LEUSDEN, SOEST, Story
from tests.reporting.visitor import Colours, shuts_out, tiles, token, visit

QUARTER = "van=2024-01&tot=2024-03"
PAGES = ["", f"?{QUARTER}", "?van=2024-13", f"/verplichtingen?{QUARTER}", "/definities"]


@pytest.fixture
def told(story: Story) -> Story:
    """The worked example of the verzilveringspercentage, and a child that moved."""
    story.award(1, date(2024, 1, 1), date(2024, 3, 31))
    story.delivery(date(2024, 1, 1), date(2024, 3, 31))
    story.line(date(2024, 2, 1), 112_000)
    story.delivery(date(2024, 1, 1), date(2024, 1, 31), client="sam")
    story.delivery(date(2024, 2, 1), None, client="sam", gemeentecode=SOEST)
    return story


async def test_the_figures_of_the_story_are_read_off_the_page(
    reporting: Reporting, told: Story, browser: Browser, issuer: TokenIssuer
) -> None:
    await reporting.hear(told)
    async with visit(browser, reporting.service, token(issuer)) as (page, dashboard):
        await page.goto(f"{dashboard}?{QUARTER}")
        assert await tiles(page) == ["2", "€ 2.080", "€ 1.120", "53,8 %"]
        per_gemeente = page.get_by_role("table").filter(has_text="Leusden")
        rows = await per_gemeente.locator("tbody tr").all_inner_texts()
        assert [row.split("\t")[:2] for row in rows] == [["Leusden", "2"], ["Soest", "1"]]

        await page.get_by_role("link", name="Soest").click()
        assert await tiles(page) == ["1", "€ 0", "€ 0", "–"]
        assert await page.get_by_role("heading", level=1).inner_text() == "Kerncijfers van Soest"

        await page.goto(f"{dashboard}/verplichtingen?{QUARTER}")
        assert await tiles(page) == ["€ 2.080", "€ 1.120", "€ 960", "€ 0"]


async def test_figures_as_known_on_an_earlier_day(
    reporting: Reporting, told: Story, browser: Browser, issuer: TokenIssuer
) -> None:
    await reporting.hear(told)
    async with visit(browser, reporting.service, token(issuer)) as (page, dashboard):
        await page.goto(f"{dashboard}?{QUARTER}&peildag=2023-12-31")
        assert await tiles(page) == ["0", "€ 0", "€ 0", "–"]


async def test_a_gemeente_sees_itself_whatever_the_address_says(
    reporting: Reporting, told: Story, browser: Browser, issuer: TokenIssuer
) -> None:
    await reporting.hear(told)
    own = token(issuer, OrgType.GEMEENTE, SOEST)
    async with visit(browser, reporting.service, own) as (page, dashboard):
        await page.goto(f"{dashboard}?{QUARTER}&gemeente={LEUSDEN}")
        assert (await tiles(page))[0] == "1"
        assert "Leusden" not in await page.locator("main").inner_text()


@pytest.mark.parametrize("colours", ["light", "dark"])
async def test_no_page_shuts_anybody_out(
    reporting: Reporting,
    told: Story,
    browser: Browser,
    issuer: TokenIssuer,
    colours: Colours,
) -> None:
    """WCAG 2.2 AA as far as a machine can tell, in both colour schemes."""
    await reporting.hear(told)
    async with visit(browser, reporting.service, token(issuer), colours, scripts=True) as (
        page,
        dashboard,
    ):
        for address in [*PAGES, "/aanmelden"]:
            assert await shuts_out(page, dashboard + address) == ""


@pytest.mark.parametrize("colours", ["light", "dark"])
async def test_on_paper_there_are_figures_in_black_on_white_and_no_menu(
    reporting: Reporting,
    told: Story,
    browser: Browser,
    issuer: TokenIssuer,
    colours: Colours,
) -> None:
    """Whatever the screen looks like: nothing to click, all of a wide table, a real document."""
    await reporting.hear(told)
    async with visit(browser, reporting.service, token(issuer), colours) as (page, dashboard):
        await page.goto(f"{dashboard}?{QUARTER}")
        await page.emulate_media(media="print", color_scheme=colours)
        for hidden in ("nav", "form", ".wie", ".overslaan"):
            for one in await page.locator(hidden).all():
                assert not await one.is_visible(), hidden
        assert await page.locator("table:visible").count()
        assert await page.locator(".cijfer").first.is_visible()

        async def style(selector: str, name: str) -> str:
            script = f"one => getComputedStyle(one).{name}"
            found: str = await page.locator(selector).first.evaluate(script)
            return found

        assert await style("body", "backgroundColor") == "rgb(255, 255, 255)"
        assert await style("td:visible", "color") == "rgb(0, 0, 0)"
        assert await style(".rol:visible", "overflowX") == "visible"
        level = "getComputedStyle(document.documentElement).getPropertyValue('--rood')"
        assert (await page.evaluate(level)).strip() == "#b3001e"
        assert (await page.pdf(format="A4")).startswith(b"%PDF")


async def test_the_first_tab_leads_past_the_menu(
    reporting: Reporting, browser: Browser, issuer: TokenIssuer
) -> None:
    async with visit(browser, reporting.service, token(issuer), scripts=True) as (page, _):
        await page.keyboard.press("Tab")
        assert await page.evaluate("document.activeElement.textContent") == "Naar de inhoud"


@pytest.fixture
async def http(reporting: Reporting) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(reporting.service.app)
    async with httpx.AsyncClient(transport=transport, base_url="https://test") as client:
        yield client


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("van=2024-13", "Eerste maand is geen maand"),
        ("van=2024-05&tot=2024-04", "De laatste maand ligt voor de eerste"),
        ("gemeente=Soest", "Gemeente is geen code van vier cijfers"),
        ("peildag=2024-02-30", "is geen datum"),
        ("peildag=2199-01-01", "ligt in de toekomst"),
        ("van=2001-01&tot=2024-01", "Kies ten hoogste 120 maanden"),
    ],
)
async def test_a_choice_that_cannot_be_is_said(
    http: httpx.AsyncClient, issuer: TokenIssuer, query: str, said: str
) -> None:
    await http.post("/dashboard/aanmelden", data={"token": token(issuer)})
    answer = await http.get(f"/dashboard?{query}")
    assert answer.status_code == 400
    assert said in answer.text


@pytest.mark.parametrize(
    ("made", "status", "said"),
    [
        (lambda _: "x.y.z", 401, "ongeldig of verlopen"),
        (lambda _: "", 401, "ongeldig of verlopen"),
        (lambda i: i.issue(OrgType.BEHEER, "b", ["klok:schrijven"]), 403, "mist het recht"),
        (lambda i: i.issue(OrgType.AANBIEDER, "90000101", ["weergaven:lezen"]), 403, "Alleen voor"),
        (lambda _: "a" * 8_000, 401, "ongeldig of verlopen"),
        (lambda _: "a" * 20_000, 413, "ten hoogste 16 kB"),
    ],
)
async def test_who_may_not_look_is_told_why(
    http: httpx.AsyncClient,
    issuer: TokenIssuer,
    made: Callable[[TokenIssuer], str],
    status: int,
    said: str,
) -> None:
    answer = await http.post("/dashboard/aanmelden", data={"token": made(issuer)})
    assert answer.status_code == status
    assert not answer.cookies
    assert said in answer.text


async def test_the_token_is_out_of_reach_of_scripts_and_gone_on_leaving(
    http: httpx.AsyncClient, issuer: TokenIssuer
) -> None:
    answer = await http.post("/dashboard/aanmelden", data={"token": token(issuer)})
    kept = answer.headers["set-cookie"].lower()
    assert all(word in kept for word in ("httponly", "secure", "samesite=strict"))
    assert (await http.get("/dashboard")).status_code == 200
    await http.post("/dashboard/afmelden")
    assert (await http.get("/dashboard")).status_code == 303


async def test_keys_that_were_not_read_yet_are_no_end_of_a_login(
    http: httpx.AsyncClient, reporting: Reporting, issuer: TokenIssuer
) -> None:
    await http.post("/dashboard/aanmelden", data={"token": token(issuer)})

    async def read() -> bytes:
        raise OSError

    unread = TokenVerifier({"https://a.test": KeySet(read)})
    reporting.service.app.state.runtime = replace(reporting.service.runtime, verifier=unread)
    for answer in (
        await http.get("/dashboard"),
        await http.post("/dashboard/aanmelden", data={"token": token(issuer)}),
    ):
        assert (answer.status_code, 'role="alert"' in answer.text) == (503, True)
        assert "zijn hier nog niet bekend" in answer.text
        assert "verlopen" not in answer.text.partition("</div>")[0]
    assert "jeugdregio_dashboard" in http.cookies


async def test_what_the_address_holds_is_text(http: httpx.AsyncClient, issuer: TokenIssuer) -> None:
    await http.post("/dashboard/aanmelden", data={"token": token(issuer)})
    answer = await http.get("/dashboard", params={"van": "<script>alert(1)</script>"})
    assert "<script" not in answer.text
    assert "script-src" not in answer.headers["content-security-policy"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]


MONTHS = [date(2024, month, 1) for month in (11, 12)] + [date(2025, 1, 1)]


def test_a_line_breaks_where_nothing_is_known() -> None:
    chart = teken(MONTHS, [Reeks("a", (5, None, 7))])
    assert len(chart.lijnen[0].stukken) == 2
    assert [point.waarde for point in chart.lijnen[0].punten] == [5, 7]


def test_the_axis_holds_what_is_below_nothing_too() -> None:
    chart = teken(MONTHS, [Reeks("a", (-30, 0, 110))])
    assert [mark.waarde for mark in chart.strepen] == [-50, 0, 50, 100, 150]
    assert chart.strepen[1].y == chart.nul == chart.lijnen[0].punten[1].y
    assert chart.lijnen[0].punten[0].y > chart.nul > chart.lijnen[0].punten[2].y


def test_years_stand_under_the_first_month_and_each_january() -> None:
    assert [mark.jaar for mark in teken(MONTHS, []).maanden] == ["2024", "", "2025"]
