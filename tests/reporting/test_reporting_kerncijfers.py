# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Kerncijfers over HTTP: what each cell holds, who sees it, and as known when."""

import io
from datetime import UTC, date, datetime
from typing import Any

import pyarrow.parquet as pq
import pytest

from libs.common.auth import OrgType
from services.reporting.api.tabel import PARQUET
from tests.reporting.around import WholeStory
from tests.reporting.conftest import Reporting
from tests.reporting.story import LEUSDEN, REGIO, SINCE, SOEST, Story

JAN, FEB, MAR = date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)
END = date(2024, 3, 31)
QUARTER = "van=2024-01&tot=2024-03"
Json = dict[str, Any]


@pytest.mark.both_databases
async def test_verzilvering_of_the_worked_example(
    database_kind: str, reporting: Reporting, story: Story
) -> None:
    """B.2: 2 h a week at EUR 80 over 13 weeks, 14 h granted: 53.8 %."""
    story.award(1, JAN, END)
    story.line(JAN, 14 * 8_000)
    await reporting.hear(story)

    quarter = await reporting.look(f"{QUARTER}&groepering=gemeente")
    months = await reporting.look(f"{QUARTER}&groepering=maand")

    assert quarter["totaal"] == {
        "uniekeClienten": 1,
        "waarvanBuitenBerichten": 0,
        "toegewezenBedrag": 208_000,
        "ingediendBedrag": 112_000,
        "toegekendBedrag": 112_000,
        "verzilveringspercentage": 53.8,
    }
    weeks = [row["toegewezenBedrag"] // 16_000 for row in months["rijen"]]
    assert weeks == [5, 5, 5]  # 29 Jan - 4 Feb and 26 Feb - 3 Mar touch two months each
    assert months["totaal"]["toegewezenBedrag"] == 208_000
    assert quarter["rijen"][0]["gemeentenaam"] == "Leusden"


async def test_c5_a_child_under_a_lump_sum_and_a_tariff_counts_once_in_the_total(
    reporting: Reporting,
) -> None:
    story = WholeStory()
    story.gemeente(LEUSDEN, "Leusden")
    story.regio((LEUSDEN, SINCE, None))
    story.report(JAN, END, [("noor", JAN, None), ("sem", JAN, None)])
    story.line(JAN, 8_000)
    await reporting.hear(story)

    seen = await reporting.look(f"{QUARTER}&groepering=productcategorie")

    assert {r["productcategorie"]: r["uniekeClienten"] for r in seen["rijen"]} == {"43": 2, "45": 1}
    assert seen["totaal"]["uniekeClienten"] == 2


async def test_a_child_that_moves_counts_once_in_the_total(
    reporting: Reporting, story: Story
) -> None:
    story.delivery(JAN, date(2024, 1, 20))
    story.delivery(date(2024, 1, 21), client="noor", gemeentecode=SOEST)
    story.delivery(JAN, client="sem")
    await reporting.hear(story)

    seen = await reporting.look(f"{QUARTER}&groepering=gemeente")

    assert {r["gemeente"]: r["uniekeClienten"] for r in seen["rijen"]} == {LEUSDEN: 2, SOEST: 1}
    assert seen["totaal"]["uniekeClienten"] == 2


async def test_a_credit_takes_the_child_out_everywhere(reporting: Reporting, story: Story) -> None:
    reference = story.line(FEB, 5_000)
    await reporting.hear(story)
    before = await reporting.look(f"{QUARTER}&groepering=gemeente,maand,productcategorie")
    later = Story(_lines=10)
    later.credit(FEB, 5_000, reference)
    await reporting.hear(later)

    after = await reporting.look(f"{QUARTER}&groepering=gemeente,maand,productcategorie")

    assert (before["totaal"]["uniekeClienten"], before["rijen"][0]["uniekeClienten"]) == (1, 1)
    assert (after["totaal"]["uniekeClienten"], after["totaal"]["toegekendBedrag"]) == (0, 0)
    assert after["rijen"] == []


async def test_a_credit_leaves_a_child_that_has_other_help(
    reporting: Reporting, story: Story
) -> None:
    reference = story.line(JAN, 5_000)
    story.credit(JAN, 5_000, reference)
    story.line(JAN, 4_000)
    story.line(FEB, 4_000, client="sem")
    story.credit(FEB, 4_000, "R4", client="sem", toegekend=False)
    await reporting.hear(story)

    view = await reporting.look(f"{QUARTER}&groepering=maand")

    assert [(r["uniekeClienten"], r["toegekendBedrag"]) for r in view["rijen"]] == [
        (1, 4_000),
        (1, 4_000),
    ]
    assert view["totaal"]["ingediendBedrag"] == 4_000


async def test_a_credit_that_came_later_did_not_count_before(
    reporting: Reporting, story: Story
) -> None:
    reference = story.line(JAN, 5_000)
    story.credit(JAN, 5_000, reference, known=datetime(2024, 6, 1, tzinfo=UTC))
    await reporting.hear(story)

    then = (await reporting.look(f"{QUARTER}&peilmoment=2024-05-31T00:00:00Z"))["totaal"]
    now = (await reporting.look(QUARTER))["totaal"]

    assert (then["uniekeClienten"], then["toegekendBedrag"]) == (1, 5_000)
    assert (now["uniekeClienten"], now["toegekendBedrag"]) == (0, 0)


async def test_a_delivery_counts_in_every_month_in_which_it_ran(
    reporting: Reporting, story: Story
) -> None:
    story.delivery(date(2024, 1, 31), FEB)
    story.delivery(MAR, client="liv", toewijzing_nummer=None)
    await reporting.hear(story)

    view = await reporting.look(f"{QUARTER}&groepering=maand")
    early = await reporting.look(f"{QUARTER}&peilmoment=2023-12-31T00:00:00Z")

    assert [r["uniekeClienten"] for r in view["rijen"]] == [1, 1, 1]
    assert view["totaal"]["uniekeClienten"] == 2
    assert early["totaal"]["uniekeClienten"] == 0


async def test_a_refused_line_is_claimed_and_no_more(reporting: Reporting, story: Story) -> None:
    story.line(FEB, 5_000, toegekend=False)
    await reporting.hear(story)

    total = (await reporting.look(QUARTER))["totaal"]

    assert (total["ingediendBedrag"], total["toegekendBedrag"]) == (5_000, 0)
    assert total["uniekeClienten"] == 0


async def test_a_deleted_start_and_a_deleted_award_count_for_nothing(
    reporting: Reporting, story: Story
) -> None:
    story.delivery(JAN)
    story.delivery(JAN, status="verwijderd")
    story.award(1, JAN, END)
    story.award(1, JAN, JAN, reden_wijziging="13")
    await reporting.hear(story)

    total = (await reporting.look(QUARTER))["totaal"]

    assert (total["uniekeClienten"], total["toegewezenBedrag"]) == (0, 0)
    assert total["verzilveringspercentage"] is None


async def test_membership_is_that_of_the_month(reporting: Reporting, story: Story) -> None:
    """Soest joins in February: what it holds of January, and of the shared week, stays out."""
    story.regio((LEUSDEN, SINCE, None), (SOEST, FEB, None))
    story.award(7, JAN, END, gemeentecode=SOEST)
    await reporting.hear(story)

    mine = await reporting.look(f"{QUARTER}&groepering=gemeente", OrgType.REGIO, REGIO)
    alone = await reporting.look("van=2024-02&tot=2024-03", OrgType.REGIO, REGIO)
    none = await reporting.look("van=2024-01&tot=2024-01&groepering=regio")

    assert mine["totaal"]["toegewezenBedrag"] == 9 * 16_000
    assert mine["totaal"] == alone["totaal"]
    assert [r["regio"] for r in none["rijen"]] == [None]


async def test_everybody_sees_their_own(reporting: Reporting, story: Story) -> None:
    story.gemeente("0307", "Amersfoort")
    for code in (LEUSDEN, SOEST, "0307"):
        story.line(JAN, 1_000, client=code, gemeentecode=code)
    await reporting.hear(story)
    query = f"{QUARTER}&groepering=gemeente"

    regio = await reporting.look(query, OrgType.REGIO, REGIO)
    gemeente = await reporting.look(query, OrgType.GEMEENTE, LEUSDEN)
    beheer = await reporting.look(query)
    refused = await reporting.of(OrgType.AANBIEDER, "90000101").get(f"/kerncijfers?{query}")

    assert [r["gemeente"] for r in regio["rijen"]] == [LEUSDEN, SOEST]
    assert [r["gemeente"] for r in gemeente["rijen"]] == [LEUSDEN]
    assert beheer["totaal"]["uniekeClienten"] == 3
    assert refused.status_code == 403


async def test_figures_as_they_were_known(reporting: Reporting, story: Story) -> None:
    june = datetime(2024, 6, 1, tzinfo=UTC)
    story.award(1, JAN, END)
    story.award(1, JAN, date(2024, 1, 31), known=june, reden_wijziging="05")
    story.line(JAN, 8_000)
    story.line(FEB, 8_000, known=june)
    await reporting.hear(story)

    then = await reporting.look(f"{QUARTER}&peilmoment=2024-05-31T23:00:00Z")
    now = await reporting.look(QUARTER)

    assert then["totaal"]["toegewezenBedrag"] == 208_000
    assert then["totaal"]["toegekendBedrag"] == 8_000
    assert now["totaal"]["toegewezenBedrag"] == 5 * 16_000
    assert now["totaal"]["toegekendBedrag"] == 16_000


async def test_csv_and_other_forms(reporting: Reporting, story: Story) -> None:
    story.award(1, JAN, END)
    story.line(JAN, 14 * 8_000)
    await reporting.hear(story)
    client = reporting.of(OrgType.BEHEER, "beheer")
    query = f"/kerncijfers?{QUARTER}&groepering=productcategorie"

    csv = await client.get(query, headers={"Accept": "text/csv"})
    neither = await client.get(query, headers={"Accept": "application/pdf"})

    assert csv.headers["Content-Type"] == "text/csv; charset=utf-8"
    head, row = csv.text.splitlines()
    assert head == (
        "productcategorie;uniekeClienten;toegewezenBedrag;ingediendBedrag;toegekendBedrag;"
        "verzilveringspercentage;waarvanBuitenBerichten;van;tot;peilmoment;definitieversie"
    )
    assert row.startswith("45;1;208000;112000;112000;53,8;0;2024-01;2024-03;")
    assert row.split(";")[-2] == (await client.get(query)).json()["peilmoment"]
    assert neither.status_code == 406


async def test_parquet_has_the_rows_of_json_with_their_types(
    reporting: Reporting, story: Story
) -> None:
    story.award(1, JAN, END)
    story.line(JAN, 14 * 8_000)
    story.line(FEB, 3 * 8_000, client="bo", gemeentecode=SOEST)
    await reporting.hear(story)
    client = reporting.of(OrgType.BEHEER, "beheer")
    query = f"{QUARTER}&groepering=product,gemeente"

    answer = await client.get(f"/kerncijfers?{query}", headers={"Accept": PARQUET})
    empty = await client.get("/kerncijfers?van=2020-01&tot=2020-01", headers={"Accept": PARQUET})

    assert answer.headers["Content-Type"] == PARQUET
    table = pq.read_table(io.BytesIO(answer.content))
    shown = (await reporting.look(query))["rijen"]
    assert table.to_pylist() == [{name: row[name] for name in table.column_names} for row in shown]
    assert len(shown) == 2
    kinds = {field.name: str(field.type) for field in table.schema}
    assert (kinds["product"], kinds["toegekendBedrag"]) == ("string", "int64")
    assert kinds["verzilveringspercentage"] == "double"
    about = {key.decode(): value.decode() for key, value in table.schema.metadata.items()}
    assert (about["van"], about["tot"], about["definitieversie"]) == ("2024-01", "2024-03", "2")
    assert pq.read_table(io.BytesIO(empty.content)).num_rows == 0


async def test_definitions_name_every_figure(reporting: Reporting) -> None:
    found = (await reporting.of(OrgType.GEMEENTE, LEUSDEN).get("/definities")).json()["resultaten"]
    figures = (await reporting.look(QUARTER))["totaal"]

    assert {d["veld"] for d in found} == set(figures)
