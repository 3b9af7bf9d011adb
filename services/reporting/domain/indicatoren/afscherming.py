# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What an audience may see of the figures of an indicator (B.5). Pure.

Cells of one table are taken as if they added up to a total that the reader knows: the overlap of
forms and the number of movers are published too. So a table is safe also where they are.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import product
from typing import TypeVar

from libs.ijw.zorgvormen import ZORGVORMEN
from services.reporting.domain.indicatoren.cellen import Cel, Cijfers
from services.reporting.domain.indicatoren.register import (
    Getal,
    Indicator,
    Maat,
    Uitkomst,
    minste,
)
from services.reporting.domain.onderdrukking import DREMPELS, is_dominant
from services.reporting.domain.tabellen import (
    ALLE,
    Diepte,
    Sleutel,
    diepten,
    opgeteld_tot,
    te_verbergen,
)
from services.reporting.domain.zorgvormen import NIET_TOEGEWEZEN

T = TypeVar("T")

BUITEN = frozenset({"accounthouder", "openbaar"})
"""Audiences to whom the turnover of a provider is not told."""
OPTELBAAR = frozenset({"aantal", "eurocent"})
"""Units of figures that may be parts of each other."""
_ZORG = ("zorgvorm", "productcategorie", "product")


@dataclass(frozen=True, slots=True)
class Getoond:
    """The figures of a cell as shown: `waarden` all empty when hidden, those of `velden` alone
    where they tell of others than the cell does.

    Of no hidden cell it is said that it is small: several tables that say so would together say
    more.
    """

    waarden: Mapping[str, Getal]
    verborgen: bool = False
    velden: Set[str] = frozenset()

    def is_niets(self) -> bool:
        """Shown, and of nobody and nothing."""
        return not self.verborgen and not self.velden and not any(self.waarden.values())


def afgeschermd(
    indicator: Indicator, cijfers: Cijfers, groepering: Sequence[str], doelgroep: str
) -> dict[Cel, Getoond]:
    """Each cell as the audience may see it.

    Where all of a table is hidden it is not told either which of its cells are empty: beside the
    totals that the tables of fewer dimensions show, that would tell of the others.
    """
    hidden, parts = _hidden(indicator, cijfers, groepering, doelgroep)
    return getoond(indicator, cijfers, groepering, hidden, parts)


def getoond(
    indicator: Indicator,
    cijfers: Cijfers,
    groepering: Sequence[str],
    hidden: Set[Cel],
    parts: Mapping[Cel, Set[str]],
) -> dict[Cel, Getoond]:
    """Cells as they are shown when these are hidden, and of others these figures."""
    shown = {
        cel: Getoond(dict.fromkeys(one.waarden), verborgen=True)
        if cel in hidden
        else _zonder(one.waarden, parts.get(cel, frozenset()))
        for cel, one in cijfers.items()
    }
    cells = [cel for cel in cijfers if cel]
    if len(groepering) > 1 and cells and hidden >= {*cells}:
        nothing = Getoond(dict.fromkeys(maat.veld for maat in indicator.maten), verborgen=True)
        labels = [sorted({cel[place] for cel in cells}) for place in range(len(groepering))]
        return dict.fromkeys(product(*labels), nothing) | shown
    return shown


def _zonder(waarden: Mapping[str, Getal], velden: Set[str]) -> Getoond:
    return Getoond(
        {veld: None if veld in velden else one for veld, one in waarden.items()}, velden=velden
    )


def deel(
    totalen: Mapping[Cel, T],
    cellen: Mapping[Cel, T],
    plaats: int,
    label: str,
    blijft: bool,
) -> dict[Cel, T]:
    """The cells of a table with a label in a place, which they keep (`blijft`) or lose, and their
    total out of the table of that dimension alone."""
    own = {cel: one for cel, one in cellen.items() if cel and cel[plaats] == label}
    if not blijft:
        own = {(*cel[:plaats], *cel[plaats + 1 :]): one for cel, one in own.items()}
    return {(): totalen[label,], **own} if (label,) in totalen else own


def _hidden(
    indicator: Indicator, cijfers: Cijfers, groepering: Sequence[str], doelgroep: str
) -> tuple[set[Cel], dict[Cel, set[str]]]:
    """Cells, and of others single figures."""
    counted, vlak = tellingen(indicator, cijfers), vlak_van(cijfers, groepering)
    drempel = DREMPELS[doelgroep]
    hidden = verborgen_sleutels(indicator, cijfers, groepering, doelgroep)
    parts: defaultdict[Cel, set[str]] = defaultdict(set)
    for velden, behind in _achter(indicator, cijfers):
        if all(behind[cel] >= count > 0 or behind[cel] == count for cel, count in counted.items()):
            continue  # hidden where the cells are
        for cel in vlak.van(vlak.te_verbergen(behind, drempel, hidden)):
            parts[cel] |= velden
    return vlak.van(hidden), parts


def tellingen(indicator: Indicator, cijfers: Cijfers) -> dict[Cel, int]:
    """For how many clients each cell counts: the least of all numbers of them in it."""
    telt = [maat.veld for maat in indicator.maten if maat.eenheid == "clienten"]
    return {
        cel: minste(one.clienten or 0, *filter(None, map(one.waarden.get, telt)))
        for cel, one in cijfers.items()
    }


