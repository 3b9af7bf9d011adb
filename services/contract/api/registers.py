# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of the registers: gemeenten, regio's, aanbieders."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common import codes
from libs.common.api import Answer, Change, Cursor, Limit, Rt, decode_cursor, etag, paged, write
from libs.common.problem import NotFound
from services.contract import domain as d
from services.contract import handlers, store
from services.contract.api.callers import Beheer, Inschrijver, Reader
from services.contract.api.headers import expected, shown
from services.contract.schemas import (
    Aanbieder,
    AanbiederInvoer,
    AanbiedersPagina,
    Gemeente,
    GemeenteInvoer,
    GemeentenPagina,
    Regio,
    RegioInvoer,
    RegiosPagina,
    aanbieder_of,
    gemeente_of,
    regio_in,
    regio_of,
)

router = APIRouter(tags=["Registers"], redirect_slashes=False)

Gemeentecode = Annotated[codes.Gemeentecode, Path()]
Regiocode = Annotated[str, Path(pattern=r"^[A-Z][A-Z0-9-]{1,19}$")]
AgbCode = Annotated[codes.AgbCode, Path(alias="agbCode")]


@router.get(
    "/gemeenten",
    response_model=GemeentenPagina,
    summary="Gemeenten",
    description="Geregistreerde gemeenten, op code.",
)
async def list_gemeenten(
    request: Request, rt: Rt, caller: Reader, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """By code."""
    async with rt.db.read() as session:
        found = await store.list_gemeenten(session, decode_cursor(cursor), limit)
    last = found[-1].gemeentecode if len(found) == limit else None
    return paged(request, [gemeente_of(g) for g in found], last)


@router.get(
    "/gemeenten/{gemeentecode}",
    response_model=Gemeente,
    summary="Eén gemeente",
    description="Een gemeente op CBS-code.",
)
async def get_gemeente(gemeentecode: Gemeentecode, rt: Rt, caller: Reader) -> Response:
    """One gemeente, with its version as ETag."""
    async with rt.db.read() as session:
        found = await store.read_gemeente(session, gemeentecode)
    if found is None:
        raise NotFound("Deze gemeente is niet geregistreerd.")
    return shown(gemeente_of(found[0]), found[1])


@router.put(
    "/gemeenten/{gemeentecode}",
    response_model=Gemeente,
    summary="Gemeente registreren of wijzigen",
    description="Dezelfde inhoud nog eens verandert niets.",
)
async def put_gemeente(
    gemeentecode: Gemeentecode,
    invoer: GemeenteInvoer,
    request: Request,
    rt: Rt,
    caller: Beheer,
    change: Change,
) -> Response:
    """Register or change."""
    geldig = d.Geldigheid(invoer.geldig_van, invoer.geldig_tot)
    gemeente = d.Gemeente(gemeentecode, invoer.naam, geldig)

    async def act(session: AsyncSession) -> Answer:
        versie = await handlers.put_gemeente(session, rt.outbox, gemeente, expected(request))
        return Answer(200, gemeente_of(gemeente), {"ETag": etag(versie)})

    return await write(request, caller, act)


@router.get(
    "/regios",
    response_model=RegiosPagina,
    summary="Regio's",
    description="Geregistreerde regio's met hun lidmaatschappen, op code.",
)
async def list_regios(
    request: Request, rt: Rt, caller: Reader, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """By code."""
    async with rt.db.read() as session:
        found = await store.list_regios(session, decode_cursor(cursor), limit)
    last = found[-1].regiocode if len(found) == limit else None
    return paged(request, [regio_of(r) for r in found], last)


@router.get(
    "/regios/{regiocode}",
    response_model=Regio,
    summary="Eén regio",
    description="Een regio met al zijn lidmaatschappen.",
)
async def get_regio(regiocode: Regiocode, rt: Rt, caller: Reader) -> Response:
    """One regio, with its version as ETag."""
    async with rt.db.read() as session:
        found = await store.read_regio(session, regiocode)
    if found is None:
        raise NotFound("Deze regio is niet geregistreerd.")
    return shown(regio_of(found[0]), found[1])


@router.put(
    "/regios/{regiocode}",
    response_model=Regio,
    summary="Regio registreren of wijzigen",
    description="Legt naam en alle lidmaatschappen vast, ook vroegere; ze gelden per periode en "
    "overlappen niet voor dezelfde gemeente. Dezelfde inhoud nog eens verandert niets.",
)
async def put_regio(
    regiocode: Regiocode,
    invoer: RegioInvoer,
    request: Request,
    rt: Rt,
    caller: Beheer,
    change: Change,
) -> Response:
    """Register or change."""

    async def act(session: AsyncSession) -> Answer:
        regio = regio_in(regiocode, invoer)
        kept, versie = await handlers.put_regio(session, rt.outbox, regio, expected(request))
        return Answer(200, regio_of(kept), {"ETag": etag(versie)})

    return await write(request, caller, act)


@router.get(
    "/aanbieders",
    response_model=AanbiedersPagina,
    summary="Aanbieders",
    description="Geregistreerde aanbieders, op AGB-code.",
)
async def list_aanbieders(
    request: Request, rt: Rt, caller: Reader, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """By AGB code."""
    async with rt.db.read() as session:
        found = await store.list_aanbieders(session, decode_cursor(cursor), limit)
    last = found[-1].agb_code if len(found) == limit else None
    return paged(request, [aanbieder_of(a) for a in found], last)


@router.get(
    "/aanbieders/{agbCode}",
    response_model=Aanbieder,
    summary="Eén aanbieder",
    description="Een aanbieder op AGB-code.",
)
async def get_aanbieder(agb_code: AgbCode, rt: Rt, caller: Reader) -> Response:
    """One aanbieder, with its version as ETag."""
    async with rt.db.read() as session:
        found = await store.read_aanbieder(session, agb_code)
    if found is None:
        raise NotFound("Deze aanbieder is niet geregistreerd.")
    return shown(aanbieder_of(found[0]), found[1])


@router.put(
    "/aanbieders/{agbCode}",
    response_model=Aanbieder,
    summary="Aanbieder registreren of wijzigen",
    description="Dezelfde inhoud nog eens verandert niets.",
)
async def put_aanbieder(
    agb_code: AgbCode,
    invoer: AanbiederInvoer,
    request: Request,
    rt: Rt,
    caller: Inschrijver,
    change: Change,
) -> Response:
    """Register or change."""
    aanbieder = d.Aanbieder(agb_code, invoer.naam, invoer.kvk_nummer)

    async def act(session: AsyncSession) -> Answer:
        versie = await handlers.put_aanbieder(session, rt.outbox, aanbieder, expected(request))
        return Answer(200, aanbieder_of(aanbieder), {"ETag": etag(versie)})

    return await write(request, caller, act)
