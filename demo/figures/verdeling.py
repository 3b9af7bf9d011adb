# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Children with care forms and gemeenten, so that every margin comes out exactly. Pure.

Margins of overlapping counts do not say who is who. Degrees first (how many forms a child has),
then a greedy filling that always fits (Gale and Ryser), then swaps that keep all margins and make
some pairs of forms likelier than others.
"""

import random
from collections.abc import Mapping, Sequence
from itertools import combinations

from libs.common.shares import split_by_weight

Affinity = Mapping[frozenset[str], float]

_OF_FOUR, _OF_THREE = 100, 6
"""One percent of what is counted more than once makes four forms of a child, six percent three."""


def degrees(margins: Mapping[str, int], unique: int) -> list[int]:
    """How many forms each child has, descending; adds up to all margins together.

    Raises `ValueError` when so many children cannot have so many forms.
    """
    more = sum(margins.values()) - unique
    four, three = more // _OF_FOUR, more * _OF_THREE // 100
    two = more - 2 * three - 3 * four
    one = unique - two - three - four
    if min(more, two, one) < 0:
        raise ValueError("more children than places, or fewer children than the forms ask")
    return [4] * four + [3] * three + [2] * two + [1] * one


def filled(margins: Mapping[str, int], wanted: Sequence[int]) -> list[set[str]]:
    """The forms of each child: as many as wanted, and each form as often as its margin says."""
    left = dict(margins)
    children = []
    for degree in sorted(wanted, reverse=True):
        forms = sorted(left, key=lambda name: (-left[name], name))[:degree]
        for name in forms:
            left[name] -= 1
        children.append(set(forms))
    if any(left.values()):
        raise ValueError(f"these margins cannot be met: {left}")
    return children


def mixed(
    children: Sequence[set[str]], affinity: Affinity, swaps: int, rng: random.Random
) -> list[set[str]]:
    """The same margins, with pairs of forms as likely as `affinity` makes them (1 unless named)."""
    now = [set(forms) for forms in children]
    for _ in range(swaps):
        a, b = rng.choice(now), rng.choice(now)
        x, y = rng.choice(sorted(a)), rng.choice(sorted(b))
        if x in b or y in a:
            continue
        new_a, new_b = (a - {x}) | {y}, (b - {y}) | {x}
        before = _weight(a, affinity) * _weight(b, affinity)
        after = _weight(new_a, affinity) * _weight(new_b, affinity)
        if rng.random() * before < after:
            a.symmetric_difference_update((x, y))
            b.symmetric_difference_update((x, y))
    return now


def _weight(forms: set[str], affinity: Affinity) -> float:
    weight = 1.0
    for pair in combinations(forms, 2):
        weight *= affinity.get(frozenset(pair), 1.0)
    return weight


def homes(margins: Mapping[str, int], unique: int, rng: random.Random) -> list[tuple[str, ...]]:
    """Where each child lives in the year: one gemeente, or the two between which it moved."""
    left = dict(margins)
    movers = []
    for _ in range(sum(margins.values()) - unique):
        # From where most are left, so that what remains can always be one each.
        first = rng.choices(list(left), weights=list(left.values()))[0]
        others = {name: count for name, count in left.items() if name != first}
        second = rng.choices(list(others), weights=list(others.values()))[0]
        left[first] -= 1
        left[second] -= 1
        movers.append((first, second))
    settled = [(name,) for name, count in left.items() for _ in range(count)]
    everyone = [*movers, *settled]
    rng.shuffle(everyone)
    return everyone


def linked(
    before: Sequence[tuple[str, ...]], after: Sequence[tuple[str, ...]], retained: int
) -> list[tuple[int, int]]:
    """Pairs (place in the one year, place in the next) of children that stay where they lived."""
    waiting: dict[str, list[int]] = {}
    for place, lived in enumerate(before):
        waiting.setdefault(lived[-1], []).append(place)
    pairs: list[tuple[int, int]] = []
    for place, lives in enumerate(after):
        if len(pairs) < retained and waiting.get(lives[0]):
            pairs.append((waiting[lives[0]].pop(), place))
    if len(pairs) < retained:
        raise ValueError("fewer children could stay than are said to")
    return pairs


def split_exactly(total: int, weights: Sequence[int]) -> list[int]:
    """`total` cents or units by weight, in order: no part of it is lost."""
    parts = split_by_weight(total, {f"{place:09}": weight for place, weight in enumerate(weights)})
    return list(parts.values())
