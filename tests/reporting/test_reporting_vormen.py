# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Every view comes as JSON, CSV and Parquet, and page by page: the same rows in each (P-04)."""

import csv
import io

import httpx
import pyarrow.parquet as pq
import pytest

from services.reporting.api.tabel import PARQUET
from tests.reporting.conftest import Reporting
from tests.reporting.groepen import EEN
from tests.reporting.story import Json
from tests.reporting.test_reporting_opnieuw_gevraagd import Everybody, first_told

CSV = "text/csv"
OF_ONE = {
    "/accounthouder/aanbieders/{agbCode}": "one provider, with its regions",
    "/transformatiemonitor": "the goals of one region",
}
"""Files too, and as short as what they are of."""
NO_TABLE = {
    "/ews/aanbieders/{agbCode}/beoordeling": "fourteen indicators of one provider",
    "/maraps/{marapId}": "a report: CSV, XLSX and PDF",
    "/maraps": "which reports there are",
}
MONTHS = "van=2026-07&tot=2026-09"
VIEWS = {
    f"/datakwaliteit?{MONTHS}": ("regio", "aanbieders", "agbCode"),
    "/ervaringen?jaar=2026": ("regio", "aanbieders", "aanbieder"),
    f"/uitvoerders?{MONTHS}": ("regio", "resultaten", "contractId"),
    "/berichtenverkeer?van=2026-07-01&tot=2026-12-31": ("gemeente", "resultaten", "soort"),
    "/accounthouder/kalender?": ("regio", "resultaten", "contractId"),
    "/accounthouder/deelnames?kwartaal=2026-K3": ("regio", "resultaten", "agbCode"),
    "/accounthouder/aanbieders?kwartaal=2026-K3": ("regio", "resultaten", "agbCode"),
    "/cbs/aantallen?periode=2026-H2&groepering=gemeente": ("regio", "rijen", "gemeente"),
    "/cbs/vergelijking?periode=2026-H2": ("regio", "rijen", "aanbieder"),
    "/nza/volledigheid?jaar=2026": ("regio", "aanbieders", "aanbieder"),
}


def answered(document: Json, operation: Json) -> tuple[set[str], set[str]]:
    """Fields of what is answered as JSON, and the media types there are."""
    content = operation["responses"]["200"].get("content", {})
    name = content.get("application/json", {}).get("schema", {}).get("$ref", "")
    shape = document["components"]["schemas"].get(name.rpartition("/")[2], {})
    return set(shape.get("properties", {})), set(content)


async def test_p04_every_view_has_all_forms_and_pages(reporting: Reporting) -> None:
    """By the description of the service: a view that is new here cannot leave one out."""
    document: Json = reporting.service.app.state.v1.openapi()
    lacking, views = {}, set()
    for path, operations in document["paths"].items():
        operation = operations.get("get")
        if operation is None or path in NO_TABLE:
            continue
        fields, forms = answered(document, operation)
        if "peilmoment" not in fields:
            continue
        views.add(path)
        names = {one["name"] for one in operation.get("parameters", [])}
        wanted = {CSV, PARQUET} | (set() if path in OF_ONE else {"cursor", "limit"})
        if wanting := wanted - forms - names:
            lacking[path] = wanting
    assert lacking == {}
    assert views >= {*OF_ONE, "/kerncijfers", "/indicatoren/{indicatorId}", "/nza/toewijzingen"}
    assert views >= {view.partition("?")[0] for view in VIEWS}


@pytest.fixture
async def everybody(reporting: Reporting) -> Everybody:
    story = first_told()
    story.product(code="45B02")
    story.message("JW315", story.told[-1][0].replace(year=2026, month=8), "afgewezen")
    await reporting.hear(story)
    made = Everybody(reporting)
    await made.tell(0)
    return made


async def test_p04_a_view_shows_the_same_in_every_form_and_in_pages(everybody: Everybody) -> None:
    """Moment and version stand on every row; what is hidden in the JSON is so in the file."""
    for view, (who, name, column) in VIEWS.items():
        client = everybody.clients[who]
        whole = (await client.get(view)).json()
        rows = await as_csv(client, view)
        answer = await client.get(view, headers={"Accept": PARQUET})
        table = pq.read_table(io.BytesIO(answer.content))

        assert rows, view
        assert list(dict.fromkeys(row[column] for row in rows)) == keys(whole[name], column), view
        assert {row["peilmoment"] for row in rows} == {whole["peilmoment"]}, view
        assert {row["definitieversie"] for row in rows} == {whole["definitieversie"]}, view
        assert table.schema.metadata[b"peilmoment"].decode() == whole["peilmoment"], view
        for place, row in enumerate(table.to_pylist()):
            told = {key: shown(value) for key, value in row.items()}
            assert told == {key: rows[place][key] for key in row}, view
        assert await paged(client, view, name) == whole[name], view


async def paged(client: httpx.AsyncClient, view: str, name: str) -> list[Json]:
    """The rows of all pages of one."""
    path, place, found = view.partition("?")[0], f"{view}&limit=1", []
    while place:
        answer = await client.get(place)
        assert answer.status_code == 200, answer.text
        found += answer.json()[name]
        following = answer.links.get("next", {}).get("url", "")
        place = f"{path}?{following.partition('?')[2]}" if following else ""
    return found


async def test_p04_files_of_goals_and_of_another_scale(everybody: Everybody) -> None:
    """A row for each year of a goal; of a form of care gemeenten, and below them providers."""
    regio = everybody.clients["regio"]
    goals = await as_csv(regio, "/transformatiemonitor")
    assert [(row["indicator"], row["veld"], row["jaar"], row["pad"]) for row in goals] == [
        ("I-19", "aandeelAmbulant", "2026", "50,0")
    ]
    view = "/schaalverkenning?zorgvorm=wonen&jaar=2026&per=2027-01-01"
    whole = (await regio.get(view)).json()
    rows = await as_csv(regio, view)
    gemeenten = [one["gemeente"] for one in whole["gemeenten"]]
    aanbieders = [one["aanbieder"] for one in whole["aanbieders"]]
    assert [row["code"] for row in rows] == [*gemeenten, *aanbieders]
    assert EEN in aanbieders
    assert {(row["zorgvorm"], row["jaar"], row["per"]) for row in rows} == {
        ("wonen", "2026", "2027-01-01")
    }


async def as_csv(client: httpx.AsyncClient, view: str) -> list[dict[str, str]]:
    answer = await client.get(view, headers={"Accept": CSV})
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text, newline=""), delimiter=";"))


def keys(rows: list[Json], column: str) -> list[str]:
    return list(dict.fromkeys(str(row.get("cel", row)[column]) for row in rows))


def shown(value: object) -> str:
    """As it stands in the CSV."""
    if value is None:
        return ""
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)
