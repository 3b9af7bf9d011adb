# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The most that is paid for help of a year under a contract, and how that comes about (C-09)."""

from calendar import isleap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from libs.ijw.months import months_later
from services.contract.domain.contracten import CRISIS, TAAK, Contract
from services.contract.domain.geldigheid import Fault, Geldigheid

Stap = Literal["plafondaankondiging", "plafondvaststelling", "plafondplan"]
STAPPEN: tuple[Stap, ...] = get_args(Stap)
"""In which order a ceiling comes about: announced, decided, and planned for by the aanbieder."""

MAANDEN: Mapping[Stap, int] = {
    "plafondaankondiging": 6,
    "plafondvaststelling": 3,
    "plafondplan": 2,
}
"""How long before the first day that it counts each is done at the latest (CS 1.5)."""


@dataclass(frozen=True, slots=True)
class Plafond:
    """Cents; `jaarbedrag` is of a whole year where `bedrag` is only its part."""

    jaar: int
    bedrag: int
    jaarbedrag: int | None = None


@dataclass(frozen=True, slots=True)
class Procedure:
    """How the ceiling of a year comes about: when each step was done, and why not in time."""

    ingang: date
    gedaan: Mapping[Stap, date]
    motiveringen: Mapping[Stap, str]

    def uiterlijk(self, stap: Stap) -> date:
        """The last day in time of a step."""
        return months_later(self.ingang, -MAANDEN[stap])

    @property
    def volgende(self) -> Stap | None:
        """What is to be done next."""
        return next((stap for stap in STAPPEN if stap not in self.gedaan), None)


def procedure_uit(inhoud: Mapping[str, Any]) -> Procedure:
    """Of what was kept of it: names as on the wire, dates as text."""
    first = inhoud["ingang"] or f"{inhoud['jaar']}-01-01"
    done = {stap: date.fromisoformat(day) for stap, day in inhoud["gedaan"].items()}
    return Procedure(date.fromisoformat(first), done, inhoud["motiveringen"])


def te_stoppen(contract: Contract) -> list[str]:
    """What a client stop at a spent ceiling is about: what is paid per unit, and never crisis."""
    return [
        f"{one.categorie}/{one.code}"
        for one in contract.producten
        if one.variant != TAAK and one.categorie != CRISIS
    ]


def naar_rato(jaarbedrag: int, jaar: int, contract: Geldigheid) -> int:
    """The part of the days from the beginning of the contract on, half-up to the cent.

    >>> naar_rato(36_500, 2026, Geldigheid(date(2026, 7, 1)))
    18400
    """
    days = 366 if isleap(jaar) else 365
    first = max(date(jaar, 1, 1), contract.van)
    left = (date(jaar, 12, 31) - first).days + 1
    return (2 * jaarbedrag * left + days) // (2 * days)


def plafond_faults(plafond: Plafond, contract: Contract) -> Iterator[Fault]:
    """Everything wrong with a ceiling: its year, and a contract that is paid as a lump sum only."""
    year = Geldigheid(date(plafond.jaar, 1, 1), date(plafond.jaar, 12, 31))
    if not contract.geldig.overlaps(year):
        reason = f"ligt buiten de looptijd van het contract ({contract.geldig})"
        yield Fault("jaar", "buiten-contract", reason)
    variants = {product.variant for product in contract.producten}
    if variants == {TAAK}:
        yield Fault(
            "bedrag", "taakgericht", "hoort niet bij een contract dat alleen taakgericht is"
        )


def procedure_faults(procedure: Procedure) -> Iterator[Fault]:
    """A step comes after the one before, and too late only with a motivation."""
    for stap in STAPPEN:
        if stap in procedure.gedaan:
            yield from _stap_faults(procedure, stap, procedure.gedaan[stap])
    for stap in procedure.motiveringen:
        if not procedure.motiveringen[stap].strip():
            yield Fault(f"motiveringen.{stap}", "ontbreekt", "heeft een motivering nodig")


def _stap_faults(procedure: Procedure, stap: Stap, done: date) -> Iterator[Fault]:
    before = STAPPEN[: STAPPEN.index(stap)]
    for earlier in before:
        when = procedure.gedaan.get(earlier)
        if when is None:
            yield Fault(f"gedaan.{stap}", "te-vroeg", f"kan pas na {earlier}")
        elif when > done:
            yield Fault(f"gedaan.{stap}", "volgorde", f"ligt voor {earlier}")
    limit = procedure.uiterlijk(stap)
    if done > limit and stap not in procedure.motiveringen:
        yield Fault(f"motiveringen.{stap}", "ontbreekt", f"is nodig: uiterlijk {limit}")
