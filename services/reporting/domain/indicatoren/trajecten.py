# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Spells of help joined: unbroken chains, of a client or of a client at a provider. Pure."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from services.reporting.domain.indicatoren.feiten import Hulp, Vraag
from services.reporting.domain.indicatoren.tellend import hoort, telt

HOOGSTENS = 30
"""Days without help that do not break a chain [ours]."""


def om_ketens(vraag: Vraag) -> tuple[date, date]:
    """All help that tells whether a chain has a day in the period, or ends in it."""
    beside = timedelta(days=HOOGSTENS + 1)
    return vraag.van - beside, vraag.tot + beside


@dataclass(frozen=True, slots=True)
class Keten:
    """Help without a gap of more than 30 days; `eind` None while it runs."""

    begin: date
    eind: date | None
    delen: Sequence[Hulp]

    @property
    def client(self) -> str:
        """Whose it is."""
        return self.delen[0].client

    def telt(self, vraag: Vraag) -> bool:
        """It is active in the period; where only some of its days count, on one of those."""
        if self._heel:
            return vraag.touches(self.begin, self.eind)
        return any(telt(one, vraag) for one in self.delen)

    def hoort(self, day: date) -> bool:
        """It counts on a day of it; in a gap what was before it says so."""
        if self._heel:
            return True
        begun = [one for one in self.delen if one.begin <= day]
        last = max(min(one.eind or date.max, day) for one in begun)
        return any(hoort(one, day) for one in begun if min(one.eind or date.max, day) == last)

    def eindigt(self, vraag: Vraag) -> bool:
        """It ended in the period, on a day that counts."""
        return self.eind is not None and vraag.has(self.eind) and self.hoort(self.eind)

    @property
    def wisseldagen(self) -> list[date]:
        """Days from which it may count or not otherwise than the day before."""
        starts = {one.begin for one in self.delen}
        for one in self.delen:
            for van, tot in one.tellend or ():
                starts |= {van} if tot == date.max else {van, tot + timedelta(days=1)}
            if one.eind is not None and one.eind != date.max:
                starts.add(one.eind + timedelta(days=1))
        return sorted(starts) if not self._heel else []

    @property
    def _heel(self) -> bool:
        return all(one.tellend is None for one in self.delen)

    def days(self, day: date) -> int:
        """Days from its beginning through its end or `day`, whichever is first."""
        last = day if self.eind is None else min(self.eind, day)
        return (last - self.begin).days + 1


def per_client(hulp: Iterable[Hulp]) -> list[Keten]:
    """Chains of clients, whatever the help."""
    return _chains(hulp, lambda one: (one.client,))


def trajecten(hulp: Iterable[Hulp]) -> list[Keten]:
    """Chains of a client, a provider and a form of care."""
    return _chains(hulp, lambda one: (one.client, one.aanbieder, one.zorgvorm))


def _chains(hulp: Iterable[Hulp], key: Callable[[Hulp], tuple[Hashable, ...]]) -> list[Keten]:
    by_key: defaultdict[tuple[Hashable, ...], list[Hulp]] = defaultdict(list)
    for one in hulp:
        by_key[key(one)].append(one)
    return [keten for own in by_key.values() for keten in _joined(own)]


def _joined(hulp: list[Hulp]) -> Iterator[Keten]:
    hulp.sort(key=lambda one: (one.begin, one.eind or date.max))
    delen: list[Hulp] = []
    begin, eind = hulp[0].begin, hulp[0].eind
    for one in hulp:
        if delen and eind is not None and (one.begin - eind).days > HOOGSTENS + 1:
            yield Keten(begin, eind, tuple(delen))
            delen, begin, eind = [], one.begin, one.eind
        delen.append(one)
        eind = None if eind is None or one.eind is None else max(eind, one.eind)
    yield Keten(begin, eind, tuple(delen))


def by_client(ketens: Iterable[Keten]) -> dict[str, list[Keten]]:
    """Chains of each client, in order of time."""
    found: defaultdict[str, list[Keten]] = defaultdict(list)
    for keten in ketens:
        found[keten.client].append(keten)
    for own in found.values():
        own.sort(key=lambda keten: keten.begin)
    return found


def middelste(values: Iterable[int]) -> float | None:
    """The median."""
    return deelpunt(values, 50)


def deelpunt(values: Iterable[int], procent: int) -> float | None:
    """The value below which so many percent lie, between two by interpolation; None of nothing."""
    ordered = sorted(values)
    if not ordered:
        return None
    place = (len(ordered) - 1) * procent / 100
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return round(ordered[low] + (ordered[high] - ordered[low]) * (place - low), 1)
