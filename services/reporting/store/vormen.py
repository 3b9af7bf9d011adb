# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Under which form of care products count, and who is a member of which region, as was known."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import Columns
from services.reporting import tables as t
from services.reporting.domain import Indeling, Lid, Zorgvormen
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
    columns = (p.eigenaar, p.categorie, p.code, p.zorgvorm, p.geldig_van, p.geldig_tot)
    known = _known(t.productindeling, moment)
    indelingen = await session.execute(sa.select(*columns).where(known))
    leden = await memberships(session, moment)
    return Zorgvormen(leden, (Indeling(*row) for row in indelingen))


async def memberships(session: AsyncSession, moment: datetime | None = None) -> list[Lid]:
    """All memberships of regions as they were known at a moment, or as they now are."""
    lid, regio = t.regio_lid.c, t.regio.c
    of_version = sa.and_(lid.regiocode == regio.regiocode, lid.versie == regio.versie)
    rows = await session.execute(
        sa.select(lid.regiocode, lid.gemeentecode, lid.geldig_van, lid.geldig_tot)
        .join(t.regio, of_version)
        .where(_known(t.regio, moment))
    )
    return [Lid(*row) for row in rows]


def _known(table: sa.Table, moment: datetime | None) -> sa.ColumnElement[bool]:
    return table.c.vervallen_op.is_(None) if moment is None else known_at(table, moment)
