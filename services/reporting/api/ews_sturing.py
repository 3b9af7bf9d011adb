# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of what is made of deliveries: assessments, the ladder, and the norms behind them."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import Answer, Change, IdempotencyKey, Rt, etag, require_match, write
from libs.common.auth import Caller, OrgType, allow
from libs.common.problem import InvalidInput, InvalidParam
from services.reporting.api.vragen import KWARTAAL, Peilmoment, kwartaal_op, op_moment
from services.reporting.domain.kwartaal import Kwartaal
from services.reporting.handlers import ews as handlers
from services.reporting.handlers import inzien, weergeven
from services.reporting.schemas.ews import (
    EwsBeoordeling,
    EwsNormen,
    EwsNormversies,
    EwsStap,
    EwsStappen,
    NieuweEwsNormen,
    NieuweStap,
    beoordeling_of,
    stap_of,
)
from services.reporting.schemas.velden import AgbCode, Kwartaalcode
from services.reporting.store import ews

router = APIRouter(tags=["Early warning"], redirect_slashes=False)

Over = Annotated[AgbCode, Path(alias="agbCode", description="AGB-code van de aanbieder.")]
Lezer = Annotated[Caller, allow("ews:lezen", OrgType.AANBIEDER, OrgType.REGIO)]
Houder = Annotated[Caller, allow("ews:sturen", OrgType.REGIO)]
Beheer = Annotated[Caller, allow("ews:normeren", OrgType.BEHEER)]
AllenLezen = Annotated[Caller, allow("ews:lezen", OrgType.AANBIEDER, OrgType.REGIO, OrgType.BEHEER)]


@router.get(
    "/ews/aanbieders/{agbCode}/beoordeling",
    response_model=EwsBeoordeling,
    summary="Beoordeling van een aanbieder",
    description="Niveau, redenen en elke indicator met zijn grens, over een kwartaal en zoals "
    "bekend op een moment. Alleen voor de aanbieder zelf en zijn accounthouder; voor de "
    "accounthouder is verborgen of afgerond wat over te weinig kinderen zou gaan.",
)
async def get_beoordeling(
    agb_code: Over,
    rt: Rt,
    caller: Lezer,
    kwartaal: Annotated[Kwartaalcode | None, Query(description=KWARTAAL)] = None,
    peilmoment: Peilmoment = None,
) -> EwsBeoordeling:
    """How it stands."""
    moment = op_moment(rt, peilmoment)
    asked = kwartaal_op(moment, kwartaal)
    found = await weergeven.see_assessment(rt, caller, agb_code, asked, moment)
    return beoordeling_of(found, moment)


@router.post(
    "/ews/aanbieders/{agbCode}/stappen",
    status_code=201,
    response_model=EwsStap,
    summary="Stap zetten op de escalatieladder",
    description="Alleen door de accounthouder van vandaag. Een stap heeft een eigenaar, een dag en "
    "een actie, en wijzigt niet meer; een andere stap komt erna.",
)
async def post_stap(
    agb_code: Over,
    body: NieuweStap,
    request: Request,
    rt: Rt,
    caller: Houder,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """One step."""

    async def act(session: AsyncSession) -> Answer:
        await inzien.need_role(rt, session, caller, agb_code)
        one = await handlers.set_step(rt, session, agb_code, caller.code, body.as_stap())
        return Answer(201, stap_of(one))

    return await write(request, caller, act)


@router.get(
    "/ews/aanbieders/{agbCode}/stappen",
    response_model=EwsStappen,
    summary="Stappen op de escalatieladder",
    description="Alle, oudste eerst. Voor de aanbieder zelf en zijn accounthouder.",
)
async def list_stappen(agb_code: Over, rt: Rt, caller: Lezer) -> EwsStappen:
    """The whole log."""
    async with rt.db.read() as session:
        role = await inzien.need_role(rt, session, caller, agb_code)
        found = await ews.steps(session, [agb_code], rt.clock.now())
    await inzien.log_look(rt, caller, role, "ews-stappen", agb_code)
    return EwsStappen(resultaten=[stap_of(one) for one in found])


@router.get(
    "/ews/normen",
    response_model=EwsNormversies,
    summary="Normen",
    description="Grenzen en termijnen met hun bron, alle versies; de laatste als ETag.",
)
async def list_normen(rt: Rt, caller: AllenLezen) -> Response:
    """All versions."""
    async with rt.db.read() as session:
        found = [EwsNormen.model_validate(one) for one in await ews.norm_forms(session)]
    shown = EwsNormversies(resultaten=found)
    return Response(
        shown.model_dump_json(by_alias=True),
        media_type="application/json",
        headers={"ETag": etag(found[-1].versie)},
    )


@router.post(
    "/ews/normen",
    status_code=201,
    response_model=EwsNormen,
    summary="Normen vaststellen",
    description="Een nieuwe versie, voor kwartalen vanaf een dag; wat eerder is beoordeeld houdt "
    "de normen van toen. `If-Match` noemt de laatste versie.",
)
async def post_normen(
    body: NieuweEwsNormen, request: Request, rt: Rt, caller: Beheer, change: Change
) -> Response:
    """One version more."""
    if Kwartaal.van(body.geldig_vanaf).begin != body.geldig_vanaf:
        wrong = InvalidParam("geldigVanaf", "geen-kwartaal", "is geen eerste dag van een kwartaal")
        raise InvalidInput(f"geldigVanaf {wrong.reason}.", invalid_params=[wrong])

    async def act(session: AsyncSession) -> Answer:
        versie = int((await ews.norm_forms(session))[-1]["versie"])
        require_match(request, versie)
        data = body.model_dump(mode="json", by_alias=True)
        kept = EwsNormen.model_validate(await handlers.set_norms(rt, session, data, versie))
        return Answer(201, kept, {"ETag": etag(kept.versie)})

    return await write(request, caller, act)
