# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use case of the transformation monitor: goals as they were told, beside what came of them."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.clock import AMSTERDAM
from services.reporting.domain.doelmaten import ZONDER_INDICATIE, doelmaat
from services.reporting.domain.indicatoren import Indicator
from services.reporting.domain.indicatoren.afscherming import afgeschermd
from services.reporting.domain.ingaven import DOEL
from services.reporting.domain.transformatie import Doel, Signaal
from services.reporting.handlers.gevraagd import Gebied, Geladen, Gevraagd
from services.reporting.handlers.laden import load
from services.reporting.handlers.vrije_hulp import with_free_help
from services.reporting.store import ingaven

_TIENDEN = 10


@dataclass(frozen=True, slots=True)
class Stand:
    """A year of a goal: what it should be, what it was, and what that says."""

    jaar: int
    pad: float
    werkelijk: float | None
    signaal: Signaal


@dataclass(frozen=True, slots=True)
class Doelstand:
    """A goal with its years until now."""

    doel: Doel
    indicator: Indicator
    standen: tuple[Stand, ...]


async def read_goals(
    session: AsyncSession, gebied: str, peilmoment: datetime, doelgroep: str
) -> list[Doelstand]:
    """All goals of a region or gemeente."""
    goals = await _goals(session, gebied, peilmoment)
    if not goals:
        return []
    place = Gebied(None, gebied) if gebied.isdecimal() else Gebied(gebied)
    years = _years(goals, peilmoment)
    asked = Gevraagd((date(years[0], 1, 1), date(years[-1], 12, 31)), peilmoment)
    geladen = await load(session, place, asked, [one for _, one in goals])
    open_too = geladen
    if any(one is ZONDER_INDICATIE for _, one in goals):
        open_too = await with_free_help(session, place, asked, geladen)

    def feiten_of(one: Indicator) -> Geladen:
        return open_too if one is ZONDER_INDICATIE else geladen

    # Beside the loop: every goal is reckoned for every year.
    return await asyncio.to_thread(
        lambda: [
            Doelstand(
                doel,
                one,
                tuple(_standen(feiten_of(one), doel, one, years, peilmoment, doelgroep)),
            )
            for doel, one in goals
        ]
    )


async def _goals(
    session: AsyncSession, gebied: str, peilmoment: datetime
) -> list[tuple[Doel, Indicator]]:
    """Those that name an indicator and one of its figures."""
    found: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for row in await ingaven.of_kinds(session, [DOEL], [gebied], peilmoment):
        found[row.onderwerp][row.jaar] = row.waarde
    goals = []
    for about, values in sorted(found.items()):
        named = doelmaat(about)
        if named is None:  # told before a version of the catalogue left it out
            continue
        indicator, maat = named
        scale = _TIENDEN if maat.eenheid == "procent" else 1
        agreed = {year: value / scale for year, value in values.items()}
        goals.append((Doel(gebied, indicator.id, maat.veld, agreed), indicator))
    return goals


def _years(goals: list[tuple[Doel, Indicator]], peilmoment: datetime) -> list[int]:
    now = peilmoment.astimezone(AMSTERDAM).year
    first = min(doel.basis[0] for doel, _ in goals)
    last = max(first, min(now, max(doel.doel[0] for doel, _ in goals)))
    return list(range(first, last + 1))


def _standen(
    geladen: Geladen,
    doel: Doel,
    indicator: Indicator,
    years: list[int],
    peilmoment: datetime,
    doelgroep: str,
) -> Iterator[Stand]:
    for jaar in years:
        if not doel.basis[0] <= jaar <= doel.doel[0]:
            continue
        asked = Gevraagd((date(jaar, 1, 1), date(jaar, 12, 31)), peilmoment)
        shown = afgeschermd(indicator, geladen.cijfers(indicator, asked), (), doelgroep)[()]
        value = shown.waarden.get(doel.veld)
        yield Stand(jaar, doel.pad(jaar), value, doel.signaal(jaar, value))
