# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Who reads all tables of small groups and takes one number off another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from tests.reporting.groepen import GROEPEN, Groep

Plek = tuple[str, str, str]
"""A gemeente, a product and a provider: where a child may be, for who knows no more."""
OVERAL: tuple[Plek, ...] = tuple(
    product(
        sorted({one.gemeente for one in GROEPEN}),
        sorted({one.product for one in GROEPEN}),
        sorted({one.aanbieder for one in GROEPEN}),
    )
)
Row = tuple[Mapping[str, str], int | None]
MOST = 3_000


def places_of(labels: Mapping[str, str]) -> frozenset[Plek]:
    return frozenset(it for it in OVERAL if Groep(*it, 0).lies_in(labels))


def in_fact(places: Iterable[Plek]) -> int:
    there = set(places)
    return sum(
        one.kinderen for one in GROEPEN if (one.gemeente, one.product, one.aanbieder) in there
    )


@dataclass
class Lezer:
    """Who reads all tables and lays them beside each other: numbers of children in places."""

    sommen: dict[frozenset[Plek], int] = field(default_factory=dict)

    def read(self, labels: Mapping[str, str], number: int | None) -> None:
        if number is not None:
            there = places_of(labels)
            assert in_fact(there) == number, labels
            self.sommen[there] = number

    def read_table(self, labels: Mapping[str, str], total: int | None, rows: Sequence[Row]) -> None:
        """A row that is not there holds nobody, also when all that are there are hidden."""
        self.read(labels, total)
        for own, number in rows:
            self.read({**labels, **own}, number)
        if rows:
            told = (places_of({**labels, **own}) for own, _ in rows)
            self.sommen[places_of(labels).difference(*told)] = 0

    def subtracted(self, rounds: int = 3) -> dict[frozenset[Plek], int]:
        """All that follows by taking one number off another, again and again."""
        nobody = [places for places, number in self.sommen.items() if number == 0]
        empty: frozenset[Plek] = frozenset().union(*nobody)
        known = {places - empty: number for places, number in self.sommen.items()}
        for _ in range(rounds):
            more = {
                large - small: known[large] - known[small]
                for large, small in product(known, known)
                if small < large and large - small not in known
            }
            known |= more
            if not more or len(known) > MOST:
                break
        return {places: number for places, number in known.items() if places}
