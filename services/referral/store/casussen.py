# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What was approved for clients in a time, for complex cases."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.referral import tables as t
from services.referral.domain.casus import Hulp

_g = t.goedgekeurd.c
_tw = t.toewijzing.c


async def approved(
    session: AsyncSession, gemeentecode: str, after: date, until: date
) -> list[Hulp]:
    """By client, form and aanbieder: lines that end after the one day, up to the other."""
    vorm = sa.func.coalesce(_tw.categorie, "")
    query = (
        sa.select(_tw.client_id, vorm, _tw.agb_code, sa.func.sum(_g.bedrag))
        .join(
            t.toewijzing,
            sa.and_(
                _tw.gemeentecode == _g.gemeentecode,
                _tw.toewijzing_nummer == _g.toewijzing_nummer,
            ),
        )
        .where(_g.gemeentecode == gemeentecode, _g.periode_eind > after, _g.periode_eind <= until)
        .group_by(_tw.client_id, vorm, _tw.agb_code)
    )
    return [
        Hulp(client_id, categorie, agb_code, int(bedrag))
        for client_id, categorie, agb_code, bedrag in await session.execute(query)
    ]
