# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of tables for child protection, consults and choices of stay, for gemeenten."""

from datetime import datetime

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import Answer, Change, Cursor, IdempotencyKey, Limit, Rt, write
from libs.common.ids import new_id
from services.referral.api.callers import Id, RegieReader, RegieWriter, if_unchanged
from services.referral.api.records import changed, made, one_of, page_of, tagged
from services.referral.domain import afweging as afweging_domein
from services.referral.domain import tafel as domein
from services.referral.domain.toewijzing import decision_moment
from services.referral.handlers import tafels as handlers
from services.referral.handlers.regie import Aan
from services.referral.schemas.tafels import (
    Afweging,
    AfwegingenPagina,
    Consult,
    ConsultenPagina,
    Consultvervolg,
    NieuwConsult,
    NieuweAfweging,
    NieuweTafel,
    Tafel,
    Tafelafloop,
    TafelsPagina,
    afweging_of,
    consult_of,
    tafel_of,
)
from services.referral.store.tafels import afwegingen, consulten, tafels

router = APIRouter(redirect_slashes=False)


@router.get(
    "/beschermingstafels",
    tags=["Beschermingstafels"],
    response_model=TafelsPagina,
    summary="Beschermingstafels",
    description="Die van de aanroepende gemeente, nieuwste eerst.",
)
async def list_tafels(
    request: Request, rt: Rt, caller: RegieReader, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """Newest first."""
    return await page_of(request, rt, caller, (tafels, tafel_of, cursor, limit))


@router.get(
    "/beschermingstafels/{tafel_id}",
    tags=["Beschermingstafels"],
    response_model=Tafel,
    summary="Eén beschermingstafel",
    description="Met de versie als ETag.",
)
async def get_tafel(tafel_id: Id, rt: Rt, caller: RegieReader, response: Response) -> Tafel:
    """One of the caller."""
    found = await one_of(rt, caller, tafels, tafel_id)
    tagged(response, found.versie)
    return tafel_of(found)


@router.get(
    "/consulten",
    tags=["Consulten"],
    response_model=ConsultenPagina,
    summary="Consulten",
    description="Die van de aanroepende gemeente, nieuwste eerst.",
)
async def list_consulten(
    request: Request, rt: Rt, caller: RegieReader, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """Newest first."""
    return await page_of(request, rt, caller, (consulten, consult_of, cursor, limit))


@router.get(
    "/consulten/{consult_id}",
    tags=["Consulten"],
    response_model=Consult,
    summary="Eén consult",
    description="Met de versie als ETag.",
)
async def get_consult(consult_id: Id, rt: Rt, caller: RegieReader, response: Response) -> Consult:
    """One of the caller."""
    found = await one_of(rt, caller, consulten, consult_id)
    tagged(response, found.versie)
    return consult_of(found)


@router.get(
    "/verblijfsafwegingen",
    tags=["Verblijven"],
    response_model=AfwegingenPagina,
    summary="Afwegingen van verblijf",
    description="Die van de aanroepende gemeente, nieuwste eerst.",
)
async def list_afwegingen(
    request: Request, rt: Rt, caller: RegieReader, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """Newest first."""
    return await page_of(request, rt, caller, (afwegingen, afweging_of, cursor, limit))


@router.get(
    "/verblijfsafwegingen/{afweging_id}",
    tags=["Verblijven"],
    response_model=Afweging,
    summary="Eén afweging",
    description="Met de versie als ETag.",
)
async def get_afweging(
    afweging_id: Id, rt: Rt, caller: RegieReader, response: Response
) -> Afweging:
    """One of the caller."""
    found = await one_of(rt, caller, afwegingen, afweging_id)
    tagged(response, found.versie)
    return afweging_of(found)


@router.post(
    "/beschermingstafels",
    tags=["Beschermingstafels"],
    status_code=201,
    response_model=Tafel,
    summary="Beschermingstafel plannen",
    description="Met wie worden uitgenodigd.",
)
async def post_tafel(
    body: NieuweTafel,
    request: Request,
    rt: Rt,
    caller: RegieWriter,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Plan one."""

    def tafel(now: datetime) -> domein.Beschermingstafel:
        return body.of(new_id(), caller.code, now)

    async def act(session: AsyncSession) -> Answer:
        one = await handlers.plan(rt, session, caller.code, body.client_id, tafel)
        return made(request, "/beschermingstafels", one, tafel_of(one))

    return await write(request, caller, act)


@router.post(
    "/beschermingstafels/{tafel_id}/_afronden",
    tags=["Beschermingstafels"],
    response_model=Tafel,
    responses={409: {"description": "De tafel is al gehouden."}},
    summary="Beschermingstafel afronden",
    description="Vrijwillig verder, een verzoek om onderzoek, of spoed.",
)
async def post_afloop(
    tafel_id: Id,
    body: Tafelafloop,
    request: Request,
    rt: Rt,
    caller: RegieWriter,
    change: Change,
) -> Response:
    """Conclude it."""
    aan = Aan(caller.code, tafel_id, if_unchanged(request))

    async def act(session: AsyncSession) -> Answer:
        one = await handlers.conclude(rt, session, aan, body.of())
        return changed(one, tafel_of(one))

    return await write(request, caller, act)


@router.post(
    "/consulten",
    tags=["Consulten"],
    status_code=201,
    response_model=Consult,
    summary="Consult vastleggen",
    description="Advies over niemand met naam; het telt niet als jeugdhulp.",
)
async def post_consult(
    body: NieuwConsult,
    request: Request,
    rt: Rt,
    caller: RegieWriter,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Note one."""
    consult = body.of(new_id(), caller.code, decision_moment(rt.clock.now()))

    async def act(session: AsyncSession) -> Answer:
        one = await handlers.give_advice(rt, session, consult)
        return made(request, "/consulten", one, consult_of(one))

    return await write(request, caller, act)


@router.post(
    "/consulten/{consult_id}/_opvolgen",
    tags=["Consulten"],
    response_model=Consult,
    summary="Vervolg van een consult",
    description="Waartoe het leidde, zodra dat bekend is.",
)
async def post_vervolg(
    consult_id: Id,
    body: Consultvervolg,
    request: Request,
    rt: Rt,
    caller: RegieWriter,
    change: Change,
) -> Response:
    """Tell what came of it."""
    aan = Aan(caller.code, consult_id, if_unchanged(request))

    async def act(session: AsyncSession) -> Answer:
        one = await handlers.follow(rt, session, aan, body.vervolg)
        return changed(one, consult_of(one))

    return await write(request, caller, act)


@router.post(
    "/verblijfsafwegingen",
    tags=["Verblijven"],
    status_code=201,
    response_model=Afweging,
    summary="Afweging van verblijf vastleggen",
    description="Elke vorm die voorgaat krijgt een reden waarom zij niet past (artikel 2.3 lid 6 "
    "Jeugdwet); een zware vorm mag de eerste zijn.",
)
async def post_afweging(
    body: NieuweAfweging,
    request: Request,
    rt: Rt,
    caller: RegieWriter,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Keep it."""

    def afweging(now: datetime) -> afweging_domein.Afweging:
        return body.of(new_id(), caller.code, now)

    async def act(session: AsyncSession) -> Answer:
        one = await handlers.weigh(rt, session, caller.code, body.client_id, afweging)
        return made(request, "/verblijfsafwegingen", one, afweging_of(one))

    return await write(request, caller, act)
