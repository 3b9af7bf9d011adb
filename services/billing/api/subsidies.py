# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of subsidies: for who awards them, and to read for the gemeenten that pay."""

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
from services.billing.handlers import subsidies as handlers
from services.billing.handlers.zaken import Daad
from services.billing.schemas.subsidies import (
    NieuweSubsidie,
    Subsidie,
    SubsidieDossier,
    Subsidiehandeling,
    SubsidiesPagina,
    dossier_of,
    subsidie_of,
)
from services.billing.store import subsidies, zaken

router = APIRouter(tags=["Subsidies"], redirect_slashes=False)

Reader = Annotated[Caller, allow("subsidies:lezen", OrgType.REGIO, OrgType.GEMEENTE)]
Writer = Annotated[Caller, allow("subsidies:schrijven", OrgType.REGIO, OrgType.GEMEENTE)]
ZaakId = Annotated[str, Path(alias="subsidieId", max_length=36)]


@router.post(
    "/subsidies",
    status_code=201,
    response_model=Subsidie,
    summary="Subsidie verlenen",
    description="Een subsidie voor een jaar, als verplichting geboekt naar de verdeelsleutel.",
)
async def post_subsidie(
    body: NieuweSubsidie,
    request: Request,
    rt: Rt,
    caller: Writer,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Award, for the gemeenten that the caller speaks for."""

    async def act(session: AsyncSession) -> Answer:
        gemeenten = await gemeenten_of(session, caller, date(body.jaar, 1, 1))
        daad = Daad("verlenen", caller.client_id, caller.code)
        wanted = body.as_subsidie(caller.code)
        made = await handlers.award(rt, session, wanted, gemeenten, daad)
        place = {"Location": location(request, f"/subsidies/{made.id}")}
        return Answer(201, subsidie_of(made), place)

    return await write(request, caller, act)


@router.get(
    "/subsidies",
    response_model=SubsidiesPagina,
    summary="Subsidies",
    description="Die de aanroeper verleende, nieuwste eerst.",
)
async def list_subsidies(
    request: Request, rt: Rt, caller: Reader, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """Of the caller."""
    before = decode_cursor(cursor)
    async with rt.db.read() as session:
        found = await subsidies.of_verlener(session, caller.code, before, limit)
    last = found[-1].id if len(found) == limit else None
    return paged(request, [subsidie_of(subsidie) for subsidie in found], last)


@router.get(
    "/subsidies/{subsidieId}",
    response_model=SubsidieDossier,
    summary="Eén subsidie",
    description="Met alle stappen en boekingen; voor de verlener en de gemeenten in de sleutel.",
)
async def get_subsidie(
    zaak_id: ZaakId, rt: Rt, caller: Reader, response: Response
) -> SubsidieDossier:
    """One that the caller has a part in."""
    async with rt.db.read() as session:
        found = await subsidies.read(session, zaak_id)
        if found is None or caller.code not in (found.verlener, *found.sleutel):
            raise NotFound("Deze subsidie bestaat niet.")
        stappen = await zaken.steps_of(session, zaak_id)
        boekingen = await zaken.bookings_of(session, zaak_id)
    response.headers["ETag"] = etag(found.versie)
    return dossier_of(found, stappen, boekingen)


@router.post(
    "/subsidies/{subsidieId}/handelingen",
    response_model=Subsidie,
    summary="Stap in een subsidie",
    description="Bevoorschotten, verantwoorden, vaststellen, afwikkelen: in deze orde. Elke stap "
    "met een bedrag wordt naar de sleutel geboekt; het saldo sluit per gemeente op de cent. "
    "'aanvullen' noemt de AGB-code van de ontvanger, als die bij de verlening nog niet bekend was.",
)
async def post_handeling(
    zaak_id: ZaakId,
    body: Subsidiehandeling,
    request: Request,
    rt: Rt,
    caller: Writer,
    stap: Step,
) -> Response:
    """One step."""

    async def act(session: AsyncSession) -> Answer:
        told = {"bedrag", "lasten", "agb_code", "toelichting"}
        inhoud = body.model_dump(include=told, exclude_none=True, by_alias=True)
        daad = Daad(
            body.handeling, caller.client_id, caller.code, inhoud, partial(match_if_given, request)
        )
        gegevens = body.as_gegevens()
        after = await handlers.act(rt, session, zaak_id, body.handeling, daad, gegevens)
        return Answer(200, subsidie_of(after), {"ETag": etag(after.versie)})

    return await write(request, caller, act)
