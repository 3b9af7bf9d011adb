# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""How long providers waited for the answer to their claims."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from fractions import Fraction

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.clock import AMSTERDAM
from services.reporting import tables as t
from services.reporting.domain.kwartaal import Kwartaal

DECLARATIE = "JW323"
_DAY = timedelta(days=1)


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
