# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A case that is taken higher: to a local, regional and supra-regional expert team (R-10)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

Niveau = Literal["lokaal", "regionaal", "bovenregionaal"]
Reden = Literal["geen-passend-aanbod", "wachttijd", "onenigheid", "herhaalde-overplaatsing"]
Toestand = Literal["open", "geadviseerd", "besloten", "afgesloten"]
Uitkomst = Literal["passende-plek", "maatwerk", "hulp-voortgezet", "naar-huis", "niet-opgelost"]
Les = Literal[
    "aanbod-ontbreekt", "samenwerking", "financiering", "informatie", "wachttijd", "regie", "anders"
]

NIVEAUS: tuple[Niveau, ...] = ("lokaal", "regionaal", "bovenregionaal")
HERHAALD: Reden = "herhaalde-overplaatsing"


@dataclass(frozen=True, slots=True)
class Stap:
    """When it came to a level, and why."""

    niveau: Niveau
    op: date
    reden: Reden


@dataclass(frozen=True, slots=True)
class Advies:
    """What an expert team said."""

    niveau: Niveau
    op: date
    tekst: str


@dataclass(frozen=True, slots=True)
class Doorbraak:
    """An exception that was made (R-24): on which legal ground, at what cost, approved by whom.

    `kosten` and `vermeden_kosten` in cents.
    """

    grondslag: str
    kosten: int
    vermeden_kosten: int
    akkoord: str


@dataclass(frozen=True, slots=True)
class Besluit:
    """How the knot was cut, and who did."""

    op: date
    eigenaar: str
    tekst: str
    doorbraak: Doorbraak | None = None


@dataclass(frozen=True, slots=True)
class Escalatie:
    """As it now stands; `les` is the theme of what was learned from it."""

    id: str
    gemeentecode: str
    client_id: str
    niveau: Niveau
    reden: Reden
    toestand: Toestand
    automatisch: bool
    geopend_op: date
    stappen: tuple[Stap, ...]
    versie: int
    gewijzigd_op: datetime
    adviezen: tuple[Advies, ...] = ()
    besluit: Besluit | None = None
    uitkomst: Uitkomst | None = None
    les: Les | None = None

    @property
    def next_level(self) -> Niveau | None:
        """Where it can be taken; None from the highest."""
        at = NIVEAUS.index(self.niveau) + 1
        return NIVEAUS[at] if at < len(NIVEAUS) else None

    def cannot_happen_on(self, dag: date) -> Iterator[tuple[str, str]]:
        """A step is not before the one before."""
        if dag < self.stappen[-1].op:
            yield "op", "ligt voor de vorige stap"

    def advised(self, advies: Advies, now: datetime) -> "Escalatie":
        """With an advice more."""
        return self._next("geadviseerd", now, adviezen=(*self.adviezen, advies))

    def raised(self, stap: Stap, now: datetime) -> "Escalatie":
        """At another level, open again; the reason is that of the step."""
        stappen = (*self.stappen, stap)
        return self._next("open", now, niveau=stap.niveau, reden=stap.reden, stappen=stappen)

    def decided(self, besluit: Besluit, now: datetime) -> "Escalatie":
        """After the knot was cut."""
        return self._next("besloten", now, besluit=besluit)

    def closed(self, uitkomst: Uitkomst, les: Les, now: datetime) -> "Escalatie":
        """With what came of it."""
        return self._next("afgesloten", now, uitkomst=uitkomst, les=les)

    def _next(self, toestand: Toestand, now: datetime, **fields: object) -> "Escalatie":
        changed = replace(self, toestand=toestand, versie=self.versie + 1, gewijzigd_op=now)
        return replace(changed, **fields)  # type: ignore[arg-type]


STEPS: dict[str, frozenset[Toestand]] = {
    "adviseren": frozenset({"open", "geadviseerd"}),
    "opschalen": frozenset({"open", "geadviseerd"}),
    "besluiten": frozenset({"open", "geadviseerd"}),
    "afsluiten": frozenset({"besloten"}),
}
"""From which states a step may be taken."""
