# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of the keys by which a lump sum is split beforehand (C-10)."""

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import (
    Answer,
    Change,
    Cursor,
    Limit,
    Rt,
    as_position,
    etag,
    paged,
    position,
    write,
)
from libs.common.problem import NotFound
from services.contract.api.callers import Reader, Signer
from services.contract.api.contracten import changeable, visible
from services.contract.api.headers import expected, shown
from services.contract.api.plafonds import OfYear
from services.contract.handlers.verdeelsleutels import freeze_key
from services.contract.schemas.verdeelsleutels import (
    Verdeelsleutel,
    VerdeelsleutelInvoer,
    VerdeelsleutelsPagina,
    sleutel_of,
)
from services.contract.store import verdeelsleutels

router = APIRouter(tags=["Verdeelsleutels"], redirect_slashes=False)
_PATH = "/contracten/{contractId}/verdeelsleutels/{jaar}"


@router.get(
    _PATH,
    response_model=Verdeelsleutel,
    summary="Verdeelsleutel van een jaar",
    description="De laatste versie, met de bijdrage van elke gemeente, en de versie als ETag.",
)
async def get_sleutel(place: OfYear, rt: Rt, caller: Reader) -> Response:
    """The version that counts."""
    async with rt.db.read() as session:
        stored = await visible(session, place.contract_id, caller)
        found = await verdeelsleutels.newest(session, stored.id, place.jaar)
    if found is None:
        raise NotFound("Voor dit jaar is geen verdeelsleutel vastgesteld.")
    return shown(sleutel_of(found), found.versie)


@router.get(
    f"{_PATH}/versies",
    response_model=VerdeelsleutelsPagina,
    summary="Verdeelsleutel van een jaar: versies",
    description="Elke versie zoals zij is vastgesteld, met haar invoer en datum; oudste eerst.",
)
async def list_versies(
    place: OfYear,
    request: Request,
    rt: Rt,
    caller: Reader,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """Oldest first."""
    after = position(cursor, int)
    async with rt.db.read() as session:
        stored = await visible(session, place.contract_id, caller)
        since = after[0] if after else 0
        found = await verdeelsleutels.versions(session, stored.id, place.jaar, since, limit)
    last = as_position((found[-1].versie,)) if len(found) == limit else None
    return paged(request, [sleutel_of(one) for one in found], last)


@router.put(
    _PATH,
    response_model=Verdeelsleutel,
    responses={409: {"description": "Het contract heeft geen taakgericht product."}},
    summary="Verdeelsleutel vaststellen",
    description="Budget, index en een sleutel of een mengvorm van sleutels met hun tabellen. Wat "
    "is vastgesteld ligt vast: een andere sleutel is een nieuwe versie, met een motivering. Op de "
    "cent verdeeld; samen precies het budget. Alleen wie het contract sloot.",
)
async def put_sleutel(
    place: OfYear,
    invoer: VerdeelsleutelInvoer,
    request: Request,
    rt: Rt,
    caller: Signer,
    change: Change,
) -> Response:
    """Freeze a version."""
    asked = (invoer.as_key(place.jaar), invoer.motivering, rt.clock.today())

    async def act(session: AsyncSession) -> Answer:
        stored = await changeable(session, place.contract_id, caller)
        made = await freeze_key(session, rt.outbox, stored, asked, expected(request))
        return Answer(200, sleutel_of(made), {"ETag": etag(made.versie)})

    return await write(request, caller, act)
