# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Weeks, volumes, periods, working days and citizen numbers against published values."""

from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.ijw import passes_elfproef, reserved_bsns
from libs.ijw.calendar import add_working_days, is_working_day, public_holidays
from libs.ijw.shared import Omvang
from libs.ijw.volumes import (
    days,
    hours_from_minutes,
    in_minutes,
    iso_weeks,
    last_day_of_month,
    max_over_term,
    max_per_prestatie,
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


@given(DAYS, st.integers(7, 800))
def test_outputgericht_months_add_up_to_the_weeks_of_the_award(begin: date, length: int) -> None:
    end = begin + timedelta(days=length)
    firsts = sorted({d.replace(day=1) for d in _every_day(begin, end)})
    periods = [p for p in (product_periode(first, begin, end) for first in firsts) if p]
    assert sum(sundays(*period, end) for period in periods) == iso_weeks(begin, end)


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
    assert date(2025, 4, 26) in public_holidays(2025), "27 April was a Sunday"
    assert date(2025, 4, 27) not in public_holidays(2025)
    easters = {2024: date(2024, 3, 31), 2025: date(2025, 4, 20), 2038: date(2038, 4, 25)}
    for year, easter in easters.items():
        assert {easter, easter + timedelta(days=1)} <= public_holidays(year)


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
