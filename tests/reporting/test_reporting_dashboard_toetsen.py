# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Pages on which a region holds its own facts against the CBS, the NZa and what was agreed."""

from collections.abc import AsyncIterator
from datetime import date, timedelta

import httpx
import pytest
import sqlalchemy as sa
from playwright.async_api import Browser

from libs.common.auth import OrgType, TokenIssuer
from libs.common.clock import SimulatedClock
from services.reporting import tables as t
from services.reporting.api.dashboard import nza
from services.reporting.api.dashboard.transformatie import _toon
from tests.reporting.around import WholeStory
from tests.reporting.conftest import Reporting
from tests.reporting.regie import FamilyStory
from tests.reporting.story import AGB, LEUSDEN, REGIO, SINCE, SOEST, Story
from tests.reporting.test_reporting_cbs import children, told
from tests.reporting.test_reporting_nza import whole
from tests.reporting.test_reporting_scorekaart import BASIS, judged
from tests.reporting.test_reporting_transformatie import PLACES
from tests.reporting.visitor import Colours, shuts_out, tiles, token, visit

SCOPES = ["weergaven:lezen", "rapportages:schrijven"]
PAGES = (
    "/datakwaliteit?van=2023-01&tot=2024-12",
    "/datakwaliteit?van=2024-03&tot=2024-01",
    "/cbs?periode=2023-H1",
    "/cbs?periode=ooit&per=gemeente",
    "/nza?jaar=2024",
    "/nza/toewijzingen?jaar=2024",
    "/nza/toewijzingen?na=elders",
    "/transformatie",
    "/transformatie?peildag=ooit",
)


def of_a_half_year() -> FamilyStory:
    """Children with help of the first half of 2023: twenty, and three that are hidden with seven.
    One has a measure, which is of too few too."""
    made = FamilyStory()
    made.gemeente(LEUSDEN, "Leusden")
    made.gemeente(SOEST, "Soest")
    made.regio((LEUSDEN, SINCE, None), (SOEST, SINCE, None))
    made.aanbieder("De Vlieger")
    children(made, 20)
    children(made, 3, gemeentecode=SOEST, agb_code="90000102")
    children(made, 7, gemeentecode=SOEST, agb_code="90000103")
    made.measure("ots", date(2023, 2, 1))
    return made


def who(reporting: Reporting, org_type: OrgType = OrgType.REGIO, code: str = REGIO) -> str:
    """A token."""
    client = reporting.make(reporting.service, org_type, code, SCOPES)
    return str(client.headers["Authorization"]).removeprefix("Bearer ")


@pytest.fixture
async def http(reporting: Reporting) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(reporting.service.app)
    async with httpx.AsyncClient(transport=transport, base_url="https://test") as client:
        yield client


async def test_p11_the_mirror_report_is_read_beside_our_own_records(
    reporting: Reporting, browser: Browser, issuer: TokenIssuer
) -> None:
    await reporting.hear(of_a_half_year())
    regio = reporting.make(reporting.service, OrgType.REGIO, REGIO, SCOPES)
    mirror = told((LEUSDEN, AGB, "02", 21), (SOEST, "90000102", "02", 30))
    assert (await regio.post("/cbs/spiegelrapportages", json=mirror)).status_code == 200

    async with visit(browser, reporting.service, token(issuer, OrgType.REGIO, REGIO)) as (page, _):
        await page.get_by_role("link", name="CBS").click()
        await page.get_by_label("Halfjaar").evaluate("it => it.add(new Option('2023-H1'))")
        await page.get_by_label("Halfjaar").select_option("2023-H1")
        await page.get_by_role("button", name="Toon").click()
        assert "aan te leveren uiterlijk 21-07-2023" in await page.locator("main").inner_text()
        assert await tiles(page) == ["51", "30", "21", "0"]
        rows = await page.get_by_role("table").first.locator("tbody tr").all_inner_texts()
        assert [row.split("\t") for row in rows] == [
            ["De Vlieger", "21", "20", "1", "binnen 5 procent"],
            ["90000102", "30", "verborgen", "–", "niet getoond"],
            ["90000103", "0", "verborgen", "–", "niet getoond"],
        ]
        counted = page.get_by_role("table").nth(1)
        assert (await counted.locator("tbody tr").all_inner_texts())[0].split("\t") == [
            "ambulante jeugdhulp op locatie van de aanbieder",
            "30",
            "30",
            "0",
            "30",
        ]
        measures = await page.get_by_role("table").nth(2).locator("tfoot tr").inner_text()
        assert measures.split("\t")[1:] == ["verborgen"] * 4

        await page.get_by_label("Vergelijk per").select_option("gemeente")
        await page.get_by_role("button", name="Toon").click()
        rows = await page.get_by_role("table").first.locator("tbody tr").all_inner_texts()
        assert [row.split("\t")[:3] for row in rows] == [
            ["Leusden", "21", "20"],
            ["Soest", "30", "10"],
        ]


