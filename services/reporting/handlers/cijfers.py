# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use cases of reporting: read figures, with the percentage that follows from them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.runtime import Runtime
from libs.common.watch import settled_before
from libs.ijw.months import months
from services.reporting import store
from services.reporting.domain import verzilvering
from services.reporting.handlers.getelden import as_counted
from services.reporting.handlers.verbergen import Figures, Tellen, Verborgen, verborgen
from services.reporting.store import Cell, Window

NOTHING = dict.fromkeys(store.FIGURES, 0)
_STAGES = {
    "awarded": "toegewezen_bedrag",
    "claimed": "ingediend_bedrag",
    "approved": "toegekend_bedrag",
}


@dataclass(frozen=True, slots=True)
class Blad:
    """A page that is asked of an answer by one dimension: so many rows from after a label."""

    na: str
    rijen: int


async def read_figures(
    session: AsyncSession, window: Window, drempel: int = 1, blad: Blad | None = None
) -> tuple[list[tuple[Cell, Figures]], Figures]:
    """Cells in order, and the total as its own count, as whom `drempel` is for may see them.

    Of a page no more than its rows, and of what follows at least one if there is any, unless what
    must be hidden follows from all of them.
    """
    window = await as_counted(session, window)
    tellen = Tellen(session)
    if blad is None or drempel > 1 or not window.groepering:
        return await answered(window, drempel, tellen)
    return await answered(window, drempel, tellen, await _of_page(session, window, blad, tellen))


async def answered(
    window: Window, drempel: int, tellen: Tellen, found: Mapping[Cell, Figures] | None = None
) -> tuple[list[tuple[Cell, Figures]], Figures]:
    """The same, as what there is is counted; `found` are the cells of a page of it."""
    # First, for it counts together what the whole is hidden by, and the answer is a part of that.
    hidden = await verborgen(window, drempel, tellen) if drempel > 1 else Verborgen()
    if found is None:
        await tellen.vooraf((window, window.ungrouped()))
        found = await tellen(window) if window.groepering else {}
    totals = (await tellen(window.ungrouped())).get((), NOTHING)
    cells = {cell: complete(values) for cell, values in found.items() if any(values.values())}
    shown = hidden.rijen(cells, complete(NOTHING)).items()
    ordered = sorted(shown, key=lambda item: tuple(str(value or "") for value in item[0]))
    return ordered, hidden.som(complete(totals))


async def _of_page(
    session: AsyncSession, window: Window, blad: Blad, tellen: Tellen
) -> Mapping[Cell, Figures]:
    """One row more than are on the page if there are, or all when these cannot be told apart."""
    found: dict[Cell, Figures] = {}
    after = blad.na
    while (left := blad.rijen + 1 - len(found)) > 0:
        labels = await store.labels_after(session, window, after, left)
        if labels is None:
            return await tellen(window)
        if not labels:
            break
        of_labels = await tellen(replace(window, labels=tuple(labels)))
        found |= {cell: values for cell, values in of_labels.items() if any(values.values())}
        after = labels[-1]
    return found


async def read_money(session: AsyncSession, window: Window) -> list[Mapping[str, int]]:
    """The amounts of each month of a window, in cents; none is left out."""
    found = await store.money_by_month(session, window)
    nothing = dict.fromkeys(store.MAANDBEDRAGEN, 0)
    return [found.get(maand, nothing) for maand in months(window.van, window.tot)]


async def hides_months(session: AsyncSession, window: Window, drempel: int) -> bool:
    """Amounts of a month are not shown, nor then sums over months, that would tell of it."""
    if drempel <= 1:
        return False
    by_month = replace(await as_counted(session, window), groepering=("maand",))
    hidden = await verborgen(by_month, drempel, Tellen(session))
    return hidden.totaal or bool(hidden.cellen)


async def add_up(rt: Runtime, session: AsyncSession) -> None:
    """Money of this calendar year, and what was approved until a while ago."""
    now, today = rt.clock.now(), rt.clock.today()
    year = Window(date(today.year, 1, 1), date(today.year, 12, 1), now, ())
    money = await store.money(session, year)
    rt.metrics.gauges("money_cents", {stage: money[name] for stage, name in _STAGES.items()})
    approved = await store.approved_before(session, settled_before(now))
    rt.metrics.gauge("approved_settled_cents", approved)


def complete(values: Mapping[str, int]) -> Figures:
    """With the percentage that follows from the amounts."""
    share = verzilvering(values["toegekend_bedrag"], values["toegewezen_bedrag"])
    return {**values, "verzilveringspercentage": share}
