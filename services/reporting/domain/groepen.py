# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What is hidden of tables by groups of gemeenten that overlap: regions, parts, provinces (P-03).

Whoever may ask by one kind of group may ask by gemeente and by the others too, and take one off
another. So a group is shown only when, beside the gemeenten as they are shown and all groups of all
kinds, it tells of no gemeente that is hidden. Pure.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Generic, TypeVar

from services.reporting.domain.regios import GROEPEN, STUK, Stukken
from services.reporting.domain.tabellen import (
    Diepte,
    Sleutel,
    Telling,
    diepten,
    groepen_te_verbergen,
    opgeteld_tot,
)

T = TypeVar("T")

GEMEENTE = "gemeente"


def soort_van(groepering: Sequence[str]) -> str | None:
    """The kind of group of a table, when it is of groups and not of gemeenten."""
    if GEMEENTE in groepering:
        return None
    return next((name for name in groepering if name in GROEPEN), None)


def te_tellen(asked: str | None, indeling: Stukken) -> list[str]:
    """Of what tables are needed to know what to hide of one by groups of a kind: gemeenten, their
    pieces, and each kind of group that is no other name for the whole."""
    every = {piece for own in indeling.groepen.values() for piece in own}
    found = [GEMEENTE, *([STUK] if indeling.leden else [])]
    for soort in GROEPEN:
        own = [pieces for (kind, _), pieces in indeling.groepen.items() if kind == soort]
        if soort == asked or (own and own != [every]):
            found.append(soort)
    return found


def in_plaats_van(groepering: Sequence[str], soort: str | None, naam: str) -> tuple[str, ...]:
    """The same dimensions with another in the place of the kind of group."""
    return tuple(naam if one == soort else one for one in groepering)


@dataclass(frozen=True, slots=True)
class PerSoort(Generic[T]):
    """The same by gemeente, by the pieces of gemeenten that changed of group, and by the groups of
    each kind."""

    gemeenten: T
    stukken: T | None
    groepen: Mapping[str, T]
    indeling: Stukken

    @classmethod
    def lees(cls, asked: str | None, indeling: Stukken, tel: Callable[[str], T]) -> "PerSoort[T]":
        """All that is needed of it; `tel` gives it by what stands in the place of the group."""
        found = {name: tel(name) for name in te_tellen(asked, indeling)}
        return cls(found.pop(GEMEENTE), found.pop(STUK, None), found, indeling)


def verborgen_groepen(
    telling: PerSoort[Telling], hidden: Set[Sleutel], breedte: Diepte, drempel: int
) -> set[Sleutel]:
    """Cells of groups of all kinds to hide, of this table and those by fewer of its dimensions; all
    of them where a gemeente would have to go too. `hidden` are those of gemeenten; the label of a
    group is its kind and code."""
    changed = telling.indeling.van_gemeente
    whole: dict[Sleutel, int] = {}
    fixed: dict[Sleutel, int] = {}
    for key, count in telling.gemeenten.items():
        if any(label in changed for label in key):
            fixed[_als_groep(key, changed)] = count
        else:
            whole[key] = count
    pieces = telling.stukken or {}
    al = {_als_groep(key, changed) for key in hidden}
    al |= set(_kleine_stukken(pieces, al, changed, (breedte, drempel)))
    groups = dict(fixed)
    for cells in telling.groepen.values():
        groups |= cells
    groepen: dict[Hashable, Set[Hashable]] = {
        key: frozenset(own) for key, own in telling.indeling.groepen.items()
    }
    groepen |= {(GEMEENTE, code): frozenset(own) for code, own in changed.items()}
    found = groepen_te_verbergen({**whole, **pieces}, groups, groepen, breedte, drempel, al)
    if any(key in fixed and key not in al for key in found):
        return set(groups)
    unplaced = {key for key in groups if not any(label in groepen for label in key)}
    return found | unplaced


def _als_groep(key: Sleutel, changed: Mapping[str, frozenset[str]]) -> Sleutel:
    """A gemeente that changed of group is one of its pieces."""
    return tuple((GEMEENTE, label) if label in changed else label for label in key)


def _kleine_stukken(
    pieces: Telling,
    al: Set[Sleutel],
    changed: Mapping[str, frozenset[str]],
    maten: tuple[Diepte, int],
) -> Iterator[Sleutel]:
    """Pieces are hidden with their gemeente, and all of them when one is small."""
    breedte, drempel = maten
    van: dict[Hashable, str] = {piece: code for code, own in changed.items() for piece in own}
    for diepte in diepten(breedte):
        cells = opgeteld_tot(pieces, breedte, diepte)
        own: dict[Sleutel, list[Sleutel]] = {}
        for key in cells:
            if any(label in van for label in key):
                whole = tuple((GEMEENTE, van[one]) if one in van else one for one in key)
                own.setdefault(whole, []).append(key)
        for whole, keys in own.items():
            if whole in al or any(0 < cells[key] < drempel for key in keys):
                yield from keys