async def test_p11_a_gemeente_sees_its_own_records_and_what_was_known_before(
    reporting: Reporting, http: httpx.AsyncClient, clock: SimulatedClock
) -> None:
    await reporting.hear(of_a_half_year())
    soest = reporting.make(reporting.service, OrgType.GEMEENTE, SOEST, SCOPES)
    before = clock.now()
    clock.move_to(before + timedelta(days=2))
    await soest.post("/cbs/spiegelrapportages", json=told((SOEST, "90000102", "02", 4)))
    await http.post("/dashboard/aanmelden", data={"token": who(reporting, OrgType.GEMEENTE, SOEST)})

    now = (await http.get("/dashboard/cbs?periode=2023-H1")).text
    then = (await http.get(f"/dashboard/cbs?periode=2023-H1&peildag={before:%Y-%m-%d}")).text
    wrong = await http.get("/dashboard/cbs?periode=2023-K1")

    assert "CBS heeft meer" in now
    assert "verborgen, en wat daaruit" in now
    assert ">verborgen<" not in now
    assert "De Vlieger" not in now
    assert "CBS heeft meer" not in then
    assert "alleen in eigen cijfers" in then
    assert (wrong.status_code, "Periode is geen halfjaar" in wrong.text) == (400, True)


async def test_rj8f_how_whole_the_elements_are_and_the_awards_behind_them(
    reporting: Reporting, story: Story, browser: Browser, issuer: TokenIssuer
) -> None:
    for nummer in range(1, 7):
        whole(story, nummer, client=f"kind-{nummer}")
    story.award(7, date(2024, 1, 1), None, client="wacht")
    story.aanbieder("De Vlieger")
    await reporting.hear(story)

    async with visit(browser, reporting.service, token(issuer, OrgType.REGIO, REGIO)) as (page, _):
        await page.get_by_role("link", name="NZa").click()
        await page.goto(f"{page.url}?jaar=2024")
        elements = page.get_by_role("table").first.locator("tbody tr")
        rows = [one.split("\t") for one in await elements.all_inner_texts()]
        assert len(rows) == 12
        assert ["Soort verwijzer", "7", "6", "85,7\xa0%"] in rows
        assert ["Einddatum", "6", "6", "100,0\xa0%"] in rows
        (of_one,) = await page.get_by_role("table").last.locator("tbody tr").all_inner_texts()
        assert of_one.split("\t")[:3] == ["De Vlieger", "7", "100,0\xa0%"]

        await page.get_by_role("link", name="De toewijzingen zelf").click()
        rows = [one.split("\t") for one in await page.locator("tbody tr").all_inner_texts()]
        assert [row[0] for row in rows] == ["1", "2", "3", "4", "5", "6", "7"]
        assert rows[0][2:] == [
            LEUSDEN,
            "2014",
            "02",
            "45/45B01",
            "20-12-2023",
            "08-01-2024",
            "15-01-2024",
            "31-05-2024",
            "31",
            "€\xa0120",
            "90",
            "04",
            "De Vlieger",
        ]
        assert rows[6][8:13] == ["–"] * 5


