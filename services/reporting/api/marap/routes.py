# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The routes of the monthly report."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import (
    CSV,
    Answer,
    Change,
    Cursor,
    IdempotencyKey,
    Limit,
    Rt,
    asked_form,
    csv_response,
    decode_cursor,
    etag,
    location,
    paged,
    require_match,
    write,
)
from libs.common.auth import Caller, OrgType, allow
from libs.common.auth.person import person_of
from libs.common.problem import NotFound
from services.reporting.api.marap.blad import KOLOMMEN, XLSX, regels, werkboek
from services.reporting.api.marap.lezen import lees
from services.reporting.api.marap.pdf import PDF, document
from services.reporting.api.vragen import IndicatorId, Reader, op_moment
from services.reporting.domain.marap import Marap
from services.reporting.handlers import marap as handlers
from services.reporting.schemas import marap as s
from services.reporting.schemas.indicatoren import Doelgroep
from services.reporting.store import maraps

router = APIRouter(tags=["MARAP"], redirect_slashes=False)

Maker = Annotated[Caller, allow("rapportages:schrijven", OrgType.REGIO)]
Reconciler = Annotated[Caller, allow("rapportages:schrijven", OrgType.BEHEER)]
MarapId = Annotated[
    str, Path(alias="marapId", pattern=r"^[0-9a-f-]{36}$", description="Het `id` van een MARAP.")
]
_FILES = (PDF, XLSX, CSV)
_FILE = {"type": "string", "contentMediaType": "application/octet-stream"}


