# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Indexation of tariffs (C-07): by forecasts and what came true, exact to the cent. Pure.

Percentages are decimals, amounts whole cents; what is kept of an amount is not rounded, so that
rounding does not add up over the years.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

HONDERD = Decimal(100)


@dataclass(frozen=True, slots=True)
class Cijfer:
    """A figure of the planning office: forecast for the year, and of the year before both."""

    prognose: Decimal
    definitief: Decimal
    vorige_prognose: Decimal

    @property
    def index(self) -> Decimal:
        """Forecast, corrected by how far the last one was off (CS 3.2.1)."""
        return self.prognose + (self.definitief - self.vorige_prognose)


@dataclass(frozen=True, slots=True)
class Indexatie:
    """Wages (OVA) and prices (PPC), weighted in percent; together 100."""

    ova: Cijfer
    ppc: Cijfer
    gewicht_ova: Decimal = Decimal(90)

    @property
    def percentage(self) -> Decimal:
        """The weighted index."""
        rest = HONDERD - self.gewicht_ova
        return (self.gewicht_ova * self.ova.index + rest * self.ppc.index) / HONDERD


@dataclass(frozen=True, slots=True)
class Nieuw:
    """A tariff after the run: in cents, and as it goes into the next run."""

    bedrag: int
    onafgerond: Decimal


def geindexeerd(bedrag: int, onafgerond: Decimal | None, percentage: Decimal) -> Nieuw:
    """From what was not rounded, unless the tariff was set otherwise since.

    >>> geindexeerd(8000, None, Decimal("4.17")).bedrag
    8334
    """
    basis = Decimal(bedrag)
    if onafgerond is not None and _cents(onafgerond) == bedrag:
        basis = onafgerond
    exact = basis * (1 + percentage / HONDERD)
    return Nieuw(_cents(exact), exact)


def _cents(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))
