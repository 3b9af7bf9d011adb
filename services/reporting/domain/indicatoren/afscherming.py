# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What an audience may see of the figures of an indicator (B.5). Pure.

Cells of one table are taken as if they added up to a total that the reader knows: the overlap of
forms and the number of movers are published too. So a table is safe also where they are.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from services.reporting.domain.indicatoren.cellen import Cel, Cijfers
from services.reporting.domain.indicatoren.register import Getal, Indicator
from services.reporting.domain.onderdrukking import DREMPELS, Lijn, is_dominant, onderdruk

_OVER_ALL: Cel = ("\x00totaal",)
_ALLE = "\x00alle"
BUITEN = frozenset({"accounthouder", "openbaar"})
"""Audiences to whom the turnover of a provider is not told."""


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


def _hidden(
    indicator: Indicator, cijfers: Cijfers, groepering: Sequence[str], doelgroep: str
) -> set[Cel]:
    if indicator.gevoeligheid != "clienten":
        return set()
    drempel = DREMPELS[doelgroep]
    counted = {cel: one.clienten for cel, one in cijfers.items() if one.clienten is not None}
    waarden = {cel: count for cel, count in counted.items() if cel}
    lijnen = list(_lijnen(waarden, len(groepering)))
    waarden |= {lijn.totaal: sum(waarden[cel] for cel in lijn.cellen) for lijn in lijnen}
    dominant = _dominant(cijfers, groepering) if doelgroep in BUITEN else set()
    shown = onderdruk(waarden, lijnen, drempel, dominant & waarden.keys())
    hidden = {*shown.verborgen}
    if any(_ALLE in key and waarden[key] >= drempel for key in hidden):
        # It would take a total that the table of that dimension alone shows: none is shown.
        hidden = set(counted) - {()}
    if 0 < counted.get((), 0) < drempel or _OVER_ALL in hidden:
        hidden.add(())
    return hidden


def _lijnen(waarden: Mapping[Cel, int], breedte: int) -> Iterator[Lijn[Cel]]:
    """The table as a whole, and each of its rows and columns with the total that may be asked."""
    cellen = tuple(sorted(waarden))
    if not cellen:
        return
    yield Lijn(cellen, _OVER_ALL)
    if breedte == 1:
        return
    for place in range(breedte):
        by_rest: defaultdict[Cel, list[Cel]] = defaultdict(list)
        for cel in cellen:
            by_rest[(*cel[:place], _ALLE, *cel[place + 1 :])].append(cel)
        for totaal, own in sorted(by_rest.items()):
            yield Lijn(tuple(own), totaal)


def _dominant(cijfers: Cijfers, groepering: Sequence[str]) -> set[Cel]:
    """Cells of which nearly all money is that of one provider, unless the table is of providers."""
    if "aanbieder" in groepering:
        return set()
    return {cel for cel, one in cijfers.items() if cel and is_dominant(one.aanbieders.values())}
