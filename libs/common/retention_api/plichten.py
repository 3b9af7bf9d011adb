# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The endpoints of legal holds: place, find and lift."""

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import (
    Answer,
    Change,
    Cursor,
    IdempotencyKey,
    Limit,
    Rt,
    decode_cursor,
    etag,
    location,
    paged,
    require_match,
    write,
)
from libs.common.logboek import Sleutel, note
from libs.common.problem import NotFound
from libs.common.retention import opschorten, store_plichten
from libs.common.retention.lijst import dader
from libs.common.retention_api.callers import PlichtId, Preparer, Reader
from libs.common.retention_api.schemas import (
    Bewaarplicht,
    BewaarplichtenPagina,
    BewaarplichtZoekvraag,
    NieuweBewaarplicht,
    bewaarplicht_of,
)
from libs.common.runtime import Runtime

router = APIRouter(tags=["Vernietiging"], redirect_slashes=False)


@router.get(
    "/bewaarplichten",
    response_model=BewaarplichtenPagina,
    summary="Bewaarplichten",
    description="Van clienten van de aanroepende gemeente, ook wie opgeheven zijn.",
)
async def list_plichten(
    request: Request, rt: Rt, caller: Reader, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """Newest first."""
    return await _page(request, rt, caller.code, (decode_cursor(cursor), limit))


@router.post(
    "/bewaarplichten",
    status_code=201,
    response_model=Bewaarplicht,
    summary="Bewaarplicht opleggen",
    description="Zolang zij geldt wordt van de client niets vernietigd, ook niet van een lijst "
    "die al vastgesteld is.",
)
async def post_plicht(
    body: NieuweBewaarplicht,
    request: Request,
    rt: Rt,
    caller: Preparer,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Hold data back."""
    v, wie = rt.need_vernietiging(), dader(caller.client_id, caller.persoon)

    async def act(session: AsyncSession) -> Answer:
        held = await opschorten.hold(
            v, session, caller.code, body.client_id, wie=wie, wat=body.as_plicht()
        )
        note(session, [Sleutel(held.persoon)])
        place = location(request, f"/bewaarplichten/{held.id}")
        return Answer(201, bewaarplicht_of(held), {"Location": place, "ETag": etag(held.versie)})

    return await write(request, caller, act)


@router.get(
    "/bewaarplichten/{bewaarplichtId}",
    response_model=Bewaarplicht,
    summary="Eén bewaarplicht",
    description="Wie haar oplegde en waarom, en de versie als ETag.",
)
async def get_plicht(
    plicht_id: PlichtId, rt: Rt, caller: Reader, response: Response
) -> Bewaarplicht:
    """One of the caller."""
    async with rt.db.read() as session:
        tables = rt.need_vernietiging().tables
        found = await store_plichten.plicht(session, tables, caller.code, plicht_id)
        if found is None:
            raise NotFound("Deze bewaarplicht bestaat niet.")
        note(session, [Sleutel(found.persoon)])
    response.headers["ETag"] = etag(found.versie)
    return bewaarplicht_of(found)


@router.post(
    "/bewaarplichten/_zoek",
    response_model=BewaarplichtenPagina,
    summary="Bewaarplichten van een client",
    description="Van de client met dit id; met een BSN is het id te vinden bij `/clienten/_zoek`.",
)
async def find_plichten(  # noqa: PLR0913, PLR0917 - what a search may have
    body: BewaarplichtZoekvraag,
    request: Request,
    rt: Rt,
    caller: Reader,
    cursor: Cursor = None,
    limit: Limit = 50,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Of one client."""
    page = (decode_cursor(cursor), limit)
    return await _page(request, rt, caller.code, page, body.client_id)


@router.post(
    "/bewaarplichten/{bewaarplichtId}/_opheffen",
    response_model=Bewaarplicht,
    responses={409: {"description": "Zij is al opgeheven."}},
    summary="Bewaarplicht opheffen",
    description="Wat zij tegenhield komt op de eerstvolgende lijst.",
)
async def post_opheffen(
    plicht_id: PlichtId, request: Request, rt: Rt, caller: Preparer, change: Change
) -> Response:
    """Lift."""
    v, wie = rt.need_vernietiging(), dader(caller.client_id, caller.persoon)

    async def act(session: AsyncSession) -> Answer:
        held = await store_plichten.plicht(session, v.tables, caller.code, plicht_id, lock=True)
        if held is None:
            raise NotFound("Deze bewaarplicht bestaat niet.")
        require_match(request, held.versie)
        note(session, [Sleutel(held.persoon)])
        after = await opschorten.lift(v, session, held, wie)
        return Answer(200, bewaarplicht_of(after), {"ETag": etag(after.versie)})

    return await write(request, caller, act)


async def _page(
    request: Request,
    rt: Runtime,
    gemeentecode: str,
    page: tuple[str | None, int],
    persoon: str | None = None,
) -> Response:
    v = rt.need_vernietiging()
    async with rt.db.read() as session:
        van = await opschorten.holds_of(v, session, persoon) if persoon else None
        found = await store_plichten.plichten(session, v.tables, gemeentecode, page, van)
        note(session, [Sleutel(one.persoon) for one in found])
    last = found[-1].id if len(found) == page[1] else None
    return paged(request, [bewaarplicht_of(one) for one in found], last)
