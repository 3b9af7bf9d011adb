# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of measures of child protection and probation, for gemeenten."""

from datetime import datetime

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import Answer, Change, Cursor, IdempotencyKey, Limit, Rt, write
from libs.common.ids import new_id
from services.referral.api.callers import Id, RegieReader, RegieWriter, if_unchanged
from services.referral.api.records import changed, made, one_of, page_of, tagged
from services.referral.domain import maatregel as domein
from services.referral.handlers import maatregelen as handlers
from services.referral.handlers.regie import Aan
from services.referral.schemas.maatregelen import (
    EindeMaatregel,
    Maatregel,
    MaatregelenPagina,
    NieuweMaatregel,
    maatregel_of,
)
from services.referral.store.maatregelen import maatregelen

router = APIRouter(tags=["Maatregelen"], redirect_slashes=False)


@router.get(
    "/maatregelen",
    response_model=MaatregelenPagina,
    summary="Maatregelen",
    description="Jeugdbescherming en jeugdreclassering in de aanroepende gemeente, nieuwste eerst.",
)
async def list_maatregelen(
    request: Request, rt: Rt, caller: RegieReader, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """Newest first."""
    return await page_of(request, rt, caller, (maatregelen, maatregel_of, cursor, limit))


@router.get(
    "/maatregelen/{maatregel_id}",
    response_model=Maatregel,
    summary="Eén maatregel",
    description="Zoals zij nu is, met de versie als ETag.",
)
async def get_maatregel(
    maatregel_id: Id, rt: Rt, caller: RegieReader, response: Response
) -> Maatregel:
    """One of the caller."""
    found = await one_of(rt, caller, maatregelen, maatregel_id)
    tagged(response, found.versie)
    return maatregel_of(found)


@router.post(
    "/maatregelen",
    status_code=201,
    response_model=Maatregel,
    summary="Maatregel vastleggen",
    description="Zolang zij loopt is het gezin in het dwangkader: de GI voert dan de regie.",
)
async def post_maatregel(
    body: NieuweMaatregel,
    request: Request,
    rt: Rt,
    caller: RegieWriter,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Note one."""

    def maatregel(now: datetime) -> domein.Maatregel:
        return body.of(new_id(), caller.code, now)

    async def act(session: AsyncSession) -> Answer:
        one = await handlers.note(rt, session, caller.code, body.client_id, maatregel)
        return made(request, "/maatregelen", one, maatregel_of(one))

    return await write(request, caller, act)


@router.post(
    "/maatregelen/{maatregel_id}/_beeindig",
    response_model=Maatregel,
    responses={409: {"description": "De maatregel is al beëindigd."}},
    summary="Maatregel beëindigen",
    description="Een ondertoezichtstelling met het eindgesprek en de nazorg.",
)
async def post_einde(
    maatregel_id: Id,
    body: EindeMaatregel,
    request: Request,
    rt: Rt,
    caller: RegieWriter,
    change: Change,
) -> Response:
    """End it."""
    aan = Aan(caller.code, maatregel_id, if_unchanged(request))

    async def act(session: AsyncSession) -> Answer:
        one = await handlers.end(rt, session, aan, body.of())
        return changed(one, maatregel_of(one))

    return await write(request, caller, act)
