# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use cases of indicators: figures reckoned by cell, shown to an audience."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.collector import collector_paused
from libs.common.problem import InvalidInput, InvalidParam
from services.reporting.domain.groepen import GEMEENTE
from services.reporting.domain.indicatoren import Indicator
from services.reporting.domain.indicatoren.afscherming import Getoond, afgeschermd, deel
from services.reporting.domain.indicatoren.cellen import Cel, Cijfers, uitgelijnd
from services.reporting.domain.indicatoren.feiten import Feiten
from services.reporting.domain.indicatoren.groepen import afgeschermd_per_groep
from services.reporting.domain.onderdrukking import DREMPELS
from services.reporting.domain.regios import REGIO
from services.reporting.handlers.gevraagd import Antwoord, Gebied, Geladen, Gevraagd, Periode
from services.reporting.handlers.laden import load_narrow
from services.reporting.handlers.vooruitgeteld import counted_ahead
from services.reporting.store.figures import gemeente_names

MEESTE_CELLEN = 20_000


async def read_indicator(
    session: AsyncSession,
    indicator: Indicator,
    gebied: Gebied,
    gevraagd: Gevraagd,
    doelgroep: str,
    groeperingen: Sequence[tuple[str, ...]] = (),
) -> list[Antwoord]:
    """The figures of one indicator by what is asked, and then by each of `groeperingen`, of facts
    that are read once. Raises `InvalidInput` when they are more than anybody reads."""
    if (part := _part(indicator, gebied, doelgroep)) is not None:
        return await _of_one(session, indicator, part, gevraagd, doelgroep, groeperingen)
    several = [gevraagd, *(replace(gevraagd, groepering=one) for one in groeperingen)]
    counted = [await counted_ahead(session, indicator, gebied, one, doelgroep) for one in several]
    left = [one for one, known in zip(several, counted, strict=True) if known is None]
    geladen: Geladen | None = None
    if left:
        every = tuple({name for one in left for name in one.groepering})
        asked = replace(gevraagd, groepering=every)
        with collector_paused():  # of what is read nothing is garbage until it was reckoned
            geladen = await load_narrow(session, gebied, asked, indicator)
    namen = await gemeente_names(session)
    # Beside the loop: from the facts of a region and a year this takes seconds.
    return [
        await asyncio.to_thread(
            _antwoord,
            known or geladen,
            indicator,
            replace(one, soort=gebied.soort(one.groepering)),
            doelgroep,
            namen,
        )
        for one, known in zip(several, counted, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Deel:
    """The part of a place that a question is about: one label of a dimension."""

    geheel: Gebied
    dimensie: str
    label: str


def _part(indicator: Indicator, gebied: Gebied, doelgroep: str) -> _Deel | None:
    """The figures of a gemeente, or of a group, are a row of a table that may be asked too."""
    if gebied.groep is not None:
        return _Deel(replace(gebied, groep=None), *gebied.groep)
    within = gebied.regio is not None and gebied.gemeente is not None
    if within and GEMEENTE in indicator.dimensies and DREMPELS[doelgroep] > 1:
        return _Deel(Gebied(gebied.regio), GEMEENTE, gebied.gemeente or "")
    return None


async def _of_one(
    session: AsyncSession,
    indicator: Indicator,
    part: _Deel,
    gevraagd: Gevraagd,
    doelgroep: str,
    groeperingen: Sequence[tuple[str, ...]],
) -> list[Antwoord]:
    """Of one gemeente or group, hidden as in the tables of the whole: else what is hidden there
    could be asked here."""
    name = part.dimensie
    asked = [gevraagd.groepering, *groeperingen]
    wide = [by if name in by else (name, *by) for by in asked]
    alone = replace(gevraagd, groepering=(name,))
    read = await read_indicator(session, indicator, part.geheel, alone, doelgroep, wide)
    vraag = gevraagd.vraag(indicator, gevraagd.periode)
    leeg = Getoond(indicator.bereken(Feiten(), vraag).waarden)
    totals, *tables = read
    found = []
    for by, around, table in zip(asked, wide, tables, strict=True):
        at = (around.index(name), part.label, by == around)
        nu = {(): leeg} | deel(totals.nu, table.nu, *at)
        eerder = deel(totals.eerder, table.eerder, *at)
        signalen = deel(totals.signalen, table.signalen, *at)
        found.append(Antwoord(nu, eerder, signalen, table.namen))
    return found


def _antwoord(
    geladen: Geladen | None,
    indicator: Indicator,
    gevraagd: Gevraagd,
    doelgroep: str,
    namen: Mapping[str, str],
) -> Antwoord:
    assert geladen is not None  # noqa: S101 - read when anything is left to read
    if gevraagd.soort is not None:
        return _antwoord_per_groep(geladen, indicator, gevraagd, doelgroep, namen)
    nu, eerder = geladen.naast_elkaar(indicator, gevraagd)
    _niet_te_veel(nu, eerder)
    return antwoord_van(indicator, nu, eerder, gevraagd.groepering, doelgroep, namen)


def _antwoord_per_groep(
    geladen: Geladen,
    indicator: Indicator,
    gevraagd: Gevraagd,
    doelgroep: str,
    namen: Mapping[str, str],
) -> Antwoord:
    """By regions, parts or provinces: groups that overlap, so that one is hidden for another."""
    soort, by = gevraagd.soort or REGIO, gevraagd.groepering

    def shown(asked: Gevraagd, periode: Periode) -> tuple[Cijfers, dict[Cel, Getoond]]:
        tabellen = geladen.per_groep(indicator, asked, periode)
        _niet_te_veel(tabellen.gemeenten, *tabellen.groepen.values())
        found = afgeschermd_per_groep(indicator, soort, tabellen, by, doelgroep)
        return tabellen.groepen[soort], found

    cijfers, nu = shown(gevraagd, gevraagd.periode)
    eerder: Mapping[Cel, Getoond] = {}
    if gevraagd.vergelijking is not None:
        _, before = shown(replace(gevraagd, vergelijking=None), gevraagd.vergelijking)
        eerder = uitgelijnd(before, by, gevraagd.maanden_later)
    return Antwoord(nu, eerder, _signalen(cijfers, nu), namen)


def _niet_te_veel(*tabellen: Cijfers) -> None:
    if max(map(len, tabellen)) > MEESTE_CELLEN:
        wrong = InvalidParam("groepering", "te-veel", f"geeft meer dan {MEESTE_CELLEN} cellen")
        raise InvalidInput(f"groepering {wrong.reason}.", invalid_params=[wrong])


def _signalen(cijfers: Cijfers, shown: Mapping[Cel, Getoond]) -> dict[Cel, Sequence[str]]:
    return {
        cel: one.signalen
        for cel, one in cijfers.items()
        if one.signalen and not shown[cel].verborgen
    }


def antwoord_van(
    indicator: Indicator,
    nu: Cijfers,
    eerder: Cijfers,
    groepering: tuple[str, ...],
    doelgroep: str,
    namen: Mapping[str, str],
) -> Antwoord:
    """Figures as an audience may see them; a signal says something of a figure that is shown."""
    shown = afgeschermd(indicator, nu, groepering, doelgroep)
    return Antwoord(
        shown,
        afgeschermd(indicator, eerder, groepering, doelgroep),
        _signalen(nu, shown),
        namen,
    )
