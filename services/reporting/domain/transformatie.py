# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Goals of a transformation: baseline, target, the path between, and where one is (B.8). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Signaal = Literal["bereikt", "op-koers", "achter", "onbekend"]


@dataclass(frozen=True, slots=True)
class Doel:
    """A figure of an indicator that is to move from a value in one year to one in another.

    `waarden` are the values by year that were agreed: the first is the baseline, the last the
    target, and those between are the path where it is not straight.
    """

    gebied: str
    indicator: str
    veld: str
    waarden: Mapping[int, float]

    @property
    def basis(self) -> tuple[int, float]:
        """Where it began."""
        first = min(self.waarden)
        return first, self.waarden[first]

    @property
    def doel(self) -> tuple[int, float]:
        """Where it is to end."""
        last = max(self.waarden)
        return last, self.waarden[last]

    def pad(self, jaar: int) -> float:
        """What it should be in a year: straight between what was agreed, flat outside it."""
        if jaar in self.waarden:
            return self.waarden[jaar]
        before = [one for one in self.waarden if one < jaar]
        after = [one for one in self.waarden if one > jaar]
        if not before:
            return self.basis[1]
        if not after:
            return self.doel[1]
        since, until = max(before), min(after)
        begin, end = self.waarden[since], self.waarden[until]
        return begin + (end - begin) * (jaar - since) / (until - since)

    def signaal(self, jaar: int, werkelijk: float | None) -> Signaal:
        """Reached, on course, or behind the path; which way is better follows from the goal."""
        if werkelijk is None:
            return "onbekend"
        down = self.doel[1] < self.basis[1]
        if _as_good(werkelijk, self.doel[1], down):
            return "bereikt"
        return "op-koers" if _as_good(werkelijk, self.pad(jaar), down) else "achter"


def _as_good(value: float, wanted: float, down: bool) -> bool:
    return value <= wanted if down else value >= wanted
