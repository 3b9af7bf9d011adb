# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Small numbers are not shown, nor anything that they could be reckoned from. Pure.

Whoever reads a table knows its totals, and that nobody counts less than nothing. A cell is safe
when all that can be concluded of it leaves open that it holds the threshold or more. So a small
cell is hidden, and then as many others as it takes. Numbers of different clients are treated as if
they added up, which is the most that a reader could know; where a client counts in two cells a
total says less.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Generic, TypeAlias, TypeVar

Key = TypeVar("Key", bound=Hashable)
Getal: TypeAlias = int | Fraction

DREMPELS: Mapping[str, int] = {"gemeente": 1, "regio": 5, "accounthouder": 10, "openbaar": 10}
"""The least number of clients that each audience may see."""
DOMINANTIE = 85
"""Percent of an amount above which it is that of one provider."""
_STEP = 5


@dataclass(frozen=True, slots=True)
class Lijn(Generic[Key]):
    """A row or a column: cells that together make up another cell, which is shown as their total.

    Regions within a country, and regions that hold each other, are lines too.
    """

    cellen: tuple[Key, ...]
    totaal: Key


@dataclass(frozen=True, slots=True)
class Getoond(Generic[Key]):
    """What is hidden of a table; of `klein` may be said that it is below the threshold."""

    verborgen: Set[Key]
    klein: Set[Key] = field(default_factory=frozenset)


def is_deling_veilig(delingen: Iterable[tuple[int, int]], drempel: int) -> bool:
    """Of no whole, each with a part of it that is shown too, the part or what is left is small."""
    return not any(
        0 < count < drempel for geheel, deel in delingen if deel for count in (deel, geheel - deel)
    )


def onderdruk(
    waarden: Mapping[Key, int],
    lijnen: Sequence[Lijn[Key]],
    drempel: int,
    dominant: Iterable[Key] = (),
    eerst: Set[Key] = frozenset(),
) -> Getoond[Key]:
    """What to hide of a table of numbers of clients, so that no small one can be reckoned.

    `dominant` are cells that are hidden for another reason: an amount that is nearly all of one
    provider. `eerst` are those to hide before any other. Nothing is shown as nothing.
    """
    small = {key for key, value in waarden.items() if 0 < value < drempel}
    hidden = small | set(dominant)
    order = sorted(waarden, key=lambda key: (waarden[key], str(key)))
    while weak := _weakest(waarden, lijnen, hidden, drempel, eerst):
        also = next((key for key in order if key in weak and waarden[key]), None)
        if also is None:
            also = next(key for key in order if key in weak)
        hidden.add(also)
    return Getoond(frozenset(hidden), _sayable(waarden, lijnen, hidden, small, drempel))


def afgerond(value: int) -> int:
    """To the nearest five, as the CBS publishes."""
    return (2 * value + _STEP) // (2 * _STEP) * _STEP


def is_dominant(bedragen: Iterable[int]) -> bool:
    """One of the providers has more than 85 percent of what they have together."""
    amounts = [amount for amount in bedragen if amount > 0]
    return bool(amounts) and 100 * max(amounts) > DOMINANTIE * sum(amounts) and len(amounts) > 1


def _weakest(
    waarden: Mapping[Key, int],
    lijnen: Sequence[Lijn[Key]],
    hidden: Set[Key],
    drempel: int,
    eerst: Set[Key],
) -> set[Key]:
    """Cells of which one must be hidden too; none when everything hidden is safe."""
    for lijn in lijnen:
        shut = [key for key in lijn.cellen if key in hidden]
        open_ones = {key for key in (*lijn.cellen, lijn.totaal) if key not in hidden}
        if lijn.totaal in hidden:
            if not shut:
                return open_ones & eerst or open_ones
        elif shut and (len(shut) == 1 or sum(waarden[key] for key in shut) < drempel):
            if open_ones & eerst:
                return open_ones & eerst
            cells = open_ones - {lijn.totaal}
            return {key for key in cells if waarden[key]} or {lijn.totaal}
    known = _known(lijnen, hidden) | _narrow(waarden, lijnen, hidden, drempel)
    for key in sorted(known, key=str):
        around = {k for lijn in lijnen if _holds(lijn, key) for k in (*lijn.cellen, lijn.totaal)}
        if left := around - hidden:
            return left & eerst or left
    return set()


def _holds(lijn: Lijn[Key], key: Key) -> bool:
    return key == lijn.totaal or key in lijn.cellen


def _known(lijnen: Sequence[Lijn[Key]], hidden: Set[Key]) -> set[Key]:
    """Hidden cells that follow from the others by sums and differences of lines."""
    rows = []
    for lijn in lijnen:
        row: dict[Key, Getal] = {key: 1 for key in lijn.cellen if key in hidden}
        if lijn.totaal in hidden:
            row[lijn.totaal] = row.get(lijn.totaal, 0) - 1  # total = sum of cells
        rows.append({key: value for key, value in row.items() if value})
    return {key for row in _reduced(rows) if len(row) == 1 for key in row}


