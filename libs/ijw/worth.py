# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What an award is worth per month, in cents: its volume at the tariff, or its budget. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from libs.ijw.months import last_day_of_month, month_of, months
from libs.ijw.volumes import (
    PER_DAG,
    PER_MAAND,
    PER_WEEK,
    TOTAAL,
    Omvang,
    days,
    iso_weeks,
    months_touched,
)

VERWIJDERD = "13"
EURO, MINUUT, UUR = "83", "01", "04"
_MINUTES_PER_HOUR = 60

MAX_MONTHS = 240
"""An award is valued for twenty years at most; an end that lies further away is none."""


@dataclass(frozen=True, slots=True)
class Tarief:
    """Cents per unit for a time; another contract may count the same product in another unit."""

    bedrag: int
    eenheid: str | None
    geldig_van: date
    geldig_tot: date | None

    def holds_on(self, day: date) -> bool:
        """It is in force on a day."""
        return self.geldig_van <= day and (self.geldig_tot is None or day <= self.geldig_tot)


@dataclass(frozen=True, slots=True)
class Award:
    """One version of an award, as far as its value goes; `budget` in cents."""

    ingangsdatum: date
    einddatum: date | None
    omvang: Omvang | None
    budget: int | None
    reden_wijziging: str | None

    @property
    def einde(self) -> date | None:
        """The end, when there is one that says anything (9999 does not)."""
        end = self.einddatum
        if end is None or months_touched(self.ingangsdatum, end) > MAX_MONTHS:
            return None
        return end


@dataclass(frozen=True, slots=True)
class Maandwaarde:
    """What an award is worth in a month, in cents.

    `dubbel` is the part that the month before holds too: a week that both months touch. The
    value of a window is the sum of `bedrag` less `dubbel` of every month but its first.
    """

    maand: date
    bedrag: int
    dubbel: int = 0


def maandwaarden(award: Award, tarieven: Sequence[Tarief]) -> list[Maandwaarde]:
    """The value of an award per month (domain: verzilvering, awarded part).

    Empty for what has no value in the formula: deleted, ended before it began, aspecific without
    a budget, or a product whose tariff is not known (yet) or is in a unit that cannot be converted.
    """
    ended = award.einddatum is not None and award.einddatum < award.ingangsdatum
    if ended or award.reden_wijziging == VERWIJDERD:
        return []
    if award.budget is not None:
        return _spread(award, award.budget)
    omvang = award.omvang
    if omvang is None:
        return []
    if omvang.frequentie == TOTAAL:
        total = _value(omvang, omvang.volume, tarieven, award.ingangsdatum)
        return [] if total is None else _spread(award, total)
    return _periodic(award, omvang, tarieven)


def _windows(award: Award) -> Iterator[tuple[date, date]]:
    """Per month the days of it that the award covers."""
    end = award.einde or date.max
    for first in islice(months(award.ingangsdatum, end), MAX_MONTHS):
        yield max(first, award.ingangsdatum), min(last_day_of_month(first), end)


def _periodic(award: Award, omvang: Omvang, tarieven: Sequence[Tarief]) -> list[Maandwaarde]:
    found = []
    held_before = False
    for begin, end in _windows(award):
        bedrag = _value(omvang, _allowed(omvang, begin, end), tarieven, begin)
        if bedrag is not None:
            shared = held_before and omvang.frequentie == PER_WEEK and begin.weekday() != 0
            week = _value(omvang, omvang.volume, tarieven, begin) or 0
            found.append(Maandwaarde(month_of(begin), bedrag, week if shared else 0))
        held_before = bedrag is not None
    return found


def _allowed(omvang: Omvang, begin: date, end: date) -> int:
    if omvang.frequentie == PER_DAG:
        return omvang.volume * days(begin, end)
    if omvang.frequentie == PER_WEEK:
        return omvang.volume * iso_weeks(begin, end)
    assert omvang.frequentie == PER_MAAND, omvang.frequentie  # noqa: S101 - codelist WMO757
    return omvang.volume


def _value(omvang: Omvang, volume: int, tarieven: Sequence[Tarief], day: date) -> int | None:
    """Cents for a volume in the unit of the award, at the tariff of `day`."""
    if omvang.eenheid == EURO:
        return volume
    tarief = next((t for t in tarieven if t.holds_on(day)), None)
    if tarief is None:
        return None
    if (omvang.eenheid, tarief.eenheid) == (UUR, MINUUT):
        return volume * _MINUTES_PER_HOUR * tarief.bedrag
    if (omvang.eenheid, tarief.eenheid) == (MINUUT, UUR):
        return rounded(volume * tarief.bedrag, _MINUTES_PER_HOUR)
    return volume * tarief.bedrag if omvang.eenheid == tarief.eenheid else None


def _spread(award: Award, total: int) -> list[Maandwaarde]:
    """A total over the days of the award; what is rounded in one month is made up in the next.

    An award without an end cannot be spread and counts where it begins.
    """
    if award.einde is None:
        return [Maandwaarde(month_of(award.ingangsdatum), total)]
    term = days(award.ingangsdatum, award.einde)
    found, given = [], 0
    for begin, end in _windows(award):
        until = rounded(total * days(award.ingangsdatum, end), term)
        found.append(Maandwaarde(month_of(begin), until - given))
        given = until
    return found


def rounded(numerator: int, denominator: int) -> int:
    """Half up, in whole cents."""
    return (2 * numerator + denominator) // (2 * denominator)


def continued(tarief: Tarief, contract: tuple[date, date | None], last: date) -> Tarief | None:
    """A tariff as it counts for help that goes on after a move, until `last` (art. 2.7a Jeugdwet).

    As if the client had stayed; the one of the last day of the contract holds beyond its end.
    """
    van, tot = contract
    begin, ends = max(tarief.geldig_van, van), tarief.geldig_tot
    if tot is not None and (ends is None or ends >= tot):
        ends = None
    ends = last if ends is None else min(ends, last)
    return None if ends < begin else replace(tarief, geldig_van=begin, geldig_tot=ends)


def tarief_of(
    stored: Mapping[str, str | int | None], eenheid: str | None, contract: tuple[date, date | None]
) -> Tarief:
    """A tariff as its event tells it; it holds no longer than its contract does."""
    van, tot = contract
    begin = date.fromisoformat(str(stored["geldigVan"]))
    told = stored["geldigTot"]
    ends = (tot, None if told is None else date.fromisoformat(str(told)))
    return Tarief(
        bedrag=int(stored["bedrag"] or 0),
        eenheid=eenheid,
        geldig_van=max(begin, van),
        geldig_tot=min((end for end in ends if end is not None), default=None),
    )
