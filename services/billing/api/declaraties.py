# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of billing: declaraties for the aanbieder that sent and the gemeente that received them."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from libs.common.api import Cursor, Limit, Rt, decode_cursor, paged
from libs.common.auth import Caller, OrgType, allow
from libs.common.problem import InvalidInput, NotFound
from services.billing.api.callers import partij_of
from services.billing.api.page import HTML, page_of, wants_page
from services.billing.handlers import toelichten
from services.billing.schemas.declaraties import (
    Declaratie,
    DeclaratiesPagina,
    RegelsPagina,
    Toelichting,
    declaratie_of,
    regel_of,
    toelichting_of,
)
from services.billing.schemas.signalen import SignalenPagina, signaal_of
from services.billing.store import reading, signals

router = APIRouter(tags=["Declaraties"], redirect_slashes=False)

Reader = Annotated[Caller, allow("declaraties:lezen", OrgType.AANBIEDER, OrgType.GEMEENTE)]
DeclaratieId = Annotated[str, Path(max_length=36)]
Nummer = Annotated[int, Path(ge=1, description="Volgnummer van de regel in het bericht.")]


def _unknown() -> NotFound:
    return NotFound("Deze declaratie of regel bestaat niet.")


@router.get(
    "/declaraties",
    response_model=DeclaratiesPagina,
    summary="Declaraties",
    description="Beoordeelde declaraties, nieuwste eerst; alleen die van of aan de aanroeper.",
)
async def list_declaraties(
    request: Request, rt: Rt, caller: Reader, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """Newest first."""
    before = decode_cursor(cursor)
    async with rt.db.read() as session:
        rows = await reading.list_declaraties(session, partij_of(caller), before, limit)
    last = rows[-1].id if len(rows) == limit else None
    return paged(request, [declaratie_of(row) for row in rows], last)


@router.get(
    "/declaraties/{declaratie_id}",
    response_model=Declaratie,
    summary="Eén declaratie",
    description="De totalen en de uitkomst van een declaratie.",
)
async def get_declaratie(declaratie_id: DeclaratieId, rt: Rt, caller: Reader) -> Declaratie:
    """One declaratie of the caller."""
    async with rt.db.read() as session:
        row = await reading.read_declaratie(session, partij_of(caller), declaratie_id)
    if row is None:
        raise _unknown()
    return declaratie_of(row)


@router.get(
    "/declaraties/{declaratie_id}/regels",
    response_model=RegelsPagina,
    summary="Regels van een declaratie",
    description="Alle prestaties in de volgorde van het bericht, met het oordeel per regel.",
)
async def list_regels(
    declaratie_id: DeclaratieId,
    request: Request,
    rt: Rt,
    caller: Reader,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """In message order."""
    after = _position(decode_cursor(cursor))
    async with rt.db.read() as session:
        if await reading.read_declaratie(session, partij_of(caller), declaratie_id) is None:
            raise _unknown()
        rows = await reading.list_regels(session, declaratie_id, after, limit)
    last = str(rows[-1].nummer) if len(rows) == limit else None
    return paged(request, [regel_of(row) for row in rows], last)


@router.get(
    "/declaraties/{declaratie_id}/regels/{nummer}/toelichting",
    response_model=Toelichting,
    responses={
        200: {"content": {HTML: {"schema": {"type": "string"}}}},
        409: {"description": "Het bericht is niet bewaard."},
    },
    summary="Toelichting op een regel",
    description="Elke regel waarop is gelet, de feiten die daarbij zijn gezien (versie van de "
    "toewijzing, tarief, volume), het oordeel, en een zin die het uitlegt. Van een declaratie die "
    "als geheel is afgewezen: de regels waarop dat gebeurde. Met `Accept: text/html` als bladzijde "
    "om te lezen.",
)
async def get_toelichting(
    declaratie_id: DeclaratieId, nummer: Nummer, request: Request, rt: Rt, caller: Reader
) -> Response:
    """Why this line was approved or rejected."""
    async with rt.db.read() as session:
        found = await toelichten.explain_regel(
            rt, session, partij_of(caller), declaratie_id, nummer
        )
    if found is None:
        raise _unknown()
    declaratie, toelichting = declaratie_of(found.declaratie), toelichting_of(*found.regel)
    if wants_page(request):
        return page_of(declaratie, toelichting)
    content = toelichting.model_dump_json(by_alias=True)
    return Response(content, media_type="application/json", headers={"Vary": "Accept"})


@router.get(
    "/declaraties/{declaratie_id}/signalen",
    response_model=SignalenPagina,
    summary="Signalen bij een declaratie",
    description="Toegekende regels waarvoor geen levering is gemeld, of alleen een die al was "
    "gestopt. Een signaal weigert niets (OP364) en verdwijnt als de melding alsnog komt.",
)
async def list_signalen(
    declaratie_id: DeclaratieId,
    request: Request,
    rt: Rt,
    caller: Reader,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """In message order."""
    after = _position(decode_cursor(cursor))
    async with rt.db.read() as session:
        if await reading.read_declaratie(session, partij_of(caller), declaratie_id) is None:
            raise _unknown()
        rows = await signals.list_signals(session, declaratie_id, after, limit)
    last = str(rows[-1].nummer) if len(rows) == limit else None
    return paged(request, [signaal_of(row) for row in rows], last)


def _position(cursor: str | None) -> int:
    if cursor is None:
        return 0
    if not cursor.isdigit():
        raise InvalidInput("De cursor klopt niet.")
    return int(cursor)
