# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Figures of a gemeente over a time, of what it noted (R-14, R-17, R-22, R-25)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from services.referral.domain.verblijf import PLEEGZORG, Verblijf, transfers

T = TypeVar("T", bound=str | None)


@dataclass(frozen=True, slots=True)
class Periode:
    """Days inclusive."""

    van: date
    tot: date

    def has(self, dag: date | None) -> bool:
        """Is this day in it?"""
        return dag is not None and self.van <= dag <= self.tot


@dataclass(frozen=True, slots=True)
class Verplaatsingen:
    """Transfers in a time: by child, and by aanbieder and form of the place that was left."""

    aantal: int
    onvrijwillig: int
    per_client: Sequence[tuple[str, int]]
    per_aanbieder: Sequence[tuple[str | None, int]]
    per_vorm: Sequence[tuple[str, int]]
    pleegzorg_beeindigd: int
    pleegzorg_uitval: int


@dataclass(frozen=True, slots=True)
class Tellingen:
    """What is counted in the database."""

    tafels: int
    tafels_naar_raad: int
    consulten: int
    consulten_naar_hulp: int
    ots: int
    ots_scheiding: int
    ots_beeindigd: int
    eindgesprekken: int


def percentage(part: int, whole: int) -> float | None:
    """In one decimal; None of nothing."""
    return round(100 * part / whole, 1) if whole else None


def count_transfers(places: Iterable[Verblijf], periode: Periode) -> Verplaatsingen:
    """Of all children of whom these are all places."""
    per_child: dict[str, list[Verblijf]] = {}
    for place in places:
        per_child.setdefault(place.client_id, []).append(place)
    moves = [move for own in per_child.values() for move in transfers(own) if periode.has(move.op)]
    foster = [
        place
        for own in per_child.values()
        for place in own
        if place.vorm in PLEEGZORG and periode.has(place.einddatum)
    ]
    return Verplaatsingen(
        aantal=len(moves),
        onvrijwillig=sum(move.onvrijwillig for move in moves),
        per_client=_most_first(Counter(move.van.client_id for move in moves)),
        per_aanbieder=_most_first(Counter(move.van.agb_code for move in moves)),
        per_vorm=_most_first(Counter(str(move.van.vorm) for move in moves)),
        pleegzorg_beeindigd=len(foster),
        pleegzorg_uitval=sum(place.einde_reden == "uitval" for place in foster),
    )


def _most_first(counts: Counter[T]) -> list[tuple[T, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))
