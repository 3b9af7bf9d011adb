# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Awards over HTTP: what they are worth when contracts, tariffs and versions come as they come."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.reporting.conftest import Reporting
from tests.reporting.story import LEUSDEN, SINCE, SOEST, Story

JAN, FEB, MAR = date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)
END = date(2024, 3, 31)
QUARTER = "van=2024-01&tot=2024-03"


async def amount(reporting: Reporting, query: str = QUARTER) -> int:
    """Awarded cents in the total."""
    found: int = (await reporting.look(query))["totaal"]["toegewezenBedrag"]
    return found


async def months(reporting: Reporting) -> list[int]:
    view = await reporting.look(f"{QUARTER}&groepering=maand")
    return [row["toegewezenBedrag"] for row in view["rijen"]]


@pytest.mark.parametrize(
    ("omvang", "expected"),
    [
        ((1, "04", "1"), [31 * 8_000, 29 * 8_000, 31 * 8_000]),
        ((90, "01", "2"), [60_000, 60_000, 60_000]),
        ((3, "04", "4"), [24_000, 24_000, 24_000]),
        ((91, "04", "6"), [248_000, 232_000, 248_000]),
        ((50_000, "83", "4"), [50_000, 50_000, 50_000]),
        ((100_000, "83", "6"), [34_066, 31_868, 34_066]),
    ],
)
async def test_each_frequency_per_month(
    reporting: Reporting, story: Story, omvang: tuple[int, str, str], expected: list[int]
) -> None:
    story.award(1, JAN, END, omvang)
    await reporting.hear(story)

    assert await months(reporting) == expected


async def test_a_budget_is_whole_over_its_months(reporting: Reporting, story: Story) -> None:
    story.award(1, JAN, END, None, code=None, budget=100_001)
    await reporting.hear(story)

    assert sum(await months(reporting)) == 100_001
    assert await amount(reporting) == 100_001


@pytest.mark.parametrize(
    ("begin", "end", "changes", "expected"),
    [
        (JAN, None, {}, 208_000),
        (JAN, date(9999, 12, 31), {}, 208_000),
        (date(2012, 1, 1), None, {}, 208_000),
        (JAN, JAN, {"reden_wijziging": "13"}, 0),
        (JAN, date(2023, 12, 31), {}, 0),
        (JAN, END, {"omvang": None, "code": None}, 0),
        (JAN, END, {"categorie": None, "code": None}, 0),
        (JAN, END, {"code": "45X99"}, 0),
        (JAN, END, {"gemeentecode": "0307"}, 0),
        (JAN, END, {"omvang": (2, "16", "2")}, 0),
    ],
    ids=[
        "open",
        "9999",
        "open since long ago",
        "deleted",
        "ended before it began",
        "aspecific without budget",
        "generic without budget",
        "not contracted",
        "contracted for others",
        "in another unit",
    ],
)
async def test_what_an_award_is_worth(
    reporting: Reporting,
    story: Story,
    begin: date,
    end: date | None,
    changes: dict[str, Any],
    expected: int,
) -> None:
    story.product(term=(date(2010, 1, 1), None))
    story.award(1, begin, end, **changes)
    await reporting.hear(story)

    assert await amount(reporting) == expected


async def test_a_tariff_that_comes_after_the_award(reporting: Reporting) -> None:
    story, prices, raised = Story(), Story(), Story()
    story.award(1, JAN, END, (3, "04", "4"))
    await reporting.hear(story)
    unknown = await amount(reporting)
    prices.product()
    await reporting.hear(prices)
    known = await amount(reporting)
    raised.product()
    raised.told.clear()
    raised.product("45B01", (8_000, SINCE), (9_000, FEB))
    await reporting.hear(raised)

    assert (unknown, known) == (0, 72_000)
    assert await months(reporting) == [24_000, 27_000, 27_000]


async def test_an_older_tariff_that_comes_late_changes_nothing(reporting: Reporting) -> None:
    story = Story()
    story.product("45B01", (7_000, SINCE))
    late = Story(told=story.told[:])
    story.told.clear()
    story.product()
    story.award(1, JAN, END, (3, "04", "4"))
    await reporting.hear(story)

    await reporting.hear(late)

    assert await amount(reporting) == 72_000


@pytest.mark.parametrize("newest_first", [True, False])
async def test_contracts_that_follow_each_other(reporting: Reporting, newest_first: bool) -> None:
    """Hours until February and minutes after, each tariff without an end of its own."""
    terms = [
        ("oud", "04", 8_000, (SINCE, FEB - timedelta(days=1))),
        ("nieuw", "01", 150, (FEB, None)),
    ]
    story = Story()
    for contract, eenheid, bedrag, term in reversed(terms) if newest_first else terms:
        story.product("45B01", (bedrag, term[0]), eenheid=eenheid, contract=contract, term=term)
    story.award(1, JAN, END, (1, "04", "4"))
    await reporting.hear(story)

    assert await months(reporting) == [8_000, 9_000, 9_000]


async def test_each_gemeente_has_the_price_of_its_own_contract(reporting: Reporting) -> None:
    story = Story()
    story.product("45B01", (8_000, SINCE), gemeenten=[LEUSDEN])
    story.product("45B01", (9_000, SINCE), gemeenten=[SOEST], contract="soest")
    for nummer, gemeente in enumerate((LEUSDEN, SOEST), start=1):
        story.award(nummer, JAN, END, (1, "04", "4"), gemeentecode=gemeente)
    await reporting.hear(story)

    view = await reporting.look(f"{QUARTER}&groepering=gemeente")

    cells = {r["gemeente"]: r["toegewezenBedrag"] for r in view["rijen"]}
    assert cells == {LEUSDEN: 24_000, SOEST: 27_000}


async def test_two_categories_are_two_rows_and_one_child(
    reporting: Reporting, story: Story
) -> None:
    story.product("54B01", (189, SINCE), eenheid="01")
    story.award(1, JAN, END)
    story.award(2, JAN, END, (240, "01", "4"), categorie="54", code="54B01")
    story.award(3, JAN, END, None, categorie=None, code=None, budget=5_000)
    story.delivery(JAN)
    story.delivery(FEB, categorie="54", code="54B01", toewijzing_nummer=2)
    story.line(JAN, 8_000, categorie="54")
    await reporting.hear(story)

    view = await reporting.look(f"{QUARTER}&groepering=productcategorie")

    assert [r["productcategorie"] for r in view["rijen"]] == [None, "45", "54"]
    assert [r["toegewezenBedrag"] for r in view["rijen"]] == [5_000, 208_000, 3 * 240 * 189]
    assert [r["uniekeClienten"] for r in view["rijen"]] == [0, 1, 1]
    assert view["totaal"]["uniekeClienten"] == 1
    assert view["totaal"]["toegewezenBedrag"] == 5_000 + 208_000 + 3 * 240 * 189


async def test_many_awards_of_one_product_get_their_new_price(reporting: Reporting) -> None:
    """More than one statement takes."""
    story, prices = Story(), Story()
    for nummer in range(1, 521):
        story.award(nummer, JAN, date(2024, 1, 31), (1, "04", "4"))
    prices.product()
    await reporting.hear(story)
    await reporting.hear(prices)

    assert await amount(reporting) == 520 * 8_000
