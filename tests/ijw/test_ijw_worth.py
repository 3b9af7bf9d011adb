# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What an award is worth per month, by hand."""

from datetime import date

import pytest

from libs.ijw.volumes import Omvang
from libs.ijw.worth import (
    MAX_MONTHS,
    Award,
    Maandwaarde,
    Tarief,
    maandwaarden,
    tarief_of,
)

HOUR = (Tarief(8_000, "04", date(2015, 1, 1), None),)
JAN, FEB, MAR = date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)
END = date(2024, 3, 31)


def award(
    begin: date,
    end: date | None,
    omvang: tuple[int, str, str] | None = None,
    budget: int | None = None,
    reden: str | None = None,
) -> Award:
    size = Omvang(volume=omvang[0], eenheid=omvang[1], frequentie=omvang[2]) if omvang else None
    return Award(begin, end, size, budget, reden)


def bedragen(values: list[Maandwaarde]) -> list[int]:
    return [value.bedrag for value in values]


def window(values: list[Maandwaarde]) -> int:
    """The rule for a window over all these months."""
    return sum(v.bedrag for v in values) - sum(v.dubbel for v in values[1:])


def test_a_week_on_the_border_of_two_months_counts_once_in_a_window() -> None:
    values = maandwaarden(award(JAN, date(2024, 3, 31), (2, "04", "2")), HOUR)

    assert bedragen(values) == [80_000, 80_000, 80_000]
    assert [v.dubbel for v in values] == [0, 16_000, 16_000]
    assert window(values) == 13 * 16_000


def test_a_month_that_begins_on_monday_shares_no_week() -> None:
    values = maandwaarden(award(MAR, date(2024, 4, 30), (1, "04", "2")), HOUR)

    assert [v.dubbel for v in values] == [0, 0]  # 1 April 2024 is a Monday


@pytest.mark.parametrize(
    ("omvang", "expected"),
    [
        ((1, "04", "1"), [31 * 8_000, 29 * 8_000]),
        ((3, "04", "4"), [24_000, 24_000]),
        ((50_000, "83", "4"), [50_000, 50_000]),
    ],
)
def test_per_day_and_per_month(omvang: tuple[int, str, str], expected: list[int]) -> None:
    assert bedragen(maandwaarden(award(JAN, date(2024, 2, 29), omvang), HOUR)) == expected


@pytest.mark.parametrize("total", [1, 99_999, 100_001, 1_234_567])
def test_a_total_is_spread_over_the_days_to_the_cent(total: int) -> None:
    begin, end = date(2024, 1, 17), date(2024, 6, 3)
    values = maandwaarden(award(begin, end, budget=total), ())

    assert sum(bedragen(values)) == total
    assert len(values) == 6
    assert all(v.bedrag >= 0 for v in values)


def test_a_total_volume_is_spread_at_the_tariff_of_its_first_day() -> None:
    values = maandwaarden(award(JAN, date(2024, 2, 29), (60, "04", "6")), HOUR)

    assert sum(bedragen(values)) == 60 * 8_000
    assert bedragen(values) == [248_000, 232_000]


def test_hours_in_minutes_and_minutes_in_hours() -> None:
    minute = (Tarief(136, "01", date(2015, 1, 1), None),)

    in_minutes = maandwaarden(award(JAN, date(2024, 1, 31), (2, "04", "4")), minute)
    in_hours = maandwaarden(
        award(JAN, date(2024, 1, 31), (125, "01", "4")),
        (Tarief(8_150, "04", date(2015, 1, 1), None),),
    )

    assert bedragen(in_minutes) == [2 * 60 * 136]
    assert bedragen(in_hours) == [16_979]


def test_a_new_tariff_counts_from_its_month() -> None:
    raised = (Tarief(8_000, "04", JAN, date(2024, 1, 31)), Tarief(8_334, "04", FEB, None))

    values = maandwaarden(award(JAN, date(2024, 2, 29), (1, "04", "4")), raised)

    assert bedragen(values) == [8_000, 8_334]


