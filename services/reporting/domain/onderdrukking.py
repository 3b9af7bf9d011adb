# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Small numbers are not shown, nor anything that they could be reckoned from. Pure.

Whoever reads a table knows its totals, and that nobody counts less than nothing. A cell is safe
when all that can be concluded of it leaves open that it holds the threshold or more. So a small
cell is hidden, and then as many others as it takes. Numbers of different clients are treated as if
they added up, which is the most that a reader could know; where a client counts in two cells a
total says less.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)

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


def onderdruk(
    waarden: Mapping[Key, int],
    lijnen: Sequence[Lijn[Key]],
    drempel: int,
    dominant: Iterable[Key] = (),
) -> Getoond[Key]:
    """What to hide of a table of numbers of clients, so that no small one can be reckoned.

    `dominant` are cells that are hidden for another reason: an amount that is nearly all of one
    provider. Nothing is shown as nothing.
    """
    small = {key for key, value in waarden.items() if 0 < value < drempel}
    hidden = small | set(dominant)
    order = sorted(waarden, key=lambda key: (waarden[key], str(key)))
    while weak := _weakest(waarden, lijnen, hidden, drempel):
        also = next((key for key in order if key in weak and waarden[key]), None)
        if also is None:
            also = next(key for key in order if key in weak)
        hidden.add(also)
    return Getoond(frozenset(hidden), _sayable(waarden, lijnen, hidden, small, drempel))


def afgerond(value: int) -> int:
    """To the nearest five, as the CBS publishes."""
    return (2 * value + _STEP) // (2 * _STEP) * _STEP


def verschilwacht(eerder: int, later: int, drempel: int) -> tuple[int, int]:
    """The same cell on two days, or of two sets that hold each other, as it may be shown twice.

    Both rounded where their difference would be a small number by itself.
    """
    if 0 < abs(later - eerder) < drempel:
        return afgerond(eerder), afgerond(later)
    return eerder, later


def is_dominant(bedragen: Iterable[int]) -> bool:
    """One of the providers has more than 85 percent of what they have together."""
    amounts = [amount for amount in bedragen if amount > 0]
    return bool(amounts) and 100 * max(amounts) > DOMINANTIE * sum(amounts) and len(amounts) > 1


def _weakest(
    waarden: Mapping[Key, int], lijnen: Sequence[Lijn[Key]], hidden: Set[Key], drempel: int
) -> set[Key]:
    """Cells of which one must be hidden too; none when everything hidden is safe."""
    for lijn in lijnen:
        shut = [key for key in lijn.cellen if key in hidden]
        open_ones = {key for key in (*lijn.cellen, lijn.totaal) if key not in hidden}
        if lijn.totaal in hidden:
            if not shut:
                return open_ones
        elif shut and (len(shut) == 1 or sum(waarden[key] for key in shut) < drempel):
            cells = open_ones - {lijn.totaal}
            return {key for key in cells if waarden[key]} or {lijn.totaal}
    known = _known(lijnen, hidden) | _narrow(waarden, lijnen, hidden, drempel)
    for key in sorted(known, key=str):
        around = {k for lijn in lijnen if _holds(lijn, key) for k in (*lijn.cellen, lijn.totaal)}
        if around - hidden:
            return around - hidden
    return set()


def _holds(lijn: Lijn[Key], key: Key) -> bool:
    return key == lijn.totaal or key in lijn.cellen


def _known(lijnen: Sequence[Lijn[Key]], hidden: Set[Key]) -> set[Key]:
    """Hidden cells that follow from the others by sums and differences of lines."""
    columns = sorted(hidden, key=str)
    rows = [
        [
            Fraction((key in lijn.cellen) - (key == lijn.totaal))  # total = sum of cells
            for key in columns
        ]
        for lijn in lijnen
    ]
    reduced = _reduced([row for row in rows if any(row)])
    return {
        columns[next(i for i, value in enumerate(row) if value)]
        for row in reduced
        if sum(map(bool, row)) == 1
    }


def _reduced(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    """Rows in reduced echelon form: one with a single entry tells that cell."""
    done = 0
    for column in range(len(rows[0]) if rows else 0):
        at = next((i for i in range(done, len(rows)) if rows[i][column]), None)
        if at is None:
            continue
        rows[done], rows[at] = rows[at], rows[done]
        lead = rows[done][column]
        rows[done] = [value / lead for value in rows[done]]
        for i, row in enumerate(rows):
            if i != done and row[column]:
                rows[i] = [a - row[column] * b for a, b in zip(row, rows[done], strict=True)]
        done += 1
    return rows[:done]


_Bounds = dict[Key, tuple[int, int | None]]


def _narrow(
    waarden: Mapping[Key, int], lijnen: Sequence[Lijn[Key]], hidden: Set[Key], drempel: int
) -> set[Key]:
    """Hidden cells of which the totals tell that they are below the threshold."""
    bounds = _bounds(waarden, lijnen, dict.fromkeys(hidden, (0, None)))
    return {key for key, (_, most) in bounds.items() if most is not None and most < drempel}


def _bounds(
    waarden: Mapping[Key, int], lijnen: Sequence[Lijn[Key]], bounds: _Bounds[Key]
) -> _Bounds[Key]:
    """What lines tell of hidden cells, given what is known of them, until nothing new is told."""
    changed = True
    while changed:
        changed = False
        for lijn in lijnen:
            for key in (*lijn.cellen, lijn.totaal):
                if key in bounds:
                    told = _told(waarden, lijn, bounds, key)
                    changed |= told != bounds[key]
                    bounds[key] = told
    return bounds


def _told(
    waarden: Mapping[Key, int], lijn: Lijn[Key], bounds: _Bounds[Key], key: Key
) -> tuple[int, int | None]:
    """The bounds of one cell of a line by those of the others."""

    def of(one: Key) -> tuple[int, int | None]:
        return bounds.get(one, (waarden[one], waarden[one]))

    least, most = bounds[key]
    others = [of(one) for one in lijn.cellen if one != key]
    low = sum(one for one, _ in others)
    high = None if any(one is None for _, one in others) else sum(one or 0 for _, one in others)
    if key == lijn.totaal:
        return max(least, low), _least(most, high)
    total_low, total_high = of(lijn.totaal)
    if high is not None:
        least = max(least, total_low - high)
    return least, _least(most, None if total_high is None else max(total_high - low, 0))


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
    start: _Bounds[Key] = {key: said.get(key, (drempel, None)) for key in hidden}
    bounds = _bounds(waarden, lijnen, start)
    if any(bounds[key] != said[key] for key in small):
        return frozenset()
    return frozenset(small)
