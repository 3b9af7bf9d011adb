# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What an audience may see of the figures of an indicator (B.5). Pure.

Cells of one table are taken as if they added up to a total that the reader knows: the overlap of
forms and the number of movers are published too. So a table is safe also where they are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeVar

from libs.ijw.zorgvormen import ZORGVORMEN
from services.reporting.domain.indicatoren.cellen import Cel, Cijfers
from services.reporting.domain.indicatoren.register import Getal, Indicator
from services.reporting.domain.onderdrukking import DREMPELS, is_dominant
from services.reporting.domain.tabellen import (
    ALLE,
    Sleutel,
    diepten,
    opgeteld_tot,
    te_verbergen,
)
from services.reporting.domain.zorgvormen import NIET_TOEGEWEZEN

T = TypeVar("T")

BUITEN = frozenset({"accounthouder", "openbaar"})
"""Audiences to whom the turnover of a provider is not told."""
_ZORG = ("zorgvorm", "productcategorie", "product")


@dataclass(frozen=True, slots=True)
class Getoond:
    """The figures of a cell as shown: `waarden` all empty when hidden.

    Of no hidden cell it is said that it is small: several tables that say so would together say
    more.
    """

    waarden: Mapping[str, Getal]
    verborgen: bool = False


def afgeschermd(
    indicator: Indicator, cijfers: Cijfers, groepering: Sequence[str], doelgroep: str
) -> dict[Cel, Getoond]:
    """Each cell as the audience may see it.

    Where all of a table is hidden it is not told either which of its cells are empty: beside the
    totals that the tables of fewer dimensions show, that would tell of the others.
    """
    hidden = _hidden(indicator, cijfers, groepering, doelgroep)
    shown = {
        cel: Getoond(dict.fromkeys(one.waarden), verborgen=True)
        if cel in hidden
        else Getoond(one.waarden)
        for cel, one in cijfers.items()
    }
    cells = [cel for cel in cijfers if cel]
    if len(groepering) > 1 and cells and hidden.issuperset(cells):
        nothing = Getoond(dict.fromkeys(maat.veld for maat in indicator.maten), verborgen=True)
        labels = [sorted({cel[place] for cel in cells}) for place in range(len(groepering))]
        return dict.fromkeys(product(*labels), nothing) | shown
    return shown


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
) -> set[Cel]:
    """A cell counts for the least of all numbers of clients that stand in it."""
    if indicator.gevoeligheid != "clienten":
        return set()
    telt = [maat.veld for maat in indicator.maten if maat.eenheid == "clienten"]
    counted = {
        cel: int(min([one.clienten, *filter(None, map(one.waarden.get, telt))]))
        for cel, one in cijfers.items()
        if one.clienten is not None
    }
    assen = _assen(groepering)
    breedte = tuple(map(len, assen))
    geheel = tuple(0 for _ in assen)
    cellen: dict[Sleutel, Cel] = {_sleutel(cel, groepering, assen): cel for cel in counted if cel}
    tellingen = {key: counted[cel] for key, cel in cellen.items()}
    tabellen = {one: opgeteld_tot(tellingen, breedte, one) for one in diepten(breedte)}
    tabellen[geheel] = {(ALLE,) * sum(breedte): counted.get((), 0)}
    dominant = _dominant(cijfers, groepering) if doelgroep in BUITEN else set()
    keys = {key for key, cel in cellen.items() if cel in dominant}
    hidden = te_verbergen(tabellen, breedte, DREMPELS[doelgroep], keys)
    found = {cellen[key] for key in hidden[breedte] if key in cellen}
    return found | {()} if hidden[geheel] else found


def _assen(groepering: Sequence[str]) -> list[tuple[str, ...]]:
    """The axes of a table, in one order however it is asked. What is given lies along one: a
    product within its category and form, of which there are tables too."""
    assen = [(one,) for one in groepering if one not in _ZORG]
    last = max((at for at, one in enumerate(_ZORG, 1) if one in groepering), default=0)
    return sorted([*assen, _ZORG[:last]] if last else assen)


def _sleutel(cel: Cel, groepering: Sequence[str], assen: Sequence[tuple[str, ...]]) -> Sleutel:
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
