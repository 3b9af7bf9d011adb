# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Weeks, volumes, periods, working days and citizen numbers against published values."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.ijw import passes_elfproef, reserved_bsns
from libs.ijw.calendar import add_working_days, is_working_day, public_holidays
from libs.ijw.months import last_day_of_month
from libs.ijw.shared import Omvang
from libs.ijw.volumes import (
    amount_by_minute,
    days,
    hours_from_minutes,
    in_minutes,
    iso_weeks,
    max_over_term,
    max_per_prestatie,
    minute_tariff,
    months_touched,
    product_periode,
    sundays,
)


def day(text: str) -> date:
    return date.fromisoformat(text)


# Award, its weeks, and per period the ISO weeks touched and the Sundays with the last week.
TERMS = {
    ("2025-10-07", "2025-12-30", 13): [
        ("2025-10-07", "2025-10-31", 4, 3),
        ("2025-11-01", "2025-11-30", 5, 5),
        ("2025-12-01", "2025-12-30", 5, 5),
    ],
    ("2025-07-07", "2025-09-06", 9): [
        ("2025-07-07", "2025-07-31", 4, 3),
        ("2025-08-01", "2025-08-31", 5, 6),
        ("2025-09-01", "2025-09-06", 1, 0),
    ],
    ("2026-01-01", "2026-06-30", 27): [
        ("2026-01-01", "2026-01-31", 5, 4),
        ("2026-02-01", "2026-02-28", 5, 4),
        ("2026-03-01", "2026-03-31", 6, 5),
        ("2026-04-01", "2026-04-30", 5, 4),
        ("2026-05-01", "2026-05-31", 5, 5),
        ("2026-06-01", "2026-06-30", 5, 5),
    ],
    ("2026-11-12", "2026-12-13", 5): [
        ("2026-11-12", "2026-11-30", 4, 3),
        ("2026-12-01", "2026-12-13", 2, 2),
    ],
}
PERIODS = [(term, *period) for term, periods in TERMS.items() for period in periods]


@pytest.mark.parametrize("term", TERMS)
def test_weeks_of_an_award(term: tuple[str, str, int]) -> None:
    begin, end, weeks = day(term[0]), day(term[1]), term[2]
    assert iso_weeks(begin, end) == weeks
    assert sum(count for *_, count in TERMS[term]) == weeks
    weekly = Omvang(volume=7, eenheid="01", frequentie="2")
    assert max_over_term(weekly, begin, end) == 7 * weeks


@pytest.mark.parametrize(("term", "begin", "end", "weeks", "last_days"), PERIODS)
def test_weeks_of_a_period(
    term: tuple[str, str, int], begin: str, end: str, weeks: int, last_days: int
) -> None:
    first, last, until = day(begin), day(end), day(term[1])
    assert iso_weeks(first, last) == weeks
    assert sundays(first, last, until) == last_days
    weekly = Omvang(volume=7, eenheid="01", frequentie="2")
    for outputgericht, count in ((False, weeks), (True, last_days)):
        most = max_per_prestatie(weekly, first, last, term_end=until, outputgericht=outputgericht)
        assert most == 7 * count


def test_weeks_over_a_year_of_53_weeks() -> None:
    assert iso_weeks(date(2026, 12, 28), date(2027, 1, 3)) == 1
    assert iso_weeks(date(2026, 12, 27), date(2027, 1, 4)) == 3


DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
LENGTHS = st.integers(0, 800)


def _every_day(begin: date, end: date) -> list[date]:
    return [begin + timedelta(days=n) for n in range((end - begin).days + 1)]


@given(DAYS, LENGTHS)
def test_weeks_and_months_are_those_of_the_days_one_by_one(begin: date, length: int) -> None:
    end = begin + timedelta(days=length)
    whole = _every_day(begin, end)
    assert iso_weeks(begin, end) == len({d.isocalendar()[:2] for d in whole})
    assert months_touched(begin, end) == len({(d.year, d.month) for d in whole})
    assert sundays(begin, end, None) == sum(d.isoweekday() == 7 for d in whole)
    assert days(begin, end) == len(whole)


