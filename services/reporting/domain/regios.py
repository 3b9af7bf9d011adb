# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Gemeenten in regions, and to which one each is counted where regions may not overlap. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from libs.ijw.months import last_day_of_month, next_month

ZONDER_REGIO = "-"
"""Where a gemeente belongs that was in no region."""
REGIO, SUBREGIO, PROVINCIE = "regio", "subregio", "provincie"
STUK = "stuk"
GROEPEN = (REGIO, SUBREGIO, PROVINCIE)
"""Kinds of what a gemeente belongs to, at once to one or more of each, each for its own time."""


@dataclass(frozen=True, slots=True)
class Lid:
    """A gemeente for a time in a region, or in a group of another kind (`soort`), by its code."""

    regiocode: str
    gemeentecode: str
    geldig_van: date
    geldig_tot: date | None
    soort: str = REGIO

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


@dataclass(frozen=True, slots=True)
class Overgang:
    """From a day on a gemeente is in a part of its region, or (`erin` false) no more."""

    gemeentecode: str
    subregio: str
    vanaf: date
    erin: bool


def subregios(overgangen: Iterable[Overgang]) -> list[Lid]:
    """Memberships that follow from what was told: who goes into a part leaves the one before."""
    by_gemeente: defaultdict[str, list[Overgang]] = defaultdict(list)
    for one in overgangen:
        by_gemeente[one.gemeentecode].append(one)
    found = []
    for code, own in sorted(by_gemeente.items()):
        ordered = sorted(own, key=lambda one: (one.vanaf, one.erin, one.subregio))
        for place, one in enumerate(ordered):
            ends = (
                later.vanaf - timedelta(days=1)
                for later in ordered[place + 1 :]
                if later.erin or later.subregio == one.subregio
            )
            last = next(ends, None)
            if one.erin and (last is None or last >= one.vanaf):
                found.append(Lid(one.subregio, code, one.vanaf, last, SUBREGIO))
    return found


def doorsnede(leden: Iterable[Lid], binnen: Iterable[Lid]) -> list[Lid]:
    """Memberships of groups for the days on which their gemeente is in one of these too."""
    terms: defaultdict[str, list[Lid]] = defaultdict(list)
    for lid in binnen:
        terms[lid.gemeentecode].append(lid)
    found = []
    for lid in leden:
        for term in terms[lid.gemeentecode]:
            van = max(lid.geldig_van, term.geldig_van)
            ends = [one for one in (lid.geldig_tot, term.geldig_tot) if one is not None]
            tot = min(ends, default=None)
            if tot is None or van <= tot:
                found.append(replace(lid, geldig_van=van, geldig_tot=tot))
    return found


@dataclass(frozen=True, slots=True)
class Stukken:
    """Gemeenten of a period, each in pieces of months in which it belonged to the same groups.

    `van_gemeente` are the pieces of those that have more than one, `groepen` those of each group,
    by its kind and code. A gemeente that did not change is a piece by its own code.
    """

    leden: tuple[Lid, ...]
    """The pieces of gemeenten that changed, as memberships."""
    van_gemeente: Mapping[str, frozenset[str]]
    groepen: Mapping[tuple[str, str], frozenset[str]]


def stukken(leden: Iterable[Lid], van: date, tot: date) -> Stukken:
    """Of the months of a period."""
    by_gemeente: defaultdict[str, list[Lid]] = defaultdict(list)
    for lid in leden:
        by_gemeente[lid.gemeentecode].append(lid)
    pieces: list[Lid] = []
    changed: dict[str, frozenset[str]] = {}
    groepen: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for code, own in by_gemeente.items():
        parts = _stukken_van(code, own, van, tot)
        if len(parts) > 1:
            pieces += parts
            changed[code] = frozenset(part.regiocode for part in parts)
        for part in parts:
            for lid in own:
                begin, last = lid.maanden
                if begin <= part.geldig_van <= last:
                    groepen[lid.soort, lid.regiocode].add(part.regiocode)
    frozen = {key: frozenset(own) for key, own in groepen.items()}
    return Stukken(tuple(pieces), changed, frozen)


def _stukken_van(code: str, own: Sequence[Lid], van: date, tot: date) -> list[Lid]:
    firsts = {van}
    for lid in own:
        begin, last = lid.maanden
        firsts.add(begin)
        if last < tot:
            firsts.add(last + timedelta(days=1))
    inside = sorted(first for first in firsts if van <= first <= tot)
    if len(inside) < 2:  # noqa: PLR2004 - one piece is all of it
        return [Lid(code, code, van, tot, STUK)]
    ends = [first - timedelta(days=1) for first in inside[1:]]
    return [
        Lid(f"{code}|{number}", code, first, last, STUK)
        for number, (first, last) in enumerate(zip(inside, [*ends, tot], strict=True))
    ]


def _smallest(leden: list[Lid]) -> Mapping[str, str]:
    sizes: dict[str, int] = {}
    for lid in leden:
        sizes[lid.regiocode] = sizes.get(lid.regiocode, 0) + 1
    found: dict[str, str] = {}
    for lid in sorted(leden, key=lambda lid: (sizes[lid.regiocode], lid.regiocode)):
        found.setdefault(lid.gemeentecode, lid.regiocode)
    return found
