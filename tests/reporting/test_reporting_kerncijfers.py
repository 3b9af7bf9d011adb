# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Kerncijfers over HTTP: what each cell holds, who sees it, and as known when."""

import random
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from libs.common.auth import OrgType
from libs.common.consume import Consumer
from libs.common.migrate import check
from libs.common.runtime import Service
from services.reporting import tables
from services.reporting.subscriptions import SUBSCRIPTIONS
from tests.reporting.conftest import LEUSDEN, REGIO, SINCE, SOEST, Reporting, Story

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
        "toegewezenBedrag": 208_000,
        "ingediendBedrag": 112_000,
        "toegekendBedrag": 112_000,
        "verzilveringspercentage": 53.8,
    }
    weeks = [row["toegewezenBedrag"] // 16_000 for row in months["rijen"]]
    assert weeks == [5, 5, 5]  # 29 Jan - 4 Feb and 26 Feb - 3 Mar touch two months each
    assert months["totaal"]["toegewezenBedrag"] == 208_000
    assert quarter["rijen"][0]["gemeentenaam"] == "Leusden"


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


async def test_two_regions_share_a_gemeente_and_the_total_does_not(
    reporting: Reporting, story: Story
) -> None:
    story.regio((LEUSDEN, SINCE, None), code="LANDSDEEL")
    story.award(1, JAN, END)
    story.line(JAN, 8_000)
    await reporting.hear(story)

    seen = await reporting.look(f"{QUARTER}&groepering=regio")

    assert [r["regio"] for r in seen["rijen"]] == [REGIO, "LANDSDEEL"]
    assert {r["toegewezenBedrag"] for r in seen["rijen"]} == {208_000}
    assert seen["totaal"]["toegewezenBedrag"] == 208_000
    assert seen["totaal"]["toegekendBedrag"] == 8_000


async def test_everybody_sees_their_own(reporting: Reporting, story: Story) -> None:
    story.gemeente("0307", "Amersfoort")
    for gemeente in (LEUSDEN, SOEST, "0307"):
        story.line(JAN, 1_000, client=gemeente, gemeentecode=gemeente)
    await reporting.hear(story)
    query = f"{QUARTER}&groepering=gemeente"

    regio = await reporting.look(query, OrgType.REGIO, REGIO)
    gemeente = await reporting.look(f"{query}&gemeente={SOEST}", OrgType.GEMEENTE, LEUSDEN)
    beheer = await reporting.look(query)
    provider = await reporting.of(OrgType.AANBIEDER, "90000101").get(f"/kerncijfers?{query}")

    assert [r["gemeente"] for r in regio["rijen"]] == [LEUSDEN, SOEST]
    assert [r["gemeente"] for r in gemeente["rijen"]] == [LEUSDEN]
    assert beheer["totaal"]["uniekeClienten"] == 3
    assert provider.status_code == 403


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


async def test_what_cannot_be_asked_is_said_at_once(reporting: Reporting) -> None:
    asked = "van=2024-03&tot=2024-01&groepering=kleur,maand,maand"
    refused = await reporting.of(OrgType.BEHEER, "beheer").get(f"/kerncijfers?{asked}")
    too_long = await reporting.of(OrgType.BEHEER, "beheer").get(
        "/kerncijfers?van=2014-01&tot=2024-01"
    )
    shapeless = await reporting.of(OrgType.BEHEER, "beheer").get("/kerncijfers?van=2024-13&tot=x")

    named = {(p["name"], p["code"]) for p in refused.json()["invalidParams"]}
    assert named == {("groepering", "onbekend"), ("groepering", "dubbel"), ("tot", "volgorde")}
    assert too_long.status_code == 400
    assert {p["name"] for p in shapeless.json()["invalidParams"]} == {"van", "tot"}


async def test_csv_and_other_forms(reporting: Reporting, story: Story) -> None:
    story.award(1, JAN, END)
    story.line(JAN, 14 * 8_000)
    await reporting.hear(story)
    client = reporting.of(OrgType.BEHEER, "beheer")
    query = f"/kerncijfers?{QUARTER}&groepering=productcategorie"

    csv = await client.get(query, headers={"Accept": "text/csv"})
    neither = await client.get(query, headers={"Accept": "application/pdf"})

    assert csv.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert csv.text.splitlines() == [
        "productcategorie;uniekeClienten;toegewezenBedrag;ingediendBedrag;toegekendBedrag;"
        "verzilveringspercentage",
        "45;1;208000;112000;112000;53,8",
    ]
    assert neither.status_code == 406


async def test_definitions_name_every_figure(reporting: Reporting) -> None:
    found = (await reporting.of(OrgType.GEMEENTE, LEUSDEN).get("/definities")).json()["resultaten"]
    figures = (await reporting.look(QUARTER))["totaal"]

    assert {d["veld"] for d in found} == set(figures)


def a_full_story() -> Story:
    """A bit of everything that events can tell."""
    made = Story()
    made.gemeente(LEUSDEN)
    made.gemeente(SOEST)
    made.regio((LEUSDEN, SINCE, None), (SOEST, SINCE, date(2023, 12, 31)))
    made.regio((LEUSDEN, SINCE, None), (SOEST, SINCE, None))
    made.product("45B01", (8_000, SINCE))
    made.product("45B01", (8_000, SINCE), (8_334, FEB))
    made.product("54B01", (189, SINCE), eenheid="01")
    for number, client in enumerate(("noor", "sem", "liv"), start=1):
        made.award(number, JAN, END, client=client)
        made.award(number, JAN, date(2024, 5, 31), client=client, reden_wijziging="04")
        made.delivery(JAN, client=client)
        made.delivery(JAN, FEB, client=client)
        reference = made.line(JAN, 8_000 * number, client=client)
        made.line(FEB, 8_334, client=client, toegekend=number != 2)
    made.credit(JAN, 8_000 * 3, reference, client="liv")
    made.award(9, JAN, None, (240, "01", "4"), client="sem", categorie="54", code="54B01")
    made.award(10, JAN, END, None, client="liv", categorie=None, code=None, budget=100_001)
    return made


@pytest.mark.parametrize("seed", range(8))
async def test_any_order_and_any_repetition_end_in_the_same_figures(
    reporting: Reporting, seed: int
) -> None:
    query = "van=2024-01&tot=2024-12&groepering=gemeente,maand,productcategorie"
    await reporting.hear(a_full_story(), random.Random(seed))

    seen = await reporting.look(query)

    seen.pop("peilmoment")
    expected = EXPECTED.setdefault("view", seen)
    assert seen == expected
    assert seen["totaal"]["uniekeClienten"] == 3
    assert (await facts(reporting.service)) == EXPECTED.setdefault(
        "facts", await facts(reporting.service)
    )


EXPECTED: Json = {}
"""What the first order gave; every other one must give the same."""


async def test_a_rebuild_equals_the_live_state(
    reporting: Reporting, start: Callable[..., Awaitable[Service]]
) -> None:
    await reporting.hear(a_full_story(), random.Random(1))
    other = await start("reporting")
    runtime = other.runtime
    assert runtime.mechanics.consumer is not None
    again = Consumer(
        "rebuild", runtime.db, runtime.log, runtime.mechanics.consumer, SUBSCRIPTIONS, runtime.clock
    )
    while await again.step():
        pass
    await again.close()

    assert await facts(other) == await facts(reporting.service)


@pytest.mark.both_databases
async def test_the_migrations_make_the_tables(
    database_kind: str, database_url: Callable[[str], str]
) -> None:
    check("reporting", database_url("reporting"))


@pytest.mark.both_databases
async def test_the_full_story_on_either_database(database_kind: str, reporting: Reporting) -> None:
    await reporting.hear(a_full_story())
    query = "van=2024-01&tot=2024-12&groepering=regio,productcategorie"

    seen = await reporting.look(query)

    cells = {(r["productcategorie"]): r["toegewezenBedrag"] for r in seen["rijen"]}
    assert cells[None] == 100_001
    assert cells["54"] == 12 * 240 * 189


async def facts(service: Service) -> dict[str, list[tuple[Any, ...]]]:
    """All projected rows, in a fixed order."""
    found = {}
    async with service.runtime.db.read() as session:
        for table in tables.metadata.sorted_tables:
            if table.name in PROJECTED:
                rows = (await session.execute(sa.select(table))).all()
                found[table.name] = sorted(tuple(map(str, row)) for row in rows)
    return found


PROJECTED = {
    "gemeente",
    "regio",
    "regio_lid",
    "contract",
    "contractproduct",
    "toewijzing",
    "toewijzing_maand",
    "levering",
    "regel",
}