async def test_rj8f_awards_come_page_by_page_and_each_look_is_kept(
    reporting: Reporting,
    story: Story,
    http: httpx.AsyncClient,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(nza, "_PER_BLADZIJDE", 2)
    for nummer in (1, 2, 3):
        whole(story, nummer, client=f"kind-{nummer}")
    await reporting.hear(story)
    await http.post("/dashboard/aanmelden", data={"token": who(reporting)})

    first = (await http.get("/dashboard/nza/toewijzingen?jaar=2024")).text
    following = first.partition("Volgende bladzijde")[0].rpartition('href="')[2].partition('"')[0]
    second = (await http.get(following.replace("&amp;", "&"))).text
    astray = await http.get("/dashboard/nza/toewijzingen?jaar=2024&na=elders")

    numbers = [
        [n for n in "123" if f'<th scope="row">{n}</th>' in text] for text in (first, second)
    ]
    assert numbers == [["1", "2"], ["3"]]
    assert "Volgende bladzijde" not in second
    assert (astray.status_code, "dit is de eerste" in astray.text) == (400, True)
    async with reporting.service.runtime.db.read() as session:
        looks = (await session.execute(sa.select(t.inzage))).all()
    assert [(one.weergave, one.rol, one.periode) for one in looks] == [
        ("nza-toewijzingen", "regio", "2024")
    ] * 3


@pytest.mark.parametrize(
    ("org_type", "code", "shown"),
    [
        (OrgType.REGIO, REGIO, {"transformatie": 200, "cbs": 200, "nza": 200, "rows": 200}),
        (OrgType.GEMEENTE, LEUSDEN, {"transformatie": 200, "cbs": 200, "nza": 403, "rows": 403}),
        (OrgType.BEHEER, "beheer", {"transformatie": 403, "cbs": 200, "nza": 200, "rows": 403}),
    ],
)
async def test_who_may_not_see_a_page_has_no_way_to_it(
    reporting: Reporting,
    story: Story,
    http: httpx.AsyncClient,
    org_type: OrgType,
    code: str,
    shown: dict[str, int],
) -> None:
    """As the routes of the same figures have it."""
    await reporting.hear(story)
    await http.post("/dashboard/aanmelden", data={"token": who(reporting, org_type, code)})
    menu = (await http.get("/dashboard")).text.partition("</nav>")[0]
    found = {
        name: (await http.get(f"/dashboard/{name.replace('rows', 'nza/toewijzingen')}")).status_code
        for name in shown
    }
    ways = {name: 200 if f'/dashboard/{name}"' in menu else 403 for name in shown}
    overview = (await http.get("/dashboard/nza")).text

    assert found == shown
    assert ways | {"rows": shown["rows"]} == shown
    assert ("nza/toewijzingen?" in overview) is (shown["rows"] == 200)


async def test_b8_how_the_agreements_are_kept_and_goals_beside_what_came_of_them(
    reporting: Reporting, browser: Browser, issuer: TokenIssuer, clock: SimulatedClock
) -> None:
    story = WholeStory()
    story.regio((LEUSDEN, SINCE, None))
    for year, places in PLACES.items():
        story.places(year, places)
    await reporting.hear(story)
    before = clock.now()
    clock.move_to(before + timedelta(days=2))
    regio = reporting.make(reporting.service, OrgType.REGIO, REGIO, SCOPES)
    goal = {"soort": "doel", "gebied": REGIO, "onderwerp": "I-20.plaatsen", "bron": "plan"}
    given = [judged("basis-op-orde", about, value) for about, value in BASIS.items()]
    given[-1] |= {"toelichting": "Visie volgt in augustus 2019."}
    given += [judged("nvo", "4", 1), judged("nvo", "8", 2)]
    given += [goal | {"jaar": 2015, "waarde": 285}, goal | {"jaar": 2019, "waarde": 210}]
    kept = await regio.post("/ingaven", json={"ingaven": given})
    assert kept.status_code == 200, kept.text

    async with visit(browser, reporting.service, token(issuer, OrgType.REGIO, REGIO)) as (page, _):
        await page.get_by_role("link", name="Transformatie").click()
        assert await tiles(page) == ["1 van 8", "4 van 5", "–"]
        nvo = page.get_by_role("group", name="Norm voor Opdrachtgeverschap").locator("tbody tr")
        rows = [one.split("\t") for one in await nvo.all_inner_texts()]
        assert [row[1] for row in rows] == [
            *["niet beoordeeld"] * 3,
            "deels",
            *["niet beoordeeld"] * 3,
            "ja",
        ]
        assert rows[3][2:] == ["vastgesteld door de colleges", "01-06-2018", "transformatieplan"]
        basis = page.get_by_role("group", name="Basis op orde").locator("tbody tr")
        assert "Visie volgt in augustus 2019." in (await basis.all_inner_texts())[-1]
        years = page.get_by_role("table").last.locator("tbody tr")
        assert [one.split("\t") for one in await years.all_inner_texts()] == [
            ["2015", "285", "285", "op koers"],
            ["2016", "266,25", "266", "op koers"],
            ["2017", "247,5", "250", "achter op het pad"],
            ["2018", "228,75", "229", "achter op het pad"],
            ["2019", "210", "210", "bereikt"],
        ]

        await page.goto(f"{page.url}?peildag={before:%Y-%m-%d}")
        assert (await tiles(page))[:2] == ["0 van 8", "0 van 5"]
        assert "Er zijn geen doelen opgegeven." in await page.locator("main").inner_text()


@pytest.mark.parametrize(
    ("unit", "value", "said"),
    [
        ("aantal", 247.5, "247,5"),
        ("aantal", 1250.0, "1.250"),
        ("eurocent", 123_450.5, "€\xa01.235"),
        ("procent", 62.5, "62,5\xa0%"),
        ("procent", None, "–"),
    ],
)
def test_a_path_is_written_in_its_unit_also_between_whole_numbers(
    unit: str, value: float | None, said: str
) -> None:
    assert _toon(unit, value) == said


@pytest.mark.parametrize("colours", ["light", "dark"])
async def test_no_page_of_checks_shuts_anybody_out(
    reporting: Reporting, browser: Browser, issuer: TokenIssuer, colours: Colours
) -> None:
    """WCAG 2.2 AA as far as a machine can tell, with figures and with none."""
    story = of_a_half_year()
    whole(story)
    await reporting.hear(story)
    regio = reporting.make(reporting.service, OrgType.REGIO, REGIO, SCOPES)
    given = [judged("nvo", str(n + 1), n % 3) for n in range(6)]
    assert (await regio.post("/ingaven", json={"ingaven": given})).status_code == 200
    own = token(issuer, OrgType.REGIO, REGIO)
    async with visit(browser, reporting.service, own, colours, scripts=True) as (page, dashboard):
        wrong = [await shuts_out(page, dashboard + address) for address in PAGES]
        assert "".join(wrong) == ""
