# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Key figures by parts of regions and by provinces, which overlap (P-03)."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.clock import AMSTERDAM
from libs.ijw.months import last_day_of_month, month_of
from services.reporting.domain.groepen import (
    GEMEENTE,
    PerSoort,
    in_plaats_van,
    te_tellen,
    verborgen_groepen,
)
from services.reporting.domain.regios import REGIO, STUK, Lid, Stukken, doorsnede, stukken
from services.reporting.domain.tabellen import Sleutel, Telling
from services.reporting.handlers.cijfers import NOTHING, complete
from services.reporting.handlers.getelden import as_counted
from services.reporting.handlers.verbergen import (
    Figures,
    Tellen,
    Verborgen,
    buiten_veilig,
    geteld,
    gewogen,
    niet_te_veel,
    sleutel,
)
from services.reporting.store import Cell, Window
from services.reporting.store.leden import groups, memberships

Rows = list[tuple[Cell, Figures]]


async def read_groups(
    session: AsyncSession, window: Window, groep: tuple[str, str | None], drempel: int
) -> tuple[Rows, Figures]:
    """As `read_figures` by a kind of group, or of one group of it by its code."""
    soort, code = groep
    vraag = await _vraag(session, await as_counted(session, window), soort)
    by = window.groepering if soort in window.groepering else (soort, *window.groepering)
    rows, total = await vraag.answer(by, drempel)
    if code is None:
        return rows, total
    alone, _ = await vraag.answer((soort,), drempel)
    plaats = by.index(soort)
    own = [(cell, values) for cell, values in rows if cell[plaats] == code]
    if soort not in window.groepering:
        own = [((*cell[:plaats], *cell[plaats + 1 :]), values) for cell, values in own]
    shown = {cell[0]: values for cell, values in alone}
    rows = own if window.groepering else []
    return rows, shown.get(code, complete(NOTHING))


@dataclass(frozen=True, slots=True)
class _Vraag:
    """A question by a kind of group, with who is in which group while it is counted."""

    window: Window
    soort: str
    leden: Mapping[str, Sequence[Lid]]
    indeling: Stukken
    tellen: Tellen

    async def answer(self, by: tuple[str, ...], drempel: int) -> tuple[Rows, Figures]:
        """Cells in order with the total, as whom `drempel` is for may see them."""
        found = await self._by(by, self.soort)
        totals = (await self.tellen(self.window.ungrouped())).get((), NOTHING)
        cells = {cell: complete(values) for cell, values in found.items() if any(values.values())}
        hidden = await self._hidden(by, drempel) if drempel > 1 else Verborgen()
        shown = hidden.rijen(cells).items()
        ordered = sorted(shown, key=lambda item: tuple(str(value or "") for value in item[0]))
        return ordered, hidden.som(complete(totals))

    async def _by(self, by: Sequence[str], naam: str) -> Mapping[Cell, Any]:
        """Figures by these dimensions with another in the place of the kind of group."""
        if naam == GEMEENTE:
            own = in_plaats_van(by, self.soort, GEMEENTE)
            return await self.tellen(replace(self.window, groepering=own))
        own = in_plaats_van(by, self.soort, REGIO)
        leden = tuple(self.leden.get(naam, ()))
        return await self.tellen(replace(self.window, regio=None, groepering=own, leden=leden))

    async def _hidden(self, by: Sequence[str], drempel: int) -> Verborgen:
        whole = replace(self.window, groepering=in_plaats_van(by, self.soort, GEMEENTE))
        base = await gewogen({*whole.groepering}, whole, drempel, self.tellen)
        dimensies, breedte = base.dimensies, base.breedte
        plaats = dimensies.index(GEMEENTE)
        asked = in_plaats_van(dimensies, GEMEENTE, self.soort)
        tables: dict[str, dict[Sleutel, Figures]] = {}
        for naam in te_tellen(self.soort, self.indeling):
            found = await self._by(asked, naam)
            niet_te_veel(found)
            is_group = naam not in {GEMEENTE, STUK}
            tables[naam] = {
                sleutel(_labelled(cell, plaats, naam) if is_group else cell, breedte, breedte): it
                for cell, it in found.items()
            }
        counts: dict[str, Telling] = {naam: geteld(cells) for naam, cells in tables.items()}
        telling: PerSoort[Telling] = PerSoort(
            counts.pop(GEMEENTE), counts.pop(STUK, None), counts, self.indeling
        )
        known = {key for keys in base.verborgen.values() for key in keys}
        # Beside the loop: a table of many small cells takes a while.
        hidden = await asyncio.to_thread(verborgen_groepen, telling, known, breedte, drempel)
        return Verborgen(
            cellen=frozenset(
                _cel(dict(zip(dimensies, key, strict=True)), by, self.soort)
                for key in hidden & tables[self.soort].keys()
            ),
            totaal=bool(base.verborgen[tuple(0 for _ in breedte)]),
            buiten=not all(
                buiten_veilig(cells, drempel)
                for cells in (*base.tabellen.values(), *tables.values())
            ),
            buiten_totaal=not buiten_veilig(base.tabellen[tuple(0 for _ in breedte)], drempel),
        )


def _labelled(cell: Cell, plaats: int, soort: str) -> Cell:
    label: Any = (soort, cell[plaats])
    return (*cell[:plaats], label, *cell[plaats + 1 :])


def _cel(labels: Mapping[str, Any], by: Sequence[str], soort: str) -> Cell:
    return tuple(labels[GEMEENTE][1] if name == soort else labels[name] for name in by)


async def _vraag(session: AsyncSession, window: Window, soort: str) -> _Vraag:
    moment = window.peilmoment
    regios, others = await memberships(session, moment), await groups(session, moment)
    if window.regio is not None:
        regios = [lid for lid in regios if lid.regiocode == window.regio]
        others = doorsnede(others, regios)
    every = [
        lid
        for lid in (*regios, *others)
        if window.gemeente is None or lid.gemeentecode == window.gemeente
    ]
    last = min(window.tot, month_of(moment.astimezone(AMSTERDAM).date()))
    indeling = stukken(every, window.van, last_day_of_month(max(last, window.van)))
    by_kind: dict[str, Sequence[Lid]] = {
        kind: [lid for lid in every if lid.soort == kind] for kind in {lid.soort for lid in every}
    }
    pieces = indeling.leden
    by_kind[STUK] = pieces if window.regio is None else doorsnede(pieces, regios)
    return _Vraag(window, soort, by_kind, indeling, Tellen(session))
