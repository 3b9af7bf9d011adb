# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""How many messages came in, by kind and status."""

from datetime import datetime, time, timedelta
from typing import Annotated

from fastapi import APIRouter

from libs.common.api import Rt
from libs.common.auth import Caller, OrgType, allow
from libs.common.clock import AMSTERDAM
from services.reporting import handlers
from services.reporting.api.vragen import ORDER, Dag, invalid
from services.reporting.schemas import Berichtenverkeer, Verkeer

router = APIRouter(tags=["Weergaven"], redirect_slashes=False)


@router.get(
    "/berichtenverkeer",
    response_model=Berichtenverkeer,
    summary="Berichtenverkeer",
    description="Aantal ontvangen berichten per soort en status; een gemeente ziet het eigen "
    "verkeer, beheer alles.",
)
async def get_berichtenverkeer(
    van: Dag,
    tot: Dag,
    rt: Rt,
    caller: Annotated[Caller, allow("weergaven:lezen", OrgType.GEMEENTE, OrgType.BEHEER)],
) -> Berichtenverkeer:
    """Messages by kind and status."""
    if tot < van:
        raise invalid([ORDER])
    party = None if caller.org_type == OrgType.BEHEER else caller.code
    begin = datetime.combine(van, time(), AMSTERDAM)
    end = datetime.combine(tot + timedelta(days=1), time(), AMSTERDAM)
    async with rt.db.read() as session:
        rows = await handlers.count_messages(session, begin, end, party)
    return Berichtenverkeer(van=van, tot=tot, resultaten=[Verkeer(**row) for row in rows])
