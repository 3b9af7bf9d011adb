# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""When awards were made and when help was to begin, for what the NZa gets (RJ 8f)."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.clock import AMSTERDAM
from services.reporting import tables as t
from services.reporting.domain.nza import Datums, Sleutel


async def first_told(
    session: AsyncSession, gemeenten: Collection[str] | None, moment: datetime
) -> dict[Sleutel, Datums]:
    """Of awards of these gemeenten (None: all): their first version, and the day that was asked."""
    c, b, v = t.toewijzing.c, t.verzoek_besluit.c, t.verzoek.c
    own = sa.true() if gemeenten is None else c.gemeentecode.in_(gemeenten)
    asked = {
        (row.gemeentecode, row.toewijzing_nummer): row.gewenste_ingangsdatum
        for row in await session.execute(
            sa.select(b.gemeentecode, b.toewijzing_nummer, v.gewenste_ingangsdatum)
            .join(t.verzoek, v.verzoek_id == b.verzoek_id)
            .where(
                sa.true() if gemeenten is None else b.gemeentecode.in_(gemeenten),
                b.bekend_op <= moment,
                b.toewijzing_nummer.is_not(None),
            )
        )
    }
    query = (
        sa.select(c.gemeentecode, c.toewijzing_nummer, c.ingangsdatum, c.vastgesteld_op)
        .where(own, c.bekend_op <= moment)
        .order_by(c.versie.desc())
    )
    found = {}
    for row in await session.execute(query):
        key = (row.gemeentecode, row.toewijzing_nummer)
        made = row.vastgesteld_op.astimezone(AMSTERDAM).date()
        found[key] = Datums(made, asked.get(key, row.ingangsdatum))
    return found
