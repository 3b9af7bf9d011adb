# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Pages of indicators and of account holders: who sees what, and that they can be read by all."""

import pytest
from playwright.async_api import Browser

from libs.common.auth import OrgType, TokenIssuer
from tests.reporting.conftest import Reporting
from tests.reporting.story import AGB
from tests.reporting.test_reporting_accounthouders import a_world
from tests.reporting.visitor import Colours, shuts_out, tiles, token, visit

READS = ("weergaven:lezen", "accounthouders:lezen")
QUARTER = "kwartaal=2026-K3"
MONTHS = "van=2026-07&tot=2026-09"


async def test_a_holder_finds_its_providers_and_one_over_all_regions(
    reporting: Reporting, browser: Browser, issuer: TokenIssuer
) -> None:
    """The worked example of B.4: 120, 45, and two that are hidden."""
    await reporting.hear(a_world(AAA=120, BBB=45, CCC=7, DDD=3))
    own = token(issuer, OrgType.REGIO, "AAA", READS)
    async with visit(browser, reporting.service, own) as (page, dashboard):
        await page.goto(f"{dashboard}/aanbieders?{QUARTER}")
        held = page.get_by_role("table").first.locator("tbody tr")
        assert await held.count() == 1
        assert "175" in await held.inner_text()

        await held.get_by_role("link").click()
        assert (await tiles(page))[1:3] == ["175", "€ 1.750"]
        rows = await page.get_by_role("table").first.locator("tbody tr").all_inner_texts()
        assert [row.split("\t")[:2] for row in rows] == [
            ["AAA", "120"],
            ["BBB", "45"],
            ["CCC", "<10"],
            ["DDD", "<10"],
        ]


async def test_others_do_not_find_the_provider(
    reporting: Reporting, browser: Browser, issuer: TokenIssuer
) -> None:
    await reporting.hear(a_world(AAA=120, BBB=45))
    neighbour = token(issuer, OrgType.REGIO, "BBB", READS)
    async with visit(browser, reporting.service, neighbour) as (page, dashboard):
        answer = await page.goto(f"{dashboard}/aanbieders/{AGB}?{QUARTER}")
        assert answer is not None
        assert answer.status == 404
        await page.goto(f"{dashboard}/aanbieders?{QUARTER}")
        used = page.get_by_role("table").nth(1).locator("tbody tr")
        assert "45" in await used.inner_text()


async def test_who_may_not_see_providers_has_no_menu_for_them(
    reporting: Reporting, browser: Browser, issuer: TokenIssuer
) -> None:
    gemeente = token(issuer, OrgType.GEMEENTE, "0307", READS[:1])
    async with visit(browser, reporting.service, gemeente) as (page, dashboard):
        assert await page.get_by_role("link", name="Aanbieders").count() == 0
        answer = await page.goto(f"{dashboard}/aanbieders")
        assert answer is not None
        assert answer.status == 403


async def test_an_indicator_by_gemeente_and_by_month(
    reporting: Reporting, browser: Browser, issuer: TokenIssuer
) -> None:
    await reporting.hear(a_world(AAA=20, BBB=6))
    region = token(issuer, OrgType.REGIO, "LANDSDEEL", READS)
    async with visit(browser, reporting.service, region) as (page, dashboard):
        await page.goto(f"{dashboard}/indicatoren")
        await page.get_by_role("link", name="Unieke cliënten per gemeente").click()
        await page.goto(f"{page.url}?{MONTHS}")
        assert await tiles(page) == ["26"]
        rows = await page.get_by_role("table").last.locator("tbody tr").all_inner_texts()
        assert [row.split("\t")[-1] for row in rows] == ["20", "6"]
        assert await page.locator("svg rect").count() == 3

        answer = await page.goto(f"{dashboard}/indicatoren/I-99")
        assert answer is not None
        assert answer.status == 404


@pytest.mark.parametrize("colours", ["light", "dark"])
async def test_no_page_of_steering_shuts_anybody_out(
    reporting: Reporting, browser: Browser, issuer: TokenIssuer, colours: Colours
) -> None:
    await reporting.hear(a_world(AAA=12, BBB=11))
    own = token(issuer, OrgType.REGIO, "AAA", READS)
    pages = (
        f"/aanbieders?{QUARTER}",
        f"/aanbieders/{AGB}?{QUARTER}",
        "/aanbieders?kwartaal=ooit",
        "/aanbieders/nergens",
        "/indicatoren",
        f"/indicatoren/I-11?{MONTHS}&per=gemeente",
    )
    async with visit(browser, reporting.service, own, colours, scripts=True) as (page, dashboard):
        wrong = [await shuts_out(page, dashboard + address) for address in pages]
        assert "".join(wrong) == ""
