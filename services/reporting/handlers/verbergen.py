# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What of kerncijfers an audience does not see (B.5).

A filter shows a part of a table that may be asked whole. So what is hidden follows from that whole
table, of all gemeenten, products and providers, and is hidden however it is asked.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Set
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from libs.common.problem import InvalidInput, InvalidParam
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
Tellen = Callable[[Window], Awaitable[Mapping[Cell, Figures]]]


@dataclass(frozen=True, slots=True)
class Verborgen:
    """What is hidden of an answer: cells, all of them, its total, and clients outside messages."""

    cellen: frozenset[Cell] = frozenset()
    totaal: bool = False
    buiten: bool = False
    buiten_totaal: bool = False

    def rijen(self, cellen: Mapping[Cell, Figures]) -> dict[Cell, Figures]:
        """The cells as they are shown, empty when hidden. When all of them are it is not told
        either which ones hold nobody."""
        shown: dict[Cell, Figures] = {
            cel: _getoond(values, hidden=cel in self.cellen, outside=self.buiten)
            for cel, values in cellen.items()
        }
        if not cellen or not self.cellen.issuperset(cellen):
            return shown
        nothing: Figures = dict.fromkeys(next(iter(cellen.values())))
        labels = [set(along) for along in zip(*cellen, strict=True)]
        return dict.fromkeys(product(*labels), nothing)

    def som(self, values: Figures) -> Figures:
        """The total as it is shown."""
        return _getoond(values, hidden=self.totaal, outside=self.buiten_totaal)


async def verborgen(window: Window, drempel: int, tellen: Tellen) -> Verborgen:
    """What to hide of the answer to a question. Raises `InvalidInput` when it cannot be told for
    so many dimensions or cells."""
    filters = {name: value for name in _FILTERS if (value := getattr(window, name)) is not None}
    names = {*window.groepering, *filters} - ({"regio"} if window.regio is not None else set())
    assen = sorted(labels for as_ in ASSEN if (labels := _labels(as_, names)))
    if len(assen) > MEESTE_ASSEN:
        raise _te_veel(f"noemt met de filters meer dan {MEESTE_ASSEN} soorten dimensies")
    breedte = tuple(map(len, assen))
    nothing: dict[str, Any] = dict.fromkeys(_FILTERS)
    whole = replace(window, **nothing)
    tables: dict[Diepte, dict[Sleutel, Figures]] = {}
    for diepte in diepten(breedte):
        labels = tuple(name for as_, deep in zip(assen, diepte, strict=True) for name in as_[:deep])
        found = await tellen(replace(whole, groepering=labels))
        if len(found) > MEESTE_CELLEN:
            raise _te_veel(f"geeft meer dan {MEESTE_CELLEN} cellen")
        tables[diepte] = {_sleutel(cel, breedte, diepte): values for cel, values in found.items()}
    counts = {diepte: _geteld(cells) for diepte, cells in tables.items()}
    # Beside the loop: a table of many small cells takes a while.
    hidden = await asyncio.to_thread(te_verbergen, counts, breedte, drempel)
    every = [name for as_ in assen for name in as_]
    top = tuple(
        max((at for at, name in enumerate(as_, 1) if name in filters), default=0) for as_ in assen
    )
    matches: list[dict[str, Any]] = [dict(zip(every, key, strict=True)) for key in hidden[breedte]]
    of_total = [dict(zip(every, key, strict=True)) for key in hidden[top]]
    fixed = {"regio": window.regio} if window.regio is not None else {}
    return Verborgen(
        cellen=frozenset(
            tuple((one | fixed)[name] for name in window.groepering)
            for one in matches
            if _binnen(one, filters)
        ),
        totaal=any(_binnen(one, filters) for one in of_total),
        buiten=not _buiten_veilig(tables[breedte], drempel),
        buiten_totaal=not _buiten_veilig(tables[top], drempel),
    )


def _labels(as_: tuple[str, ...], names: Set[str]) -> tuple[str, ...]:
    """Of an axis the dimensions that are asked, and those above them that are looked at too."""
    last = max((at for at, name in enumerate(as_, 1) if name in names), default=0)
    return tuple(name for name in as_[:last] if name in names or name in _GEHEEL)


def _sleutel(cel: Cell, breedte: Diepte, diepte: Diepte) -> Sleutel:
    found: list[Any] = []
    at = 0
    for wide, deep in zip(breedte, diepte, strict=True):
        found += [*cel[at : at + deep], *(ALLE for _ in range(wide - deep))]
        at += deep
    return tuple(found)


def _geteld(cells: Mapping[Sleutel, Figures]) -> dict[Sleutel, int]:
    return {key: values[_CLIENTEN] for key, values in cells.items()}


def _binnen(labels: Mapping[str, object], filters: Mapping[str, object]) -> bool:
    return all(labels[name] == value for name, value in filters.items())


def _buiten_veilig(cells: Mapping[Sleutel, Figures], drempel: int) -> bool:
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
