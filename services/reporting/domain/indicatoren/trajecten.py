# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Spells of help joined: unbroken chains, of a client or of a client at a provider. Pure."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from services.reporting.domain.indicatoren.feiten import Hulp

HOOGSTENS = 30
"""Days without help that do not break a chain [ours]."""


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
