# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What gemeenten pay of lump sums, as known at a moment."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.reporting import tables as t
from services.reporting.domain.indicatoren.feiten import Ingave
from services.reporting.store.window import known_at

TAAKBIJDRAGE = "taakbijdrage"


async def lump_sums(session: AsyncSession, moment: datetime) -> list[Ingave]:
    """By gemeente, aanbieder and year: as agreed, or else as contract splits them."""
    c = t.taakbijdrage.c
    # By their names what was agreed comes before how it is split.
    query = sa.select(t.taakbijdrage).where(known_at(t.taakbijdrage, moment)).order_by(c.bron)
    chosen: dict[tuple[str, int], sa.Row[tuple[object, ...]]] = {}
    for row in await session.execute(query):
        chosen.setdefault((row.contract_id, row.jaar), row)
    return [
        Ingave(
            gemeente=one["gemeentecode"],
            soort=TAAKBIJDRAGE,
            jaar=row.jaar,
            waarde=one["bedrag"],
            aanbieder=row.agb_code,
        )
        for row in chosen.values()
        for one in row.bijdragen
    ]
