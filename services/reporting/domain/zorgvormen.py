# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Under which form of care a gemeente counts a product (C-05): as it says itself, as a region of it
says, else as the category is read. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TypeAlias

from libs.ijw.months import next_month
from libs.ijw.zorgvormen import ZORGVORMEN
from services.reporting.domain.regios import Lid

NIET_TOEGEWEZEN = "niet-toegewezen"
"""The form and segment of what nobody has given one: shown, never dropped (P-09)."""


@dataclass(frozen=True, slots=True)
class Plaats:
    """Where a product counts; `hulpvorm` is that of the CBS, none for what is no youth help."""

    zorgvorm: str
    segment: str
    hulpvorm: str | None


ONGEPLAATST = Plaats(NIET_TOEGEWEZEN, NIET_TOEGEWEZEN, None)


@dataclass(frozen=True, slots=True)
class Indeling:
    """Where a region or gemeente counts a product, or without code a category."""

    eigenaar: str
    categorie: str
    code: str | None
    zorgvorm: str
    geldig_van: date
    geldig_tot: date | None
    segment: str = NIET_TOEGEWEZEN
    hulpvorm: str | None = None


Geplaatst: TypeAlias = tuple[Plaats, date, date]
"""A place, from its first through its last day."""
_DAG = timedelta(days=1)
_LAATSTE = date(9999, 1, 1)


class Zorgvormen:
    """Forms of care by gemeente, month and product.

    Of several who say something of a gemeente, itself goes first and then its regions in order of
    their code; what is said of a product goes before what is said of its category.
    """

    def __init__(self, leden: Iterable[Lid], indelingen: Iterable[Indeling]) -> None:
        self._leden: dict[str, list[Lid]] = {}
        for lid in sorted(leden, key=lambda one: one.regiocode):
            self._leden.setdefault(lid.gemeentecode, []).append(lid)
        self._indelingen: dict[tuple[str, str, str | None], list[Indeling]] = {}
        for one in sorted(indelingen, key=lambda one: (one.geldig_van, one.zorgvorm), reverse=True):
            about = (one.eigenaar, one.categorie, one.code)
            self._indelingen.setdefault(about, []).append(one)
        self._said = {categorie for _, categorie, _ in self._indelingen}
        self._known: dict[tuple[str, date, str, str], Plaats] = {}
        self._verloop: dict[tuple[str, str, str], Sequence[Geplaatst]] = {}

    def van(self, gemeentecode: str, maand: date, categorie: str, code: str) -> str:
        """The form in a month; a category or code that is not there is empty."""
        return self.plaats(gemeentecode, maand, categorie, code).zorgvorm

    def plaats(self, gemeentecode: str, maand: date, categorie: str, code: str) -> Plaats:
        """Form, segment and form of the CBS in a month, by its first day."""
        if categorie not in self._said:
            return _gebruikelijk(categorie)
        key = (gemeentecode, maand, categorie, code)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._find(*key)
        return found

    def verloop(self, gemeentecode: str, categorie: str, code: str) -> Sequence[Geplaatst]:
        """All places of a product, in order of time; together they hold every day there is."""
        key = (gemeentecode, categorie, code) if categorie in self._said else ("", categorie, "")
        found = self._verloop.get(key)
        if found is None:
            found = self._verloop[key] = list(self._places(*key))
        return found

    def _places(self, gemeentecode: str, categorie: str, code: str) -> Iterator[Geplaatst]:
        """A place holds from the first of the month in which something is said otherwise."""
        leden = self._leden.get(gemeentecode, ())
        said = [
            one
            for eigenaar in (gemeentecode, *(lid.regiocode for lid in leden))
            for product in {code or None, None}
            for one in self._indelingen.get((eigenaar, categorie, product), ())
        ]
        since = date.min
        now = self.plaats(gemeentecode, since, categorie, code)
        for first in sorted({day for one in (*leden, *said) for day in _wisseldagen(one)}):
            then = self.plaats(gemeentecode, first, categorie, code)
            if then != now:
                yield now, since, first - _DAG
                now, since = then, first
        yield now, since, date.max

    def _find(self, gemeentecode: str, maand: date, categorie: str, code: str) -> Plaats:
        eigenaars = [gemeentecode]
        eigenaars += [x.regiocode for x in self._leden.get(gemeentecode, ()) if x.op(maand)]
        for product in (code or None, None):
            for eigenaar in eigenaars:
                for one in self._indelingen.get((eigenaar, categorie, product), ()):
                    if one.geldig_van <= maand and (
                        one.geldig_tot is None or maand <= one.geldig_tot
                    ):
                        return Plaats(one.zorgvorm, one.segment, one.hulpvorm)
        return _gebruikelijk(categorie)


@cache
def _gebruikelijk(categorie: str) -> Plaats:
    """As the category is read when nobody says otherwise."""
    usual = ZORGVORMEN.get(categorie)
    if usual is None:
        return ONGEPLAATST
    return Plaats(usual.zorgvorm, usual.segment, usual.cbs_hulpvorm)


def _wisseldagen(one: Lid | Indeling) -> Iterator[date]:
    """Firsts of the months from which it holds, and from which it no longer does."""
    yield _first(one.geldig_van)
    if one.geldig_tot is not None and one.geldig_tot < _LAATSTE:
        yield _first(one.geldig_tot + _DAG)


def _first(day: date) -> date:
    return day if day.day == 1 else next_month(day.replace(day=1))
