# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What of kerncijfers an audience does not see (B.5).

A filter shows a part of a table that may be asked whole. So what is hidden follows from that whole
table, of all gemeenten, products and providers, and is hidden however it is asked.
"""

import asyncio
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import accumulate, chain, pairwise, product
from math import prod
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.problem import InvalidInput, InvalidParam
from services.reporting import store
from services.reporting.domain.onderdrukking import is_deling_veilig
from services.reporting.domain.tabellen import (
    ALLE,
    Diepte,
    Sleutel,
    diepten,
    te_verbergen,
)
from services.reporting.store import Cell, Window

ASSEN = (
    ("regio",),
    ("gemeente",),
    ("jaar", "kwartaal", "maand"),
    ("zorgvorm", "productcategorie", "product"),
    ("aanbieder",),
)
"""Dimensions along one axis lie within each other."""
MEESTE_ASSEN = 3
MEESTE_CELLEN = 20_000
_GEHEEL = {"zorgvorm", "productcategorie", "product"}
"""Of these the ones above are always looked at: a product is what is left of its category."""
_FILTERS = ("gemeente", "zorgvorm", "productcategorie", "product", "aanbieder")
_CLIENTEN, _BUITEN = "unieke_clienten", "waarvan_buiten_berichten"

Figures = Mapping[str, Any]


class Tellen:
    """Counts, each question once, and together those of which one is a sum of another."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._known: dict[Window, Mapping[Cell, Any]] = {}

    async def __call__(self, window: Window) -> Mapping[Cell, Any]:
        """The figures of every cell."""
        if window not in self._known:
            figures = store.counted_figures if window.nu else store.figures
            self._known[window] = await figures(self._session, window)
        return self._known[window]

    async def vooraf(self, windows: Iterable[Window]) -> None:
        """Count what can be counted together of what will be asked."""
        new = [one for one in dict.fromkeys(windows) if one.nu and one not in self._known]
        self._known |= await store.counted_together(self._session, new)


@dataclass(frozen=True, slots=True)
class Verborgen:
    """What is hidden of an answer: cells, all of them, its total, and clients outside messages."""

    cellen: frozenset[Cell] = frozenset()
    totaal: bool = False
    buiten: bool = False
    buiten_totaal: bool = False
    alle: frozenset[Cell] = frozenset()
    """Where all of the whole table is hidden: each cell that there may be, also of nobody."""

    def rijen(self, cellen: Mapping[Cell, Figures], leeg: Figures) -> dict[Cell, Figures]:
        """The cells as they are shown, with the fields of `leeg`, empty when hidden. When all of
        the table is it is not told either which ones hold nobody."""
        if self.alle:
            return dict.fromkeys(self.alle, dict.fromkeys(leeg))
        if not self.cellen and not self.buiten:
            return dict(cellen)
        return {
            cel: _getoond(values, hidden=cel in self.cellen, outside=self.buiten)
            for cel, values in cellen.items()
        }

    def som(self, values: Figures) -> Figures:
        """The total as it is shown."""
        return _getoond(values, hidden=self.totaal, outside=self.buiten_totaal)


@dataclass(frozen=True, slots=True)
class Weging:
    """The tables by the dimensions of a question and by fewer of them, and what each hides."""

    assen: Sequence[tuple[str, ...]]
    breedte: Diepte
    tabellen: Mapping[Diepte, Mapping[Sleutel, Figures]]
    verborgen: Mapping[Diepte, Set[Sleutel]]

    @property
    def dimensies(self) -> tuple[str, ...]:
        """In the order in which keys have their labels."""
        return tuple(name for as_ in self.assen for name in as_)

    def diepte(self, names: Collection[str]) -> Diepte:
        """Of the smallest table that has these dimensions."""
        return tuple(
            max((at for at, name in enumerate(as_, 1) if name in names), default=0)
            for as_ in self.assen
        )

    def is_verborgen(self, names: Collection[str], labels: Mapping[str, object]) -> bool:
        """What has these labels is hidden, or all of the table by these dimensions is."""
        diepte = self.diepte(names)
        hidden, every = self.verborgen[diepte], self.tabellen[diepte]
        named = (dict(zip(self.dimensies, key, strict=True)) for key in hidden)
        return alles(hidden, every) or any(binnen(one, labels) for one in named)


async def gewogen(
    names: Set[str], whole: Window, drempel: int, tellen: Tellen, ook: Iterable[Window] = ()
) -> Weging:
    """What the whole of a question hides, by these dimensions and those above them; `ook` is asked
    beside it. Raises `InvalidInput` when it cannot be told for so many dimensions or cells."""
    assen = sorted(labels for as_ in ASSEN if (labels := _labels(as_, names)))
    if len(assen) > MEESTE_ASSEN:
        raise _te_veel(f"noemt met de filters meer dan {MEESTE_ASSEN} soorten dimensies")
    breedte = tuple(map(len, assen))
    asked = {
        diepte: replace(whole, groepering=_genoemd(assen, diepte)) for diepte in diepten(breedte)
    }
    await tellen.vooraf((*reversed(asked.values()), *ook))
    tables: dict[Diepte, dict[Sleutel, Figures]] = {}
    for diepte, window in asked.items():
        found = await tellen(window)
        niet_te_veel(found)
        tables[diepte] = {sleutel(cel, breedte, diepte): values for cel, values in found.items()}
    counts = {diepte: geteld(cells) for diepte, cells in tables.items()}
    # Beside the loop: a table of many small cells takes a while.
    hidden = await asyncio.to_thread(te_verbergen, counts, breedte, drempel)
    return Weging(assen, breedte, tables, hidden)