def _reduced(rows: Iterable[dict[Key, Getal]]) -> list[dict[Key, Getal]]:
    """Rows in which each has a cell that no other has: one with a single entry tells that cell.

    Only entries are kept and short rows go first, for a line touches few of all cells.
    """
    done: dict[Key, dict[Key, Getal]] = {}
    having: defaultdict[Key, set[Key]] = defaultdict(set)
    for row in sorted(rows, key=len):
        for lead in [key for key in row if key in done]:
            _take_off(row, done[lead], row[lead])
        if not row:
            continue
        own = min(row, key=lambda key: (len(having[key]), str(key)))
        done[own] = _led_by(own, row)
        for lead in list(having[own]):
            other, before = done[lead], set(done[lead])
            _take_off(other, done[own], other[own])
            for key in before ^ other.keys():
                having[key] ^= {lead}
        for key in row:
            having[key].add(own)
    return list(done.values())


def _led_by(own: Key, row: Mapping[Key, Getal]) -> dict[Key, Getal]:
    """A row in which a cell counts once; nearly always whole numbers."""
    first = row[own]
    if abs(first) == 1:
        return {key: value * first for key, value in row.items()}
    return {key: Fraction(value) / first for key, value in row.items()}


def _take_off(row: dict[Key, Getal], other: Mapping[Key, Getal], times: Getal) -> None:
    """So many times another row off this one."""
    for key, value in other.items():
        left = row.get(key, 0) - times * value
        if left:
            row[key] = left
        else:
            row.pop(key, None)


_Bound = tuple[int, int | None]
_Bounds = dict[Key, _Bound]


def _narrow(
    waarden: Mapping[Key, int], lijnen: Sequence[Lijn[Key]], hidden: Set[Key], drempel: int
) -> set[Key]:
    """Hidden cells of which the totals tell that they are below the threshold."""
    bounds = _bounds(waarden, lijnen, dict.fromkeys(hidden, (0, None)))
    return {key for key, (_, most) in bounds.items() if most is not None and most < drempel}


def _bounds(
    waarden: Mapping[Key, int], lijnen: Sequence[Lijn[Key]], bounds: _Bounds[Key]
) -> _Bounds[Key]:
    """What lines tell of hidden cells, given what is known of them, until nothing new is told.

    Numbers of different clients do not add up, so lines may contradict each other: no lower bound
    passes its upper one, or the largest number that there is.
    """
    ceiling = max(waarden.values(), default=0)
    while any([_tightened(waarden, lijn, bounds, ceiling) for lijn in lijnen]):
        pass
    return bounds


def _tightened(
    waarden: Mapping[Key, int], lijn: Lijn[Key], bounds: _Bounds[Key], ceiling: int
) -> bool:
    """Whether a line tells anything new of the bounds of its cells and total; noted in `bounds`."""

    def of(one: Key) -> _Bound:
        return bounds.get(one, (waarden[one], waarden[one]))

    total_low, total_high = of(lijn.totaal)
    known = [of(one) for one in lijn.cellen]
    low, high = sum(least for least, _ in known), sum(most or 0 for _, most in known)
    endless = sum(most is None for _, most in known)
    new: _Bounds[Key] = {}
    for key in lijn.cellen:
        if key not in bounds:
            continue
        least, most = bounds[key]
        others_low, others_high = low - least, high - (most or 0)
        at_least = total_low - others_high if endless == (most is None) else least
        at_most = None if total_high is None else max(total_high - others_low, 0)
        new[key] = _both(bounds[key], (at_least, at_most), ceiling)
    if lijn.totaal in bounds:
        new[lijn.totaal] = _both(bounds[lijn.totaal], (low, None if endless else high), ceiling)
    told = {key: bound for key, bound in new.items() if bound != bounds[key]}
    bounds.update(told)
    return bool(told)


def _both(one: _Bound, other: _Bound, ceiling: int) -> _Bound:
    """What two bounds say together."""
    most = _least(one[1], other[1])
    return max(one[0], min(other[0], ceiling if most is None else most)), most


def _least(one: int | None, other: int | None) -> int | None:
    return min((value for value in (one, other) if value is not None), default=None)


def _sayable(
    waarden: Mapping[Key, int],
    lijnen: Sequence[Lijn[Key]],
    hidden: Set[Key],
    small: Set[Key],
    drempel: int,
) -> Set[Key]:
    """Small cells of which that may be said: every number below the threshold stays possible.

    Of a hidden cell of which it is not said, it is said that it is not small.
    """
    said = {key: (1, drempel - 1) for key in small}
    start: _Bounds[Key] = {
        key: said.get(key, (drempel if waarden[key] >= drempel else 0, None)) for key in hidden
    }
    bounds = _bounds(waarden, lijnen, start)
    if any(bounds[key] != said[key] for key in small):
        return frozenset()
    return frozenset(small)
