# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of the ceilings of a contract."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
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
from services.contract import handlers, store
from services.contract.api.callers import Reader, Signer
from services.contract.api.contracten import ContractId, changeable, visible
from services.contract.api.headers import expected, shown
from services.contract.schemas.plafonds import (
    Plafond,
    PlafondInvoer,
    PlafondsPagina,
    plafond_in,
    plafond_of,
)

router = APIRouter(tags=["Plafonds"], redirect_slashes=False)


@dataclass(frozen=True, slots=True)
class PlafondPlace:
    """A ceiling by its contract and its year."""

    contract_id: ContractId
    jaar: Annotated[int, Path(ge=2000, le=2999, description="Kalenderjaar van de hulp.")]


OfYear = Annotated[PlafondPlace, Depends()]


@router.get(
    "/contracten/{contractId}/plafonds",
    response_model=PlafondsPagina,
    summary="Plafonds van een contract",
    description="Het hoogste bedrag per kalenderjaar, oudste jaar eerst.",
)
async def list_plafonds(
    contract_id: ContractId,
    request: Request,
    rt: Rt,
    caller: Reader,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """By year."""
    after = position(cursor, int)
    async with rt.db.read() as session:
        stored = await visible(session, contract_id, caller)
        found = await store.list_plafonds(session, stored.id, after[0] if after else 0, limit)
    last = as_position((found[-1].jaar,)) if len(found) == limit else None
    return paged(request, [plafond_of(one) for one in found], last)


@router.get(
    "/contracten/{contractId}/plafonds/{jaar}",
    response_model=Plafond,
    summary="Plafond van een jaar",
    description="Het hoogste bedrag voor hulp in dit jaar, met de versie als ETag.",
)
async def get_plafond(place: OfYear, rt: Rt, caller: Reader) -> Response:
    """Of one year."""
    async with rt.db.read() as session:
        stored = await visible(session, place.contract_id, caller)
        found = await store.read_plafond(session, stored.id, place.jaar)
    if found is None:
        raise NotFound("Voor dit jaar is geen plafond vastgelegd.")
    plafond, versie = found
    return shown(plafond_of(plafond), versie)


@router.put(
    "/contracten/{contractId}/plafonds/{jaar}",
    response_model=Plafond,
    summary="Plafond vastleggen",
    description="Het hoogste bedrag dat onder het contract voor hulp in dit jaar wordt betaald. "
    "Met `jaarbedrag` in plaats van `bedrag` naar rato van de dagen vanaf het begin van het "
    "contract. "
    "Specifieke toewijzingen en crisis houdt het nooit tegen. Alleen wie het contract sloot.",
)
async def put_plafond(
    place: OfYear,
    invoer: PlafondInvoer,
    request: Request,
    rt: Rt,
    caller: Signer,
    change: Change,
) -> Response:
    """Set or change the ceiling of a year."""

    async def act(session: AsyncSession) -> Answer:
        stored = await changeable(session, place.contract_id, caller)
        plafond = plafond_in(invoer, place.jaar, stored.contract)
        versie = await handlers.put_plafond(session, rt.outbox, stored, plafond, expected(request))
        return Answer(200, plafond_of(plafond), {"ETag": etag(versie)})

    return await write(request, caller, act)
