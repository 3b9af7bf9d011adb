# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of cases that are taken to an expert team, for gemeenten."""

from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import Answer, Change, Cursor, IdempotencyKey, Limit, Rt, write
from libs.common.ids import new_id
from services.referral.api.callers import Id, RegieReader, RegieWriter, if_unchanged
from services.referral.api.records import changed, made, one_of, page_of, tagged
from services.referral.domain import escalatie as domein
from services.referral.handlers import escalaties as handlers
from services.referral.handlers.regie import Aan
from services.referral.schemas.escalaties import (
    Afsluiting,
    Besluit,
    Escalatie,
    EscalatiesPagina,
    NieuwAdvies,
    NieuweEscalatie,
    Opschaling,
    escalatie_of,
)
from services.referral.store.escalaties import escalaties

router = APIRouter(tags=["Escalaties"], redirect_slashes=False)

_STEP: dict[int | str, dict[str, Any]] = {
    409: {"description": "Deze stap past niet bij de toestand."}
}


@router.get(
    "/escalaties",
    response_model=EscalatiesPagina,
    summary="Escalaties",
    description="Die van de aanroepende gemeente, nieuwste eerst.",
)
async def list_escalaties(
    request: Request, rt: Rt, caller: RegieReader, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """Newest first."""
    return await page_of(request, rt, caller, (escalaties, escalatie_of, cursor, limit))


@router.get(
    "/escalaties/{escalatie_id}",
    response_model=Escalatie,
    summary="Eén escalatie",
    description="Met stappen, adviezen en besluit, en de versie als ETag.",
)
async def get_escalatie(
    escalatie_id: Id, rt: Rt, caller: RegieReader, response: Response
) -> Escalatie:
    """One of the caller."""
    found = await one_of(rt, caller, escalaties, escalatie_id)
    tagged(response, found.versie)
    return escalatie_of(found)


@router.post(
    "/escalaties",
    status_code=201,
    response_model=Escalatie,
    responses={409: {"description": "Er loopt al een escalatie voor deze client."}},
    summary="Escaleren",
    description="Lokaal, dan regionaal, dan bovenregionaal.",
)
async def post_escalatie(
    body: NieuweEscalatie,
    request: Request,
    rt: Rt,
    caller: RegieWriter,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Open one."""

    def escalatie(now: datetime) -> domein.Escalatie:
        return body.of(new_id(), caller.code, now)

    async def act(session: AsyncSession) -> Answer:
        one = await handlers.open_one(rt, session, caller.code, body.client_id, escalatie)
        return made(request, "/escalaties", one, escalatie_of(one))

    return await write(request, caller, act)


@router.post(
    "/escalaties/{escalatie_id}/adviezen",
    response_model=Escalatie,
    responses=_STEP,
    summary="Advies vastleggen",
    description="Van het expertteam van het huidige niveau.",
)
async def post_advies(
    escalatie_id: Id,
    body: NieuwAdvies,
    request: Request,
    rt: Rt,
    caller: RegieWriter,
    change: Change,
) -> Response:
    """Keep an advice."""
    aan = Aan(caller.code, escalatie_id, if_unchanged(request))

    async def act(session: AsyncSession) -> Answer:
        one = await handlers.advise(rt, session, aan, body.op, body.tekst)
        return changed(one, escalatie_of(one))

    return await write(request, caller, act)


@router.post(
    "/escalaties/{escalatie_id}/_opschalen",
    response_model=Escalatie,
    responses=_STEP,
    summary="Naar het volgende niveau",
    description="Met de reden.",
)
async def post_opschaling(
    escalatie_id: Id,
    body: Opschaling,
    request: Request,
    rt: Rt,
    caller: RegieWriter,
    change: Change,
) -> Response:
    """Take it higher."""
    aan = Aan(caller.code, escalatie_id, if_unchanged(request))

    async def act(session: AsyncSession) -> Answer:
        one = await handlers.escalate(rt, session, aan, body.op, body.reden)
        return changed(one, escalatie_of(one))

    return await write(request, caller, act)


@router.post(
    "/escalaties/{escalatie_id}/_besluiten",
    response_model=Escalatie,
    responses=_STEP,
    summary="Knoop doorhakken",
    description="Met wie dat deed; een doorbraak heeft een grond, kosten en baten, en akkoord.",
)
async def post_besluit(
    escalatie_id: Id,
    body: Besluit,
    request: Request,
    rt: Rt,
    caller: RegieWriter,
    change: Change,
) -> Response:
    """Decide."""
    aan = Aan(caller.code, escalatie_id, if_unchanged(request))

    async def act(session: AsyncSession) -> Answer:
        one = await handlers.decide(rt, session, aan, body.of())
        return changed(one, escalatie_of(one))

    return await write(request, caller, act)


@router.post(
    "/escalaties/{escalatie_id}/_afsluiten",
    response_model=Escalatie,
    responses=_STEP,
    summary="Escalatie afsluiten",
    description="Met de uitkomst en de les.",
)
async def post_afsluiting(
    escalatie_id: Id,
    body: Afsluiting,
    request: Request,
    rt: Rt,
    caller: RegieWriter,
    change: Change,
) -> Response:
    """Close it."""
    aan = Aan(caller.code, escalatie_id, if_unchanged(request))

    async def act(session: AsyncSession) -> Answer:
        one = await handlers.close(rt, session, aan, body.uitkomst, body.les)
        return changed(one, escalatie_of(one))

    return await write(request, caller, act)
