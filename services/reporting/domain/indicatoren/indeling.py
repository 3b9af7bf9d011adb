# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""To which form and segment a product belongs: as its region says, else by its category. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from libs.ijw.zorgvormen import ZORGVORMEN
from services.reporting.domain.indicatoren.feiten import NIET_TOEGEWEZEN

_ONBEKEND: dict[str, str | None] = {
    "zorgvorm": NIET_TOEGEWEZEN,
    "segment": NIET_TOEGEWEZEN,
    "hulpvorm": None,
}


@dataclass(frozen=True, slots=True)
class Regel:
    """A product, or without code a category, as an owner places it for a time."""

    eigenaar: str
    categorie: str
    code: str | None
    segment: str
    zorgvorm: str
    hulpvorm: str | None
    van: date
    tot: date | None


@dataclass(frozen=True, slots=True)
class Indeling:
    """All that is placed, and by whom a gemeente is bound: itself, then its regions."""

    regels: Sequence[Regel] = ()
    eigenaren: Mapping[str, Sequence[str]] = field(default_factory=dict)
    _found: dict[Any, dict[str, str | None]] = field(default_factory=dict)
    _by_category: dict[str, list[Regel]] = field(default_factory=dict)

    def van(
        self, gemeente: str, categorie: str | None, code: str | None, dag: date
    ) -> dict[str, str | None]:
        """`zorgvorm`, `segment` and `hulpvorm` of a product on a day."""
        if categorie is None:
            return _ONBEKEND
        key = (gemeente, categorie, code, dag)
        known = self._found.get(key)
        if known is None:
            known = self._found[key] = self._look(gemeente, categorie, code, dag)
        return known

    def _look(
        self, gemeente: str, categorie: str, code: str | None, dag: date
    ) -> dict[str, str | None]:
        if self.regels and not self._by_category:
            self._by_category.update(_by_category(self.regels))
        binding = [gemeente, *self.eigenaren.get(gemeente, ())]
        fits = [
            one
            for one in self._by_category.get(categorie, ())
            if one.code in {None, code} and one.van <= dag and (one.tot is None or dag <= one.tot)
            if one.eigenaar in binding
        ]
        if fits:
            best = min(fits, key=lambda one: (one.code is None, binding.index(one.eigenaar)))
            return {
                "zorgvorm": best.zorgvorm,
                "segment": best.segment,
                "hulpvorm": best.hulpvorm,
            }
        usual = ZORGVORMEN.get(categorie)
        if usual is None:
            return _ONBEKEND
        return {
            "zorgvorm": usual.zorgvorm,
            "segment": usual.segment,
            "hulpvorm": usual.cbs_hulpvorm,
        }


def _by_category(regels: Iterable[Regel]) -> dict[str, list[Regel]]:
    found: defaultdict[str, list[Regel]] = defaultdict(list)
    for one in regels:
        found[one.categorie].append(one)
    return found
