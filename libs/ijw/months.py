# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Calendar months: their first and last days, and days that lie months apart."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

_YEAR = 12


def month_of(day: date) -> date:
    """The first of its month."""
    return day.replace(day=1)


def last_day_of_month(day: date) -> date:
    """The last day of the month of `day`."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def next_month(first: date) -> date:
    """The first of the month after."""
    return last_day_of_month(first) + timedelta(days=1)


def month_before(first: date) -> date:
    """The first of the month before."""
    return month_of(first - timedelta(days=1))


def months(begin: date, end: date) -> Iterator[date]:
    """Firsts of the months from that of `begin` through that of `end`."""
    first = month_of(begin)
    while first <= end:
        yield first
        if last_day_of_month(first) == date.max:
            return
        first = next_month(first)


def months_later(day: date, count: int) -> date:
    """The same day so many months later, or earlier; the last one of a month that lacks it."""
    years, month = divmod(day.month - 1 + count, _YEAR)
    first = date(day.year + years, month + 1, 1)
    return first.replace(day=min(day.day, last_day_of_month(first).day))
