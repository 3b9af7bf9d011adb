# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of client stops that are proposed because a ceiling was reached (C-09)."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import Answer, Change, Cursor, Limit, Rt, decode_cursor, etag, paged, write
from libs.common.problem import NotFound
from services.contract import store
from services.contract.api.callers import Buyer, Signer
from services.contract.api.headers import expected, shown
from services.contract.handlers import stopvoorstellen as handlers
from services.contract.handlers.dossiers import open_dossier
from services.contract.schemas.dossiers import ClientenstopInvoer
from services.contract.schemas.plafonds import (
    AfwijsInvoer,
    OverneemInvoer,
    Stopvoorstel,
    StopvoorstellenPagina,
    stop_of,
    voorstel_of,
)
from services.contract.schemas.soorten_aanbieders import STOPS
from services.contract.store import stopvoorstellen

router = APIRouter(tags=["Plafonds"], redirect_slashes=False)

VoorstelId = Annotated[str, Path(alias="voorstelId", pattern=r"^[0-9a-f-]{1,36}$")]


@router.get(
    "/clientenstopvoorstellen",
    response_model=StopvoorstellenPagina,
    summary="Voorgestelde cliëntenstops",
    description="Bij contracten van de aanroeper waarvan een plafond is bereikt; oudste eerst.",
)
async def list_voorstellen(
    request: Request, rt: Rt, caller: Buyer, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """Oldest first."""
    async with rt.db.read() as session:
        found = await stopvoorstellen.page(session, caller.code, decode_cursor(cursor), limit)
    last = found[-1].id if len(found) == limit else None
    return paged(request, [voorstel_of(one) for one in found], last)


@router.get(
    "/clientenstopvoorstellen/{voorstelId}",
    response_model=Stopvoorstel,
    summary="Eén voorgestelde cliëntenstop",
    description="Met de versie als ETag.",
)
async def get_voorstel(voorstel_id: VoorstelId, rt: Rt, caller: Buyer) -> Response:
    """One of the caller."""
    async with rt.db.read() as session:
        found = await stopvoorstellen.read(session, caller.code, voorstel_id)
    if found is None:
        raise NotFound("Dit voorstel bestaat niet.")
    return shown(voorstel_of(found), found.versie)


@router.post(
    "/clientenstopvoorstellen/{voorstelId}/_overnemen",
    response_model=Stopvoorstel,
    responses={409: {"description": "Al overgenomen, afgewezen of vervallen."}},
    summary="Voorgestelde cliëntenstop overnemen",
    description="Legt een cliëntenstop door de opdrachtgever vast voor wat per eenheid wordt "
    "betaald, zonder crisis; `clientenstopId` is die stop.",
)
async def post_overnemen(
    voorstel_id: VoorstelId,
    invoer: OverneemInvoer,
    request: Request,
    rt: Rt,
    caller: Signer,
    change: Change,
) -> Response:
    """Take over."""

    async def act(session: AsyncSession) -> Answer:
        held = await handlers.find_open(session, caller.code, voorstel_id, expected(request))
        contract = await store.read_contract(session, held.contract_id)
        assert contract is not None  # noqa: S101 - a proposal has a contract
        values = stop_of(contract.contract, held, invoer, rt.clock.today())
        stop = await open_dossier(
            rt, session, STOPS, caller.code, ClientenstopInvoer.model_validate(values)
        )
        made = await handlers.decide(rt, session, held, "overgenomen", stop=stop.id)
        return Answer(200, voorstel_of(made), {"ETag": etag(made.versie)})

    return await write(request, caller, act)


@router.post(
    "/clientenstopvoorstellen/{voorstelId}/_afwijzen",
    response_model=Stopvoorstel,
    responses={409: {"description": "Al overgenomen, afgewezen of vervallen."}},
    summary="Voorgestelde cliëntenstop afwijzen",
    description="Er komt geen stop, met de reden. Automatisch toekennen stopt bij een bereikt "
    "plafond ook zonder stop.",
)
async def post_afwijzen(
    voorstel_id: VoorstelId,
    invoer: AfwijsInvoer,
    request: Request,
    rt: Rt,
    caller: Signer,
    change: Change,
) -> Response:
    """Turn down."""

    async def act(session: AsyncSession) -> Answer:
        held = await handlers.find_open(session, caller.code, voorstel_id, expected(request))
        made = await handlers.decide(rt, session, held, "afgewezen", reden=invoer.reden)
        return Answer(200, voorstel_of(made), {"ETag": etag(made.versie)})

    return await write(request, caller, act)
