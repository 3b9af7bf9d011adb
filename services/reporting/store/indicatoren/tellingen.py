# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What was counted ahead (ADR 0022), in the cells of indicators."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from services.reporting.domain.indicatoren.cellen import Cel, Tellingen
from services.reporting.domain.indicatoren.feiten import ONBEKEND
from services.reporting.domain.indicatoren.register import Telling
from services.reporting.domain.regios import REGIO, Lid
from services.reporting.store.cellen import counted_figures
from services.reporting.store.dimensies import GESCHREVEN, Cell
from services.reporting.store.window import Window

_LABELS: Mapping[str, Callable[[Any], str]] = {
    **GESCHREVEN,
    "productcategorie": lambda categorie: categorie or ONBEKEND,
}


async def counts_by_cell(session: AsyncSession, window: Window) -> Tellingen:
    """Of every cell with anything in it, and of the total; of no region is in no cell."""
    found: dict[Cel, Telling] = {}
    questions = [window, window.ungrouped()] if window.groepering else [window]
    for question in questions:
        for cell, figures in (await counted_figures(session, question)).items():
            cel = _cel(question, cell)
            if cel is not None:
                found[cel] = Telling(figures["unieke_clienten"], figures["toegekend_bedrag"])
    return found


async def counts_by_group(
    session: AsyncSession, window: Window, soort: str, leden: Sequence[Lid]
) -> Tellingen:
    """The same by a kind of group, of which these are the members; who is in none is in no cell."""
    by = tuple(REGIO if name == soort else name for name in window.groepering)
    asked = replace(window, regio=None, groepering=by, leden=tuple(leden))
    found = dict(await counts_by_cell(session, window.ungrouped()))
    for cell, figures in (await counted_figures(session, asked)).items():
        cel = _cel(asked, cell)
        if cel is not None:
            found[cel] = Telling(figures["unieke_clienten"], figures["toegekend_bedrag"])
    return found


def _cel(window: Window, cell: Cell) -> Cel | None:
    labels: list[Any] = [
        _LABELS[name](value) if name in _LABELS else value
        for name, value in zip(window.groepering, cell, strict=True)
    ]
    return None if None in labels else tuple(labels)
