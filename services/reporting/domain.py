# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What the figures mean, and what an award is worth per month. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from libs.ijw.volumes import (
    PER_DAG,
    PER_MAAND,
    PER_WEEK,
    TOTAAL,
    Omvang,
    days,
    iso_weeks,
    last_day_of_month,
)

DEFINITIEVERSIE = "1"
VERWIJDERD = "13"
EURO, MINUUT, UUR = "83", "01", "04"
_MINUTES_PER_HOUR = 60

HORIZON_MONTHS = 60
"""How far an award without an end is valued: no report looks further ahead."""

MAX_MONTHS = 240
"""No award is valued for more: an end in the year 9999 says that there is none."""


@dataclass(frozen=True, slots=True)
class Definitie:
    """One figure: its id in the indicator catalogue, name and formula."""

    id: str
    veld: str
    naam: str
    formule: str
    versie: str = DEFINITIEVERSIE


DEFINITIES = (
    Definitie(
        "I-01",
        "uniekeClienten",
        "Unieke cliënten",
        "Aantal verschillende cliënten met hulp in de periode: een levering die op ten minste "
        "één dag liep, of een toegekende, niet gecrediteerde prestatie met een productperiode "
        "in de periode. Elk totaal is een eigen telling.",
    ),
    Definitie(
        "I-11a",
        "toegewezenBedrag",
        "Toegewezen bedrag",
        "Tarief maal toegewezen volume in de periode. Per week: elke geraakte ISO-week, over de "
        "hele periode één keer. Totaalvolume en budget: naar rato van dagen. Zonder budget of "
        "taakgericht: geen waarde.",
    ),
    Definitie(
        "I-11b",
        "ingediendBedrag",
        "Ingediend bedrag",
        "Alle beoordeelde prestaties met een productperiode in de periode, debet min credit.",
    ),
    Definitie(
        "I-06",
        "toegekendBedrag",
        "Toegekend bedrag",
        "De toegekende prestaties daarvan, debet min credit.",
    ),
    Definitie(
        "I-11",
        "verzilveringspercentage",
        "Verzilveringspercentage (bruto)",
        "Toegekend bedrag gedeeld door toegewezen bedrag.",
    ),
)


@dataclass(frozen=True, slots=True)
class Tarief:
    """Cents per unit for a time."""

    bedrag: int
    geldig_van: date
    geldig_tot: date | None


@dataclass(frozen=True, slots=True)
class Prijs:
    """The contracted unit of a product with its tariffs."""

    eenheid: str | None
    tarieven: tuple[Tarief, ...]

    def on(self, day: date) -> int | None:
        """Cents per unit on a day; None when there is no tariff then."""
        for tarief in self.tarieven:
            if tarief.geldig_van <= day and (tarief.geldig_tot is None or day <= tarief.geldig_tot):
                return tarief.bedrag
        return None


@dataclass(frozen=True, slots=True)
class Award:
    """One version of an award, as far as its value goes; `budget` in cents."""

    ingangsdatum: date
    einddatum: date | None
    omvang: Omvang | None
    budget: int | None
    reden_wijziging: str | None


@dataclass(frozen=True, slots=True)
class Maandwaarde:
    """What an award is worth in a month, in cents.

    `dubbel` is the part that the month before holds too: a week that both months touch. The
    value of a window is the sum of `bedrag` less `dubbel` of every month but its first.
    """

    maand: date
    bedrag: int
    dubbel: int = 0


def maandwaarden(award: Award, prijs: Prijs | None) -> list[Maandwaarde]:
    """The value of an award per month (domain: verzilvering, awarded part).

    Empty for what has no value in the formula: deleted, aspecific without a budget, or a product
    whose tariff is not known (yet).
    """
    if award.reden_wijziging == VERWIJDERD:
        return []
    if award.budget is not None:
        return _spread(award, award.budget)
    omvang = award.omvang
    if omvang is None:
        return []
    if omvang.frequentie == TOTAAL:
        total = _value(omvang, omvang.volume, prijs, award.ingangsdatum)
        return [] if total is None else _spread(award, total)
    return _periodic(award, omvang, prijs)


