# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What was counted ahead (ADR 0022) in the place of facts, where it can answer a question."""

from collections.abc import Sequence, Set
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from libs.ijw.months import month_of
from services.reporting.domain.groepen import GEMEENTE, in_plaats_van, te_tellen
from services.reporting.domain.indicatoren import Indicator
from services.reporting.domain.indicatoren.afscherming import BUITEN
from services.reporting.domain.indicatoren.cellen import Tellingen
from services.reporting.domain.indicatoren.feiten import Vraag
from services.reporting.domain.indicatoren.register import GETELD, Telt
from services.reporting.domain.onderdrukking import DREMPELS
from services.reporting.domain.regios import (
    GROEPEN,
    REGIO,
    STUK,
    Lid,
    Stukken,
    doorsnede,
    stukken,
)
from services.reporting.handlers.gevraagd import Gebied, Geladen, Gevraagd, Periode
from services.reporting.handlers.laden import load_kinds
from services.reporting.store.eerste_telling import counted_first
from services.reporting.store.indicatoren.tellingen import counts_by_cell, counts_by_group
from services.reporting.store.window import Window

_AANBIEDER = "aanbieder"
_GETELDE = frozenset({"hulp", "bedragen"})
"""Kinds of facts in the place of which there are counts."""


async def counted_ahead(
    session: AsyncSession,
    indicator: Indicator,
    gebied: Gebied,
    gevraagd: Gevraagd,
    doelgroep: str,
) -> Geladen | None:
    """What was counted ahead, when the question can be answered from it."""
    periods = [one for one in (gevraagd.periode, gevraagd.vergelijking) if one is not None]
    known = {one: gevraagd.bekend(one) for one in periods}
    if (
        not gevraagd.nu
        or indicator.uit_telling is None
        or not GETELD.issuperset(gevraagd.groepering)
        or not _te_tellen(gebied, gevraagd.groepering)
        or any(vraag.tot < vraag.van for vraag in known.values())
        or not await counted_first(session)
    ):
        return None
    geladen = await load_kinds(session, gebied, gevraagd, indicator.feiten - _GETELDE)
    telt = _telt(indicator, gevraagd.groepering, doelgroep)
    counts: dict[tuple[Periode, tuple[str, ...]], Tellingen] = {}
    soort = gebied.soort(gevraagd.groepering)
    for one, vraag in known.items():
        window = _window(gebied, gevraagd, vraag)
        if soort is None:
            counts[one, gevraagd.groepering] = await counts_by_cell(session, window, telt)
            continue
        indeling = stukken(geladen.leden, vraag.van, vraag.tot)
        for name in te_tellen(soort, indeling):
            by = in_plaats_van(gevraagd.groepering, soort, name)
            asked = replace(window, groepering=by)
            if name == GEMEENTE:
                counts[one, by] = await counts_by_cell(session, asked, telt)
            else:
                own = (
                    geladen.van_soort(name) if name != STUK else _stukken(geladen, gebied, indeling)
                )
                counts[one, by] = await counts_by_group(session, asked, name, own, telt)
    return replace(geladen, tellingen=counts)


def _telt(indicator: Indicator, groepering: Sequence[str], doelgroep: str) -> Set[Telt]:
    """What is to be counted beside clients and cents: providers where a cell of nearly one of them
    must not show, and nothing that only says what to hide where nothing is."""
    found = set(indicator.telt)
    if "bedragen" in indicator.feiten and doelgroep in BUITEN and _AANBIEDER not in groepering:
        found.add("aanbieders")
    if DREMPELS[doelgroep] <= 1:
        found.discard("betaald")
    return found


def _stukken(geladen: Geladen, gebied: Gebied, indeling: Stukken) -> Sequence[Lid]:
    """Pieces of gemeenten, of a region while these were its members."""
    if gebied.regio is None:
        return indeling.leden
    return doorsnede(indeling.leden, geladen.van_soort(REGIO))


def _te_tellen(gebied: Gebied, groepering: Sequence[str]) -> bool:
    """There are counts by these dimensions: of groups that are no regions not by gemeente too."""
    names = {*groepering}
    if not names & {*GROEPEN} - ({REGIO} if gebied.soort(groepering) is None else set()):
        return True
    return gebied.soort(groepering) is not None


def _window(gebied: Gebied, gevraagd: Gevraagd, vraag: Vraag) -> Window:
    van, tot = month_of(vraag.van), month_of(vraag.tot)
    asked = (van, tot, gevraagd.peilmoment, gevraagd.groepering)
    return Window(*asked, gebied.regio, gebied.gemeente, nu=True)
