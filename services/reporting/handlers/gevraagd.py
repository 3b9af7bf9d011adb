# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What is asked of indicators, what is read for it, and what is answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from libs.common.clock import AMSTERDAM
from libs.ijw.months import last_day_of_month
from services.reporting.domain.groepen import PerSoort, in_plaats_van, soort_van
from services.reporting.domain.indicatoren import Indicator
from services.reporting.domain.indicatoren.afscherming import Getoond
from services.reporting.domain.indicatoren.cellen import (
    Cel,
    Cijfers,
    Tellingen,
    bereken,
    uitgelijnd,
)
from services.reporting.domain.indicatoren.feiten import Feiten, Vraag
from services.reporting.domain.indicatoren.groepen import Tabellen
from services.reporting.domain.regios import REGIO, Lid, stukken

_JAAR = 12

Periode = tuple[date, date]
"""First day of the first month, and last day of the last one."""


@dataclass(frozen=True, slots=True)
class Gebied:
    """Whose facts: of a region, of a gemeente, of one within the other, or of all; and of these
    those of one group, by its kind and code."""

    regio: str | None = None
    gemeente: str | None = None
    groep: tuple[str, str] | None = None

    def soort(self, groepering: Sequence[str]) -> str | None:
        """The kind of group that figures are asked by; a region has no others beside it."""
        found = soort_van(groepering)
        return None if found == REGIO and self.regio is not None else found


@dataclass(frozen=True, slots=True)
class Gevraagd:
    """Which figures are asked, and of which period they are held against."""

    periode: Periode
    peilmoment: datetime
    groepering: tuple[str, ...] = ()
    vergelijking: Periode | None = None
    nu: bool = False
    """The moment is that of asking, so that what was counted ahead answers."""
    soort: str | None = None
    """The kind of group that is asked by, when there are others beside it."""

    def vraag(self, indicator: Indicator, periode: Periode) -> Vraag:
        """For a formula; nothing is known of months after that of the moment but what is due."""
        known = self.bekend(periode)
        basis = self.vergelijking if periode == self.periode else None
        return replace(known, tot=periode[1] if indicator.vooruit else known.tot, basis=basis)

    @property
    def maanden_later(self) -> int:
        """How many months the period begins after the one it is held against."""
        van, since = self.periode[0], (self.vergelijking or self.periode)[0]
        return (van.year - since.year) * _JAAR + van.month - since.month

    def bekend(self, periode: Periode) -> Vraag:
        """A period through the month of the moment."""
        peildag = self.peilmoment.astimezone(AMSTERDAM).date()
        return Vraag(periode[0], min(periode[1], last_day_of_month(peildag)), peildag)


@dataclass(frozen=True, slots=True)
class Geladen:
    """Facts as known at a moment, with the memberships that groups follow; by period and dimensions
    what was counted ahead, where that stands in the place of facts."""

    feiten: Feiten
    leden: Sequence[Lid]
    tellingen: Mapping[tuple[Periode, tuple[str, ...]], Tellingen] = field(default_factory=dict)

    def cijfers(
        self,
        indicator: Indicator,
        gevraagd: Gevraagd,
        periode: Periode | None = None,
        ook: Sequence[Lid] = (),
    ) -> Cijfers:
        """Reckoned, not suppressed; `ook` are members of groups beside those that are known."""
        asked, by = periode or gevraagd.periode, gevraagd.groepering
        vraag, counted = gevraagd.vraag(indicator, asked), self.tellingen.get((asked, by))
        return bereken(indicator, self.feiten, vraag, by, [*self.leden, *ook], counted)

    def per_groep(self, indicator: Indicator, gevraagd: Gevraagd, periode: Periode) -> Tabellen:
        """The tables that say what may be shown of one by groups."""
        known = gevraagd.vraag(indicator, periode)
        indeling = stukken(self.leden, known.van, known.tot)

        def tel(naam: str) -> Cijfers:
            by = in_plaats_van(gevraagd.groepering, gevraagd.soort, naam)
            asked = replace(gevraagd, groepering=by)
            return self.cijfers(indicator, asked, periode, indeling.leden)

        return PerSoort.lees(gevraagd.soort, indeling, tel)

    def van_soort(self, soort: str) -> list[Lid]:
        """Members of groups of one kind."""
        return [lid for lid in self.leden if lid.soort == soort]

    def naast_elkaar(self, indicator: Indicator, gevraagd: Gevraagd) -> tuple[Cijfers, Cijfers]:
        """Those of the period, and of the one it is held against under the same labels."""
        nu = self.cijfers(indicator, gevraagd)
        other = gevraagd.vergelijking
        if other is None:
            return nu, {}
        eerder = self.cijfers(indicator, replace(gevraagd, vergelijking=None), other)
        return nu, uitgelijnd(eerder, gevraagd.groepering, gevraagd.maanden_later)


@dataclass(frozen=True, slots=True)
class Antwoord:
    """Figures as an audience may see them, and those of the period that they are held against."""

    nu: Mapping[Cel, Getoond]
    eerder: Mapping[Cel, Getoond]
    signalen: Mapping[Cel, Sequence[str]]
    namen: Mapping[str, str]
    """Of gemeenten."""

    def is_niets(self) -> bool:
        """Noughts and no more, none of them hidden, and nothing before."""
        return all(one.is_niets() for one in (*self.nu.values(), *self.eerder.values()))
