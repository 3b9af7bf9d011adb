# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of families, for gemeenten."""

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import (
    Answer,
    Change,
    Cursor,
    IdempotencyKey,
    Limit,
    Rt,
    decode_cursor,
    paged,
    write,
)
from libs.common.problem import NotFound
from services.referral.api.callers import Id, RegieReader, RegieWriter, if_unchanged
from services.referral.api.records import changed, made, tagged
from services.referral.handlers import gezinnen as handlers
from services.referral.handlers.gezinnen import Form
from services.referral.handlers.regie import Aan
from services.referral.schemas.gezinnen import (
    Eigenaar,
    Gezin,
    GezinnenPagina,
    NieuwGezin,
    NieuwLid,
    Vertrek,
    gezin_of,
)
from services.referral.store import gezinnen

router = APIRouter(tags=["Gezinnen"], redirect_slashes=False)


@router.get(
    "/gezinnen",
    response_model=GezinnenPagina,
    summary="Gezinnen",
    description="Die van de aanroepende gemeente, nieuwste eerst.",
)
async def list_gezinnen(
    request: Request, rt: Rt, caller: RegieReader, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """Newest first."""
    async with rt.db.read() as session:
        found = await gezinnen.listed(session, caller.code, decode_cursor(cursor), limit)
    last = found[-1].id if len(found) == limit else None
    return paged(request, [gezin_of(one) for one in found], last)


@router.get(
    "/gezinnen/{gezin_id}",
    response_model=Gezin,
    summary="Eén gezin",
    description="Met wie er wanneer bij hoorde, en de versie als ETag.",
)
async def get_gezin(gezin_id: Id, rt: Rt, caller: RegieReader, response: Response) -> Gezin:
    """One of the caller."""
    async with rt.db.read() as session:
        found = await gezinnen.read(session, caller.code, gezin_id)
    if found is None:
        raise NotFound("Dit gezin bestaat niet.")
    tagged(response, found.versie)
    return gezin_of(found)


@router.post(
    "/gezinnen",
    status_code=201,
    response_model=Gezin,
    responses={409: {"description": "Een client hoort dan bij een ander gezin."}},
    summary="Gezin vastleggen",
    description="Eén gezin, één plan, één regisseur: clienten die bij elkaar horen.",
)
async def post_gezin(
    body: NieuwGezin,
    request: Request,
    rt: Rt,
    caller: RegieWriter,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Make one."""
    command = Form(caller.code, body.client_ids, body.begindatum, body.eigenaar)

    async def act(session: AsyncSession) -> Answer:
        one = await handlers.form(rt, session, command)
        return made(request, "/gezinnen", one, gezin_of(one))

    return await write(request, caller, act)


@router.post(
    "/gezinnen/{gezin_id}/leden",
    response_model=Gezin,
    responses={409: {"description": "De client hoort dan bij een ander gezin."}},
    summary="Client bij een gezin",
    description="Vanaf een dag.",
)
async def post_lid(
    gezin_id: Id,
    body: NieuwLid,
    request: Request,
    rt: Rt,
    caller: RegieWriter,
    change: Change,
) -> Response:
    """Add a client."""
    aan = Aan(caller.code, gezin_id, if_unchanged(request))

    async def act(session: AsyncSession) -> Answer:
        one = await handlers.join(rt, session, aan, body.client_id, body.begindatum)
        return changed(one, gezin_of(one))

    return await write(request, caller, act)


@router.post(
    "/gezinnen/{gezin_id}/_verlaten",
    response_model=Gezin,
    summary="Client verlaat een gezin",
    description="Met de laatste dag waarop hij erbij hoort.",
)
async def post_vertrek(
    gezin_id: Id,
    body: Vertrek,
    request: Request,
    rt: Rt,
    caller: RegieWriter,
    change: Change,
) -> Response:
    """Give a client its last day."""
    aan = Aan(caller.code, gezin_id, if_unchanged(request))

    async def act(session: AsyncSession) -> Answer:
        one = await handlers.leave(rt, session, aan, body.client_id, body.einddatum)
        return changed(one, gezin_of(one))

    return await write(request, caller, act)


@router.post(
    "/gezinnen/{gezin_id}/_eigenaar",
    response_model=Gezin,
    summary="Casuseigenaar aanwijzen",
    description="Alleen deze persoon ziet het gezin in de lijst van complexe casussen.",
)
async def post_eigenaar(
    gezin_id: Id,
    body: Eigenaar,
    request: Request,
    rt: Rt,
    caller: RegieWriter,
    change: Change,
) -> Response:
    """Name the case owner."""
    aan = Aan(caller.code, gezin_id, if_unchanged(request))

    async def act(session: AsyncSession) -> Answer:
        one = await handlers.assign(rt, session, aan, body.eigenaar)
        return changed(one, gezin_of(one))

    return await write(request, caller, act)
