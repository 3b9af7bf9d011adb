# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Pages of the monthly report and of waiting: charts, and the way down from region to form."""

from datetime import date

import pytest
from playwright.async_api import Browser

from libs.common.auth import OrgType, TokenIssuer
from services.reporting.api.dashboard.grafiek import BREEDTE, leg
from tests.reporting.conftest import Reporting
from tests.reporting.groepen import (
    BAARN,
    LEUSDEN,
    PERIOD,
    SCOPES,
    VORMEN,
    a_region,
)
from tests.reporting.story import REGIO
from tests.reporting.visitor import Colours, shuts_out, tiles, token, visit

MONTHS = f"van={PERIOD['van']}&tot={PERIOD['tot']}"


@pytest.fixture
async def report(reporting: Reporting) -> str:
    """A region with a report of its months, and children who wait; which report it is."""
    story = a_region()
    for n in range(6):
        day = date(2026, 8, 1 + n)
        about = {"categorie": "45", "code": "45B01", "verwijsdatum": day, "toewijsdatum": day}
        story.referral(f"v{n}", "toegewezen", client=f"wacht{n}", **about)
    await reporting.hear(story)
    own = reporting.make(reporting.service, OrgType.REGIO, REGIO, list(SCOPES), persoon="Ada")
    made = await own.post("/maraps", json={"maand": PERIOD["tot"]})
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


async def test_p07_a_report_is_read_with_its_charts_and_looked_into(
    reporting: Reporting, report: str, browser: Browser, issuer: TokenIssuer
) -> None:
    """From the region to a gemeente, and in it to the forms of care."""
    own = token(issuer, OrgType.REGIO, REGIO)
    async with visit(browser, reporting.service, own) as (page, dashboard):
        await page.get_by_role("link", name="MARAP").click()
        await page.get_by_role("link", name="2026-09, nummer 1").click()
        assert page.url == f"{dashboard}/marap/{report}"
        assert "jan 2026 tot en met sep 2026" in await page.locator("h1").inner_text()
        by_month = page.locator("section", has=page.locator("#i-01-maand"))
        assert await by_month.locator(".cijfer").all_inner_texts() == ["55"]
        assert await by_month.locator("svg circle").count() == 4  # June through September

        uniek = page.locator("section", has=page.locator("#i-03-gemeente"))
        assert "I-03, versie" in await uniek.locator("details").first.inner_html()
        assert await uniek.locator("td", has_text="verborgen").count() == 2
        assert await uniek.locator("svg rect").count() == 1  # two of three are hidden
        await uniek.get_by_role("row").get_by_role("link").first.click()
        assert f"gemeente={BAARN}" in page.url
        assert await tiles(page) == ["verborgen"]
        await page.get_by_role("link", name="Terug naar alle gemeenten").click()
        rows = page.get_by_role("table").last.locator("tbody tr")
        assert await rows.count() == 3
        await rows.nth(1).get_by_role("link").click()
        assert f"gemeente={LEUSDEN}" in page.url
        assert await tiles(page) == ["34"]


async def test_p07_who_may_not_see_a_report_finds_none(
    reporting: Reporting, report: str, browser: Browser, issuer: TokenIssuer
) -> None:
    """A concept is of its region alone."""
    gemeente = token(issuer, OrgType.GEMEENTE, LEUSDEN)
    async with visit(browser, reporting.service, gemeente) as (page, dashboard):
        await page.goto(f"{dashboard}/marap")
        assert "nog geen rapportages" in await page.locator("main").inner_text()
        for place in (report, "geen-nummer"):
            answer = await page.goto(f"{dashboard}/marap/{place}")
            assert answer is not None
            assert answer.status == 404


async def test_waiting_is_seen_by_month_and_by_form(
    reporting: Reporting, report: str, browser: Browser, issuer: TokenIssuer
) -> None:
    own = token(issuer, OrgType.GEMEENTE, LEUSDEN)
    async with visit(browser, reporting.service, own) as (page, dashboard):
        await page.goto(f"{dashboard}/wachttijden?{MONTHS}")
        assert (await tiles(page))[0] == "6"
        rows = page.get_by_role("table").filter(has_text=VORMEN["45"]).locator("tbody tr")
        assert "6" in await rows.first.inner_text()
        assert await page.locator("svg rect").count() >= 2  # August and September


@pytest.mark.parametrize("colours", ["light", "dark"])
async def test_no_page_of_reports_shuts_anybody_out(
    reporting: Reporting, report: str, browser: Browser, issuer: TokenIssuer, colours: Colours
) -> None:
    own = token(issuer, OrgType.REGIO, REGIO)
    pages = (
        "/marap",
        f"/marap/{report}",
        f"/wachttijden?{MONTHS}",
        f"/indicatoren/I-03?{MONTHS}&per=gemeente",
        f"/verplichtingen?{MONTHS}&gemeente={BAARN}",
        f"?{MONTHS}",
    )
    async with visit(browser, reporting.service, own, colours, scripts=True) as (page, dashboard):
        wrong = [await shuts_out(page, dashboard + address) for address in pages]
        assert "".join(wrong) == ""


def test_bars_are_as_long_as_what_they_stand_for() -> None:
    drawn = leg([("a", 10), ("b", 5), ("c", None)])
    assert drawn is not None
    lengths = [one.breedte for one in drawn.staven]
    assert lengths[0] == 2 * lengths[1]
    assert (lengths[2], drawn.staven[2].waarde) == (0, None)
    assert drawn.links + lengths[0] < BREEDTE


@pytest.mark.parametrize("rows", [[], [("a", 1)], [("a", 0), ("b", 0)], [("a", -1), ("b", 2)]])
def test_what_cannot_be_compared_is_not_drawn(rows: list[tuple[str, int | None]]) -> None:
    assert leg(rows) is None


def test_of_many_the_largest_are_drawn() -> None:
    drawn = leg([(str(n), n) for n in range(1, 40)])
    assert drawn is not None
    assert [one.waarde for one in drawn.staven] == list(range(28, 40))
