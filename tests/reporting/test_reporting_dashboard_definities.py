# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Beside each number on a page stand what it means and as of when it is known."""

import html
import re
from datetime import date, timedelta

import httpx
import pytest
from playwright.async_api import Browser

from libs.common.auth import OrgType, TokenIssuer
from libs.common.clock import SimulatedClock
from services.reporting.domain.indicatoren import indicator_van
from tests.reporting.around import WholeStory
from tests.reporting.conftest import Reporting
from tests.reporting.story import AGB
from tests.reporting.test_reporting_accounthouders import a_world, add_children
from tests.reporting.visitor import token, visit

READS = ("weergaven:lezen", "accounthouders:lezen")
MONTHS = "van=2026-07&tot=2026-09"
HOLDER = f"/aanbieders/{AGB}?kwartaal=2026-K3"
PAGES = (
    f"?{MONTHS}",
    f"/verplichtingen?{MONTHS}",
    f"/wachttijden?{MONTHS}",
    f"/indicatoren/I-06?{MONTHS}&per=gemeente",
    "/aanbieders?kwartaal=2026-K3",
    HOLDER,
    "/transformatie",
    "/cbs?periode=2026-H2",
    "/nza?jaar=2026",
)
TILE = re.compile(r'<li class="tegel">(.*?)</li>', re.DOTALL)
COLUMN = re.compile(r'<th scope="col" class="n">(.*?)</th>')


class Visitor:
    """The region AAA at the pages."""

    def __init__(self, reporting: Reporting, issuer: TokenIssuer) -> None:
        transport = httpx.ASGITransport(reporting.service.app)
        cookie = f"jeugdregio_dashboard={token(issuer, OrgType.REGIO, 'AAA', READS)}"
        self.http = httpx.AsyncClient(
            transport=transport, base_url="https://test", headers={"Cookie": cookie}
        )

    async def page(self, address: str, status: int = 200) -> str:
        answer = await self.http.get(f"/dashboard{address}")
        assert answer.status_code == status, address
        return html.unescape(answer.text)


@pytest.fixture
def world() -> WholeStory:
    return a_world(AAA=120, BBB=45, CCC=7, DDD=3)


@pytest.fixture
async def visitor(reporting: Reporting, issuer: TokenIssuer, world: WholeStory) -> Visitor:
    await reporting.hear(world)
    return Visitor(reporting, issuer)


def about_indicators(page: str) -> bool:
    """What an indicator means stands above all its figures."""
    known = [indicator_van(id_, None) for id_ in ("I-06", "I-15")]
    return any(one is not None and f"{one.formule}</p>" in page for one in known)


@pytest.mark.parametrize("address", PAGES)
async def test_each_number_has_its_definition_and_its_moment(
    visitor: Visitor, address: str
) -> None:
    page = await visitor.page(address)
    assert re.search(r"[Zz]oals bekend op [0-9]{2}-[0-9]{2}-20[0-9]{2} [0-9:]{5}", page)
    assert re.search(r"(definitieversie|versie) [^<]*[0-9]", page)
    if not about_indicators(page):
        assert [tile for tile in TILE.findall(page) if "<summary>" not in tile] == []


@pytest.mark.parametrize("address", [f"?{MONTHS}", "/aanbieders?kwartaal=2026-K3", HOLDER])
async def test_each_column_of_numbers_has_its_definition(visitor: Visitor, address: str) -> None:
    page = await visitor.page(address)
    short = {"Toegewezen": "Toegewezen bedrag", "Ingediend": "Ingediend bedrag"}
    if address.startswith("?"):
        short |= {"Toegekend": "Toegekend bedrag", "Cliënten": "Unieke cliënten"}
        short |= {"Verzilvering": "Toegekend van toegewezen", "Unieke cliënten": "Unieke cliënten"}
    columns = {short.get(name, name) for name in COLUMN.findall(page)} - {"Waarde"}
    assert len(columns) > 3
    assert columns - set(re.findall("<dt>(.*?)</dt>", page)) == set()


async def test_a_holder_sees_a_provider_as_it_was_known(
    visitor: Visitor, reporting: Reporting, world: WholeStory, clock: SimulatedClock
) -> None:
    """Twenty more a month later: seen today, and not as of the day before."""
    day = clock.today()
    clock.move_to(clock.now() + timedelta(days=30))
    world.told.clear()
    add_children(world, "AAA", 20, date(2026, 8, 1))
    world.told = [(clock.now(), event) for _, event in world.told]
    await reporting.hear(world)

    before = await visitor.page(f"{HOLDER}&peildag={day}")
    listed = await visitor.page(f"/aanbieders?kwartaal=2026-K3&peildag={day}")
    after = await visitor.page(HOLDER)

    assert (children(before), children(after)) == ("175", "195")
    assert f"?kwartaal=2026-K3&peildag={day}" in listed
    assert "ligt in de toekomst" in await visitor.page(f"{HOLDER}&peildag=2199-01-01", 400)


def children(page: str) -> str:
    """Of all regions, as the tile has it."""
    (tile,) = [one for one in TILE.findall(page) if "in alle regio" in one]
    return str(re.findall(r'<p class="cijfer">([0-9]+)</p>', tile)[0])


@pytest.mark.parametrize("address", PAGES)
async def test_on_paper_no_definition_stays_folded(
    reporting: Reporting, world: WholeStory, browser: Browser, issuer: TokenIssuer, address: str
) -> None:
    """What opens with a click on the screen is open in print, all of it; nobody clicks on paper."""
    await reporting.hear(world)
    own = token(issuer, OrgType.REGIO, "AAA", READS)
    async with visit(browser, reporting.service, own) as (page, dashboard):
        await page.goto(dashboard + address)
        folded = await page.locator("details > :not(summary)").all()
        on_screen = [await one.is_visible() for one in folded]
        await page.emulate_media(media="print")
        on_paper = [await one.is_visible() for one in folded]

    assert folded
    assert not any(on_screen)
    assert all(on_paper)
