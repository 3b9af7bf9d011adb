# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Under which form of care a gemeente counts a product (C-05): as it says itself, as a region of it
says, else as the category is read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from libs.ijw.zorgvormen import ZORGVORMEN

NIET_TOEGEWEZEN = "niet toegewezen"
"""The form of what nobody has given one: shown, never dropped (P-09)."""


@dataclass(frozen=True, slots=True)
class Lid:
    """A gemeente in a region, for a time."""

    regiocode: str
    gemeentecode: str
    geldig_van: date
    geldig_tot: date | None

    def op(self, day: date) -> bool:
        """It is a member on a day."""
        return self.geldig_van <= day and (self.geldig_tot is None or day <= self.geldig_tot)


@dataclass(frozen=True, slots=True)
class Indeling:
    """Where a region or gemeente counts a product, or without code a category."""

    eigenaar: str
    categorie: str
    code: str | None
    zorgvorm: str
    geldig_van: date
    geldig_tot: date | None


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
        self._known: dict[tuple[str, date, str, str], str] = {}

    def van(self, gemeentecode: str, maand: date, categorie: str, code: str) -> str:
        """The form; a category or code that is not there is empty."""
        key = (gemeentecode, maand, categorie, code)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._find(*key)
        return found

    def _find(self, gemeentecode: str, maand: date, categorie: str, code: str) -> str:
        eigenaars = [gemeentecode]
        eigenaars += [x.regiocode for x in self._leden.get(gemeentecode, ()) if x.op(maand)]
        for product in (code or None, None):
            for eigenaar in eigenaars:
                for one in self._indelingen.get((eigenaar, categorie, product), ()):
                    if one.geldig_van <= maand and (
                        one.geldig_tot is None or maand <= one.geldig_tot
                    ):
                        return one.zorgvorm
        known = ZORGVORMEN.get(categorie)
        return NIET_TOEGEWEZEN if known is None else known.zorgvorm