@given(DAYS, st.integers(6, 800), st.sampled_from("124"), st.booleans())
def test_months_together_hold_what_the_award_holds(
    begin: date, length: int, frequentie: str, outputgericht: bool
) -> None:
    """But for efforts by the week: a week on both sides of a month's end counts in both."""
    end = begin + timedelta(days=length)
    omvang = Omvang(volume=7, eenheid="82", frequentie=frequentie)
    firsts = {d.replace(day=1) for d in _every_day(begin, end)}
    periods = [p for p in (product_periode(first, begin, end) for first in firsts) if p]
    months = sum(
        max_per_prestatie(omvang, *period, term_end=end, outputgericht=outputgericht)
        for period in periods
    )
    cut = sum(last.weekday() != 6 and last != end for _, last in periods)
    twice = 7 * cut if frequentie == "2" and not outputgericht else 0
    assert months - twice == max_over_term(omvang, begin, end)


def test_an_award_without_a_sunday_has_no_week_of_output() -> None:
    monday, friday = date(2026, 11, 23), date(2026, 11, 27)
    weekly = Omvang(volume=7, eenheid="82", frequentie="2")
    most = max_per_prestatie(weekly, monday, friday, term_end=friday, outputgericht=True)
    assert most == 0


@given(DAYS, st.integers(1, 60))
def test_a_term_ends_on_the_day_that_counting_finds(received: date, count: int) -> None:
    last = add_working_days(received, count)
    after = _every_day(received, last)[1:]
    assert sum(map(is_working_day, after)) == count
    assert is_working_day(last)


@pytest.mark.parametrize(
    ("frequentie", "per_line", "over_term"),
    [("1", 310, 310 + 300), ("4", 10, 20), ("6", 10, 10)],
)
def test_other_frequencies(frequentie: str, per_line: int, over_term: int) -> None:
    begin, end, until = date(2026, 10, 1), date(2026, 10, 31), date(2026, 11, 30)
    omvang = Omvang(volume=10, eenheid="01", frequentie=frequentie)
    line = max_per_prestatie(omvang, begin, end, term_end=until, outputgericht=False)
    assert line == per_line
    assert max_over_term(omvang, begin, until) == over_term
    assert max_over_term(omvang, begin, None) == (10 if frequentie == "6" else None)


def test_days_and_months() -> None:
    assert days(date(2026, 10, 1), date(2026, 10, 1)) == 1
    assert days(date(2024, 2, 1), date(2024, 3, 1)) == 30
    assert months_touched(date(2026, 11, 30), date(2027, 1, 1)) == 3
    assert months_touched(date(2026, 11, 1), date(2026, 11, 30)) == 1


@pytest.mark.parametrize(
    ("minutes", "hours"), [(1, 1), (29, 1), (30, 1), (89, 1), (90, 2), (149, 2), (150, 3)]
)
def test_hours_are_rounded_half_up_from_one(minutes: int, hours: int) -> None:
    assert hours_from_minutes(minutes) == hours


def test_hours_as_minutes() -> None:
    assert in_minutes(2) == 120


def test_a_contract_by_the_hour_declared_by_the_minute() -> None:
    assert minute_tariff(8150) == 136
    assert amount_by_minute(8150, 125) == 16979
    assert [minute_tariff(tariff) for tariff in (29, 30, 89, 90)] == [0, 1, 1, 2]


@given(st.integers(0, 99_999_999), st.integers(0, 99_999_999))
def test_amounts_are_rounded_as_decimals_are(tariff: int, minutes: int) -> None:
    exact = Decimal(tariff * minutes) / 60
    assert amount_by_minute(tariff, minutes) == exact.quantize(Decimal(1), ROUND_HALF_UP)


