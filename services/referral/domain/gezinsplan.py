# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""One plan for a family, with goals, one director at a time, and evaluations (R-13)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from libs.ijw.months import months_later

Regisseur = Literal["ouder", "netwerk", "lokaal-team", "gi"]
Uitkomst = Literal["bereikt", "deels-bereikt", "niet-bereikt", "vervallen"]
Vervolg = Literal["voortzetten", "opschalen", "afschalen", "stoppen"]
Toestand = Literal["lopend", "beeindigd"]

GI: Regisseur = "gi"
EVALUATIE_MAANDEN = 6
"""A plan is evaluated at least once in so many months."""


@dataclass(frozen=True, slots=True)
class Doel:
    """A goal; `uitkomst` is that of the last evaluation which gave one."""

    nummer: int
    omschrijving: str
    uitkomst: Uitkomst | None = None


@dataclass(frozen=True, slots=True)
class Regie:
    """Who directs from a day on, and why that changed."""

    soort: Regisseur
    naam: str
    begindatum: date
    reden: str | None = None


@dataclass(frozen=True, slots=True)
class Evaluatie:
    """What was found on a day: an outcome by number of goal, and how it goes on."""

    op: date
    vervolg: Vervolg
    uitkomsten: Mapping[int, Uitkomst]
    toelichting: str | None = None


@dataclass(frozen=True, slots=True)
class Gezinsplan:
    """As it now stands; `regie` and `evaluaties` oldest first, `einddatum` inclusive."""

    id: str
    gemeentecode: str
    gezin_id: str
    begindatum: date
    doelen: tuple[Doel, ...]
    regie: tuple[Regie, ...]
    evaluaties: tuple[Evaluatie, ...]
    versie: int
    gewijzigd_op: datetime
    volgende_evaluatie: date | None = None
    einddatum: date | None = None

    @property
    def toestand(self) -> Toestand:
        """A plan that was ended is never taken up again: a new one is made."""
        return "lopend" if self.einddatum is None else "beeindigd"

    @property
    def regisseur(self) -> Regisseur:
        """The kind of director that it now has."""
        return self.regie[-1].soort

    @property
    def evaluatie_uiterlijk(self) -> date:
        """The last day on which it is evaluated in time."""
        last = self.evaluaties[-1].op if self.evaluaties else self.begindatum
        return months_later(last, EVALUATIE_MAANDEN)

    def bezwaren(self, *, dwangkader: bool) -> Iterator[tuple[str, str]]:
        """Each thing that is wrong with it: its field, and why."""
        if dwangkader and self.regisseur != GI:
            yield "regisseur", "is in het dwangkader de gecertificeerde instelling"
        next_one = self.volgende_evaluatie
        if next_one is not None and next_one > self.evaluatie_uiterlijk:
            yield "volgendeEvaluatie", f"is uiterlijk {self.evaluatie_uiterlijk}"
        if next_one is not None and next_one < self.begindatum:
            yield "volgendeEvaluatie", "ligt voor de begindatum van het plan"

    def cannot_pass(self, regie: Regie) -> Iterator[tuple[str, str]]:
        """Why the direction cannot pass to somebody."""
        if regie.begindatum < self.regie[-1].begindatum:
            yield "begindatum", "ligt voor het begin van de huidige regie"
        if regie.reden is None:
            yield "reden", "is verplicht bij een wisseling van de regie"

    def cannot_evaluate(self, evaluatie: Evaluatie) -> Iterator[tuple[str, str]]:
        """Why an evaluation cannot be; stopping settles every goal."""
        last = self.evaluaties[-1].op if self.evaluaties else self.begindatum
        if evaluatie.op < last:
            yield "op", "ligt voor de vorige evaluatie, of voor het plan"
        known = {doel.nummer for doel in self.doelen}
        for nummer in sorted(evaluatie.uitkomsten.keys() - known):
            yield "uitkomsten", f"noemt doel {nummer}, dat het plan niet heeft"
        if evaluatie.vervolg == "stoppen":
            settled = {doel.nummer for doel in self.doelen if doel.uitkomst is not None}
            for nummer in sorted(known - settled - evaluatie.uitkomsten.keys()):
                yield "uitkomsten", f"noemt geen uitkomst van doel {nummer}"

    def passed(self, regie: Regie, now: datetime) -> "Gezinsplan":
        """Under another director."""
        return replace(self, regie=(*self.regie, regie), versie=self.versie + 1, gewijzigd_op=now)

    def evaluated(self, evaluatie: Evaluatie, volgende: date | None, now: datetime) -> "Gezinsplan":
        """After an evaluation; `stoppen` ends it on that day."""
        doelen = tuple(
            replace(doel, uitkomst=evaluatie.uitkomsten.get(doel.nummer, doel.uitkomst))
            for doel in self.doelen
        )
        return replace(
            self,
            doelen=doelen,
            evaluaties=(*self.evaluaties, evaluatie),
            volgende_evaluatie=volgende,
            einddatum=evaluatie.op if evaluatie.vervolg == "stoppen" else None,
            versie=self.versie + 1,
            gewijzigd_op=now,
        )
