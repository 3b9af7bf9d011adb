# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""How much may be declared: weeks, months and maximum volumes of an award, and hours by minute."""

from datetime import date, timedelta

from libs.ijw.months import last_day_of_month
from libs.ijw.shared import Omvang

__all__ = [
    "Omvang",
    "amount_by_minute",
    "days",
    "hours_from_minutes",
    "in_minutes",
    "iso_weeks",
    "max_over_term",
    "max_per_prestatie",
    "minute_tariff",
    "monday",
    "months_touched",
    "product_periode",
    "sundays",
]

PER_DAG, PER_WEEK, PER_MAAND, TOTAAL = "1", "2", "4", "6"
_MINUTES = 60
_HALF_HOUR = 30
_SUNDAY = 6


def monday(day: date) -> date:
    """Monday of the ISO week of `day`."""
    return day - timedelta(days=day.weekday())


def days(begin: date, end: date) -> int:
    """Days from `begin` through `end`."""
    return (end - begin).days + 1


def iso_weeks(begin: date, end: date) -> int:
    """ISO weeks touched by `begin` through `end`, also over year ends."""
    return (monday(end) - monday(begin)).days // 7 + 1


def sundays(begin: date, end: date, term_end: date | None) -> int:
    """Weeks of an outputgericht period: its Sundays, and the last broken week of the award.

    That week counts in the period that holds the last Sunday of the award (IV076, IV077), and
    nowhere when the award has no Sunday.
    """
    first = begin + timedelta(days=_SUNDAY - begin.weekday())
    count = (end - first).days // 7 + 1 if first <= end else 0
    if term_end is None or term_end.weekday() == _SUNDAY:
        return count
    last_sunday = term_end - timedelta(days=term_end.weekday() + 1)
    return count + (1 if begin <= last_sunday <= end else 0)


def months_touched(begin: date, end: date) -> int:
    """Calendar months touched by `begin` through `end`."""
    return (end.year - begin.year) * 12 + end.month - begin.month + 1


def max_per_prestatie(
    omvang: Omvang,
    period_begin: date,
    period_end: date,
    *,
    term_end: date | None,
    outputgericht: bool,
) -> int:
    """Most that one prestatie may hold (TR321), in the unit of the award."""
    if omvang.frequentie == PER_DAG:
        return omvang.volume * days(period_begin, period_end)
    if omvang.frequentie == PER_WEEK:
        if outputgericht:
            return omvang.volume * sundays(period_begin, period_end, term_end)
        return omvang.volume * iso_weeks(period_begin, period_end)
    return omvang.volume


def max_over_term(omvang: Omvang, term_begin: date, term_end: date | None) -> int | None:
    """Most over the whole award (TR322), in its unit; None when it has no end and no total."""
    if omvang.frequentie == TOTAAL:
        return omvang.volume
    if term_end is None:
        return None
    if omvang.frequentie == PER_DAG:
        return omvang.volume * days(term_begin, term_end)
    if omvang.frequentie == PER_WEEK:
        return omvang.volume * iso_weeks(term_begin, term_end)
    return omvang.volume * months_touched(term_begin, term_end)


def in_minutes(hours: int) -> int:
    """Hours as minutes."""
    return hours * _MINUTES


def hours_from_minutes(minutes: int) -> int:
    """Whole hours to declare for the minutes of a period: half up, at least one (IV079)."""
    return max(1, _sixtieth(minutes))


def minute_tariff(hour_tariff: int) -> int:
    """Tariff by the minute of a contract by the hour; no amount is computed with it (IV081)."""
    return _sixtieth(hour_tariff)


def amount_by_minute(hour_tariff: int, minutes: int) -> int:
    """Amount for minutes on a contract by the hour: rounded once, not by the minute (IV081)."""
    return _sixtieth(hour_tariff * minutes)


def _sixtieth(number: int) -> int:
    """Half up, in integers: a fraction of a cent or an hour must not depend on floats."""
    return (number + _HALF_HOUR) // _MINUTES


def product_periode(
    month_first: date, ingangsdatum: date, einddatum: date | None
) -> tuple[date, date] | None:
    """The ProductPeriode of an award in a month (TR387, TR388); None when they do not meet."""
    begin = max(month_first, ingangsdatum)
    end = last_day_of_month(month_first)
    if einddatum is not None:
        end = min(end, einddatum)
    return (begin, end) if begin <= end else None
