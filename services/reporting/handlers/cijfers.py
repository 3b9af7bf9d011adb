# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use cases of reporting: read figures, with the percentage that follows from them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.runtime import Runtime
from libs.common.watch import settled_before
from libs.ijw.months import months
from services.reporting import store
from services.reporting.domain import verzilvering
from services.reporting.store import Cell, Window

Figures = dict[str, int | float | None]

_NOTHING = dict.fromkeys(store.FIGURES, 0)
_STAGES = {
    "awarded": "toegewezen_bedrag",
    "claimed": "ingediend_bedrag",
    "approved": "toegekend_bedrag",
}


async def read_figures(
    session: AsyncSession, window: Window
) -> tuple[list[tuple[Cell, Figures]], Figures, Mapping[str, str]]:
    """Cells in order, the total as its own count, and the names of gemeenten."""
    cells = await read_cells(session, window) if window.groepering else []
    return cells, await read_total(session, window), await store.gemeente_names(session)


async def read_cells(session: AsyncSession, window: Window) -> list[tuple[Cell, Figures]]:
    """Cells that are not empty, in order."""
    cells = await _figures(session, window)
    ordered = sorted(cells.items(), key=lambda item: tuple(str(value or "") for value in item[0]))
    return [(cell, _complete(values)) for cell, values in ordered if any(values.values())]


async def read_total(session: AsyncSession, window: Window) -> Figures:
    """The whole of a window, counted for itself."""
    return _complete((await _figures(session, window.ungrouped())).get((), _NOTHING))


async def read_money(session: AsyncSession, window: Window) -> list[Mapping[str, int]]:
    """The amounts of each month of a window, in cents; none is left out."""
    found = await store.money_by_month(session, window)
    nothing = dict.fromkeys(store.MAANDBEDRAGEN, 0)
    return [found.get(maand, nothing) for maand in months(window.van, window.tot)]


async def _figures(session: AsyncSession, window: Window) -> dict[Cell, dict[str, int]]:
    figures = store.counted_figures if window.nu else store.figures
    return await figures(session, window)


async def count_messages(
    session: AsyncSession, begin: datetime, end: datetime, party: str | None
) -> Sequence[Mapping[str, Any]]:
    """Messages received in [begin, end) by kind and status."""
    return await store.message_counts(session, begin, end, party)


async def add_up(rt: Runtime, session: AsyncSession) -> None:
    """Money of this calendar year, and what was approved until a while ago."""
    now, today = rt.clock.now(), rt.clock.today()
    year = Window(date(today.year, 1, 1), date(today.year, 12, 1), now, ())
    money = await store.money(session, year)
    rt.metrics.gauges("money_cents", {stage: money[name] for stage, name in _STAGES.items()})
    approved = await store.approved_before(session, settled_before(now))
    rt.metrics.gauge("approved_settled_cents", approved)


def _complete(values: dict[str, int]) -> Figures:
    share = verzilvering(values["toegekend_bedrag"], values["toegewezen_bedrag"])
    return {**values, "verzilveringspercentage": share}