def verborgen_sleutels(
    indicator: Indicator, cijfers: Cijfers, groepering: Sequence[str], doelgroep: str
) -> set[Sleutel]:
    """Hidden cells of this table and of those by fewer of its dimensions, by their labels."""
    vlak = vlak_van(cijfers, groepering)
    dominant = _dominant(cijfers, groepering) if doelgroep in BUITEN else set()
    keys = {key for key, cel in vlak.cellen.items() if cel in dominant}
    return vlak.te_verbergen(tellingen(indicator, cijfers), DREMPELS[doelgroep], keys)


def samen(maat: Maat) -> str:
    """Figures with the same one add up, so that what hides one of them hides all."""
    return maat.groep or (maat.eenheid if maat.eenheid in OPTELBAAR else maat.veld)


def _achter(indicator: Indicator, cijfers: Cijfers) -> Iterator[tuple[set[str], Mapping[Cel, int]]]:
    """By figure how many clients stand behind it in each cell, with all that adds up with it."""
    groups: defaultdict[str, set[str]] = defaultdict(set)
    told = [
        (maat, samen(maat))
        for maat in indicator.maten
        if maat.van != "niemand" and maat.eenheid != "clienten"
    ]
    for maat, groep in told:
        groups[groep].add(maat.veld)
    done: set[tuple[str, tuple[int, ...]]] = set()
    for maat, groep in told:
        counts = {cel: achter(maat, one) for cel, one in cijfers.items()}
        if (groep, same := tuple(counts.values())) not in done:
            done.add((groep, same))
            yield groups[groep], counts


def achter(maat: Maat, one: Uitkomst) -> int:
    """How many clients stand behind a figure; a number tells of no more than it says."""
    known = one.achter.get(maat.veld)
    if known is None and maat.eenheid == "aantal":
        return int(one.waarden.get(maat.veld) or 0)
    return (one.clienten or 0) if known is None else known


@dataclass(frozen=True, slots=True)
class Vlak:
    """Where the cells of a table lie along its axes."""

    assen: Sequence[tuple[str, ...]]
    breedte: Diepte
    cellen: Mapping[Sleutel, Cel]

    def te_verbergen(
        self, telling: Mapping[Cel, int], drempel: int, al: Set[Sleutel]
    ) -> set[Sleutel]:
        """Cells of this table and of those by fewer of its dimensions; `al` are hidden already."""
        if not al and not any(0 < count < drempel for count in telling.values()):
            return set()
        own = {key: telling[cel] for key, cel in self.cellen.items()}
        tabellen = {one: opgeteld_tot(own, self.breedte, one) for one in diepten(self.breedte)}
        geheel = tuple(0 for _ in self.breedte)
        tabellen[geheel] = {self._geheel: telling.get((), 0)}
        found = te_verbergen(tabellen, self.breedte, drempel, al)
        return {key for keys in found.values() for key in keys}

    def van(self, keys: Set[Sleutel]) -> set[Cel]:
        """The cells of this table among these."""
        found = {self.cellen[key] for key in keys if key in self.cellen}
        return found | {()} if self._geheel in keys else found

    @property
    def _geheel(self) -> Sleutel:
        return (ALLE,) * sum(self.breedte)


def vlak_van(cijfers: Cijfers, groepering: Sequence[str]) -> Vlak:
    """Of a table by these dimensions."""
    assen = _assen(groepering)
    cellen = {sleutel_van(cel, groepering, assen): cel for cel in cijfers if cel}
    return Vlak(assen, tuple(map(len, assen)), cellen)


def _assen(groepering: Sequence[str]) -> list[tuple[str, ...]]:
    """The axes of a table, in one order however it is asked. What is given lies along one: a
    product within its category and form, of which there are tables too."""
    assen = [(one,) for one in groepering if one not in _ZORG]
    last = max((at for at, one in enumerate(_ZORG, 1) if one in groepering), default=0)
    return sorted([*assen, _ZORG[:last]] if last else assen)


def sleutel_van(cel: Cel, groepering: Sequence[str], assen: Sequence[tuple[str, ...]]) -> Sleutel:
    """The labels of a cell along the axes; a form or category that was not asked as the standard
    has it."""
    labels = dict(zip(groepering, cel, strict=True))
    if "productcategorie" not in labels:
        labels["productcategorie"] = labels.get("product", "")[:2]
    if "zorgvorm" not in labels:
        known = ZORGVORMEN.get(labels["productcategorie"])
        labels["zorgvorm"] = known.zorgvorm if known else NIET_TOEGEWEZEN
    return tuple(labels[name] for as_ in assen for name in as_)


def _dominant(cijfers: Cijfers, groepering: Sequence[str]) -> set[Cel]:
    """Cells of which nearly all money is that of one provider, unless the table is of providers."""
    if "aanbieder" in groepering:
        return set()
    return {cel for cel, one in cijfers.items() if cel and is_dominant(one.aanbieders.values())}
