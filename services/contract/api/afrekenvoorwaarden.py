# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of the terms by which a contract is settled afterwards."""

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import Answer, Change, Rt, etag, write
from libs.common.problem import NotFound
from services.contract.api.callers import Reader, Signer
from services.contract.api.contracten import changeable, visible
from services.contract.api.headers import expected, shown
from services.contract.api.plafonds import OfYear
from services.contract.handlers.afrekenvoorwaarden import put_terms
from services.contract.schemas.afrekenvoorwaarden import (
    Afrekenvoorwaarden,
    AfrekenvoorwaardenInvoer,
    voorwaarden_of,
)
from services.contract.store import afrekenvoorwaarden

router = APIRouter(tags=["Afrekenvoorwaarden"], redirect_slashes=False)


@router.get(
    "/contracten/{contractId}/afrekenvoorwaarden/{jaar}",
    response_model=Afrekenvoorwaarden,
    summary="Afrekenvoorwaarden van een jaar",
    description="Hoe dit jaar achteraf wordt afgerekend, met de versie als ETag.",
)
async def get_voorwaarden(place: OfYear, rt: Rt, caller: Reader) -> Response:
    """Of one year."""
    async with rt.db.read() as session:
        stored = await visible(session, place.contract_id, caller)
        found = await afrekenvoorwaarden.read(session, stored.id, place.jaar)
    if found is None:
        raise NotFound("Voor dit jaar zijn geen afrekenvoorwaarden vastgelegd.")
    terms, versie = found
    return shown(voorwaarden_of(terms), versie)


@router.put(
    "/contracten/{contractId}/afrekenvoorwaarden/{jaar}",
    response_model=Afrekenvoorwaarden,
    summary="Afrekenvoorwaarden vastleggen",
    description="Grondslag, sleutel, solidariteitsband en wat van onder- en overschrijding met de "
    "aanbieder wordt verrekend. Alleen wie het contract sloot.",
)
async def put_voorwaarden(
    place: OfYear,
    invoer: AfrekenvoorwaardenInvoer,
    request: Request,
    rt: Rt,
    caller: Signer,
    change: Change,
) -> Response:
    """Set or change the terms of a year."""
    terms = invoer.as_terms(place.jaar)

    async def act(session: AsyncSession) -> Answer:
        stored = await changeable(session, place.contract_id, caller)
        versie = await put_terms(session, rt.outbox, stored, terms, expected(request))
        return Answer(200, voorwaarden_of(terms), {"ETag": etag(versie)})

    return await write(request, caller, act)
