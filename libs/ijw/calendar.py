# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Dutch working days, in which the standard counts its terms."""

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

_SATURDAY = 5


@cache
def public_holidays(year: int) -> frozenset[date]:
    """Public holidays on which no term runs: those in `feestdagen.json`, which go to 2035.

    Other years are computed (`computed_holidays`); a test holds the two against each other.
    """
    return _listed().get(year) or computed_holidays(year)


def computed_holidays(year: int) -> frozenset[date]:
    """The same by computation, for any year.

    The standard names none. These are those of the Algemene termijnenwet with the Sundays among
    the Easter days, 5 May every year and not only in lustrum years. Good Friday, which that law
    equates with them, is an ordinary working day here: a term then ends a day early, never late.
    """
    easter = _easter(year)
    kings_day = date(year, 4, 27)
    if kings_day.weekday() == 6:  # noqa: PLR2004 - Sunday: kept a day early
        kings_day = date(year, 4, 26)
    moving = (easter + timedelta(days=n) for n in (0, 1, 39, 49, 50))
    fixed = ((1, 1), (5, 5), (12, 25), (12, 26))
    return frozenset([kings_day, *moving, *(date(year, m, d) for m, d in fixed)])


def is_working_day(day: date) -> bool:
    """Monday to Friday, and not a public holiday."""
    return day.weekday() < _SATURDAY and day not in public_holidays(day.year)


def add_working_days(day: date, count: int) -> date:
    """The last day of a term of `count` working days that begins after `day`."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


@cache
def _listed() -> Mapping[int, frozenset[date]]:
    """The holidays that the data name, by year."""
    data = files("libs.ijw").joinpath("data", "feestdagen.json")
    by_year: dict[int, set[date]] = defaultdict(set)
    for day in map(date.fromisoformat, json.loads(data.read_text(encoding="utf-8"))["dagen"]):
        by_year[day.year].add(day)
    return {year: frozenset(days) for year, days in by_year.items()}


def _easter(year: int) -> date:
    """Easter Sunday by the Gregorian computus (Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)
