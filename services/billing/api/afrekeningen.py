# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of settlement ex post: who buys proposes, every gemeente in it agrees."""

from datetime import date
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import (
    Answer,
    Cursor,
    IdempotencyKey,
    Limit,
    Rt,
    Step,
    decode_cursor,
    etag,
    location,
    match_if_given,
    paged,
    write,
)
from libs.common.auth import Caller, OrgType, allow
from libs.common.problem import NotFound
from services.billing.api.callers import gemeenten_of
from services.billing.handlers import afrekenen
from services.billing.handlers.zaken import Daad
from services.billing.schemas.afrekeningen import (
    Afrekenhandeling,
    Afrekening,
    AfrekeningDossier,
    AfrekeningenPagina,
    NieuweAfrekening,
    afrekening_of,
    dossier_of,
)
from services.billing.store import afrekeningen, zaken

router = APIRouter(tags=["Afrekeningen"], redirect_slashes=False)

_PARTIES = (OrgType.REGIO, OrgType.GEMEENTE)
Reader = Annotated[Caller, allow("afrekeningen:lezen", *_PARTIES, OrgType.AANBIEDER)]
Writer = Annotated[Caller, allow("afrekeningen:schrijven", *_PARTIES)]
ZaakId = Annotated[str, Path(alias="afrekeningId", max_length=36)]


@router.post(
    "/afrekeningen",
    status_code=201,
    response_model=Afrekening,
    summary="Afrekening voorstellen",
    description="Verdeelt na afloop van een jaar wat de gemeenten betaalden naar wat zij "
    "gebruikten; de saldi tellen op tot nul, of tot wat met de aanbieder wordt verrekend.",
)
async def post_afrekening(
    body: NieuweAfrekening,
    request: Request,
    rt: Rt,
    caller: Writer,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Propose, for the gemeenten that the caller speaks for."""

    async def act(session: AsyncSession) -> Answer:
        gemeenten = await gemeenten_of(session, caller, date(body.jaar, 1, 1))
        inhoud = body.model_dump(mode="json", by_alias=True)
        daad = Daad("voorstellen", caller.client_id, caller.code, inhoud)
        made = await afrekenen.propose(rt, session, body.as_voorstel(), gemeenten, daad)
        place = {"Location": location(request, f"/afrekeningen/{made.id}")}
        return Answer(201, afrekening_of(made), place)

    return await write(request, caller, act)


@router.get(
    "/afrekeningen",
    response_model=AfrekeningenPagina,
    summary="Afrekeningen",
    description="Die de aanroeper voorstelde of die hem aangaan, nieuwste eerst.",
)
async def list_afrekeningen(
    request: Request, rt: Rt, caller: Reader, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """Of the caller."""
    before = decode_cursor(cursor)
    async with rt.db.read() as session:
        found = await afrekeningen.list_afrekeningen(session, caller.code, before, limit)
    last = found[-1].id if len(found) == limit else None
    return paged(request, [afrekening_of(afrekening) for afrekening in found], last)


@router.get(
    "/afrekeningen/{afrekeningId}",
    response_model=AfrekeningDossier,
    summary="Eén afrekening",
    description="Voor wie haar voorstelde, de gemeenten erin en de aanbieder.",
)
async def get_afrekening(
    zaak_id: ZaakId, rt: Rt, caller: Reader, response: Response
) -> AfrekeningDossier:
    """One that the caller has a part in."""
    async with rt.db.read() as session:
        found = await afrekeningen.read(session, zaak_id)
        if found is None or caller.code not in (
            found.opdrachtgever,
            found.agb_code,
            *found.gemeenten,
        ):
            raise NotFound("Deze afrekening bestaat niet.")
        stappen = await zaken.steps_of(session, zaak_id)
        boekingen = await zaken.bookings_of(session, zaak_id)
    response.headers["ETag"] = etag(found.versie)
    return dossier_of(found, stappen, boekingen)


@router.post(
    "/afrekeningen/{afrekeningId}/handelingen",
    response_model=Afrekening,
    summary="Stap in een afrekening",
    description="Elke gemeente stemt voor zichzelf in; na de laatste kan worden geboekt.",
)
async def post_handeling(
    zaak_id: ZaakId,
    body: Afrekenhandeling,
    request: Request,
    rt: Rt,
    caller: Writer,
    stap: Step,
) -> Response:
    """One step."""

    async def act(session: AsyncSession) -> Answer:
        inhoud = body.model_dump(include={"toelichting"}, exclude_none=True)
        daad = Daad(
            body.handeling, caller.client_id, caller.code, inhoud, partial(match_if_given, request)
        )
        after = await afrekenen.act(rt, session, zaak_id, body.handeling, daad)
        return Answer(200, afrekening_of(after), {"ETag": etag(after.versie)})

    return await write(request, caller, act)
