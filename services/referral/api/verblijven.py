# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of places where children stay, for gemeenten."""

from datetime import datetime

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import Answer, Change, Cursor, IdempotencyKey, Limit, Rt, write
from libs.common.ids import new_id
from services.referral.api.callers import Id, RegieReader, RegieWriter, if_unchanged
from services.referral.api.records import changed, made, one_of, page_of, tagged
from services.referral.domain import verblijf as domein
from services.referral.handlers import verblijven as handlers
from services.referral.handlers.regie import Aan
from services.referral.schemas.verblijven import (
    EindeVerblijf,
    NieuwVerblijf,
    Verblijf,
    VerblijvenPagina,
    verblijf_of,
)
from services.referral.store.verblijven import verblijven

router = APIRouter(tags=["Verblijven"], redirect_slashes=False)


@router.get(
    "/verblijven",
    response_model=VerblijvenPagina,
    summary="Verblijven",
    description="Die van kinderen van de aanroepende gemeente, nieuwste eerst.",
)
async def list_verblijven(
    request: Request, rt: Rt, caller: RegieReader, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """Newest first."""
    return await page_of(request, rt, caller, (verblijven, verblijf_of, cursor, limit))


@router.get(
    "/verblijven/{verblijf_id}",
    response_model=Verblijf,
    summary="Eén verblijf",
    description="Zoals het nu is, met de versie als ETag.",
)
async def get_verblijf(
    verblijf_id: Id, rt: Rt, caller: RegieReader, response: Response
) -> Verblijf:
    """One of the caller."""
    found = await one_of(rt, caller, verblijven, verblijf_id)
    tagged(response, found.versie)
    return verblijf_of(found)


@router.post(
    "/verblijven",
    status_code=201,
    response_model=Verblijf,
    summary="Verblijf vastleggen",
    description="Sluit het verblijf waar het kind was; is het te vaak onvrijwillig overgeplaatst, "
    "dan gaat de casus naar het regionale expertteam.",
)
async def post_verblijf(
    body: NieuwVerblijf,
    request: Request,
    rt: Rt,
    caller: RegieWriter,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Note it."""

    def verblijf(now: datetime) -> domein.Verblijf:
        return body.of(new_id(), caller.code, now)

    async def act(session: AsyncSession) -> Answer:
        one = await handlers.place(rt, session, caller.code, body.client_id, verblijf)
        return made(request, "/verblijven", one, verblijf_of(one))

    return await write(request, caller, act)


@router.post(
    "/verblijven/{verblijf_id}/_beeindig",
    response_model=Verblijf,
    responses={409: {"description": "Het verblijf is al beëindigd."}},
    summary="Verblijf beëindigen",
    description="Als het kind niet naar een andere plek gaat.",
)
async def post_einde(
    verblijf_id: Id,
    body: EindeVerblijf,
    request: Request,
    rt: Rt,
    caller: RegieWriter,
    change: Change,
) -> Response:
    """End it."""
    aan = Aan(caller.code, verblijf_id, if_unchanged(request))

    async def act(session: AsyncSession) -> Answer:
        one = await handlers.leave(rt, session, aan, body.op, body.reden)
        return changed(one, verblijf_of(one))

    return await write(request, caller, act)
