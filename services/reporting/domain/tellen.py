# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What changes in cells when the months of a client change.

A cell holds a client when at least one of its months with help falls in it. So a client comes into
a cell with its first such month and leaves it with its last; both are seen from all its months of
the years that are looked at, before and after. Money is added and taken off.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
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


def _into(dimensies: frozenset[str], *, jaar: bool) -> _Into:
    name = familie(dimensies, jaar=jaar)
    per_gemeente, per_aanbieder = GEMEENTE in dimensies, AANBIEDER in dimensies
    per_product = PRODUCT in dimensies
    per_vorm = per_product or ZORGVORM in dimensies

    def into(key: Maandsleutel) -> Celsleutel:
        maand, gemeente, agb, vorm, categorie, code = key
        return Celsleutel(
            name,
            gemeente if per_gemeente else "",
            maand.replace(month=1) if jaar else maand,
            agb if per_aanbieder else "",
            vorm if per_vorm else "",
            categorie if per_product else "",
            code if per_product else "",
        )

    return into


_FAMILIES = tuple((jaar, _into(one, jaar=jaar)) for one in DIMENSIES for jaar in (False, True))


def verschil(cellen: Verschillen, client: int, oud: Maanden, nieuw: Maanden) -> None:
    """Note in `cellen` what changes when these months of a client take the place of those.

    Both are all there is of the client in whole years.
    """
    weg = {key: stand for key, stand in oud.items() if nieuw.get(key) != stand}
    bij = {key: stand for key, stand in nieuw.items() if oud.get(key) != stand}
    if not weg and not bij:
        return
    met = _Clienten(oud, nieuw, weg, bij, "hulp")
    buiten = _Clienten(oud, nieuw, weg, bij, "buiten")
    for jaar, into in _FAMILIES:
        for key in met.erbij(into):
            _cel(cellen, key).erbij.append(client)
        for key in met.eraf(into):
            _cel(cellen, key).eraf.append(client)
        for key in buiten.erbij(into):
            _cel(cellen, key).buiten_erbij.append(client)
        for key in buiten.eraf(into):
            _cel(cellen, key).buiten_eraf.append(client)
        _geld(cellen, into, bij, 1, jaar=jaar)
        _geld(cellen, into, weg, -1, jaar=jaar)


class _Clienten:
    """The months in which something holds of a client: before, after, and those that changed."""

    def __init__(self, oud: Maanden, nieuw: Maanden, weg: Maanden, bij: Maanden, veld: str) -> None:
        place = Stand._fields.index(veld)
        self._oud, self._nieuw, self._weg, self._bij = (
            [key for key, stand in one.items() if stand[place]] for one in (oud, nieuw, weg, bij)
        )

    def erbij(self, into: _Into) -> set[Celsleutel]:
        if not self._bij:
            return set()
        return set(map(into, self._bij)).difference(map(into, self._oud))

    def eraf(self, into: _Into) -> set[Celsleutel]:
        if not self._weg:
            return set()
        return set(map(into, self._weg)).difference(map(into, self._nieuw))


def _geld(cellen: Verschillen, into: _Into, maanden: Maanden, teken: int, *, jaar: bool) -> None:
    for key, (_, _, toegewezen, dubbel, ingediend, toegekend) in maanden.items():
        if not (toegewezen or dubbel or ingediend or toegekend):
            continue
        geld = _cel(cellen, into(key)).geld
        # What December holds too is the double of a year; that of its other months is in it once.
        once = dubbel if jaar and key.maand.month > 1 else 0
        geld[0] += teken * (toegewezen - once)
        geld[1] += teken * (dubbel - once)
        geld[2] += teken * ingediend
        geld[3] += teken * toegekend


def _cel(cellen: Verschillen, key: Celsleutel) -> Celverschil:
    found = cellen.get(key)
    if found is None:
        found = cellen[key] = Celverschil()
    return found
