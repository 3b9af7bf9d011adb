# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Requests for an allocation, and the decisions of the gemeente on them."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import (
    Answer,
    Cursor,
    IdempotencyKey,
    Limit,
    Rt,
    decode_cursor,
    etag,
    location,
    paged,
    write,
)
from libs.common.problem import NotFound
from services.referral.api.callers import Id, Reader, Writer, if_unchanged
from services.referral.handlers import besluiten
from services.referral.handlers.besluiten import Decide
from services.referral.schemas.verzoeken import (
    Besluit,
    BesluitenPagina,
    NieuwBesluit,
    Status,
    Verzoek,
    VerzoekenPagina,
    besluit_of,
    verzoek_of,
)
from services.referral.store import verzendingen, verzoeken

router = APIRouter(tags=["Verzoeken"], redirect_slashes=False)


@router.get(
    "/verzoeken",
    response_model=VerzoekenPagina,
    summary="Verzoeken om toewijzing",
    description="Verzoeken aan de aanroepende gemeente, nieuwste eerst.",
)
async def list_verzoeken(
    request: Request,
    rt: Rt,
    caller: Reader,
    status: Annotated[Status | None, Query(description="Alleen met deze status.")] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """Newest first."""
    page = (decode_cursor(cursor), limit)
    async with rt.db.read() as session:
        found = await verzoeken.listed(session, rt.need_vault(), caller.code, status, page)
    last = found[-1].id if len(found) == limit else None
    return paged(request, [verzoek_of(verzoek) for verzoek in found], last)


@router.get(
    "/verzoeken/{verzoek_id}",
    response_model=Verzoek,
    summary="Eén verzoek",
    description="Wat de aanbieder vraagt, de termijnen, en wat het beleid ervan vond.",
)
async def get_verzoek(verzoek_id: Id, rt: Rt, caller: Reader, response: Response) -> Verzoek:
    """One request to the caller."""
    async with rt.db.read() as session:
        verzoek = await verzoeken.read(session, rt.need_vault(), caller.code, verzoek_id)
    if verzoek is None:
        raise _unknown()
    response.headers["ETag"] = etag(verzoek.versie)
    return verzoek_of(verzoek)


@router.get(
    "/verzoeken/{verzoek_id}/besluiten",
    response_model=BesluitenPagina,
    summary="Besluiten op een verzoek",
    description="Hoogstens twee: in onderzoek, en een definitief besluit.",
)
async def list_besluiten(verzoek_id: Id, rt: Rt, caller: Reader) -> BesluitenPagina:
    """Oldest first."""
    async with rt.db.read() as session:
        if await verzoeken.read(session, rt.need_vault(), caller.code, verzoek_id) is None:
            raise _unknown()
        taken = await verzoeken.besluiten(session, verzoek_id)
        sent = await verzendingen.of_besluiten(session, [besluit.id for besluit in taken])
    return BesluitenPagina(resultaten=[besluit_of(b, sent.get(b.id)) for b in taken])


@router.post(
    "/verzoeken/{verzoek_id}/besluiten",
    status_code=201,
    response_model=Besluit,
    summary="Besluiten op een verzoek",
    description="Toekennen (er gaat een JW301), afwijzen of in onderzoek nemen (er gaat een "
    "JW319). In onderzoek kan één keer; daarna volgt een definitief besluit.",
)
async def decide(
    verzoek_id: Id,
    body: NieuwBesluit,
    request: Request,
    rt: Rt,
    caller: Writer,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """One decision of the caller."""
    body.ensure_consistent()
    command = Decide(
        gemeentecode=caller.code,
        verzoek_id=verzoek_id,
        besluit=body.besluit,
        afwijkingen=body.afwijkingen(),
        afwijzing=body.afwijzing(),
        unchanged=if_unchanged(request),
    )

    async def act(session: AsyncSession) -> Answer:
        besluit = await besluiten.decide(rt, session, command)
        sent = await verzendingen.of_besluiten(session, [besluit.id])
        place = location(request, f"/verzoeken/{verzoek_id}/besluiten")
        return Answer(201, besluit_of(besluit, sent.get(besluit.id)), {"Location": place})

    return await write(request, caller, act)


def _unknown() -> NotFound:
    return NotFound("Dit verzoek bestaat niet.")
