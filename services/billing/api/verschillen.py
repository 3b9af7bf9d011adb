# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of verdicts that would be others now."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import Response

from libs.common.api import Cursor, Limit, Rt, as_position, paged, position
from libs.common.auth import Caller, OrgType, allow
from services.billing.api.callers import partij_of
from services.billing.schemas.verschillen import VerschillenPagina, verschil_of
from services.billing.store import verschillen

router = APIRouter(tags=["Declaraties"], redirect_slashes=False)

Reader = Annotated[Caller, allow("declaraties:lezen", OrgType.AANBIEDER, OrgType.GEMEENTE)]


@router.get(
    "/verschillen",
    response_model=VerschillenPagina,
    summary="Oordelen die nu anders zouden zijn",
    description="Regels van of aan de aanroeper waarvan na het oordeel iets bekend werd (een "
    "toewijzing, tarief, contract, plafond of pgb) waarmee zij nu wel of juist niet zouden zijn "
    "toegekend. Het oordeel van toen blijft staan; een creditregel of een nieuwe declaratie maakt "
    "het verschil goed, en dan verdwijnt het hier.",
)
async def list_verschillen(
    request: Request, rt: Rt, caller: Reader, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """By declaratie and number."""
    after = position(cursor, str, int)
    place = None if after is None else (str(after[0]), int(after[1]))
    async with rt.db.read() as session:
        rows = await verschillen.page(session, partij_of(caller), place, limit)
    full = len(rows) == limit
    last = as_position((rows[-1].declaratie_id, rows[-1].nummer)) if full else None
    return paged(request, [verschil_of(row) for row in rows], last)
