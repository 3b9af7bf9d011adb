# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The gate before help with dyslexia: who was admitted, and is of the right age (R-07)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from libs.ijw.months import months_later
from services.referral.domain.toewijzing import Toekenning

Fase = Literal["diagnose", "behandeling"]
LEEFTIJDSGRENS = "9"
"""Reason (WJ759) to reject a request for who is too young or too old."""


@dataclass(frozen=True, slots=True)
class Dyslexieregel:
    """What holds for help that begins from a day on; ages in years.

    Help may begin from the birthday of `leeftijd_van`, and before that of `start_voor`. `versie`
    counts the changes of the rule of one day.
    """

    gemeentecode: str
    geldig_van: date
    diagnose_codes: frozenset[str]
    behandeling_codes: frozenset[str]
    leeftijd_van: int = 7
    start_voor: int = 13
    alleen_basisschool: bool = True
    versie: int = 0

    def fase(self, toekenning: Toekenning) -> Fase | None:
        """Which of the two it is; None for other help."""
        if toekenning.code in self.diagnose_codes:
            return "diagnose"
        return "behandeling" if toekenning.code in self.behandeling_codes else None

    def right_age(self, geboortedatum: date, begin: date) -> bool:
        """On the day that help begins."""
        youngest = months_later(geboortedatum, 12 * self.leeftijd_van)
        return youngest <= begin < months_later(geboortedatum, 12 * self.start_voor)


@dataclass(frozen=True, slots=True)
class Poortwachtersbesluit:
    """What the samenwerkingsverband advised on a request, and the gemeente took over."""

    id: str
    gemeentecode: str
    client_id: str
    fase: Fase
    samenwerkingsverband: str
    aangevraagd_op: date
    besluit_datum: date
    toelaatbaar: bool
    dossier_compleet: bool
    basisschool: bool
    protocol_versie: str
    vastgesteld_op: datetime

    def bezwaren(self) -> Iterator[tuple[str, str]]:
        """Each thing that is wrong with it by itself: its field, and why."""
        if self.besluit_datum < self.aangevraagd_op:
            yield "besluitDatum", "ligt voor de aanvraag"
        if self.toelaatbaar and not self.dossier_compleet:
            yield "dossierCompleet", "is nodig om toelaatbaar te zijn"

    def admits(self, fase: Fase, begin: date, regel: Dyslexieregel) -> bool:
        """To this phase, from a day on."""
        school = self.basisschool or not regel.alleen_basisschool
        in_time = self.fase == fase and self.besluit_datum <= begin
        return self.toelaatbaar and self.dossier_compleet and school and in_time


@dataclass(frozen=True, slots=True)
class Bezwaar:
    """Why dyslexia help cannot be awarded: a code, and a sentence."""

    code: str
    zin: str


def rule_on(regels: Iterable[Dyslexieregel], begin: date) -> Dyslexieregel | None:
    """The newest that holds on a day."""
    valid = [one for one in regels if one.geldig_van <= begin]
    return max(valid, key=lambda one: one.geldig_van, default=None)


def objection(
    toekenning: Toekenning,
    geboortedatum: date,
    regels: Iterable[Dyslexieregel],
    besluiten: Sequence[Poortwachtersbesluit],
) -> Bezwaar | None:
    """What stands in the way of an award; None for other help, and for who was admitted."""
    begin = toekenning.ingangsdatum
    regel = rule_on(regels, begin)
    fase = regel.fase(toekenning) if regel else None
    if regel is None or fase is None:
        return None
    if not regel.right_age(geboortedatum, begin):
        zin = (
            f"Hulp bij dyslexie begint vanaf {regel.leeftijd_van} en voor {regel.start_voor} jaar: "
            f"wijs het verzoek af met reden {LEEFTIJDSGRENS}."
        )
        return Bezwaar("leeftijdsgrens", zin)
    if not any(one.admits(fase, begin, regel) for one in besluiten):
        zin = f"Er is geen poortwachtersbesluit dat toelaat tot de {fase} bij dyslexie."
        return Bezwaar("geen-poortwachtersbesluit", zin)
    return None