@pytest.mark.parametrize(
    "worthless",
    [
        award(JAN, JAN, (1, "04", "4"), reden="13"),
        award(JAN, date(2024, 12, 31)),
        award(date(2014, 1, 1), date(2014, 6, 30), (1, "04", "4")),
        award(JAN, MAR, (1, "16", "4")),
        award(FEB, JAN, (1, "04", "4")),
        award(FEB, date(2024, 1, 31), budget=100),
    ],
    ids=[
        "deleted",
        "aspecific without budget",
        "no tariff then",
        "a unit that is not an hour",
        "ended before it began",
        "the day before, with a budget",
    ],
)
def test_what_has_no_value_in_the_formula(worthless: Award) -> None:
    assert maandwaarden(worthless, HOUR) == []


def test_no_price_no_value() -> None:
    assert maandwaarden(award(JAN, FEB, (1, "04", "4")), ()) == []


def test_a_week_is_shared_only_with_a_month_that_holds_it() -> None:
    """The tariff begins in February: January holds nothing of the week of 29 January."""
    late = (Tarief(8_000, "04", FEB, None),)

    values = maandwaarden(award(JAN, date(2024, 3, 31), (2, "04", "2")), late)

    assert [(v.maand, v.dubbel) for v in values] == [(FEB, 0), (MAR, 16_000)]


def test_a_shared_week_counts_at_the_tariff_of_the_month_in_which_it_begins() -> None:
    raised = (Tarief(8_000, "04", JAN, date(2024, 1, 31)), Tarief(9_000, "04", FEB, None))

    values = maandwaarden(award(JAN, date(2024, 2, 29), (1, "04", "2")), raised)

    assert window(values) == 5 * 8_000 + 4 * 9_000


def test_hours_of_one_contract_and_minutes_of_the_next() -> None:
    tarieven = (Tarief(8_000, "04", JAN, date(2024, 1, 31)), Tarief(140, "01", FEB, None))

    values = maandwaarden(award(JAN, date(2024, 2, 29), (1, "04", "4")), tarieven)

    assert bedragen(values) == [8_000, 8_400]


@pytest.mark.parametrize("end", [None, date(9999, 12, 31)])
def test_an_award_without_an_end_is_valued_for_twenty_years(end: date | None) -> None:
    values = maandwaarden(award(JAN, end, (1, "04", "4")), HOUR)

    assert len(values) == MAX_MONTHS
    assert values[-1].maand == date(2043, 12, 1)


@pytest.mark.parametrize("end", [None, date(9999, 12, 31)])
def test_a_budget_without_an_end_counts_where_it_begins(end: date | None) -> None:
    values = maandwaarden(award(date(2024, 1, 31), end, budget=100_001), ())

    assert values == [Maandwaarde(JAN, 100_001)]


def test_the_last_month_there_is() -> None:
    begin, end = date(9999, 11, 15), date(9999, 12, 31)

    assert sum(bedragen(maandwaarden(award(begin, end, budget=1_000), ()))) == 1_000
    assert len(maandwaarden(award(begin, None, (1, "83", "4")), ())) == 2


@pytest.mark.parametrize(
    ("stored", "contract", "term"),
    [
        (("2024-01-01", None), (JAN, None), (JAN, None)),
        (("2024-01-01", None), (JAN, END), (JAN, END)),
        (("2024-01-01", "2024-02-29"), (FEB, None), (FEB, date(2024, 2, 29))),
        (("2024-01-01", "2024-12-31"), (JAN, END), (JAN, END)),
    ],
)
def test_a_tariff_holds_no_longer_than_its_contract(
    stored: tuple[str, str | None],
    contract: tuple[date, date | None],
    term: tuple[date, date | None],
) -> None:
    told: dict[str, str | int | None] = {
        "bedrag": 8_000,
        "geldigVan": stored[0],
        "geldigTot": stored[1],
    }

    assert tarief_of(told, "04", contract) == Tarief(8_000, "04", *term)
