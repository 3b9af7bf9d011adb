# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Quarters, and what is expected of a provider for each (Regeling Jeugdwet 8g). Pure."""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, Self

from services.reporting.domain.ews.normen import Normen

Soort = Literal["kwartaal", "jaar"]
_FORM = re.compile(r"(20[0-9]{2})-K([1-4])", re.ASCII)
_QUARTERS = 4
_MONTHS = 3


@dataclass(frozen=True, slots=True, order=True)
class Kwartaal:
    """A quarter of a calendar year; written `2026-K1`."""

    jaar: int
    nummer: int

    def __str__(self) -> str:
        return f"{self.jaar}-K{self.nummer}"

    @classmethod
    def lees(cls, text: str) -> Self:
        """From its written form; `ValueError` for any other text."""
        found = _FORM.fullmatch(text)
        if found is None:
            raise ValueError(text)
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def van(cls, day: date) -> Self:
        """The quarter that a day is in."""
        return cls(day.year, (day.month - 1) // _MONTHS + 1)

    @classmethod
    def laatst_voorbij(cls, day: date) -> Self:
        """The last one that was over before the day."""
        return cls.van(day).verder(-1)

    def verder(self, quarters: int) -> Self:
        """So many quarters later, or earlier when below nothing."""
        jaar, nummer = divmod(self.jaar * _QUARTERS + self.nummer - 1 + quarters, _QUARTERS)
        return type(self)(jaar, nummer + 1)

    @property
    def begin(self) -> date:
        """Its first day."""
        return date(self.jaar, (self.nummer - 1) * _MONTHS + 1, 1)

    @property
    def eind(self) -> date:
        """Its last day."""
        return self.verder(1).begin - timedelta(days=1)

    @property
    def maanden(self) -> tuple[date, date, date]:
        """The first days of its months."""
        first = self.begin
        one, two, three = (date(first.year, first.month + n, 1) for n in range(_MONTHS))
        return one, two, three


@dataclass(frozen=True, slots=True)
class Profiel:
    """What a region keeps of a provider (C-01), as far as the duty goes."""

    soort: str
    aangewezen: bool
    cruciale_functies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plicht:
    """Whether a provider must deliver, and why."""

    verplicht: bool
    reden: str


def plicht(profiel: Profiel | None, jaaromzet: int, normen: Normen) -> Plicht:
    """Who must deliver: not a solo worker nor a very small one (RJ 8g lid 3); cents a year.

    What very small is no public text says: it is the limit of the norms, unless a provider was
    named for its special offer.
    """
    if profiel is not None and profiel.soort == "solist":
        return Plicht(False, "vrijgesteld: solistisch werkend (RJ 8g lid 3)")
    if profiel is not None and profiel.aangewezen:
        return Plicht(True, "aangewezen in het aanbiederprofiel")
    if jaaromzet >= normen.omzetgrens:
        return Plicht(True, "omzet van het jaar ervoor op of boven de grens")
    return Plicht(False, "vrijgesteld: omzet onder de grens (RJ 8g lid 3)")


@dataclass(frozen=True, slots=True)
class Verwachting:
    """A delivery that is to come; `jaar` or a quarter by its written form."""

    soort: Soort
    periode: str
    uiterlijk: date


def verwachtingen(normen: Normen, tot_en_met: Kwartaal) -> Iterator[Verwachting]:
    """What is expected since the duty began, of quarters until and with this one, in order."""
    kwartaal = Kwartaal.van(normen.plicht_vanaf)
    while kwartaal <= tot_en_met:
        if kwartaal.nummer == 1:
            last = kwartaal.begin + timedelta(days=normen.termijn_jaar)
            yield Verwachting("jaar", str(kwartaal.jaar), last)
        last = kwartaal.eind + timedelta(days=normen.termijn_kwartaal)
        yield Verwachting("kwartaal", str(kwartaal), last)
        kwartaal = kwartaal.verder(1)


def ontbrekend(
    normen: Normen, tot_en_met: Kwartaal, ontvangen: Container[str], day: date
) -> tuple[str, ...]:
    """Periods of which nothing came, long after their last day: 30 days unless norms say else."""
    allowed = timedelta(days=normen.ontbreekt_na)
    return tuple(
        one.periode
        for one in verwachtingen(normen, tot_en_met)
        if one.periode not in ontvangen and one.uiterlijk + allowed < day
    )
