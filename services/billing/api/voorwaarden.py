# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of the terms of settlement that contract published: what a proposal will be held to."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import Response

from libs.common.api import Cursor, Limit, Rt, as_position, paged, position
from libs.common.auth import Caller, OrgType, allow
from services.billing.api.callers import gemeenten_of
from services.billing.schemas.voorwaarden import AfrekenvoorwaardenPagina, voorwaarden_of
from services.billing.store import voorwaarden

router = APIRouter(tags=["Afrekeningen"], redirect_slashes=False)

Reader = Annotated[
    Caller, allow("afrekeningen:lezen", OrgType.REGIO, OrgType.GEMEENTE, OrgType.AANBIEDER)
]


@router.get(
    "/afrekenvoorwaarden",
    response_model=AfrekenvoorwaardenPagina,
    summary="Afrekenvoorwaarden",
    description="Hoe elk jaar van een contract achteraf wordt afgerekend, zoals nu hier bekend "
    "is: voor de aanbieder van het contract, de gemeenten erin en hun regio. "
    "Vastleggen gebeurt in contract.",
)
async def list_voorwaarden(
    request: Request, rt: Rt, caller: Reader, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """Of the contracts that the caller has a part in."""
    after = position(cursor, str, int)
    own = caller.code if caller.org_type == OrgType.AANBIEDER else None
    async with rt.db.read() as session:
        gemeenten = await gemeenten_of(session, caller, rt.clock.today())
        found = await voorwaarden.list_terms(session, own, gemeenten, after, limit)
    full = len(found) == limit
    last = as_position([found[-1].contract_id, found[-1].jaar]) if full else None
    return paged(request, [voorwaarden_of(one) for one in found], last)