def verzilvering(toegekend: int, toegewezen: int) -> float | None:
    """Percentage with one decimal; None when nothing was awarded."""
    if toegewezen <= 0:
        return None
    return round(100 * toegekend / toegewezen, 1)


def month_of(day: date) -> date:
    """The first of its month."""
    return day.replace(day=1)


def next_month(first: date) -> date:
    """The first of the month after."""
    return last_day_of_month(first) + timedelta(days=1)


def months(begin: date, end: date) -> Iterator[date]:
    """Firsts of the months from that of `begin` through that of `end`."""
    first = month_of(begin)
    while first <= end:
        yield first
        first = next_month(first)


def _windows(award: Award) -> Iterator[tuple[date, date]]:
    """Per month the days of it that the award covers."""
    end = award.einddatum or date.max
    last = end if award.einddatum else award.ingangsdatum + timedelta(days=30 * HORIZON_MONTHS)
    for first in islice(months(award.ingangsdatum, last), MAX_MONTHS):
        yield max(first, award.ingangsdatum), min(last_day_of_month(first), end)


def _periodic(award: Award, omvang: Omvang, prijs: Prijs | None) -> list[Maandwaarde]:
    found = []
    for begin, end in _windows(award):
        bedrag = _value(omvang, _allowed(omvang, begin, end), prijs, begin)
        if bedrag is None:
            continue
        dubbel = 0
        if omvang.frequentie == PER_WEEK and _shares_week(begin, award.ingangsdatum):
            dubbel = _value(omvang, omvang.volume, prijs, begin) or 0
        found.append(Maandwaarde(month_of(begin), bedrag, dubbel))
    return found


def _allowed(omvang: Omvang, begin: date, end: date) -> int:
    if omvang.frequentie == PER_DAG:
        return omvang.volume * days(begin, end)
    if omvang.frequentie == PER_WEEK:
        return omvang.volume * iso_weeks(begin, end)
    assert omvang.frequentie == PER_MAAND, omvang.frequentie  # noqa: S101 - codelist WMO757
    return omvang.volume


def _shares_week(begin: date, ingangsdatum: date) -> bool:
    """The first week of this window began in the month before, within the award."""
    return begin > ingangsdatum and begin.weekday() != 0


def _value(omvang: Omvang, volume: int, prijs: Prijs | None, day: date) -> int | None:
    """Cents for a volume in the unit of the award, at the tariff of `day`."""
    if omvang.eenheid == EURO:
        return volume
    tarief = prijs.on(day) if prijs else None
    if prijs is None or tarief is None:
        return None
    if (omvang.eenheid, prijs.eenheid) == (UUR, MINUUT):
        return volume * _MINUTES_PER_HOUR * tarief
    if (omvang.eenheid, prijs.eenheid) == (MINUUT, UUR):
        return _rounded(volume * tarief, _MINUTES_PER_HOUR)
    return volume * tarief


def _spread(award: Award, total: int) -> list[Maandwaarde]:
    """A total over the days of the award; what is rounded in one month is made up in the next.

    An award without an end cannot be spread and counts where it begins.
    """
    if award.einddatum is None:
        return [Maandwaarde(month_of(award.ingangsdatum), total)]
    term = days(award.ingangsdatum, award.einddatum)
    found, given = [], 0
    for begin, end in _windows(award):
        until = _rounded(total * days(award.ingangsdatum, end), term)
        found.append(Maandwaarde(month_of(begin), until - given))
        given = until
    return found


def _rounded(numerator: int, denominator: int) -> int:
    """Half up, in whole cents."""
    return (2 * numerator + denominator) // (2 * denominator)


def prijs_of(eenheid: str | None, tarieven: Sequence[dict[str, str | int | None]]) -> Prijs:
    """The price of a product as its event tells it."""
    return Prijs(eenheid, tuple(_tarief(t) for t in tarieven))


def _tarief(stored: dict[str, str | int | None]) -> Tarief:
    until = stored["geldigTot"]
    return Tarief(
        bedrag=int(stored["bedrag"] or 0),
        geldig_van=date.fromisoformat(str(stored["geldigVan"])),
        geldig_tot=None if until is None else date.fromisoformat(str(until)),
    )
