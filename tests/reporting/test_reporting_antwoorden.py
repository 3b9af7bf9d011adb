# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Every answer says of which moment and by which definitions it is; long ones come in pages."""

import csv
import io
from datetime import date
from typing import Any
from urllib.parse import urlencode

import httpx
import pyarrow.parquet as pq
import pytest

from libs.common.api import as_position, encode_cursor
from libs.common.auth import OrgType
from services.reporting.api.tabel import PARQUET
from services.reporting.store import counted_figures
from tests.reporting.conftest import Reporting
from tests.reporting.groepen import BAARN, LEUSDEN, PERIOD, SOEST, a_region
from tests.reporting.story import AGB, Json, Story
from tests.reporting.test_reporting_accounthouders import SCOPES, a_world

VERSIES = {"definitieversie", "versie", "definities", "normversie"}
GEEN_CIJFERS = {"Maraprun"}
"""What is asked, not answered."""


async def test_p01_what_has_a_moment_has_the_version_of_what_it_means(reporting: Reporting) -> None:
    """By the description of the service: an answer that is new here cannot leave it out."""
    document = reporting.service.app.state.v1.openapi()
    shapes: Json = document["components"]["schemas"]
    asked = {name: set(one.get("properties", {})) for name, one in shapes.items()}
    wanting = {
        name
        for name, fields in asked.items()
        if "peilmoment" in fields and not fields & VERSIES and name not in GEEN_CIJFERS
    }
    assert {
        name for name in wanting if not name.startswith(("Body", "Nieuw", "Marapvraag"))
    } == set()


TABLES = (
    "/kerncijfers?{period}&groepering=gemeente",
    "/indicatoren/I-01?{period}&groepering=gemeente",
    "/cbs/aantallen?soort=jeugdhulp&periode=2026-H2&groepering=gemeente",
    "/nza/volledigheid?jaar=2026",
    "/nza/toewijzingen?jaar=2026",
)


@pytest.mark.parametrize("table", TABLES)
async def test_p01_a_csv_says_on_every_row_what_it_is_of(reporting: Reporting, table: str) -> None:
    """Kept apart from its question a file still says period, moment and version."""
    await reporting.hear(a_region())
    client = reporting.make(
        reporting.service, OrgType.REGIO, "EEMLAND", ["weergaven:lezen", "nza:lezen"]
    )
    address = table.format(period=urlencode(PERIOD))
    answer = await client.get(address, headers={"Accept": "text/csv"})
    assert answer.status_code == 200, answer.text
    rows = list(csv.DictReader(io.StringIO(answer.text), delimiter=";"))
    assert rows
    for row in rows:
        assert row["peilmoment"].startswith("20")
        assert row.get("definitieversie") or row.get("versie")
        assert row.get("van") or row.get("periode") or row.get("jaar")
    other = await client.get(address, headers={"Accept": PARQUET})
    told = pq.read_schema(io.BytesIO(other.content)).metadata
    assert {b"peilmoment"} <= told.keys()


async def test_p04_the_views_of_an_account_holder_are_files_too(reporting: Reporting) -> None:
    """AH, AHR and the calendar as CSV and Parquet, with quarter, moment and version."""
    story = a_world(AAA=120, BBB=45, CCC=7, DDD=3)
    story.product()
    await reporting.hear(story)
    holder = reporting.make(reporting.service, OrgType.REGIO, "AAA", SCOPES)
    for path, column in (
        (f"/accounthouder/aanbieders/{AGB}?kwartaal=2026-K3", "clienten"),
        ("/accounthouder/aanbieders?kwartaal=2026-K3", "niveau"),
        ("/accounthouder/kalender", "contractId"),
    ):
        text = await holder.get(path, headers={"Accept": "text/csv"})
        rows = list(csv.DictReader(io.StringIO(text.text), delimiter=";"))
        assert {row["definitieversie"] for row in rows} == {"1"}, path
        assert all(row["peilmoment"].startswith("20") for row in rows)
        found = await holder.get(path, headers={"Accept": PARQUET})
        assert found.status_code == 200, found.text
        file = pq.read_table(io.BytesIO(found.content))
        assert file.schema.metadata[b"definitieversie"] == b"1"
        assert file.column(column).to_pylist() == [row[column] for row in rows]
    view = await holder.get(
        f"/accounthouder/aanbieders/{AGB}?kwartaal=2026-K3", headers={"Accept": PARQUET}
    )
    money = pq.read_table(io.BytesIO(view.content)).column("omzetCenten").to_pylist()
    assert money == [120_000, 45_000, None, None, 175_000]


