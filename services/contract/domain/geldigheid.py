# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Periods of whole days, and how a fault is named. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong at a field, as `producten[0].eenheid`."""

    name: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Geldigheid:
    """First and last day; without a last day it goes on."""

    van: date
    tot: date | None = None

    @property
    def is_ordered(self) -> bool:
        """The last day does not lie before the first."""
        return self.tot is None or self.van <= self.tot

    def overlaps(self, other: "Geldigheid") -> bool:
        """Some day is in both."""
        return _starts_before_end(self, other) and _starts_before_end(other, self)

    def __str__(self) -> str:
        """As people read it."""
        return f"{self.van.isoformat()} t/m {self.tot.isoformat() if self.tot else 'onbepaald'}"

    def holds_on(self, day: date) -> bool:
        """`day` is one of ours."""
        return self.van <= day and (self.tot is None or day <= self.tot)


def overlap_faults(place: str, geldig: Geldigheid, earlier: list[Geldigheid]) -> Iterator[Fault]:
    """`geldig` shares a day with an earlier one; said once."""
    for other in earlier:
        if geldig.overlaps(other):
            yield Fault(f"{place}.geldigVan", "overlap", f"overlapt met de periode {other}")
            return


def unordered(name: str) -> Fault:
    """It ends before it begins."""
    return Fault(name, "volgorde", "ligt voor geldigVan")


def _starts_before_end(one: Geldigheid, other: Geldigheid) -> bool:
    return other.tot is None or one.van <= other.tot