@pytest.mark.parametrize(
    ("month", "begin", "end", "period"),
    [
        ("2026-10-01", "2026-01-01", None, ("2026-10-01", "2026-10-31")),
        ("2026-10-01", "2026-10-12", "2026-10-20", ("2026-10-12", "2026-10-20")),
        ("2024-02-01", "2024-01-15", "2024-02-29", ("2024-02-01", "2024-02-29")),
        ("2026-10-01", "2026-10-31", "2027-01-01", ("2026-10-31", "2026-10-31")),
        ("2026-10-01", "2026-11-01", None, None),
        ("2026-10-01", "2026-01-01", "2026-09-30", None),
    ],
)
def test_product_periode(
    month: str, begin: str, end: str | None, period: tuple[str, str] | None
) -> None:
    found = product_periode(day(month), day(begin), day(end) if end else None)
    assert found == (period and (day(period[0]), day(period[1])))


@pytest.mark.parametrize(
    ("inside", "last"),
    [
        ("2024-02-10", "2024-02-29"),
        ("2100-02-10", "2100-02-28"),
        ("2026-12-31", "2026-12-31"),
        ("9999-12-01", "9999-12-31"),
    ],
)
def test_last_day_of_a_month(inside: str, last: str) -> None:
    assert last_day_of_month(day(inside)) == day(last)


@pytest.mark.parametrize(
    ("received", "count", "last"),
    [
        ("2026-06-01", 3, "2026-06-04"),
        ("2026-06-01", 5, "2026-06-08"),
        ("2026-05-01", 10, "2026-05-19"),
        ("2026-06-06", 1, "2026-06-08"),
        ("2026-12-24", 1, "2026-12-28"),
        ("2026-06-06", 0, "2026-06-06"),
    ],
)
def test_a_term_in_working_days(received: str, count: int, last: str) -> None:
    assert add_working_days(day(received), count) == day(last)


def test_public_holidays() -> None:
    assert public_holidays(2026) == {
        date(2026, 1, 1),
        date(2026, 4, 5),
        date(2026, 4, 6),
        date(2026, 4, 27),
        date(2026, 5, 5),
        date(2026, 5, 14),
        date(2026, 5, 24),
        date(2026, 5, 25),
        date(2026, 12, 25),
        date(2026, 12, 26),
    }


# Easter Sundays as published: month and day, from 2020.
EASTERS = [412, 404, 417, 409, 331, 420, 405, 328, 416, 401, 421, 413, 328, 417, 409, 325]


@pytest.mark.parametrize(("year", "easter"), list(enumerate(EASTERS, 2020)))
def test_holidays_that_move(year: int, easter: int) -> None:
    sunday = date(year, *divmod(easter, 100))
    moving = {sunday + timedelta(days=n) for n in (0, 1, 39, 49, 50)}
    fixed = {date(year, 1, 1), date(year, 5, 5), date(year, 12, 25), date(year, 12, 26)}
    kings_day = date(year, 4, 26 if year in {2025, 2031} else 27)
    assert public_holidays(year) == fixed | moving | {kings_day}


def test_working_days() -> None:
    assert is_working_day(date(2026, 11, 23))
    assert is_working_day(date(2026, 4, 3)), "Good Friday"
    assert not is_working_day(date(2026, 11, 22))
    assert not is_working_day(date(2026, 5, 14))


@pytest.mark.parametrize(
    ("bsn", "passes"),
    [
        ("111222333", True),
        ("123456782", True),
        ("999900006", True),
        ("123456789", False),
        ("999900007", False),
        ("000000000", False),
        ("12345678", False),
        ("1234567820", False),
        ("12345678a", False),
        ("\u0661\u0661\u0661222333", False),
        ("", False),
    ],
)
def test_elfproef(bsn: str, passes: bool) -> None:
    assert passes_elfproef(bsn) is passes


def test_reserved_numbers_pass_and_stay_in_their_range() -> None:
    found = list(reserved_bsns())
    assert list(islice(found, 2)) == ["999900006", "999900018"]
    assert found[-1] == "999999990"
    assert len(found) == len(set(found)) > 9000
    assert all(passes_elfproef(bsn) for bsn in found)
