# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Regio's over HTTP: members per month, several regio's, none, and the week on the border."""

from datetime import date

import pytest

from libs.common.auth import OrgType
from tests.reporting.conftest import Reporting
from tests.reporting.story import LEUSDEN, REGIO, SINCE, SOEST, Json, Story

JAN, FEB, MAR = date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)
END = date(2024, 3, 31)
QUARTER = "van=2024-01&tot=2024-03"
WEEK = 16_000


def awarded(view: Json, *names: str) -> dict[tuple[str | None, ...], int]:
    """Awarded weeks per cell."""
    return {
        tuple(row[name] for name in names): row["toegewezenBedrag"] // WEEK for row in view["rijen"]
    }


@pytest.mark.both_databases
async def test_a_gemeente_that_leaves_in_the_middle(
    database_kind: str, reporting: Reporting, story: Story
) -> None:
    """The week of 29 January is held by January, in the regio, and by February, in none."""
    story.regio((LEUSDEN, SINCE, None), (SOEST, SINCE, date(2024, 1, 31)))
    story.award(7, JAN, END, gemeentecode=SOEST)
    story.line(JAN, 1_000, client="sem", gemeentecode=SOEST)
    story.line(FEB, 2_000, client="liv", gemeentecode=SOEST)
    await reporting.hear(story)

    regios = await reporting.look(f"{QUARTER}&groepering=regio")
    months = await reporting.look(f"{QUARTER}&groepering=regio,maand")
    mine = await reporting.look(f"{QUARTER}&regio={REGIO}")

    assert awarded(regios, "regio") == {(REGIO,): 5, (None,): 9}
    assert awarded(months, "regio", "maand") == {
        (REGIO, "2024-01"): 5,
        (None, "2024-02"): 5,
        (None, "2024-03"): 5,
    }
    assert regios["totaal"]["toegewezenBedrag"] == 13 * WEEK
    assert {r["regio"]: r["toegekendBedrag"] for r in regios["rijen"]} == {
        None: 2_000,
        REGIO: 1_000,
    }
    assert {r["regio"]: r["uniekeClienten"] for r in regios["rijen"]} == {None: 1, REGIO: 1}
    assert regios["totaal"]["uniekeClienten"] == 2
    assert mine["totaal"]["toegekendBedrag"] == 1_000
    assert mine["totaal"]["toegewezenBedrag"] == 5 * WEEK


async def test_a_gemeente_in_no_regio_counts_each_week_once(
    reporting: Reporting, story: Story
) -> None:
    story.regio((LEUSDEN, SINCE, None))
    story.award(7, JAN, END, gemeentecode=SOEST)
    await reporting.hear(story)

    seen = await reporting.look(f"{QUARTER}&groepering=regio,gemeente")
    mine = await reporting.look(f"{QUARTER}&groepering=regio", OrgType.GEMEENTE, SOEST)
    through = await reporting.look(f"{QUARTER}&regio={REGIO}", OrgType.GEMEENTE, SOEST)

    assert awarded(seen, "regio", "gemeente") == {(None, SOEST): 13}
    assert awarded(mine, "regio") == {(None,): 13}
    assert mine["totaal"]["toegewezenBedrag"] == 13 * WEEK
    assert through["totaal"]["toegewezenBedrag"] == 0


async def test_a_membership_that_was_renewed_goes_on(reporting: Reporting, story: Story) -> None:
    story.regio((LEUSDEN, SINCE, date(2024, 1, 31)), (LEUSDEN, FEB, None))
    story.award(1, JAN, END)
    await reporting.hear(story)

    seen = await reporting.look(f"{QUARTER}&groepering=regio")
    mine = await reporting.look(QUARTER, OrgType.REGIO, REGIO)

    assert awarded(seen, "regio") == {(REGIO,): 13}
    assert mine["totaal"]["toegewezenBedrag"] == 13 * WEEK


async def test_a_gemeente_that_comes_back_after_a_month(reporting: Reporting, story: Story) -> None:
    """March is in the regio and February is not: the week of 26 February counts in both cells."""
    story.regio((LEUSDEN, SINCE, date(2024, 1, 31)), (LEUSDEN, MAR, None))
    story.award(1, JAN, END)
    await reporting.hear(story)

    seen = await reporting.look(f"{QUARTER}&groepering=regio")

    assert awarded(seen, "regio") == {(REGIO,): 10, (None,): 5}
    assert seen["totaal"]["toegewezenBedrag"] == 13 * WEEK


