# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of future plans and of the age until which help may be given, for gemeenten."""

from datetime import datetime

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import Answer, Change, Cursor, IdempotencyKey, Limit, Rt, write
from libs.common.ids import new_id
from libs.common.problem import InvalidInput, InvalidParam
from services.referral.api.callers import Id, Reader, RegieReader, RegieWriter, if_unchanged
from services.referral.api.records import changed, made, one_of, page_of, tagged
from services.referral.domain import toekomstplan as domein
from services.referral.domain.leeftijd import limit_on
from services.referral.handlers import toekomstplannen as handlers
from services.referral.handlers.regie import Aan
from services.referral.schemas.toekomstplannen import (
    Goedkeuring,
    Leeftijdsgrens,
    Leeftijdsvraag,
    NieuwToekomstplan,
    Planinhoud,
    Toekomstplan,
    ToekomstplannenPagina,
    leeftijdsgrens_of,
    toekomstplan_of,
)
from services.referral.store import leveringen
from services.referral.store.toekomstplannen import toekomstplannen

router = APIRouter(tags=["Toekomstplannen"], redirect_slashes=False)


@router.get(
    "/toekomstplannen",
    response_model=ToekomstplannenPagina,
    summary="Toekomstplannen",
    description="Die van de aanroepende gemeente, nieuwste eerst.",
)
async def list_plannen(
    request: Request, rt: Rt, caller: RegieReader, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """Newest first."""
    return await page_of(request, rt, caller, (toekomstplannen, toekomstplan_of, cursor, limit))


@router.get(
    "/toekomstplannen/{plan_id}",
    response_model=Toekomstplan,
    summary="Eén toekomstplan",
    description="Met hoe de hulp eindigde als er geen meer loopt, en de versie als ETag.",
)
async def get_plan(plan_id: Id, rt: Rt, caller: RegieReader, response: Response) -> Toekomstplan:
    """One of the caller."""
    found = await one_of(rt, caller, toekomstplannen, plan_id)
    async with rt.db.read() as session:
        stop = await leveringen.last_end(session, found.client_id)
    tagged(response, found.versie)
    return toekomstplan_of(found, stop)


@router.post(
    "/toekomstplannen",
    status_code=201,
    response_model=Toekomstplan,
    responses={409: {"description": "De jongere heeft al een plan in concept."}},
    summary="Toekomstplan beginnen",
    description="Vanaf zeventien jaar heeft elke jongere met hulp er een.",
)
async def post_plan(
    body: NieuwToekomstplan,
    request: Request,
    rt: Rt,
    caller: RegieWriter,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Draft one."""

    def plan_of(now: datetime) -> domein.Toekomstplan:
        return body.of(new_id(), caller.code, now)

    async def act(session: AsyncSession) -> Answer:
        plan = await handlers.draft(rt, session, caller.code, body.client_id, plan_of)
        return made(request, "/toekomstplannen", plan, toekomstplan_of(plan))

    return await write(request, caller, act)


@router.post(
    "/toekomstplannen/{plan_id}/_herzien",
    response_model=Toekomstplan,
    responses={409: {"description": "Het plan is al goedgekeurd."}},
    summary="Concept herzien",
    description="De inhoud komt in de plaats van de vorige.",
)
async def post_herziening(
    plan_id: Id,
    body: Planinhoud,
    request: Request,
    rt: Rt,
    caller: RegieWriter,
    change: Change,
) -> Response:
    """Another content."""
    aan = Aan(caller.code, plan_id, if_unchanged(request))

    async def act(session: AsyncSession) -> Answer:
        regimes = body.vervolgregimes
        plan = await handlers.revise(rt, session, aan, body.inhoud(), regimes)
        return changed(plan, toekomstplan_of(plan))

    return await write(request, caller, act)


@router.post(
    "/toekomstplannen/{plan_id}/_goedkeuren",
    response_model=Toekomstplan,
    responses={409: {"description": "Het plan is al goedgekeurd."}},
    summary="Toekomstplan goedkeuren",
    description="Alleen een volledig plan; het signaal verdwijnt dan van de lijst.",
)
async def post_goedkeuring(
    plan_id: Id,
    body: Goedkeuring,
    request: Request,
    rt: Rt,
    caller: RegieWriter,
    change: Change,
) -> Response:
    """Approve it."""
    aan = Aan(caller.code, plan_id, if_unchanged(request))

    async def act(session: AsyncSession) -> Answer:
        plan = await handlers.approve(rt, session, aan, body.op)
        return changed(plan, toekomstplan_of(plan))

    return await write(request, caller, act)


@router.post(
    "/leeftijdsgrenzen/_bepaal",
    response_model=Leeftijdsgrens,
    summary="Tot welke dag hulp mag duren",
    description="Naar leeftijd en kader (artikel 1.1 Jeugdwet). Er wordt niets bewaard.",
)
async def determine(
    body: Leeftijdsvraag, _caller: Reader, idempotency_key: IdempotencyKey = None
) -> Leeftijdsgrens:
    """400 for a day before the law was there."""
    grens = limit_on(body.kader, body.peildatum)
    if grens is None:
        reason = "ligt voor de Jeugdwet"
        param = InvalidParam("peildatum", "leeftijdsgrens", reason)
        raise InvalidInput(f"De peildatum {reason}.", invalid_params=[param])
    return leeftijdsgrens_of(grens, body)
