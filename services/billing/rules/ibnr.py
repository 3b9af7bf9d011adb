# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What was delivered and not approved yet, by the lag between care and approval (B-20).

A triangle holds cents by month of care and by lag: how many months later they were approved. From
earlier months follows which share is known after so many months; a month of which only part is
known is scaled up with it (chain ladder). Shares are fractions, so that nothing is rounded twice.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from services.billing.domain.eenheden import round_half_up

MEESTE_LAG = 12
"""Months after which nothing more is expected."""

Driehoek = Mapping[tuple[int, int], int]
"""Cents, debit less credit, by index of the month of care and lag in months."""


@dataclass(frozen=True, slots=True)
class Aandeel:
    """The share of a month of care that is known after `lag` months.

    `onderbouwd` is false when earlier months do not tell how it goes on from there.
    """

    lag: int
    deel: Fraction
    onderbouwd: bool = True


@dataclass(frozen=True, slots=True)
class Schatting:
    """A month of care: cents that are approved, and that there will be in the end."""

    maand: int
    goedgekeurd: int
    aandeel: Aandeel
    verwacht: int

    @property
    def nog_te_ontvangen(self) -> int:
        """What is still to come."""
        return self.verwacht - self.goedgekeurd


def known_shares(driehoek: Driehoek, peil: int, meeste_lag: int = MEESTE_LAG) -> list[Aandeel]:
    """Per lag the share that is known, from what the months up to and including `peil` showed."""
    known = cumulative(driehoek, peil)
    found = [Aandeel(meeste_lag, Fraction(1))]
    for lag in reversed(range(meeste_lag)):
        growth, told = _growth(known, lag)
        later = found[-1]
        found.append(Aandeel(lag, later.deel / growth, told and later.onderbouwd))
    return found[::-1]


def estimate(driehoek: Driehoek, peil: int, aandelen: Sequence[Aandeel]) -> list[Schatting]:
    """Each month of care that can still grow; the oldest first, months without any left out."""
    last = aandelen[-1].lag
    known = cumulative(driehoek, peil)
    found = []
    for maand in sorted({maand for maand, lag in driehoek if maand + lag <= peil}):
        if not peil - last < maand <= peil:
            continue
        aandeel = aandelen[peil - maand]
        goedgekeurd = known[maand, peil - maand]
        found.append(Schatting(maand, goedgekeurd, aandeel, _scaled(goedgekeurd, aandeel.deel)))
    return found


def cumulative(driehoek: Driehoek, peil: int) -> dict[tuple[int, int], int]:
    """Cents known after each lag that had passed by the end of `peil`."""
    cells: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for (maand, lag), bedrag in driehoek.items():
        if maand + lag <= peil:
            at = max(lag, 0)  # approved before the month was over: known from the beginning
            cells[maand][at] = cells[maand].get(at, 0) + bedrag
    found = {}
    for maand in {maand for maand, _ in driehoek if maand <= peil}:
        total = 0
        for lag in range(peil - maand + 1):
            total += cells[maand].get(lag, 0)
            found[maand, lag] = total
    return found


def _growth(known: Mapping[tuple[int, int], int], lag: int) -> tuple[Fraction, bool]:
    """By how much months grow from this lag to the next; 1 when no month tells."""
    both = [maand for maand, at in known if at == lag and (maand, lag + 1) in known]
    before = sum(known[maand, lag] for maand in both)
    after = sum(known[maand, lag + 1] for maand in both)
    if before <= 0 or after <= 0:
        return Fraction(1), False
    return Fraction(after, before), True


def _scaled(bedrag: int, deel: Fraction) -> int:
    """The whole of which this is a share, in whole cents; what is below zero is not scaled."""
    if bedrag <= 0:
        return bedrag
    return round_half_up(bedrag * deel.denominator, deel.numerator)
