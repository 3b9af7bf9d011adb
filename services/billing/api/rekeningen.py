# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of bank accounts: one person proposes, another approves."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import (
    Answer,
    Cursor,
    IdempotencyKey,
    Limit,
    Rt,
    decode_cursor,
    location,
    paged,
    write,
)
from libs.common.auth import Caller, OrgType, allow
from services.billing.handlers import betalen
from services.billing.schemas.betalingen import (
    NieuweRekening,
    Rekening,
    Rekeningbesluit,
    RekeningenPagina,
    rekening_of,
)
from services.billing.store import rekeningen

router = APIRouter(tags=["Betalingen"], redirect_slashes=False)

Reader = Annotated[Caller, allow("betalingen:lezen", OrgType.GEMEENTE)]
Preparer = Annotated[Caller, allow("betalingen:voorbereiden", OrgType.GEMEENTE)]
Approver = Annotated[Caller, allow("betalingen:goedkeuren", OrgType.GEMEENTE)]
RekeningId = Annotated[str, Path(alias="rekeningId", max_length=36)]


@router.post(
    "/rekeningen",
    status_code=201,
    response_model=Rekening,
    summary="Rekening voorstellen",
    description="De rekening van een aanbieder, of die waarvan de gemeente zelf betaalt. Zij geldt "
    "zodra een ander haar goedkeurt; tot dan blijft de vorige in gebruik.",
)
async def post_rekening(
    body: NieuweRekening,
    request: Request,
    rt: Rt,
    caller: Preparer,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Propose."""
    wie = betalen.dader(caller.client_id, caller.code, caller.persoon)

    async def act(session: AsyncSession) -> Answer:
        gegevens = (body.iban, body.tenaamstelling)
        made = await betalen.propose_account(rt, session, body.houder, gegevens, wie)
        place = {"Location": location(request, f"/rekeningen/{made.id}")}
        return Answer(201, rekening_of(made), place)

    return await write(request, caller, act)


@router.get(
    "/rekeningen",
    response_model=RekeningenPagina,
    summary="Rekeningen",
    description="Alle versies, ook voorgestelde en afgewezen, nieuwste eerst.",
)
async def list_rekeningen(
    request: Request, rt: Rt, caller: Reader, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """Of the caller."""
    before = decode_cursor(cursor)
    async with rt.db.read() as session:
        found = await rekeningen.of_gemeente(session, caller.code, before, limit)
    last = found[-1].id if len(found) == limit else None
    return paged(request, [rekening_of(rekening) for rekening in found], last)


@router.post(
    "/rekeningen/{rekeningId}/besluiten",
    response_model=Rekening,
    summary="Besluiten over een rekening",
    description="Door een ander dan wie haar voorstelde (vier ogen).",
)
async def post_besluit(
    rekening_id: RekeningId,
    body: Rekeningbesluit,
    request: Request,
    rt: Rt,
    caller: Approver,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Approve or refuse."""
    wie = betalen.dader(caller.client_id, caller.code, caller.persoon)

    async def act(session: AsyncSession) -> Answer:
        after = await betalen.decide_account(rt, session, rekening_id, body.besluit, wie)
        return Answer(200, rekening_of(after))

    return await write(request, caller, act)
