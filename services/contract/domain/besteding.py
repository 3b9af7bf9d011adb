# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What was approved under a ceiling (C-09), and which aanbieders do little (C-17). Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

SIGNAAL = 70
"""Percent of the ceiling at which the aanbieder is told in writing."""
KLEIN = 2_000_000
"""Cents a year: below it an aanbieder is small."""
STIL_MAANDEN = 12
TEVREDEN = 85
"""Satisfaction in tenths: from here on a small aanbieder is not given notice."""


def is_signaal(besteed: int, plafond: int) -> bool:
    """From seventy percent on, to the cent; a ceiling of nothing is reached at once."""
    return besteed * 100 >= plafond * SIGNAAL


Stand = Literal["ruim", "nabij", "bereikt"]


def stand_of(besteed: int, plafond: int) -> Stand:
    """How far a ceiling is spent, both in cents."""
    if besteed >= plafond:
        return "bereikt"
    return "nabij" if is_signaal(besteed, plafond) else "ruim"


@dataclass(frozen=True, slots=True)
class Kenmerken:
    """What makes that an aanbieder cannot be missed; `tevredenheid` in tenths."""

    schaars: bool = False
    uniek: bool = False
    tevredenheid: int | None = None


@dataclass(frozen=True, slots=True)
class Activiteit:
    """What an aanbieder did in a year: cents approved and different clients."""

    omzet: int
    clienten: int

    @property
    def signalen(self) -> tuple[str, ...]:
        """What is little about it."""
        found = []
        if self.clienten == 0:
            found.append("geen-levering")
        if self.clienten == 1:
            found.append("een-client")
        if 0 < self.omzet < KLEIN or (self.clienten and self.omzet <= 0):
            found.append("onder-20k")
        return tuple(found)


def opzegbaar(activiteit: Activiteit, kenmerken: Kenmerken) -> tuple[bool, str]:
    """Whether notice may be given for doing little, and why (CS 1.6)."""
    if not activiteit.signalen:
        return False, "levert genoeg"
    if kenmerken.schaars:
        return False, "het aanbod is schaars"
    if kenmerken.uniek:
        return False, "het aanbod is uniek"
    if kenmerken.tevredenheid is not None and kenmerken.tevredenheid >= TEVREDEN:
        return False, "cliënten waarderen de aanbieder met 8,5 of hoger"
    if "geen-levering" in activiteit.signalen:
        return True, "twaalf maanden niet geleverd: grond voor ontbinding"
    return True, "twaalf maanden onder de norm: opzegbaar met zes maanden"


@dataclass(frozen=True, slots=True)
class Capaciteitspad:
    """Places now and wanted, by year."""

    jaar_van: int
    plaatsen_van: int
    jaar_tot: int
    plaatsen_tot: int

    @property
    def verandering(self) -> int:
        """Places more, or fewer."""
        return self.plaatsen_tot - self.plaatsen_van

    @property
    def procent(self) -> float | None:
        """The same in percent of what there is."""
        if not self.plaatsen_van:
            return None
        return round(100 * self.verandering / self.plaatsen_van, 1)

    def op(self, jaar: int) -> float:
        """On a straight line between the two (C-20)."""
        share = (jaar - self.jaar_van) / (self.jaar_tot - self.jaar_van)
        return self.plaatsen_van + share * (self.plaatsen_tot - self.plaatsen_van)


def bezetting(bezette_dagen: int, beschikbare_dagen: int) -> float | None:
    """Percent of the days that places were occupied."""
    return round(100 * bezette_dagen / beschikbare_dagen, 1) if beschikbare_dagen else None


def minimaal_bericht(start: date, gemeld: date) -> bool:
    """A client stop of an aanbieder is told fourteen days before (C-19)."""
    return (start - gemeld).days >= 14  # noqa: PLR2004 - CS 3.5
