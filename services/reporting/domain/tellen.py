# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What changes in cells when the months of a client change.

A cell holds a client when at least one of its months with help falls in it. So a client comes into
a cell with its first such month and leaves it with its last; both are seen from all its months of
the years that are looked at, before and after. Money is added and taken off.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from operator import add, sub
from typing import NamedTuple, TypeAlias


class Maandsleutel(NamedTuple):
    """What tells the months of a client apart; a category or code that is not there is empty."""

    maand: date
    gemeentecode: str
    agb_code: str
    zorgvorm: str
    categorie: str
    code: str


class Stand(NamedTuple):
    """What holds of a client in a month: had help, outside the messages, and cents."""

    hulp: bool
    buiten: bool
    toegewezen: int
    dubbel: int
    ingediend: int
    toegekend: int


class Celsleutel(NamedTuple):
    """Family, and the dimensions of the cell; those that its family does not have are empty."""

    familie: str
    gemeentecode: str
    begin: date
    agb_code: str
    zorgvorm: str
    categorie: str
    code: str


@dataclass(slots=True)
class Celverschil:
    """Clients that come into a cell and that leave it, and cents that are added."""

    erbij: list[int] = field(default_factory=list)
    eraf: list[int] = field(default_factory=list)
    buiten_erbij: list[int] = field(default_factory=list)
    buiten_eraf: list[int] = field(default_factory=list)
    geld: list[int] = field(default_factory=lambda: [0, 0, 0, 0])


Maanden: TypeAlias = Mapping[Maandsleutel, Stand]
Verschillen: TypeAlias = dict[Celsleutel, Celverschil]
_Into: TypeAlias = Callable[[Maandsleutel], Celsleutel]

GEMEENTE, ZORGVORM, PRODUCT, AANBIEDER = "g", "z", "p", "a"
DIMENSIES: tuple[frozenset[str], ...] = (
    frozenset(),
    frozenset({ZORGVORM}),
    frozenset({GEMEENTE}),
    frozenset({PRODUCT}),
    frozenset({AANBIEDER}),
    frozenset({GEMEENTE, PRODUCT}),
    frozenset({PRODUCT, AANBIEDER}),
    frozenset({GEMEENTE, AANBIEDER}),
)
"""By which dimensions there are cells, those with the fewest cells first. A product tells its form
of care and its category too."""


def familie(dimensies: Iterable[str], *, jaar: bool) -> str:
    """The name of the cells with these dimensions, of months or of whole years."""
    return "".join(("j" if jaar else "m", *sorted(dimensies)))


def kleinste(nodig: Iterable[str]) -> frozenset[str] | None:
    """The dimensions of the smallest family that can answer for these; None when none can."""
    wanted = frozenset(nodig)
    for dimensies in DIMENSIES:
        known = dimensies | {ZORGVORM} if PRODUCT in dimensies else dimensies
        if wanted <= known:
            return dimensies
    return None


class Familie(NamedTuple):
    """Cells with the same dimensions: `velden` are the fields of a month that tell them apart."""

    naam: str
    jaar: bool
    velden: frozenset[str]


def _velden(dimensies: frozenset[str]) -> frozenset[str]:
    return frozenset(name for one in dimensies for name in VELDEN[one])


VELDEN = {
    GEMEENTE: ("gemeentecode",),
    ZORGVORM: ("zorgvorm",),
    PRODUCT: ("zorgvorm", "categorie", "code"),
    AANBIEDER: ("agb_code",),
}
"""What tells cells of one month apart, by the dimensions of their family."""

FAMILIES = tuple(
    Familie(familie(one, jaar=jaar), jaar, _velden(one))
    for one in DIMENSIES
    for jaar in (False, True)
)
"""All there are, those with the fewest cells first."""


