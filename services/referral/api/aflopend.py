# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of help that goes on after its contract (C-12)."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from libs.common.api import Cursor, Limit, Rt, decode_cursor, paged
from services.referral.api.callers import Reader
from services.referral.schemas.aflopend import AflopendeHulpPagina, aflopend_of
from services.referral.store import aflopend

router = APIRouter(tags=["Toewijzingen"], redirect_slashes=False)


@router.get(
    "/aflopende-hulp",
    response_model=AflopendeHulpPagina,
    summary="Hulp die langer duurt dan haar contract",
    description="Toewijzingen waarvan het contract uiterlijk op `tot` eindigt zonder dat een ander "
    "volgt, met de uitloop ervan: per client de keuze tussen afmaken en overdragen.",
)
async def list_aflopende_hulp(
    request: Request,
    rt: Rt,
    caller: Reader,
    tot: Annotated[date, Query(description="Contracten die uiterlijk op deze dag eindigen.")],
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """Newest first."""
    async with rt.db.read() as session:
        found = await aflopend.listed(session, caller.code, tot, decode_cursor(cursor), limit)
    last = found[-1].toewijzing.id if len(found) == limit else None
    return paged(request, [aflopend_of(one) for one in found], last)
