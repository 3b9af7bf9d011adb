# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of who gave help under a lump sum (C-13, C-14)."""

from datetime import UTC, datetime
from typing import Annotated

import sqlalchemy as sa
from fastapi import APIRouter, Depends
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import Rt
from libs.common.auth import Caller, OrgType
from services.reporting.api.datakwaliteit import Vraag
from services.reporting.api.indicatoren import periode, wrong_period
from services.reporting.api.vragen import Reader, invalid
from services.reporting.schemas.uitvoerders import Samenwerkingen, samenwerkingen_of
from services.reporting.store import memberships, uitvoerders

router = APIRouter(tags=["Kerncijfers"], redirect_slashes=False)


@router.get(
    "/uitvoerders",
    response_model=Samenwerkingen,
    summary="Cliënten per uitvoerder",
    description="Per taakgericht contract de unieke cliënten, samen en per lid van de combinatie "
    "of onderaannemer die de hulp gaf, uit de opgaven van de aanbieder. Wie bij twee van hen hulp "
    "had, telt bij beide en samen één keer.",
)
async def get_uitvoerders(
    vraag: Annotated[Vraag, Depends()], rt: Rt, caller: Reader
) -> Samenwerkingen:
    """A regio sees its members, a gemeente itself."""
    asked = periode(vraag.van, vraag.tot)
    if wrong := list(wrong_period(asked, "tot")):
        raise invalid(wrong)
    moment = (vraag.peilmoment or rt.clock.now()).astimezone(UTC)
    async with rt.db.read() as session:
        where = await _within(session, caller, moment)
        found = await uitvoerders.counted(session, asked, moment, where)
    return Samenwerkingen(
        van=vraag.van, tot=vraag.tot, peilmoment=moment, resultaten=samenwerkingen_of(*found)
    )


async def _within(session: AsyncSession, caller: Caller, moment: datetime) -> uitvoerders.Where:
    if caller.org_type == OrgType.GEMEENTE:
        return uitvoerders.in_gemeente(caller.code)
    if caller.org_type == OrgType.REGIO:
        leden = await memberships(session, moment)
        return uitvoerders.in_regio([one for one in leden if one.regiocode == caller.code])
    return sa.true()
