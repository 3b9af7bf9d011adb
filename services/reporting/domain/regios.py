# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Gemeenten in regions, and to which one each is counted where regions may not overlap. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from libs.ijw.months import last_day_of_month, next_month

ZONDER_REGIO = "-"
"""Where a gemeente belongs that was in no region."""


@dataclass(frozen=True, slots=True)
class Lid:
    """A gemeente in a region for a time."""

    regiocode: str
    gemeentecode: str
    geldig_van: date
    geldig_tot: date | None

    def op(self, day: date) -> bool:
        """It is in it on the day."""
        return self.geldig_van <= day and (self.geldig_tot is None or day <= self.geldig_tot)

    @property
    def maanden(self) -> tuple[date, date]:
        """The days of the months on whose first it was a member."""
        van = self.geldig_van
        begin = van if van.day == 1 else next_month(van.replace(day=1))
        return begin, date.max if self.geldig_tot is None else last_day_of_month(self.geldig_tot)


@dataclass(frozen=True, slots=True)
class Indeling:
    """Each gemeente in one region a month: of those that it is in the one with fewest members.

    Regions hold each other (a landsdeel its regions). Shown beside each other, one would follow
    from the others; counted once, their cells add up.
    """

    leden: tuple[Lid, ...]
    _maanden: dict[date, Mapping[str, str]] = field(default_factory=dict)

    def regio(self, gemeentecode: str, maand: date) -> str:
        """By the first of the month; `ZONDER_REGIO` when there is none."""
        return self._op(maand).get(gemeentecode, ZONDER_REGIO)

    def gemeenten(self, regiocode: str, maanden: Iterable[date]) -> frozenset[str]:
        """Counted to a region in any of the months."""
        return frozenset(
            gemeente
            for maand in maanden
            for gemeente, regio in self._op(maand).items()
            if regio == regiocode
        )

    def _op(self, maand: date) -> Mapping[str, str]:
        if maand not in self._maanden:
            self._maanden[maand] = _smallest([lid for lid in self.leden if lid.op(maand)])
        return self._maanden[maand]


def _smallest(leden: list[Lid]) -> Mapping[str, str]:
    sizes: dict[str, int] = {}
    for lid in leden:
        sizes[lid.regiocode] = sizes.get(lid.regiocode, 0) + 1
    found: dict[str, str] = {}
    for lid in sorted(leden, key=lambda lid: (sizes[lid.regiocode], lid.regiocode)):
        found.setdefault(lid.gemeentecode, lid.regiocode)
    return found
