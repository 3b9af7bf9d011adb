# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Key figures by parts of regions and by provinces, which overlap (P-03)."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
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
    alles,
    binnen,
    buiten_veilig,
    geteld,
    gewogen,
    mogelijk,
    niet_te_veel,
    sleutel,
    zonder_filters,
)
from services.reporting.store import Cell, Window
from services.reporting.store.leden import groups, memberships

Rows = list[tuple[Cell, Figures]]
ZORGFILTERS = ("zorgvorm", "productcategorie", "product", "aanbieder")
"""What may be asked beside a kind of group: a gemeente is one of the group, or is not."""


async def read_groups(
    session: AsyncSession, window: Window, groep: tuple[str, str | None], drempel: int
) -> tuple[Rows, Figures]:
    """As `read_figures` by a kind of group, or of one group of it by its code."""
    vraag = await _vraag(session, await as_counted(session, window), groep[0])
    return await vraag.answer(groep[1], drempel)


@dataclass(frozen=True, slots=True)
class Groepvraag:
    """A question by a kind of group, with who is in which group while it is counted."""

    window: Window
    soort: str
    leden: Mapping[str, Sequence[Lid]]
    indeling: Stukken
    tellen: Tellen

    async def answer(self, code: str | None, drempel: int) -> tuple[Rows, Figures]:
        """Cells in order with the total, as whom `drempel` is for may see them; of one group by
        its code, or of all."""
        asked, soort = self.window.groepering, self.soort
        by = asked if soort in asked else (soort, *asked)
        if code is None:
            return await self._by_groups(by, {}, drempel)
        alone, _ = await self._by_groups((), {soort: code}, drempel)
        rows, _ = await self._by_groups(asked, {soort: code}, drempel) if asked else ([], {})
        return rows, dict(alone).get((), complete(NOTHING))

    async def _by_groups(
        self, by: Sequence[str], alleen: Mapping[str, str], drempel: int
    ) -> tuple[Rows, Figures]:
        """A filter is a slice of the table that has its dimension too, hidden as that table is: so
        nothing can be asked with it that could not be asked without."""
        whole, filters = zonder_filters(self.window, ZORGFILTERS)
        if drempel <= 1:
            whole, filters = self.window, {}
        filters = {**filters, **alleen}
        wide = (*by, *(name for name in filters if name not in by))
        found = await self._by(whole, wide, self.soort)
        totals = (await self.tellen(self.window.ungrouped())).get((), NOTHING)
        cells = {cell: complete(values) for cell, values in found.items() if any(values.values())}
        hidden = await self._hidden(replace(whole, groepering=wide), filters, drempel)
        shown: Rows = []
        for cell, values in hidden.rijen(cells, complete(NOTHING)).items():
            labels = dict(zip(wide, cell, strict=True))
            if binnen(labels, filters):
                shown.append((tuple(labels[name] for name in by), values))
        ordered = sorted(shown, key=lambda item: tuple(str(value or "") for value in item[0]))
        return ordered, hidden.som(complete(totals))

    async def _by(self, whole: Window, by: Sequence[str], naam: str) -> Mapping[Cell, Any]:
        """Figures by these dimensions with another in the place of the kind of group."""
        if naam == GEMEENTE:
            own = in_plaats_van(by, self.soort, GEMEENTE)
            return await self.tellen(replace(whole, groepering=own))
        own = in_plaats_van(by, self.soort, REGIO)
        leden = tuple(self.leden.get(naam, ()))
        return await self.tellen(replace(whole, regio=None, groepering=own, leden=leden))

    async def _hidden(self, window: Window, filters: Mapping[str, str], drempel: int) -> Verborgen:
        if drempel <= 1:
            return Verborgen()
        by = window.groepering
        whole = replace(window, groepering=in_plaats_van(by, self.soort, GEMEENTE))
        base = await gewogen({*whole.groepering}, whole, drempel, self.tellen)
        dimensies, breedte = base.dimensies, base.breedte
        plaats = dimensies.index(GEMEENTE)
        asked = in_plaats_van(dimensies, GEMEENTE, self.soort)
        tables: dict[str, dict[Sleutel, Figures]] = {}
        for naam in te_tellen(self.soort, self.indeling):
            found = await self._by(whole, asked, naam)
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
        own = tables[self.soort]
        every = mogelijk(own, breedte) if alles(hidden, own) else ()

        def shown(keys: Iterable[Sleutel]) -> frozenset[Cell]:
            named = (dict(zip(dimensies, key, strict=True)) for key in keys)
            return frozenset(_cel(labels, by, self.soort) for labels in named)

        of_all = {name: value for name, value in filters.items() if name != self.soort}
        return Verborgen(
            cellen=shown(hidden & own.keys()),
            alle=shown(every),
            totaal=base.is_verborgen(of_all, of_all),
            buiten=not all(
                buiten_veilig(cells, drempel)
                for cells in (*base.tabellen.values(), *tables.values())
            ),
            buiten_totaal=not buiten_veilig(base.tabellen[base.diepte(of_all)], drempel),
        )


def _labelled(cell: Cell, plaats: int, soort: str) -> Cell:
    label: Any = (soort, cell[plaats])
    return (*cell[:plaats], label, *cell[plaats + 1 :])


def _cel(labels: Mapping[str, Any], by: Sequence[str], soort: str) -> Cell:
    return tuple(labels[GEMEENTE][1] if name == soort else labels[name] for name in by)


async def _vraag(session: AsyncSession, window: Window, soort: str) -> Groepvraag:
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
    return Groepvraag(window, soort, by_kind, indeling, Tellen(session))
