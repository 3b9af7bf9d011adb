# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Indicators as a file: what stands in the JSON, hidden alike."""

import csv
import io
from datetime import date

import pyarrow.parquet as pq
import pytest

from libs.common.auth import OrgType
from services.reporting.api.tabel import PARQUET
from tests.reporting.conftest import Reporting
from tests.reporting.story import LEUSDEN, REGIO, Story
from tests.reporting.test_reporting_indicatoren import JAN, QUARTER, leusden


async def test_csv_has_no_total_and_says_what_is_hidden(reporting: Reporting, story: Story) -> None:
    story.delivery(JAN)
    await reporting.hear(story)

    client = leusden(reporting)
    answer = await client.get(
        f"/indicatoren/I-08?{QUARTER}&groepering=gemeente", headers={"Accept": "text/csv"}
    )

    head, first = answer.text.splitlines()
    assert head == (
        "gemeente;trajectenPerClient;trajecten;verborgen;indicator;versie;van;tot;peilmoment"
    )
    assert first.startswith(f"{LEUSDEN};1,0;1;nee;I-08;")
    assert first.endswith("Z")
    parquet = await client.get(
        f"/indicatoren/I-08?{QUARTER}&groepering=gemeente", headers={"Accept": PARQUET}
    )
    table = pq.read_table(io.BytesIO(parquet.content))
    row = {"gemeente": LEUSDEN, "trajectenPerClient": 1.0, "trajecten": 1, "verborgen": "nee"}
    assert table.to_pylist() == [row]
    assert table.schema.metadata[b"indicator"] == b"I-08"


@pytest.mark.parametrize(("by", "cells"), [("gemeente", [LEUSDEN]), ("", [None])])
async def test_a_file_has_the_comparison_and_without_groups_the_whole(
    reporting: Reporting, story: Story, by: str, cells: list[str | None]
) -> None:
    """What the JSON of the same question shows; without `groepering` its total is the one row."""
    story.delivery(JAN, client="noor")
    story.delivery(date(2023, 2, 1), date(2023, 3, 31), client="sem")
    story.delivery(date(2023, 2, 1), date(2023, 3, 31), client="ties")
    await reporting.hear(story)
    client = leusden(reporting)
    path = f"/indicatoren/I-01?{QUARTER}&vergelijkVan=2023-01&vergelijkTot=2023-03&groepering={by}"

    shown = (await client.get(path)).json()
    text = await client.get(path, headers={"Accept": "text/csv"})
    parquet = await client.get(path, headers={"Accept": PARQUET})

    (row,) = csv.DictReader(io.StringIO(text.text), delimiter=";")
    (cell,) = shown["rijen"] if by else [shown["totaal"]]
    names = ("uniekeClienten", "uniekeClientenEerder", "uniekeClientenGroei")
    assert [row[name] for name in names] == ["1", "2", "-50,0"]
    told = [cell[part]["uniekeClienten"] for part in ("waarden", "eerder", "groei")]
    assert told == [1, 2, -50.0]
    assert (row["vergelijkVan"], row["vergelijkTot"]) == ("2023-01", "2023-03")
    assert [row.get("gemeente")] == cells
    table = pq.read_table(io.BytesIO(parquet.content))
    (found,) = table.to_pylist()
    assert [found[name] for name in names] == told
    assert table.schema.metadata[b"vergelijkVan"] == b"2023-01"


async def test_a_comparison_that_is_hidden_is_hidden_in_a_file(
    reporting: Reporting, story: Story
) -> None:
    """Twelve children now and three a year before, as a region: no number, no growth."""
    for n in range(12):
        story.delivery(JAN, client=f"nu{n}")
    for n in range(3):
        story.delivery(date(2023, 2, 1), date(2023, 3, 31), client=f"eerder{n}")
    await reporting.hear(story)
    path = f"/indicatoren/I-01?{QUARTER}&vergelijkVan=2023-01&vergelijkTot=2023-03"

    text = await reporting.of(OrgType.REGIO, REGIO).get(path, headers={"Accept": "text/csv"})

    (row,) = csv.DictReader(io.StringIO(text.text), delimiter=";")
    names = ("uniekeClienten", "uniekeClientenEerder", "uniekeClientenGroei")
    assert [row[name] for name in names] == ["12", "", ""]