@router.post(
    "/maraps",
    response_model=s.Marapkop,
    status_code=201,
    summary="MARAP maken",
    description="Berekent de vaste set van indicatoren over het jaar tot en met een maand, zoals "
    "bekend op een peilmoment, en legt de cijfers vast met hun definities. De maand is op het "
    "peilmoment voorbij.",
)
async def post_marap(
    body: s.Maraprun,
    request: Request,
    rt: Rt,
    caller: Maker,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Of the region of the caller."""
    wie = person_of(caller.persoon)
    maand = date.fromisoformat(f"{body.maand}-01")
    moment = None if body.peilmoment is None else op_moment(rt, body.peilmoment)

    async def act(session: AsyncSession) -> Answer:
        made = await handlers.run(rt, session, caller.code, maand, wie, moment)
        headers = {"Location": location(request, f"/maraps/{made.id}"), "ETag": etag(made.versie)}
        return Answer(201, s.kop_of(made), headers)

    return await write(request, caller, act)


@router.get(
    "/maraps",
    response_model=s.Maraps,
    summary="MARAP's",
    description="De rapportages van de eigen regio, nieuwste eerst. Een gemeente ziet de "
    "gepubliceerde van de regio's waarin zij zit, beheer alle gepubliceerde.",
)
async def list_maraps(
    request: Request, rt: Rt, caller: Reader, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """A page."""
    async with rt.db.read() as session:
        regios, toestand = await handlers.sight(rt, session, caller)
        found = await maraps.page(session, regios, toestand, decode_cursor(cursor), limit)
    last = found[-1].id if len(found) == limit else None
    return paged(request, [s.kop_of(one) for one in found], last)


@router.get(
    "/maraps/{marapId}",
    response_model=s.Marapinhoud,
    summary="MARAP",
    description="Een rapportage zoals de doelgroep haar mag zien: als JSON, CSV, werkboek (XLSX) "
    "met grafieken of document (PDF), naar `Accept`.",
    responses={
        200: {"content": {one: {"schema": _FILE} for one in _FILES}},
        406: {"description": "Alleen JSON, CSV, XLSX en PDF."},
    },
)
async def get_marap(
    marap_id: MarapId,
    request: Request,
    rt: Rt,
    caller: Reader,
    doelgroep: Annotated[
        Doelgroep | None,
        Query(
            description="Voor wie het antwoord is; nooit ruimer dan de aanroeper zelf. Een "
            "gemeente leest het als een regio."
        ),
    ] = None,
) -> Response:
    """One, in the form that is accepted."""
    form = asked_form(request, *_FILES)
    marap, inhoud = await lees(rt, caller, marap_id, doelgroep)
    headers = {"ETag": etag(marap.versie)}
    name = f"marap-{marap.regiocode.lower()}-{inhoud.tot}"
    if form == CSV:
        return csv_response(KOLOMMEN, regels(inhoud), f"{name}.csv")
    if form == XLSX:
        return _file(await asyncio.to_thread(werkboek, inhoud), XLSX, f"{name}.xlsx", headers)
    if form == PDF:
        return _file(await asyncio.to_thread(document, inhoud), PDF, f"{name}.pdf", headers)
    body = inhoud.model_dump_json(by_alias=True)
    return Response(body, media_type="application/json", headers=headers)


@router.put(
    "/maraps/{marapId}/toelichtingen/{indicatorId}",
    response_model=s.Marapkop,
    summary="Toelichting",
    description="Wat bij een indicator te lezen staat; alleen zolang de rapportage een concept is.",
)
async def put_toelichting(  # noqa: PLR0913, PLR0917 - parts of one request
    marap_id: MarapId,
    indicator_id: IndicatorId,
    body: s.Toelichting,
    request: Request,
    rt: Rt,
    caller: Maker,
    change: Change,
) -> Response:
    """Of the caller's own."""

    async def act(session: AsyncSession, marap: Marap) -> Marap:
        if indicator_id not in marap.definities:
            raise NotFound("Deze indicator staat niet in de rapportage.")
        return await handlers.explain(rt, session, marap, indicator_id, body.tekst)

    return await _changed(rt, request, caller, marap_id, act)


@router.post(
    "/maraps/{marapId}/aansluitingen",
    response_model=s.Marapkop,
    summary="Aansluiting met declaraties nagaan",
    description="Legt de opgave van `GET /aansluiting` van declaraties, gevraagd op het peilmoment "
    "van de rapportage, naast wat hier is goedgekeurd. Een verschil houdt goedkeuring tegen. De "
    "regio geeft dit niet zelf op: beheer, of elke nacht de opdracht `reconcile`.",
)
async def post_aansluiting(
    marap_id: MarapId,
    body: s.Aansluitopgave,
    request: Request,
    rt: Rt,
    caller: Reconciler,
    change: Change,
) -> Response:
    """Kept with the report."""
    told = {
        (one.gemeentecode, one.agb_code, one.maand): (one.aantal, one.bedrag) for one in body.cellen
    }

    async def act(session: AsyncSession, marap: Marap) -> Marap:
        return await handlers.reconcile(rt, session, marap, told)

    return await _changed(rt, request, caller, marap_id, act)


@router.post(
    "/maraps/{marapId}/besluiten",
    response_model=s.Marapkop,
    summary="Goedkeuren of publiceren",
    description="Goedkeuren doet een ander dan wie de rapportage maakte (vier ogen, anders 403 "
    "`vier-ogen`), en alleen als zij aansluit op declaraties. Daarna kan zij worden gepubliceerd.",
)
async def post_besluit(
    marap_id: MarapId,
    body: s.Besluitinvoer,
    request: Request,
    rt: Rt,
    caller: Maker,
    change: Change,
) -> Response:
    """By the person that the token names."""
    wie = person_of(caller.persoon)

    async def act(session: AsyncSession, marap: Marap) -> Marap:
        return await handlers.decide(rt, session, marap, body.besluit, wie)

    return await _changed(rt, request, caller, marap_id, act)


@router.get(
    "/maraps/{marapId}/herberekening",
    response_model=s.Herberekening,
    summary="MARAP opnieuw berekenen",
    description="Berekent de rapportage opnieuw, op haar peilmoment en naar haar definities, en "
    "noemt elk cijfer dat anders is. Er wordt niets vastgelegd.",
)
async def get_herberekening(
    marap_id: MarapId, rt: Rt, caller: Annotated[Caller, allow("weergaven:lezen", OrgType.REGIO)]
) -> s.Herberekening:
    """The same question again."""
    async with rt.db.read() as session:
        marap = await handlers.find(rt, session, marap_id, caller)
        found = await handlers.reckoned_again(session, marap)
    shown = [s.Onderscheid(id=id, cel=list(cel), veld=veld) for id, cel, veld in found]
    return s.Herberekening(gelijk=not shown, verschillen=shown)


async def _changed(
    rt: Rt,
    request: Request,
    caller: Caller,
    marap_id: str,
    act: Callable[[AsyncSession, Marap], Awaitable[Marap]],
) -> Response:
    async def whole(session: AsyncSession) -> Answer:
        before = await handlers.find(rt, session, marap_id, caller)
        require_match(request, before.versie)
        after = await act(session, before)
        return Answer(200, s.kop_of(after), {"ETag": etag(after.versie)})

    return await write(request, caller, whole)


def _file(content: bytes, media: str, name: str, headers: dict[str, Any]) -> Response:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media, headers=headers | disposition)
