# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Statements for the indicators that reporting has by itself: lines, answers, children."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from fractions import Fraction

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.clock import AMSTERDAM
from services.reporting import tables as t
from services.reporting.domain.ews.perioden import Kwartaal

DECLARATIE = "JW323"
_DAY = timedelta(days=1)


async def judged_lines(
    session: AsyncSession, agb_codes: Collection[str], kwartaal: Kwartaal, moment: datetime
) -> dict[str, tuple[int, int]]:
    """Lines with a claim month in the quarter, and those of them that were refused."""
    c = t.regel.c
    refused = sa.func.sum(sa.case((c.toegekend, 0), else_=1))
    query = (
        sa.select(c.agb_code, sa.func.count(), refused)
        .where(
            c.agb_code.in_(agb_codes),
            c.declaratie_maand.in_(kwartaal.maanden),
            c.bekend_op <= moment,
        )
        .group_by(c.agb_code)
    )
    return {code: (total, bad) for code, total, bad in await session.execute(query)}


async def answer_days(
    session: AsyncSession, agb_codes: Collection[str], kwartaal: Kwartaal, moment: datetime
) -> dict[str, list[Fraction]]:
    """Days from the receipt of each claim message to its answer, for what was answered by then."""
    c = t.bericht.c
    begin, end = _moments(kwartaal)
    query = sa.select(c.afzender, c.ontvangen_op, c.verwerkt_op).where(
        c.soort == DECLARATIE,
        c.ontvangen_op >= begin,
        c.ontvangen_op < end,
        c.verwerkt_op <= moment,
        c.afzender.in_(agb_codes),
    )
    found: dict[str, list[Fraction]] = {}
    for code, ontvangen, verwerkt in await session.execute(query):
        taken = Fraction(int((verwerkt - ontvangen).total_seconds()), int(_DAY.total_seconds()))
        found.setdefault(code, []).append(taken)
    return found


def _moments(kwartaal: Kwartaal) -> tuple[datetime, datetime]:
    def midnight(day: date) -> datetime:
        return datetime.combine(day, time(), AMSTERDAM)

    return midnight(kwartaal.begin), midnight(kwartaal.verder(1).begin)
