# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of the plans of families, for gemeenten."""

from datetime import datetime

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import Answer, Change, Cursor, IdempotencyKey, Limit, Rt, write
from libs.common.ids import new_id
from services.referral.api.callers import Id, RegieReader, RegieWriter, if_unchanged
from services.referral.api.records import changed, made, one_of, page_of, tagged
from services.referral.domain import gezinsplan as domein
from services.referral.handlers import gezinsplannen as handlers
from services.referral.handlers.regie import Aan
from services.referral.schemas.gezinnen import (
    Gezinsplan,
    GezinsplannenPagina,
    NieuweEvaluatie,
    NieuweRegie,
    NieuwGezinsplan,
    gezinsplan_of,
)
from services.referral.store.gezinsplannen import plannen

router = APIRouter(tags=["Gezinsplannen"], redirect_slashes=False)


@router.get(
    "/gezinsplannen",
    response_model=GezinsplannenPagina,
    summary="Plannen van gezinnen",
    description="Die van de aanroepende gemeente, nieuwste eerst.",
)
async def list_plannen(
    request: Request, rt: Rt, caller: RegieReader, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """Newest first."""
    return await page_of(request, rt, caller, (plannen, gezinsplan_of, cursor, limit))


@router.get(
    "/gezinsplannen/{plan_id}",
    response_model=Gezinsplan,
    summary="Eén plan",
    description="Met doelen, regie en evaluaties, en de versie als ETag.",
)
async def get_plan(plan_id: Id, rt: Rt, caller: RegieReader, response: Response) -> Gezinsplan:
    """One of the caller."""
    found = await one_of(rt, caller, plannen, plan_id)
    tagged(response, found.versie)
    return gezinsplan_of(found)


@router.post(
    "/gezinsplannen",
    status_code=201,
    response_model=Gezinsplan,
    responses={
        404: {"description": "Het gezin bestaat niet."},
        409: {"description": "Het gezin heeft al een lopend plan."},
    },
    summary="Plan van een gezin maken",
    description="Eén plan en één regisseur; in het dwangkader is dat de gecertificeerde "
    "instelling.",
)
async def post_plan(
    body: NieuwGezinsplan,
    request: Request,
    rt: Rt,
    caller: RegieWriter,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Make one."""

    def plan_of(now: datetime) -> domein.Gezinsplan:
        return body.of(new_id(), caller.code, now)

    async def act(session: AsyncSession) -> Answer:
        plan = await handlers.make(rt, session, caller.code, body.gezin_id, plan_of)
        return made(request, "/gezinsplannen", plan, gezinsplan_of(plan))

    return await write(request, caller, act)


@router.post(
    "/gezinsplannen/{plan_id}/regie",
    response_model=Gezinsplan,
    responses={409: {"description": "Het plan is beëindigd, of de GI voert de regie."}},
    summary="Regie overdragen",
    description="De vorige regisseur blijft in de geschiedenis staan.",
)
async def post_regie(
    plan_id: Id,
    body: NieuweRegie,
    request: Request,
    rt: Rt,
    caller: RegieWriter,
    change: Change,
) -> Response:
    """Pass the direction on."""
    aan = Aan(caller.code, plan_id, if_unchanged(request))

    async def act(session: AsyncSession) -> Answer:
        plan = await handlers.pass_direction(rt, session, aan, body.of())
        return changed(plan, gezinsplan_of(plan))

    return await write(request, caller, act)


@router.post(
    "/gezinsplannen/{plan_id}/evaluaties",
    response_model=Gezinsplan,
    responses={409: {"description": "Het plan is beëindigd."}},
    summary="Plan evalueren",
    description="Geeft doelen een uitkomst en zegt hoe het verdergaat; stoppen beëindigt het plan.",
)
async def post_evaluatie(
    plan_id: Id,
    body: NieuweEvaluatie,
    request: Request,
    rt: Rt,
    caller: RegieWriter,
    change: Change,
) -> Response:
    """Evaluate it."""
    aan = Aan(caller.code, plan_id, if_unchanged(request))

    async def act(session: AsyncSession) -> Answer:
        plan = await handlers.evaluate(rt, session, aan, body.of(), body.volgende_evaluatie)
        return changed(plan, gezinsplan_of(plan))

    return await write(request, caller, act)
