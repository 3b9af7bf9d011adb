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
Groepen: TypeAlias = Mapping[Hashable, Set[Hashable]]
"""By the label of a group those that are in it."""


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


def groepen_te_verbergen(
    cellen: Telling,
    groepcellen: Telling,
    groepen: Groepen,
    assen: Diepte,
    drempel: int,
    al: Set[Sleutel],
) -> set[Sleutel]:
    """The cells to hide of tables by groups of what `cellen` are of, that may overlap (P-03).

    What is hidden of `cellen` (`al`, with groups that are hidden already) stays as it is: a group
    is shown when neither it nor what it leaves of others tells of any of them.
    """
    hidden = set(al)
    for diepte in diepten(assen):
        groups = {
            key: count
            for key, count in opgeteld_tot(groepcellen, assen, diepte).items()
            if _groep_in(key, groepen)
        }
        if groups:
            atoms = opgeteld_tot(cellen, assen, diepte)
            hidden |= _verborgen_groepen(atoms, groups, groepen, (assen, diepte), (drempel, hidden))
    return {key for key in hidden if _groep_in(key, groepen)}


def _verborgen_groepen(
    atoms: Telling,
    groups: Telling,
    groepen: Groepen,
    plaats: tuple[Diepte, Diepte],
    weten: tuple[int, Set[Sleutel]],
) -> set[Sleutel]:
    """Of one table by groups; all of it when it can only be safe by hiding what is shown."""
    (assen, diepte), (drempel, before) = plaats, weten
    smaller = {one: opgeteld_tot(atoms, assen, one) for one in _kleinere(diepte)}
    by_groep: dict[Diepte, Telling] = {}
    for one in smaller:
        found = groups if one == diepte else opgeteld_tot(groups, assen, one)
        by_groep[one] = {key: count for key, count in found.items() if _groep_in(key, groepen)}
    waarden = {key: n for one in (*smaller.values(), *by_groep.values()) for key, n in one.items()}
    shut = {key for key in before if key in waarden}
    shut |= {key for key, count in groups.items() if 0 < count < drempel}
    within = {
        key: [it for it in _leden(key, groepen) if it in waarden]
        for one in by_groep.values()
        for key in one
    }
    mag = {key for key in groups if not shut.isdisjoint(within[key])}
    lijnen = [
        *_lijnen(smaller, assen, diepte),
        *(
            Lijn(tuple(own), key)
            for key, own in within.items()
            if own and (key not in shut or not shut.isdisjoint(own))
        ),
        *_langs(by_groep, groepen, assen),
    ]
    more = set(onderdruk(waarden, lijnen, drempel, shut, mag).verborgen) - shut
    if more - groups.keys():
        return set(groups)
    return {key for key in groups if key in shut or key in more}


def _groep_in(key: Sleutel, groepen: Groepen) -> bool:
    return any(label in groepen for label in key)


def _leden(key: Sleutel, groepen: Groepen) -> Iterator[Sleutel]:
    """The cells that a cell of a group is of."""
    for place, label in enumerate(key):
        if label in groepen:
            for lid in sorted(groepen[label], key=str):
                yield (*key[:place], lid, *key[place + 1 :])


def _langs(
    tabellen: Mapping[Diepte, Telling], groepen: Groepen, assen: Diepte
) -> Iterator[Lijn[Sleutel]]:
    """Along every other axis the cells of a group that make up one of a smaller table."""
    for one, cellen in tabellen.items():
        for axis, diep in enumerate(one):
            shorter = (*one[:axis], diep - 1, *one[axis + 1 :])
            if diep and tabellen.get(shorter):
                yield from (
                    lijn
                    for lijn in _samen(cellen, assen, shorter)
                    if _groep_in(lijn.totaal, groepen)
                )


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
