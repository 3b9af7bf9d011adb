# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of the end of a contract: how long what runs is finished (C-12)."""

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import Answer, Change, Rt, etag, write
from services.contract.api.callers import Reader, Signer
from services.contract.api.contracten import ContractId, changeable, visible
from services.contract.api.headers import expected, shown
from services.contract.handlers.uitloop import set_run_off
from services.contract.schemas.uitloop import Uitloop, UitloopInvoer, uitloop_of

router = APIRouter(tags=["Contracten"], redirect_slashes=False)


@router.get(
    "/contracten/{contractId}/uitloop",
    response_model=Uitloop,
    summary="Uitloop van een contract",
    description="In welke toestand het contract is, en tot wanneer hulp die liep wordt afgemaakt. "
    "Met de versie van het contract als ETag.",
)
async def get_uitloop(contract_id: ContractId, rt: Rt, caller: Reader) -> Response:
    """As it is today."""
    async with rt.db.read() as session:
        stored = await visible(session, contract_id, caller)
    return shown(uitloop_of(stored, rt.clock.today()), stored.versie)


@router.put(
    "/contracten/{contractId}/uitloop",
    response_model=Uitloop,
    summary="Uitloop vastleggen",
    description="Tot wanneer hulp die voor het einde is toegekend doorloopt tegen het laatste "
    "tarief; nieuwe hulp begint er niet meer. Alleen wie het contract sloot.",
)
async def put_uitloop(
    contract_id: ContractId,
    invoer: UitloopInvoer,
    request: Request,
    rt: Rt,
    caller: Signer,
    change: Change,
) -> Response:
    """Set, change or take away."""

    async def act(session: AsyncSession) -> Answer:
        stored = await changeable(session, contract_id, caller)
        expected(request)(stored.versie)
        now = await set_run_off(session, rt.outbox, stored, invoer.uitloop_tot)
        return Answer(200, uitloop_of(now, rt.clock.today()), {"ETag": etag(now.versie)})

    return await write(request, caller, act)
