# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What the account holder may not know of few children it reads on no route (B.3, B.4, B.5)."""

import re
from collections.abc import Iterator
from datetime import date
from html import unescape

import httpx
import pytest

from libs.common.auth import OrgType
from services.reporting.domain.kwartaal import Kwartaal
from services.reporting.handlers.federatie import to_deliver
from services.reporting.schemas.federatie import te_leveren
from tests.reporting.conftest import Reporting
from tests.reporting.story import AGB
from tests.reporting.test_reporting_accounthouders import BEGIN, KNOWN, a_world

CHILDREN, REFUSED, MONEY = 4, 2, 4_000
SCOPES = ("weergaven:lezen", "accounthouders:lezen", "ews:lezen")
QUARTER = "kwartaal=2026-K3"
ROUTES = (
    f"/accounthouder/aanbieders/{AGB}?{QUARTER}",
    f"/accounthouder/aanbieders?{QUARTER}",
    f"/ews/aanbieders/{AGB}/beoordeling?{QUARTER}",
    "/indicatoren/I-01?van=2026-07&tot=2026-09&groepering=aanbieder",
    "/indicatoren/I-03?van=2026-07&tot=2026-09&groepering=aanbieder",
    "/indicatoren/I-09?van=2026-07&tot=2026-09&groepering=aanbieder",
)
TABLES = ROUTES[:2] + ROUTES[3:]
PAGES = (
    f"/dashboard/aanbieders/{AGB}?{QUARTER}",
    f"/dashboard/aanbieders?{QUARTER}",
    "/dashboard/indicatoren/I-01?van=2026-07&tot=2026-09&per=aanbieder",
)
SECRETS = {
    float(CHILDREN),
    round(REFUSED / (CHILDREN + REFUSED), 4),
    float(MONEY),
    -0.5,
}


@pytest.fixture
async def few(reporting: Reporting) -> Reporting:
    """A provider that helps four children of one region, with half of the money of a year ago."""
    story = a_world(AAA=CHILDREN)
    for _ in range(REFUSED):
        story.line(BEGIN, 1_000, toegekend=False, gemeentecode="0307", known=KNOWN)
    story.line(date(2025, 8, 1), 2 * MONEY, gemeentecode="0307", known=KNOWN)
    await reporting.hear(story)
    return reporting


def who(reporting: Reporting, org_type: OrgType, code: str) -> httpx.AsyncClient:
    made: httpx.AsyncClient = reporting.make(reporting.service, org_type, code, SCOPES)
    return made


def numbers(shown: object) -> Iterator[float]:
    """Every number of an answer."""
    if isinstance(shown, dict):
        for one in shown.values():
            yield from numbers(one)
    elif isinstance(shown, list):
        for one in shown:
            yield from numbers(one)
    elif isinstance(shown, int | float) and not isinstance(shown, bool):
        yield float(shown)


def written(cells: list[str]) -> Iterator[float]:
    """Cells of a table that are numbers, also as a page and a sheet write them."""
    for cell in cells:
        text = unescape(re.sub(r"<[^>]*>", "", cell))
        plain = re.sub(r"[^0-9,-]", "", text) if not re.search(r"[A-Za-z]", text) else ""
        if re.fullmatch(r"-?[0-9]+(,[0-9]+)?", plain):
            yield float(plain.replace(",", "."))


async def test_b5_no_route_tells_the_holder_of_few_children(few: Reporting) -> None:
    houder = who(few, OrgType.REGIO, "AAA")
    told = {}
    for route in ROUTES:
        answer = await houder.get(route)
        assert answer.status_code == 200, f"{route}: {answer.text}"
        told[route] = SECRETS & set(numbers(answer.json()))
    for route in TABLES:
        answer = await houder.get(route, headers={"Accept": "text/csv"})
        assert answer.status_code == 200, f"{route}: {answer.text}"
        cells = [c for line in answer.text.splitlines() for c in line.split(";")]
        told[f"{route} csv"] = SECRETS & set(written(cells))
    token = houder.headers["Authorization"].removeprefix("Bearer ")
    root = str(houder.base_url).removesuffix("/").removesuffix("/v1")
    for page in PAGES:
        answer = await houder.get(root + page, headers={"Cookie": f"jeugdregio_dashboard={token}"})
        assert answer.status_code == 200, page
        cells = re.findall(r"<(?:td|p)[^>]*>(.*?)</(?:td|p)>", answer.text, re.DOTALL)
        assert cells
        told[page] = (SECRETS | {MONEY / 100, 0.33}) & set(written(cells))
    (view,) = await to_deliver(few.service.runtime, "AAA", Kwartaal(2026, 3))
    told["federatie"] = SECRETS & set(numbers(te_leveren(view, "elders")))

    assert {route: found for route, found in told.items() if found} == {}


async def test_b3_the_provider_itself_sees_its_own_indicators(few: Reporting) -> None:
    """Exactly: what is hidden from others is hidden, not lost."""
    own = who(few, OrgType.AANBIEDER, AGB)

    for route in (ROUTES[0], ROUTES[2]):
        answer = (await own.get(route)).json()
        found = answer.get("ews", answer)
        values = {one["id"]: one["waarde"] for one in found["indicatoren"]}
        assert (values["EWS-13"], values["EWS-11"], values["EWS-09"]) == (4.0, 0.3333, -0.5)
        assert values["EWS-10"] == 1.0
        assert not any(one["verborgen"] for one in found["indicatoren"])


async def test_b3_of_many_the_holder_sees_children_rounded(reporting: Reporting) -> None:
    """120, 45 and 7: of the two that are hidden no trend, of the largest its share."""
    story = a_world(AAA=121, BBB=45, CCC=7)
    for gemeente in ("0307", "0308", "0310"):
        for n in range(12):
            story.line(
                date(2025, 8, 1),
                1_000,
                client=f"{gemeente}-{n}",
                gemeentecode=gemeente,
                known=KNOWN,
            )
    story.line(BEGIN, 1_000, toegekend=False, gemeentecode="0307", known=KNOWN)
    await reporting.hear(story)

    answer = await who(reporting, OrgType.REGIO, "AAA").get(ROUTES[2])

    found = answer.json()
    values = {one["id"]: one["waarde"] for one in found["indicatoren"]}
    assert values["EWS-13"] == 175.0
    ratios = (values["EWS-09"], values["EWS-10"], values["EWS-11"])
    assert ratios == (3.81, 0.7, 0.01), "whole percents: 1 of 174 lines would tell how many"
    trend = {
        one["regiocode"]: (one["waarde"], one["verborgen"]) for one in found["omzettrendPerRegio"]
    }
    assert trend == {"AAA": (9.08, False), "BBB": (None, True), "CCC": (None, True)}
