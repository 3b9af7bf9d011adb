# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of what stayed away or was reported late or amiss, for gemeenten."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from libs.common.api import Cursor, Limit, Rt, decode_cursor, paged
from services.referral.api.callers import Reader
from services.referral.domain.signaal import Soort
from services.referral.schemas.signalen import SignalenPagina, signaal_of
from services.referral.store import meldsignalen, signalen

router = APIRouter(tags=["Signalen"], redirect_slashes=False)

_SOORTEN: dict[Soort, meldsignalen.List] = {
    "retour-blijft-uit": signalen.unanswered,
    "stop-blijft-uit": signalen.without_stop,
    "start-te-laat": meldsignalen.of_soort("start-te-laat"),
    "stop-te-laat": meldsignalen.of_soort("stop-te-laat"),
    "product-wijkt-af": meldsignalen.of_soort("product-wijkt-af"),
}


@router.get(
    "/signalen",
    response_model=SignalenPagina,
    summary="Wat uitbleef, te laat kwam of afwijkt",
    description="Een JW301 of JW319 zonder retourbericht na drie werkdagen (OP090), of een "
    "levering zonder stop vijf werkdagen na het einde van de toewijzing (OP288); een start (OP271) "
    "of stop (OP272) met een dagtekening na de vijfde werkdag; een start met een ander product dan "
    "is toegewezen (IV075). Niets wordt geweigerd; navragen is aan mensen.",
)
async def list_signalen(
    soort: Annotated[Soort, Query(description="Waarom het opvalt.")],
    request: Request,
    rt: Rt,
    caller: Reader,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """Of the caller."""
    after = decode_cursor(cursor) or ""
    async with rt.db.read() as session:
        found = await _SOORTEN[soort](session, caller.code, rt.clock.today(), after, limit)
    last = found[-1].plaats if len(found) == limit else None
    return paged(request, [signaal_of(one) for one in found], last)
