# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What was delivered and not approved yet, by the lag between care and approval (B-20).

A triangle holds cents by month of care and by lag: how many months later they were approved. From
earlier months follows which share is known after so many months; a month of which only part is
known is scaled up with it (chain ladder). Of a month of which nothing is known there is nothing to
scale: it is taken to be as those just before it, as far as its share is not known yet
(Bornhuetter-Ferguson). Shares are fractions, so that nothing is rounded twice.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from services.billing.domain.eenheden import round_half_up

MEESTE_LAG = 12
"""Months after which nothing more is expected."""

VORIGE = 3
"""Months before one without approvals that tell what to expect of it; ours."""

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
    """A month of care: cents that are approved, and that there will be in the end.

    `uit_vorige` when nothing was approved, and the months before it tell what to expect.
    """

    maand: int
    goedgekeurd: int
    aandeel: Aandeel
    verwacht: int
    uit_vorige: bool = False

    @property
    def nog_te_ontvangen(self) -> int:
        """What is still to come."""
        return self.verwacht - self.goedgekeurd


def known_shares(driehoek: Driehoek, peil: int, meeste_lag: int = MEESTE_LAG) -> list[Aandeel]:
    """Per lag the share that is known, from what the months up to and including `peil` showed."""
    known = cumulative(driehoek, peil)
    found = [Aandeel(meeste_lag, Fraction(1))]
    for lag in reversed(range(meeste_lag)):
        part, told = _part(known, lag)
        later = found[-1]
        found.append(Aandeel(lag, later.deel * part, told and later.onderbouwd))
    return found[::-1]


def estimate(driehoek: Driehoek, peil: int, aandelen: Sequence[Aandeel]) -> list[Schatting]:
    """Each month of care that can still grow, the oldest first, since the first with an approval.

    Months are left out of which nothing is known, nor of the ones just before.
    """
    last = aandelen[-1].lag
    known = cumulative(driehoek, peil)
    begun = [maand for maand, lag in driehoek if maand + lag <= peil]
    found: dict[int, Schatting] = {}
    for maand in range(min(begun, default=peil + 1), peil + 1):
        aandeel = aandelen[min(peil - maand, last)]
        goedgekeurd = known.get((maand, peil - maand), 0)
        if goedgekeurd and aandeel.deel:
            verwacht = _scaled(goedgekeurd, aandeel.deel)
            found[maand] = Schatting(maand, goedgekeurd, aandeel, verwacht)
        elif (prior := _before(found, maand)) is not None:
            rest = prior * (1 - aandeel.deel)
            verwacht = goedgekeurd + round_half_up(rest.numerator, rest.denominator)
            found[maand] = Schatting(maand, goedgekeurd, aandeel, verwacht, uit_vorige=True)
        elif goedgekeurd:
            found[maand] = Schatting(maand, goedgekeurd, aandeel, goedgekeurd)
    return [one for maand, one in found.items() if maand > peil - last]


def _before(found: Mapping[int, Schatting], maand: int) -> Fraction | None:
    """The mean of what is expected of the months just before, as far as they had approvals."""
    earlier = [found[one] for one in range(maand - VORIGE, maand) if one in found]
    told = [one.verwacht for one in earlier if not one.uit_vorige]
    return Fraction(max(sum(told), 0), len(told)) if told else None


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


def _part(known: Mapping[tuple[int, int], int], lag: int) -> tuple[Fraction, bool]:
    """The part of what is known at the next lag that is at this one; 1 when no month tells."""
    both = [maand for maand, at in known if at == lag and (maand, lag + 1) in known]
    before = sum(known[maand, lag] for maand in both)
    after = sum(known[maand, lag + 1] for maand in both)
    if before < 0 or after <= 0:
        return Fraction(1), False
    return Fraction(before, after), True


def _scaled(bedrag: int, deel: Fraction) -> int:
    """The whole of which this is a share, in whole cents; what is below zero is not scaled."""
    if bedrag <= 0:
        return bedrag
    return round_half_up(bedrag * deel.denominator, deel.numerator)
