# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The page on which a region reads how far its figures can be trusted (P-09)."""

import re
from datetime import date, timedelta

import httpx

from libs.common.auth import OrgType, TokenIssuer
from libs.common.clock import SimulatedClock
from tests.reporting.conftest import Reporting
from tests.reporting.story import AGB, LEUSDEN, REGIO, SINCE, Json, Story
from tests.reporting.visitor import token

JAN, FEB, MAR = date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)
QUARTER = "van=2024-01&tot=2024-03"
OTHER, SMALL = "90000202", "90000303"
TILE = re.compile(r'<p class="cijfer">(.*?)</p>')
ROW = re.compile(r"<tr>(<t[hd].*?)</tr>")


class Visitor:
    """Who reads the page."""

    def __init__(
        self, reporting: Reporting, issuer: TokenIssuer, org_type: OrgType, code: str
    ) -> None:
        own = token(issuer, org_type, code)
        self.http = httpx.AsyncClient(
            transport=httpx.ASGITransport(reporting.service.app),
            base_url="https://test/dashboard",
            headers={"Cookie": f"jeugdregio_dashboard={own}"},
        )

    async def reads(self, asked: str, status: int = 200) -> str:
        answer = await self.http.get(f"/datakwaliteit?{asked}")
        assert answer.status_code == status
        return answer.text.replace("\N{NO-BREAK SPACE}", " ")


def rows(page: str, heading: str) -> list[list[str]]:
    """The cells of the table under a heading, by row."""
    table = page.partition(f"<h2>{heading}</h2>")[2].partition("</table>")[0]
    found = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in ROW.findall(table)]
    return found[1:]


def of_other(story: Story, agb_code: str, last: int) -> None:
    """What was told last is of another provider."""
    for place in range(-last, 0):
        known, event = story.told[place]
        story.told[place] = (known, event.model_copy(update={"agb_code": agb_code}))


def delivered_and_claimed(story: Story, agb_code: str, first: int, claimed: int, of: int) -> None:
    """So many children with help of January, under a contract, and the claims of the first ones."""
    if agb_code != AGB:
        story.product("45B01", (8_000, SINCE), contract=agb_code)
        of_other(story, agb_code, 2)
    for number in range(first, first + of):
        about: Json = {"client": f"kind{number}", "agb_code": agb_code}
        story.award(number, JAN, date(2024, 1, 31), **about)
        story.delivery(JAN, date(2024, 1, 31), toewijzing_nummer=number, **about)
        if number < first + claimed:
            story.line(JAN, 8_000, toewijzing_nummer=number, client=f"kind{number}")
            of_other(story, agb_code, 1)


async def test_p09_what_lacks_is_read_by_provider_the_least_whole_first(
    reporting: Reporting, story: Story, issuer: TokenIssuer
) -> None:
    story.aanbieder("De Vlieger")
    delivered_and_claimed(story, AGB, 100, claimed=9, of=9)
    delivered_and_claimed(story, OTHER, 200, claimed=3, of=8)
    story.line(MAR, 70_000, toewijzing_nummer=77, client="kind100")
    story.delivery(FEB, client="kind101", toewijzing_nummer=None, categorie="99", code="99X01")
    await reporting.hear(story)

    page = await Visitor(reporting, issuer, OrgType.GEMEENTE, LEUSDEN).reads(QUARTER)

    assert TILE.findall(page)[0] == "70,6 %"
    assert TILE.findall(page)[2:] == ["1", "€ 700"]
    shown = rows(page, "Per aanbieder")
    assert [row[:4] for row in shown] == [
        [OTHER, "37,5 %", "8", "3"],
        ["De Vlieger", "100,0 %", "9", "9"],
        ["Alle aanbieders", "70,6 %", "17", "12"],
    ]
    assert shown[1][6:9] == ["1", "1", "€ 700"]
    assert "Elk totaal is een eigen telling" not in page, "this one is a sum"
    assert rows(page, "Producten zonder zorgvorm") == [["99", "99X01", "1"]]


async def test_p09_a_region_sees_nothing_of_few_children(
    reporting: Reporting, story: Story, issuer: TokenIssuer
) -> None:
    """And whoever puts a gemeente in the address sees no table that hides otherwise."""
    delivered_and_claimed(story, AGB, 100, claimed=9, of=9)
    delivered_and_claimed(story, OTHER, 200, claimed=6, of=8)
    delivered_and_claimed(story, SMALL, 300, claimed=1, of=3)
    await reporting.hear(story)
    regio = Visitor(reporting, issuer, OrgType.REGIO, REGIO)

    page = await regio.reads(QUARTER)
    narrowed = await regio.reads(f"{QUARTER}&gemeente={LEUSDEN}")

    (small,) = [row for row in rows(page, "Per aanbieder") if row[0] == SMALL]
    assert small[1:4] == ["verborgen"] * 3
    assert small[-1] == "–"
    assert rows(narrowed, "Per aanbieder") == rows(page, "Per aanbieder")


async def test_p09_as_was_known_on_a_day(
    reporting: Reporting, story: Story, issuer: TokenIssuer, clock: SimulatedClock
) -> None:
    delivered_and_claimed(story, AGB, 100, claimed=0, of=6)
    await reporting.hear(story)
    before = clock.today()
    clock.move_to(clock.now() + timedelta(days=2))
    story.told.clear()
    story.line(JAN, 8_000, toewijzing_nummer=100, client="kind100", known=clock.now())
    await reporting.hear(story)
    gemeente = Visitor(reporting, issuer, OrgType.GEMEENTE, LEUSDEN)

    now = await gemeente.reads(QUARTER)
    then = await gemeente.reads(f"{QUARTER}&peildag={before}")

    assert (TILE.findall(then)[0], TILE.findall(now)[0]) == ("0,0 %", "16,7 %")
    assert "ligt voor de eerste" in await gemeente.reads("van=2024-03&tot=2024-01", 400)
