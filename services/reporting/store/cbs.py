# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Facts that only the CBS asks for: youth help without an award (R-03)."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.ijw.cbs import HULPVORMEN
from services.reporting import tables as t
from services.reporting.domain.cbs import VRIJ, WIJKTEAM
from services.reporting.domain.indicatoren.feiten import Hulp
from services.reporting.store.personen import person_of
from services.reporting.store.window import known_at


async def free_help(
    session: AsyncSession, gemeenten: Collection[str] | None, moment: datetime
) -> list[Hulp]:
    """Referrals to free youth help that began, of these gemeenten (None: all)."""
    c = t.verwijzing.c
    query = sa.select(t.verwijzing, person_of(c, moment)).where(
        known_at(t.verwijzing, moment),
        c.cbs_hulpvorm.in_(HULPVORMEN),
        c.begindatum.is_not(None),
        sa.true() if gemeenten is None else c.gemeentecode.in_(gemeenten),
    )
    return [
        Hulp(
            client=row.client,
            gemeente=row.gemeentecode,
            aanbieder=row.agb_code or WIJKTEAM,
            hulpvorm=HULPVORMEN[row.cbs_hulpvorm],
            begin=row.begindatum,
            eind=row.einddatum,
            bron=VRIJ,
        )
        for row in await session.execute(query)
    ]
