# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What is hidden of a table by dimensions, given the tables by fewer of them (B.5). Pure.

Whoever may ask a table may ask those by fewer of its dimensions too, and lay them side by side. So
each is hidden after the smaller ones: what these hide is hidden from it as well, and when it could
only be safe by hiding what one of them shows, none of its cells is shown.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence, Set
from itertools import product
from typing import TypeAlias

from services.reporting.domain.onderdrukking import Lijn, onderdruk

ALLE = "\x00alle"
"""Stands where a table has no label: its cell is of all of them."""

Sleutel: TypeAlias = tuple[Hashable, ...]
"""The labels of a cell along all axes; `ALLE` for those that its table does not have."""
Diepte: TypeAlias = tuple[int, ...]
"""How many labels a table has along each axis. An axis with more than one has labels that lie
within each other, as a product does within its category."""
Telling: TypeAlias = Mapping[Sleutel, int]


def diepten(assen: Diepte) -> Iterator[Diepte]:
    """Of every table that can be asked beside the one of all labels, the smaller ones first."""
    every = product(*(range(breedte + 1) for breedte in assen))
    return iter(sorted(every, key=lambda diepte: (sum(diepte), diepte)))


def ingekort(sleutel: Sleutel, assen: Diepte, diepte: Diepte) -> Sleutel:
    """The cell of a smaller table in which a cell lies."""
    kept: list[Hashable] = []
    for breedte, diep in zip(assen, diepte, strict=True):
        at = len(kept)
        kept += [*sleutel[at : at + diep], *(ALLE for _ in range(breedte - diep))]
    return tuple(kept)


def opgeteld_tot(cellen: Telling, assen: Diepte, diepte: Diepte) -> dict[Sleutel, int]:
    """A smaller table as if every client were in one cell."""
    found: defaultdict[Sleutel, int] = defaultdict(int)
    for sleutel, count in cellen.items():
        found[ingekort(sleutel, assen, diepte)] += count
    return dict(found)


def te_verbergen(
    tabellen: Mapping[Diepte, Telling],
    assen: Diepte,
    drempel: int,
    dominant: Set[Sleutel] = frozenset(),
) -> dict[Diepte, set[Sleutel]]:
    """The cells to hide of every table; `dominant` are those of any that are hidden for another
    reason. `tabellen` has the clients of each cell of all `diepten`."""
    hidden: dict[Diepte, set[Sleutel]] = {}
    geheel = tuple(0 for _ in assen)
    for diepte in diepten(assen):
        before = {key for done in hidden.values() for key in done}
        own, total = _verborgen(tabellen[diepte], (assen, diepte), drempel, before, dominant)
        hidden[diepte] = own
        if total:
            hidden[geheel] |= tabellen[geheel].keys()
    return hidden


def _verborgen(
    cellen: Telling,
    plaats: tuple[Diepte, Diepte],
    drempel: int,
    before: Set[Sleutel],
    dominant: Set[Sleutel],
) -> tuple[set[Sleutel], bool]:
    """The cells of one table to hide, and whether the total of all must go too."""
    assen, diepte = plaats
    smaller = {one: opgeteld_tot(cellen, assen, one) for one in _kleinere(diepte)}
    waarden = {key: count for one in smaller.values() for key, count in one.items()}
    lijnen = list(_lijnen(smaller, assen, diepte))
    earlier = before & waarden.keys()
    shown = onderdruk(waarden, lijnen, drempel, earlier | (dominant & waarden.keys()))
    more = {key for key in shown.verborgen - earlier - cellen.keys() if waarden[key] >= drempel}
    geheel = ingekort(next(iter(cellen), ()), assen, tuple(0 for _ in assen))
    if more - {geheel}:
        return set(cellen), False
    return set(shown.verborgen & cellen.keys()), bool(more)


def _kleinere(diepte: Diepte) -> Sequence[Diepte]:
    return tuple(product(*(range(diep + 1) for diep in diepte)))


def _lijnen(
    tabellen: Mapping[Diepte, Telling], assen: Diepte, diepte: Diepte
) -> Iterator[Lijn[Sleutel]]:
    """Along every axis of every table the cells that make up one of a smaller table."""
    for one, cellen in tabellen.items():
        for axis, diep in enumerate(one):
            if diep:
                shorter = (*one[:axis], diep - 1, *one[axis + 1 :])
                yield from _samen(cellen, assen, shorter)
    if sum(diepte) > 1:
        yield from _samen(tabellen[diepte], assen, tuple(0 for _ in assen))


def _samen(cellen: Telling, assen: Diepte, kleiner: Diepte) -> Iterator[Lijn[Sleutel]]:
    together: defaultdict[Sleutel, list[Sleutel]] = defaultdict(list)
    for key in sorted(cellen, key=str):
        together[ingekort(key, assen, kleiner)].append(key)
    for totaal, own in together.items():
        yield Lijn(tuple(own), totaal)
