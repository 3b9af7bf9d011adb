# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use case of scorecards: what was judged of each norm, and the young people there are (B.8)."""

from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.clock import AMSTERDAM
from services.reporting.domain.indicatoren.clienten import waarde
from services.reporting.domain.scorekaart import NORMEN, OORDELEN, Beoordeling, Scorekaart
from services.reporting.handlers.gevraagd import Gebied, Gevraagd
from services.reporting.handlers.laden import load_kinds
from services.reporting.store import ingaven


async def read_scores(session: AsyncSession, gebied: str, peilmoment: datetime) -> list[Scorekaart]:
    """Of each part of each norm the newest judgement."""
    found: dict[str, dict[str, Beoordeling]] = {soort: {} for soort in NORMEN}
    for row in await ingaven.of_kinds(session, list(NORMEN), [gebied], peilmoment):
        found[row.soort][row.onderwerp] = Beoordeling(
            OORDELEN[row.waarde], row.toelichting, row.datum, row.bron
        )
    return [Scorekaart(soort, norm, found[soort]) for soort, norm in NORMEN.items()]


async def count_young(session: AsyncSession, regio: str, peilmoment: datetime) -> int | None:
    """Young people in a region, as told of who is a member on the day of the moment; None when
    nobody told."""
    today = peilmoment.astimezone(AMSTERDAM).date()
    asked = Gevraagd((date(today.year, 1, 1), date(today.year, 12, 31)), peilmoment)
    geladen = await load_kinds(session, Gebied(regio), asked, {"ingaven"})
    return waarde(geladen.feiten, "jeugdigen", today) or None