@pytest.mark.both_databases
async def test_two_regios_share_a_gemeente_and_the_total_does_not(
    database_kind: str, reporting: Reporting, story: Story
) -> None:
    story.regio((LEUSDEN, FEB, None), code="LANDSDEEL")
    story.award(1, JAN, END)
    story.line(JAN, 8_000)
    story.line(FEB, 4_000, toegekend=False)
    await reporting.hear(story)

    both = await reporting.look(f"{QUARTER}&groepering=regio,gemeente,productcategorie")
    one = await reporting.look(f"{QUARTER}&groepering=regio&regio=LANDSDEEL")

    assert awarded(both, "regio") == {(REGIO,): 13, ("LANDSDEEL",): 9}
    claimed = {r["regio"]: (r["ingediendBedrag"], r["toegekendBedrag"]) for r in both["rijen"]}
    assert claimed == {REGIO: (12_000, 8_000), "LANDSDEEL": (4_000, 0)}
    assert [r["uniekeClienten"] for r in both["rijen"]] == [1, 0]
    assert both["totaal"] == {
        "uniekeClienten": 1,
        "waarvanBuitenBerichten": 0,
        "toegewezenBedrag": 13 * WEEK,
        "ingediendBedrag": 12_000,
        "toegekendBedrag": 8_000,
        "verzilveringspercentage": 3.8,
    }
    assert awarded(one, "regio") == {("LANDSDEEL",): 9}
    assert one["totaal"]["toegewezenBedrag"] == 9 * WEEK


async def test_c5_two_regios_become_one_on_1_january_2026(
    reporting: Reporting, story: Story
) -> None:
    """December is of the old ones and January of the new one; a child with both counts in each."""
    last, first = date(2025, 12, 31), date(2026, 1, 1)
    story.regio((LEUSDEN, SINCE, last))
    story.regio((SOEST, SINCE, last), code="BUUR")
    story.regio((LEUSDEN, first, None), (SOEST, first, None), code="SAMEN")
    for month in (date(2025, 12, 1), first):
        story.line(month, 1_000)
        story.line(month, 500, client="sem", gemeentecode=SOEST)
    await reporting.hear(story)

    seen = await reporting.look("van=2025-12&tot=2026-01&groepering=regio")
    old = await reporting.look(f"van=2025-12&tot=2026-01&regio={REGIO}")

    assert {r["regio"]: (r["uniekeClienten"], r["toegekendBedrag"]) for r in seen["rijen"]} == {
        REGIO: (1, 1_000),
        "BUUR": (1, 500),
        "SAMEN": (2, 1_500),
    }
    assert seen["totaal"]["uniekeClienten"] == 2
    assert seen["totaal"]["toegekendBedrag"] == 3_000
    assert old["totaal"]["toegekendBedrag"] == 1_000


async def test_a_regio_sees_no_other_regio(reporting: Reporting, story: Story) -> None:
    story.regio((LEUSDEN, SINCE, None), ("0307", SINCE, None), code="LANDSDEEL")
    for gemeente in (LEUSDEN, SOEST, "0307"):
        story.line(JAN, 1_000, client=gemeente, gemeentecode=gemeente)
    await reporting.hear(story)

    query = f"{QUARTER}&groepering=regio,gemeente"
    seen = await reporting.look(query, OrgType.REGIO, REGIO)
    exact = await reporting.look(f"{QUARTER}&regio={REGIO}")
    mine = reporting.of(OrgType.REGIO, REGIO)
    foreign = await mine.get(f"/kerncijfers?{query}&gemeente=0307")
    other = await mine.get(f"/kerncijfers?{query}&regio=LANDSDEEL")
    unknown = await reporting.look(QUARTER, OrgType.REGIO, "NIEMAND")

    assert {(r["regio"], r["gemeente"]) for r in seen["rijen"]} == {
        (REGIO, LEUSDEN),
        (REGIO, SOEST),
    }
    assert exact["totaal"]["uniekeClienten"] == 2
    assert seen["totaal"]["uniekeClienten"] is None, "of two children"
    assert (foreign.status_code, other.status_code) == (403, 403)
    assert unknown["totaal"]["uniekeClienten"] == 0
