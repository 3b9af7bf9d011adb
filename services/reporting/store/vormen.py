# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Under which form of care products count, as was known."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import Columns
from services.reporting import tables as t
from services.reporting.domain import Indeling, Zorgvormen
from services.reporting.store.leden import memberships
from services.reporting.store.window import known_at

VORM: Columns = {
    "gemeentecode": sa.String(4),
    "maand": sa.Date(),
    "categorie": sa.String(2),
    "code": sa.String(5),
    "zorgvorm": sa.String(80),
}
"""What a product counts as in a gemeente and month; what is not there is empty."""


async def zorgvormen(session: AsyncSession, moment: datetime | None = None) -> Zorgvormen:
    """The forms of care as they were known at a moment, or as they now are."""
    p = t.productindeling.c
    about = (p.eigenaar, p.categorie, p.code, p.zorgvorm, p.geldig_van, p.geldig_tot)
    columns = (*about, p.segment, p.cbs_hulpvorm)
    known = known_at(t.productindeling, moment)
    indelingen = await session.execute(sa.select(*columns).where(known))
    leden = await memberships(session, moment)
    return Zorgvormen(leden, (Indeling(*row) for row in indelingen))
