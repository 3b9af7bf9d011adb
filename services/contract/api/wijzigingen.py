# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of amendments of a contract (C-04)."""

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
from services.contract.api.callers import Reader, Signer
from services.contract.api.contracten import ContractId, changeable, contractant_of, visible
from services.contract.api.headers import expected
from services.contract.handlers.wijzigingen import amend
from services.contract.schemas.wijzigingen import (
    Wijziging,
    WijzigingenPagina,
    WijzigingInvoer,
    wijziging_of,
)
from services.contract.store import wijzigingen

router = APIRouter(tags=["Contracten"], redirect_slashes=False)


@router.post(
    "/contracten/{contractId}/wijzigingen",
    status_code=201,
    response_model=Wijziging,
    summary="Contract wijzigen",
    description="Eén ding tegelijk, vanaf een dag. Een product gaat in een andere variant of "
    "eenheid verder, met eigen tarieven; het oude eindigt de dag ervoor. Van of naar taakgericht "
    "kan niet: dat is een andere opdracht. Het contract krijgt een ander einde: een tarief zonder "
    "einde loopt mee, een ander wordt niet langer. Of per 1 januari gaan andere gemeenten "
    "verder, in een contract dat op dit volgt, met dezelfde producten, tarieven en einddatum. "
    "Alleen wie het contract sloot; `If-Match` en `ETag` gaan over het contract.",
)
async def post_wijziging(
    contract_id: ContractId,
    invoer: WijzigingInvoer,
    request: Request,
    rt: Rt,
    caller: Signer,
    change: Change,
) -> Response:
    """Amend."""

    async def act(session: AsyncSession) -> Answer:
        stored = await changeable(session, contract_id, caller)
        expected(request)(stored.versie)
        today = rt.clock.today()
        contractant = contractant_of(caller)
        change = invoer.as_amendment()
        now, made = await amend(session, rt.outbox, stored, change, contractant, today)
        return Answer(201, wijziging_of(made), {"ETag": etag(now.versie)})

    return await write(request, caller, act)


@router.get(
    "/contracten/{contractId}/wijzigingen",
    response_model=WijzigingenPagina,
    summary="Wijzigingen van een contract",
    description="Met ingangsdatum en grond, oudste eerst.",
)
async def list_wijzigingen(
    contract_id: ContractId,
    request: Request,
    rt: Rt,
    caller: Reader,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """By number."""
    after = position(cursor, int)
    async with rt.db.read() as session:
        stored = await visible(session, contract_id, caller)
        found = await wijzigingen.page(session, stored.id, after[0] if after else 0, limit)
    last = as_position((found[-1].nummer,)) if len(found) == limit else None
    return paged(request, [wijziging_of(one) for one in found], last)
