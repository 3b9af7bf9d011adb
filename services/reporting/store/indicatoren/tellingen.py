# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What was counted ahead (ADR 0022), in the cells of indicators."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from services.reporting.domain.indicatoren.cellen import Cel, Tellingen
from services.reporting.domain.indicatoren.feiten import ONBEKEND
from services.reporting.domain.indicatoren.register import Telling, Telt
from services.reporting.domain.regios import REGIO, Lid
from services.reporting.store.cellen import counted_figures
from services.reporting.store.dimensies import FIGURES, GESCHREVEN, Cell
from services.reporting.store.figures import clients_paid
from services.reporting.store.window import Window

_AANBIEDER = "aanbieder"
_NIETS: Mapping[str, int] = dict.fromkeys(FIGURES, 0)
_LABELS: Mapping[str, Callable[[Any], str]] = {
    **GESCHREVEN,
    "productcategorie": lambda categorie: categorie or ONBEKEND,
}


async def counts_by_cell(
    session: AsyncSession, window: Window, telt: Set[Telt] = frozenset()
) -> Tellingen:
    """Of every cell with anything in it, and of the total; of no region is in no cell."""
    found: dict[Cel, Telling] = {}
    questions = [window, window.ungrouped()] if window.groepering else [window]
    for question in questions:
        found |= await _counts(session, question, telt)
    return found


async def counts_by_group(
    session: AsyncSession,
    window: Window,
    soort: str,
    leden: Sequence[Lid],
    telt: Set[Telt] = frozenset(),
) -> Tellingen:
    """The same by a kind of group, of which these are the members; who is in none is in no cell."""
    by = tuple(REGIO if name == soort else name for name in window.groepering)
    asked = replace(window, regio=None, groepering=by, leden=tuple(leden))
    return {
        **await counts_by_cell(session, window.ungrouped(), telt),
        **await _counts(session, asked, telt),
    }


async def _counts(session: AsyncSession, window: Window, telt: Set[Telt]) -> dict[Cel, Telling]:
    """Of the cells of one table."""
    figures = await counted_figures(session, window)
    by_provider: Mapping[Cell, Mapping[str, tuple[int, int]]] = {}
    if "aanbieders" in telt:
        by_provider = await _by_provider(session, window)
    paid = await clients_paid(session, window) if "betaald" in telt else {}
    found: dict[Cel, Telling] = {}
    for cell in figures.keys() | paid.keys():
        cel = _cel(window, cell)
        if cel is not None:
            one = figures.get(cell, _NIETS)
            counted = (one["unieke_clienten"], one["toegekend_bedrag"])
            found[cel] = Telling(*counted, by_provider.get(cell, {}), paid.get(cell, 0))
    return found


async def _by_provider(
    session: AsyncSession, window: Window
) -> Mapping[Cell, Mapping[str, tuple[int, int]]]:
    """Of each cell the clients and approved cents of each provider in it."""
    by = window.groepering if _AANBIEDER in window.groepering else (*window.groepering, _AANBIEDER)
    place = by.index(_AANBIEDER)
    found: defaultdict[Cell, dict[str, tuple[int, int]]] = defaultdict(dict)
    for cell, one in (await counted_figures(session, replace(window, groepering=by))).items():
        own = cell if by == window.groepering else cell[:-1]
        counted = (one["unieke_clienten"], one["toegekend_bedrag"])
        found[own][str(cell[place])] = counted
    return found


def _cel(window: Window, cell: Cell) -> Cel | None:
    labels: list[Any] = [
        _LABELS[name](value) if name in _LABELS else value
        for name, value in zip(window.groepering, cell, strict=True)
    ]
    return None if None in labels else tuple(labels)