def _into(one: Familie) -> _Into:
    name, jaar, velden = one
    per_gemeente, per_aanbieder = "gemeentecode" in velden, "agb_code" in velden
    per_product, per_vorm = "code" in velden, "zorgvorm" in velden

    def into(key: Maandsleutel) -> Celsleutel:
        maand, gemeente, agb, vorm, categorie, code = key
        return _of_values(
            (
                name,
                gemeente if per_gemeente else "",
                maand.replace(month=1) if jaar else maand,
                agb if per_aanbieder else "",
                vorm if per_vorm else "",
                categorie if per_product else "",
                code if per_product else "",
            )
        )

    return into


_of_values = partial(tuple.__new__, Celsleutel)
"""A key of all its values in their order: of millions, a name for each counts."""

_INTO = tuple((one.jaar, _into(one)) for one in FAMILIES)


def verschil(cellen: Verschillen, client: int, oud: Maanden, nieuw: Maanden) -> None:
    """Note in `cellen` what changes when these months of a client take the place of those.

    Both are all there is of the client in whole years.
    """
    sleutels = list({**oud, **nieuw})
    standen = [(oud.get(key, _NIETS), nieuw.get(key, _NIETS)) for key in sleutels]
    anders = [place for place, (was, wordt) in enumerate(standen) if was != wordt]
    if not anders:
        return
    met, buiten = _Clienten(standen, anders, "hulp"), _Clienten(standen, anders, "buiten")
    geld = _bedragen(sleutels, standen, anders, jaar=False)
    geld_jaar = _bedragen(sleutels, standen, anders, jaar=True)
    for jaar, into in _INTO:
        waar = [into(key) for key in sleutels]
        for key in met.erbij(waar):
            _cel(cellen, key).erbij.append(client)
        for key in met.eraf(waar):
            _cel(cellen, key).eraf.append(client)
        for key in buiten.erbij(waar):
            _cel(cellen, key).buiten_erbij.append(client)
        for key in buiten.eraf(waar):
            _cel(cellen, key).buiten_eraf.append(client)
        for place, bedragen in geld_jaar if jaar else geld:
            found = _cel(cellen, waar[place]).geld
            found[:] = map(add, found, bedragen)


_NIETS = Stand(False, False, 0, 0, 0, 0)
_Standen: TypeAlias = Sequence[tuple[Stand, Stand]]
"""Of each month what held of the client, and what now holds."""


class _Clienten:
    """The places of the months in which something holds of a client: before, after, changed."""

    def __init__(self, standen: _Standen, anders: Sequence[int], veld: str) -> None:
        at = Stand._fields.index(veld)
        self._oud = [place for place, (was, _) in enumerate(standen) if was[at]]
        self._nieuw = [place for place, (_, wordt) in enumerate(standen) if wordt[at]]
        self._weg = [place for place in anders if standen[place][0][at]]
        self._bij = [place for place in anders if standen[place][1][at]]

    def erbij(self, waar: Sequence[Celsleutel]) -> set[Celsleutel]:
        if not self._bij:
            return set()
        return {waar[place] for place in self._bij}.difference([waar[place] for place in self._oud])

    def eraf(self, waar: Sequence[Celsleutel]) -> set[Celsleutel]:
        if not self._weg:
            return set()
        return {waar[place] for place in self._weg}.difference(
            [waar[place] for place in self._nieuw]
        )


def _bedragen(
    sleutels: Sequence[Maandsleutel], standen: _Standen, anders: Sequence[int], *, jaar: bool
) -> list[tuple[int, tuple[int, int, int, int]]]:
    """What is added to the money of the cells of these months, in cells of months or of years."""
    found = []
    for place in anders:
        was, wordt = standen[place]
        toegewezen, dubbel, ingediend, toegekend = map(sub, wordt[2:], was[2:])
        # What December holds too is the double of a year; that of its other months is in it once.
        once = dubbel if jaar and sleutels[place].maand.month > 1 else 0
        bedragen = (toegewezen - once, dubbel - once, ingediend, toegekend)
        if any(bedragen):
            found.append((place, bedragen))
    return found


def _cel(cellen: Verschillen, key: Celsleutel) -> Celverschil:
    found = cellen.get(key)
    if found is None:
        found = cellen[key] = Celverschil()
    return found
