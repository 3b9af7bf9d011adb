# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Until which age youth help may be given: dated rules (R-12; art. 1.1 Jeugdwet)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from libs.ijw.months import months_later
from services.referral.domain.toewijzing import Toekenning

Kader = Literal["jeugdhulp", "pleegzorg", "strafrecht"]

_JAAR = 12
_HALF_JAAR = 6
_VOLWASSEN = 18

_STRAFRECHT = frozenset({"47", "49"})
"""Categories of jeugdreclassering and of the preventive frame of justice."""

_STRAFRECHTER = "08"
"""Referrer (COD327): a judge, public prosecutor or JJI, only with a decision in criminal law."""

_PLEEGZORG = "35"
_PLEEGVORMEN = frozenset({"netwerkpleegzorg", "pleegzorg"})

_BEGIN = date(2015, 1, 1)
"""The Jeugdwet is in force since."""


@dataclass(frozen=True, slots=True)
class Grens:
    """Help ends the day before the birthday at this age; None has no limit.

    `verlengd` is the age where help was decided on before 18, or is taken up again within half a
    year. Valid from `geldig_van` until the next of its kind.
    """

    kader: Kader
    tot: int | None
    verlengd: int | None
    geldig_van: date
    bron: str


GRENZEN = (
    Grens("jeugdhulp", 18, 23, _BEGIN, "Jeugdwet artikel 1.1, jeugdige"),
    Grens("pleegzorg", 18, 23, _BEGIN, "Jeugdwet artikel 1.1, jeugdige"),
    Grens("pleegzorg", 21, 23, date(2018, 7, 1), "pleegzorg standaard tot 21 jaar"),
    Grens("strafrecht", None, None, _BEGIN, "Jeugdwet artikel 1.1, jeugdige"),
)


def limit_on(kader: Kader, dag: date) -> Grens | None:
    """The rule that holds on a day; None before the law was there."""
    held = [grens for grens in GRENZEN if grens.kader == kader and grens.geldig_van <= dag]
    return max(held, key=lambda grens: grens.geldig_van, default=None)


def last_day(grens: Grens, geboortedatum: date, *, verlengd: bool) -> date | None:
    """The last day of help under this rule; None without a limit."""
    age = grens.verlengd if verlengd else grens.tot
    if age is None:
        return None
    return months_later(geboortedatum, _JAAR * age) - timedelta(days=1)


def kader_of(toekenning: Toekenning, vorm: str | None, verwijzer_code: str | None) -> Kader:
    """Under which rule help falls; `vorm` is the form of stay that its product is here."""
    if toekenning.categorie in _STRAFRECHT or verwijzer_code == _STRAFRECHTER:
        return "strafrecht"
    if toekenning.categorie == _PLEEGZORG or vorm in _PLEEGVORMEN:
        return "pleegzorg"
    return "jeugdhulp"


def may_go_beyond(
    geboortedatum: date, begin: date, needed_since: date, earlier: Iterable[Toekenning]
) -> bool:
    """Was it decided before 18 that help is needed, or did help end within half a year of it?"""
    if needed_since < months_later(geboortedatum, _JAAR * _VOLWASSEN):
        return True
    return any(
        one.ingangsdatum < begin
        and (one.einddatum is None or begin <= months_later(one.einddatum, _HALF_JAAR))
        for one in earlier
    )


def is_within(toekenning: Toekenning, geboortedatum: date, kader: Kader, *, verlengd: bool) -> bool:
    """Does help begin before the limit, and end before the one that holds once it began?"""
    grens = limit_on(kader, toekenning.ingangsdatum)
    if grens is None:
        return True
    begin = last_day(grens, geboortedatum, verlengd=verlengd)
    end = last_day(grens, geboortedatum, verlengd=True)
    starts = begin is None or toekenning.ingangsdatum <= begin
    return starts and (end is None or toekenning.einddatum is None or toekenning.einddatum <= end)
