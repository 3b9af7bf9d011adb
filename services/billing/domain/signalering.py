# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Figures of an aanbieder over a period, and the thresholds they are held against (B-19)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

PROMILLE = 1000
EIGEN_BRON = "Jeugdregio: eigen keuze, niet uit wet of standaard"


@dataclass(frozen=True, slots=True)
class Bedrijfsopgave:
    """What an aanbieder itself reports about a year, nothing about a single person.

    `professionals` are registered ones (SKJ, BIG) in hundredths of a full-time job; amounts in
    cents, a loss is negative.
    """

    agb_code: str
    jaar: int
    versie: int
    opgericht_op: date
    professionals: int
    omzet: int
    resultaat: int


@dataclass(frozen=True, slots=True)
class Kengetallen:
    """One aanbieder over one period: counts and cents, nothing about a single client.

    `regels` are approved debits; of those that an award bounds (`gemeten`) some stand exactly at
    the maximum, and some begin after help had stopped. `bij_verblijf_elders` fall on days that
    another aanbieder was paid for stay, `dubbel` were paid once more for the same product and
    period. `uren_per_jaar` are approved hours at the pace of the period, `maanden_oud` is on its
    last day.
    """

    agb_code: str
    regels: int = 0
    gemeten: int = 0
    op_maximum: int = 0
    na_stop: int = 0
    afgewezen: int = 0
    debet: int = 0
    credit: int = 0
    toegekend: int = 0
    toegekend_vorig: int = 0
    clienten: int = 0
    clienten_bij_velen: int = 0
    bij_verblijf_elders: int = 0
    dubbel: int = 0
    uren_per_jaar: int = 0
    bedrijf: Bedrijfsopgave | None = None
    maanden_oud: int | None = None


@dataclass(frozen=True, slots=True)
class Drempel:
    """When a signal is given: `waarde` in thousandths unless the signal says otherwise.

    `minimum` is the size below which a figure says nothing, `gewicht` its part in the score.
    """

    signaal: str
    waarde: int
    minimum: int
    gewicht: int
    geldig_van: date
    bron: str = EIGEN_BRON


_BEGIN = date(2026, 1, 1)

DREMPELS: tuple[Drempel, ...] = (
    Drempel("SG01", waarde=900, minimum=20, gewicht=30, geldig_van=_BEGIN),
    Drempel("SG02", waarde=20, minimum=20, gewicht=25, geldig_van=_BEGIN),
    Drempel("SG03", waarde=200, minimum=20, gewicht=10, geldig_van=_BEGIN),
    Drempel("SG04", waarde=2000, minimum=1_000_000, gewicht=15, geldig_van=_BEGIN),
    Drempel("SG05", waarde=1, minimum=1_000_000, gewicht=5, geldig_van=_BEGIN),
    Drempel("SG06", waarde=300, minimum=10, gewicht=10, geldig_van=_BEGIN),
    Drempel("SG07", waarde=250, minimum=20, gewicht=5, geldig_van=_BEGIN),
    Drempel("SG08", waarde=100, minimum=20, gewicht=20, geldig_van=_BEGIN),
    Drempel("SG09", waarde=10, minimum=20, gewicht=25, geldig_van=_BEGIN),
    Drempel("SG10", waarde=1_600, minimum=1_000, gewicht=20, geldig_van=_BEGIN),
    Drempel("SG11", waarde=150, minimum=10_000_000, gewicht=10, geldig_van=_BEGIN),
    Drempel("SG12", waarde=24, minimum=1_000_000, gewicht=10, geldig_van=_BEGIN),
)
"""No source gives cut-offs; these are ours, dated so that a later choice stands beside them."""

VEEL_AANBIEDERS = 4
"""Aanbieders in one period from which a client counts as one with many [ours]."""

MEDIAAN_AFSTAND = 250
"""Thousandths above the median of the others from which SG01 is given [ours]."""

HOOGSTE_SCORE = 100
"""More than this says nothing more [ours]."""

MINSTE_ANDEREN = 3
"""Others that a median needs, so that it tells of none of them [ours]."""


def thresholds_on(day: date) -> Mapping[str, Drempel]:
    """The newest threshold of each signal that holds on a day; none before the first."""
    holding = (drempel for drempel in DREMPELS if drempel.geldig_van <= day)
    ordered = sorted(holding, key=lambda drempel: drempel.geldig_van)
    return MappingProxyType({drempel.signaal: drempel for drempel in ordered})


def whole_months(begin: date, day: date) -> int:
    """Months that were completed since `begin`; below zero before it."""
    months = (day.year - begin.year) * 12 + day.month - begin.month
    return months if day.day >= begin.day else months - 1


def promille(deel: int, geheel: int) -> int:
    """Thousandths, rounded down; 0 of nothing."""
    return deel * PROMILLE // geheel if geheel > 0 else 0
