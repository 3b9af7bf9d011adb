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
from tests.reporting.story import AGB, Json
from tests.reporting.test_reporting_accounthouders import (
    BEGIN,
    KNOWN,
    Table,
    a_world,
    add_children,
)
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
    f"/datakwaliteit?{MONTHS}",
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


@pytest.mark.parametrize(
    "address",
    [f"?{MONTHS}", "/aanbieders?kwartaal=2026-K3", HOLDER, f"/datakwaliteit?{MONTHS}"],
)
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


async def test_b4_the_page_of_a_provider_has_what_its_view_has(
    reporting: Reporting, world: WholeStory, issuer: TokenIssuer
) -> None:
    """Refusals, forms, how long, ceilings, places and stops."""
    for n in range(12):
        about: Json = {"client": f"AAA{n}0701", "gemeentecode": "0307"}
        world.line(BEGIN, 500, toegekend=False, known=KNOWN, **about)
    world.ceiling(1_234_500)
    world.near_ceiling(1_234_500, 870_000)
    world.places(2026, 12, "verblijf")
    world.stop(date(2026, 9, 1), producten=("45/45B01",))
    await reporting.hear(world)
    shown = (await Table(reporting, world).view())["totaal"]["afkeurpercentage"]

    page = (await Visitor(reporting, issuer).page(HOLDER)).replace("\N{NO-BREAK SPACE}", " ")

    assert shown == round(12 / 187, 4)
    assert re.findall(r'<td class="n">([0-9,]+ %|–)</td><td class="bron">', page)[0] == "9,1 %"
    assert '<td class="n">6,4 %</td>' in page.partition("<tfoot>")[2]
    assert [tile for tile in TILE.findall(page) if "Gemiddelde duur" in tile and ">122<" in tile]
    for row in (
        '<th scope="row">2024</th><td class="n">€ 12.345</td><td class="n">€ 8.700</td>',
        '<th scope="row">verblijf</th><td>2026</td><td class="n">12</td><td class="n">12</td>',
        "<td>45/45B01</td><td>01-09-2026</td><td>geen einde</td>",
    ):
        assert row in page
    forms = page.partition("<h2>Per zorgvorm</h2>")[2].partition("</table>")[0]
    assert '<td class="n">175</td>' in forms


async def test_without_a_quarter_the_last_is_meant_that_was_over_on_the_day(
    visitor: Visitor,
) -> None:
    """Also one that is further back than those to choose from."""
    for day, quarter in (("2026-08-15", "2026-K2"), ("2026-09-30", "2026-K3")):
        for address in ("/aanbieders?", f"/aanbieders/{AGB}?"):
            page = await visitor.page(f"{address}peildag={day}", 200)
            assert f"Kwartaal {quarter}, zoals bekend op" in page
    early = await visitor.page("/aanbieders?peildag=2020-02-01")
    assert "<option selected>2019-K4</option>" in early


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