@pytest.mark.parametrize("path", ["/kerncijfers", "/indicatoren/I-01"])
async def test_a_long_answer_comes_in_pages_with_the_total_of_the_whole(
    reporting: Reporting, path: str
) -> None:
    """Keyset: what the pages show together is what one answer shows, hidden alike."""
    await reporting.hear(a_region())
    client = reporting.of(OrgType.REGIO, "EEMLAND")
    query = urlencode({**PERIOD, "groepering": "gemeente,aanbieder"})
    whole = (await client.get(f"{path}?{query}")).json()

    url, pages = f"{path}?{query}&limit=2", []
    while url:
        answer = await client.get(url)
        assert answer.status_code == 200, answer.text
        pages.append(answer.json())
        following = answer.links.get("next", {}).get("url", "")
        url = f"{path}?{following.partition('?')[2]}" if following else ""

    assert len(pages) > 2
    assert all(len(page["rijen"]) <= 2 for page in pages)
    rows = [row for page in pages for row in page["rijen"]]
    assert rows == sorted(whole["rijen"], key=labels)
    assert {str(page["totaal"]) for page in pages} == {str(whole["totaal"])}
    assert {labels(row)[0] for row in rows} == {LEUSDEN, SOEST, BAARN}

    wrong = await client.get(f"{path}?{query}&limit=2&cursor=elders")
    assert (wrong.status_code, wrong.json()["invalidParams"][0]["name"]) == (400, "cursor")


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("query", "most"),
    [
        ("groepering=gemeente", 2),
        ("groepering=aanbieder", 2),
        (f"groepering=aanbieder&gemeente={LEUSDEN}", 2),
        ("groepering=aanbieder&productcategorie=45", 2),
        ("groepering=aanbieder&regio=EEMLAND&van=2020-01&tot=2026-09", 2),
        ("groepering=aanbieder&regio=EEMLAND&productcategorie=45", 3),  # there are no such cells
        ("groepering=zorgvorm", 3),
    ],
)
async def test_a_page_is_read_without_the_rows_of_others(
    database_kind: str, reporting: Reporting, query: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who sees all gets the rows of the whole answer, of cells of the page and of one more row."""
    await reporting.hear(a_region())
    client = reporting.of(OrgType.BEHEER, "beheer")
    period = "" if "van=" in query else f"{urlencode(PERIOD)}&"
    first = f"/kerncijfers?{period}{query}"
    whole = (await client.get(first)).json()
    read: list[int] = []

    async def counted(*asked: Any) -> Any:
        found = await counted_figures(*asked)
        read.append(len(found))
        return found

    monkeypatch.setattr("services.reporting.store.counted_figures", counted)
    url, rows = f"{first}&limit=1", []
    while url:
        answer = await client.get(url)
        assert (answer.status_code, answer.json()["totaal"]) == (200, whole["totaal"]), answer.text
        rows += answer.json()["rijen"]
        following = answer.links.get("next", {}).get("url", "")
        url = f"/kerncijfers?{following.partition('?')[2]}" if following else ""

    assert rows == whole["rijen"]
    assert len(rows) > 1
    assert max(read) == most
    wrong = await client.get(f"{first}&limit=1&cursor=elders")
    assert (wrong.status_code, wrong.json()["invalidParams"][0]["name"]) == (400, "cursor")


async def test_a_page_goes_on_after_rows_that_hold_nothing(
    reporting: Reporting, story: Story
) -> None:
    """Claimed in a month and taken off in the next, of providers between two others."""
    jan, feb = date(2024, 1, 1), date(2024, 2, 1)
    codes = [f"9000010{number}" for number in range(5)]

    def told(code: str, month: date, cents: int, *, toegekend: bool) -> None:
        story.line(month, cents, toegekend=toegekend)
        moment, event = story.told[-1]
        story.told[-1] = (moment, event.model_copy(update={"agb_code": code}))

    for code in codes[1:4]:
        told(code, jan, 4_000, toegekend=False)
        told(code, feb, -4_000, toegekend=False)
    for code in (codes[0], codes[4]):
        told(code, jan, 5_000, toegekend=True)
    await reporting.hear(story)
    client = reporting.of(OrgType.BEHEER, "beheer")
    path = "/kerncijfers?van=2024-01&tot=2024-02&groepering=aanbieder&limit=1"

    first = await client.get(path)
    second = await client.get(f"/kerncijfers?{first.links['next']['url'].partition('?')[2]}")

    pages = [[row["aanbieder"] for row in one.json()["rijen"]] for one in (first, second)]
    assert pages == [[codes[0]], [codes[4]]]
    assert "next" not in second.links


@pytest.mark.parametrize("by", ["aanbieder", "gemeente"])
async def test_a_page_of_a_region_without_gemeenten_is_empty(reporting: Reporting, by: str) -> None:
    story = a_region()
    story.regio(code="NERGENS")
    await reporting.hear(story)
    client = reporting.of(OrgType.BEHEER, "beheer")
    path = f"/kerncijfers?{urlencode(PERIOD)}&groepering={by}&regio=NERGENS"

    whole, page = [await client.get(path + more) for more in ("", "&limit=1")]

    assert (page.status_code, page.json()["rijen"]) == (200, []), page.text
    assert page.json()["totaal"] == whole.json()["totaal"]


async def test_a_page_after_the_last_row_is_empty(reporting: Reporting) -> None:
    """As when the rows that were to follow are gone by then."""
    await reporting.hear(a_region())
    client = reporting.of(OrgType.BEHEER, "beheer")
    first = f"/kerncijfers?{urlencode(PERIOD)}&groepering=gemeente&limit=1"

    async def after(*place: str) -> httpx.Response:
        return await client.get(f"{first}&cursor={encode_cursor(as_position(place))}")

    last = await after("9999")
    assert (last.status_code, last.json()["rijen"], last.links) == (200, [], {}), last.text
    for place in (["9999", "9999"], ["\0"], ["\ud800"]):
        wrong = await after(*place)
        assert (wrong.status_code, wrong.json()["invalidParams"][0]["name"]) == (400, "cursor")


@pytest.mark.parametrize("path", ["/kerncijfers", "/indicatoren/I-01"])
@pytest.mark.parametrize("form", ["text/csv", PARQUET])
async def test_a_file_that_is_a_page_leads_to_the_next(
    reporting: Reporting, path: str, form: str
) -> None:
    await reporting.hear(a_region())
    client = reporting.of(OrgType.REGIO, "EEMLAND")
    query = urlencode({**PERIOD, "groepering": "gemeente,aanbieder", "limit": 2})
    first = await client.get(f"{path}?{query}", headers={"Accept": form})
    following = first.links["next"]["url"].partition("?")[2]
    second = await client.get(f"{path}?{following}", headers={"Accept": form})
    assert (first.status_code, second.status_code) == (200, 200)
    assert first.headers["Content-Type"].startswith(form)
    assert first.content != second.content


def labels(row: Json) -> tuple[str, str]:
    cel = row.get("cel", row)
    return cel["gemeente"], cel["aanbieder"]
