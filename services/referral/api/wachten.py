# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of waiting: norms, and terms that come near their end or went by."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import Answer, Cursor, IdempotencyKey, Limit, Rt, decode_cursor, paged, write
from services.referral.api.callers import Id, Reader, Writer, if_unchanged
from services.referral.domain.wachttijd import Fase
from services.referral.handlers import verwijzingen as verwijzing_handlers
from services.referral.handlers import wachten as handlers
from services.referral.handlers.verwijzingen import Act
from services.referral.schemas.verwijzingen import Verwijzing, verwijzing_answer
from services.referral.schemas.wachten import (
    NieuweWachtnorm,
    Uitstroom,
    Wachten,
    Wachtnorm,
    WachtnormenLijst,
    WachtsignalenPagina,
    norm_of,
    signaal_of,
)
from services.referral.store import wachten

router = APIRouter(tags=["Wachttijden"], redirect_slashes=False)


@router.get(
    "/wachtnormen",
    response_model=WachtnormenLijst,
    summary="Wachtnormen",
    description="Van de aanroepende gemeente, nieuwste eerst.",
)
async def list_wachtnormen(rt: Rt, caller: Reader) -> WachtnormenLijst:
    """All versions."""
    async with rt.db.read() as session:
        found = await wachten.norms(session, {caller.code})
    return WachtnormenLijst(resultaten=[norm_of(norm) for norm in found])


@router.post(
    "/wachtnormen",
    status_code=201,
    response_model=Wachtnorm,
    summary="Wachtnorm vaststellen",
    description="Voor verwijzingen vanaf een dag; die van daarvoor houden hun norm.",
)
async def post_wachtnorm(
    body: NieuweWachtnorm,
    request: Request,
    rt: Rt,
    caller: Writer,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Set one."""

    async def act(session: AsyncSession) -> Answer:
        return Answer(201, norm_of(await handlers.set_norm(rt, session, body.of(caller.code))))

    return await write(request, caller, act)


@router.get(
    "/wachtsignalen",
    response_model=WachtsignalenPagina,
    summary="Wachtsignalen",
    description="Termijnen die bijna voorbij waren of voorbijgingen, nieuwste eerst.",
)
async def list_wachtsignalen(
    request: Request,
    rt: Rt,
    caller: Reader,
    fase: Annotated[Fase | None, Query(description="Alleen in deze fase.")] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """Newest first."""
    page = (decode_cursor(cursor), limit)
    async with rt.db.read() as session:
        found = await wachten.listed(session, caller.code, fase, page)
    last = found[-1].id if len(found) == limit else None
    return paged(request, [signaal_of(one) for one in found], last)


@router.post(
    "/verwijzingen/{verwijzing_id}/_wachten",
    response_model=Verwijzing,
    responses={412: {"description": "De bron is intussen gewijzigd."}},
    summary="Wachten vastleggen",
    description="Eerste contact, beoogde start, reden van wachten en overbruggingszorg.",
)
async def post_wachten(
    verwijzing_id: Id,
    body: Wachten,
    request: Request,
    rt: Rt,
    caller: Writer,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Record what is known."""
    command = Act(caller.code, verwijzing_id, if_unchanged(request))
    known = body.model_dump(exclude_none=True)

    async def act(session: AsyncSession) -> Answer:
        return verwijzing_answer(
            await verwijzing_handlers.note_waiting(rt, session, command, known)
        )

    return await write(request, caller, act)


@router.post(
    "/verwijzingen/{verwijzing_id}/_uitstroom",
    response_model=Verwijzing,
    responses={
        409: {"description": "Deze hulp begon niet met crisis."},
        412: {"description": "De bron is intussen gewijzigd."},
    },
    summary="Uitstroom uit crisis",
    description="De dag waarop de jeugdige uit de crisis was, en of de uitstroom is begeleid.",
)
async def post_uitstroom(
    verwijzing_id: Id,
    body: Uitstroom,
    request: Request,
    rt: Rt,
    caller: Writer,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Out of the crisis."""
    command = Act(caller.code, verwijzing_id, if_unchanged(request))

    async def act(session: AsyncSession) -> Answer:
        step = verwijzing_handlers.leave_crisis
        return verwijzing_answer(await step(rt, session, command, (body.op, body.begeleid)))

    return await write(request, caller, act)