async def verborgen(window: Window, drempel: int, tellen: Tellen) -> Verborgen:
    """What to hide of the answer to a question; raises as `gewogen` does."""
    whole, filters = zonder_filters(window, _FILTERS)
    names = {*window.groepering, *filters} - ({"regio"} if window.regio is not None else set())
    one_of = await gewogen(names, whole, drempel, tellen, (window, window.ungrouped()))
    breedte, hidden, every = one_of.breedte, one_of.verborgen, one_of.dimensies
    fixed = {"regio": window.regio} if window.regio is not None else {}

    def shown(keys: Iterable[Sleutel]) -> frozenset[Cell]:
        named: Iterator[dict[str, Any]] = (dict(zip(every, key, strict=True)) for key in keys)
        return frozenset(
            tuple((one | fixed)[name] for name in window.groepering)
            for one in named
            if binnen(one, filters)
        )

    table = one_of.tabellen[breedte]
    return Verborgen(
        cellen=shown(hidden[breedte]),
        alle=shown(mogelijk(table, breedte))
        if window.groepering and alles(hidden[breedte], table)
        else frozenset(),
        totaal=one_of.is_verborgen(filters, filters),
        buiten=not buiten_veilig(table, drempel),
        buiten_totaal=not buiten_veilig(one_of.tabellen[one_of.diepte(filters)], drempel),
    )


def zonder_filters(window: Window, names: Sequence[str]) -> tuple[Window, Mapping[str, Any]]:
    """The whole of which a question asks a part, and what it asks of it by these names."""
    filters = {name: value for name in names if (value := getattr(window, name)) is not None}
    nothing: dict[str, Any] = dict.fromkeys(names)
    return replace(window, **nothing), filters


def alles(hidden: Set[Sleutel], cells: Mapping[Sleutel, Any]) -> bool:
    """All of a table is hidden."""
    return bool(cells) and hidden >= cells.keys()


def mogelijk(cells: Iterable[Sleutel], breedte: Diepte) -> Iterable[Sleutel]:
    """The cells that a table may have by what labels it has along each axis. Raises `InvalidInput`
    for more than can be shown."""
    ends = list(accumulate(breedte, initial=0))
    labels = [{key[begin:end] for key in cells} for begin, end in pairwise(ends)]
    if prod(map(len, labels)) > MEESTE_CELLEN:
        raise _te_veel(f"geeft meer dan {MEESTE_CELLEN} cellen")
    return (tuple(chain.from_iterable(along)) for along in product(*labels))


def niet_te_veel(cells: Mapping[Any, Any]) -> None:
    """Raises `InvalidInput` for more cells than can be weighed."""
    if len(cells) > MEESTE_CELLEN:
        raise _te_veel(f"geeft meer dan {MEESTE_CELLEN} cellen")


def _labels(as_: tuple[str, ...], names: Set[str]) -> tuple[str, ...]:
    """Of an axis the dimensions that are asked, and those above them that are looked at too."""
    last = max((at for at, name in enumerate(as_, 1) if name in names), default=0)
    return tuple(name for name in as_[:last] if name in names or name in _GEHEEL)


def _genoemd(assen: Sequence[tuple[str, ...]], diepte: Diepte) -> tuple[str, ...]:
    """The dimensions of a table."""
    return tuple(name for as_, deep in zip(assen, diepte, strict=True) for name in as_[:deep])


def sleutel(cel: Cell, breedte: Diepte, diepte: Diepte) -> Sleutel:
    """The labels of a cell of a table along all axes."""
    found: list[Any] = []
    at = 0
    for wide, deep in zip(breedte, diepte, strict=True):
        found += [*cel[at : at + deep], *(ALLE for _ in range(wide - deep))]
        at += deep
    return tuple(found)


def geteld(cells: Mapping[Sleutel, Figures]) -> dict[Sleutel, int]:
    """Clients of each cell."""
    return {key: values[_CLIENTEN] for key, values in cells.items()}


def binnen(labels: Mapping[str, object], filters: Mapping[str, object]) -> bool:
    """What has these labels is of the part that the filters ask."""
    return all(labels[name] == value for name, value in filters.items())


def buiten_veilig(cells: Mapping[Sleutel, Figures], drempel: int) -> bool:
    """Nowhere in the table few clients are outside the messages, nor few inside beside them."""
    delingen = ((values[_CLIENTEN], values[_BUITEN]) for values in cells.values())
    return is_deling_veilig(delingen, drempel)


def _getoond(values: Figures, *, hidden: bool, outside: bool) -> dict[str, Any]:
    if hidden:
        return dict.fromkeys(values)
    return {**values, _BUITEN: None} if outside else {**values}


def _te_veel(reason: str) -> InvalidInput:
    wrong = InvalidParam("groepering", "te-veel", reason)
    return InvalidInput(f"groepering {reason}.", invalid_params=[wrong])
