# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Corrections of clients by their gemeente: the right of art. 16 AVG."""

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import Answer, Change, Cursor, Limit, Rt, decode_cursor, etag, paged, write
from libs.common.problem import NotFound
from services.referral.api.callers import Id, Reader, Writer, if_unchanged
from services.referral.handlers import correcties as handlers
from services.referral.schemas.clienten import Client, client_of
from services.referral.schemas.correcties import (
    CorrectiesPagina,
    NieuweCorrectie,
    correctie_of,
)
from services.referral.store import clienten, correcties

router = APIRouter(tags=["Clienten"], redirect_slashes=False)


@router.post(
    "/clienten/{client_id}/_corrigeren",
    response_model=Client,
    responses={409: {"description": "Het BSN is van een andere client, of was dat ten onrechte."}},
    summary="Gegevens van een client corrigeren",
    description="Rectificatie (art. 16 AVG), met reden en bron. Elke aanbieder met een toewijzing "
    "krijgt een JW301 met de juiste gegevens, en alle tellingen kennen vanaf nu de juiste persoon. "
    "Bij een onjuist BSN blijft wie dat nog noemt deze client bedoelen; had iemand het juiste BSN "
    "al, dan zegt `samenvoegenMet` dat het dezelfde persoon is.",
)
async def correct_client(
    client_id: Id,
    body: NieuweCorrectie,
    request: Request,
    rt: Rt,
    caller: Writer,
    change: Change,
) -> Response:
    """Correct one of the caller."""
    command = handlers.Correct(
        gemeentecode=caller.code,
        client_id=client_id,
        correctie=body.of(),
        door=caller.persoon or caller.client_id,
        unchanged=if_unchanged(request),
    )

    async def act(session: AsyncSession) -> Answer:
        client = await handlers.correct(rt, session, command)
        return Answer(200, client_of(client), {"ETag": etag(client.versie)})

    return await write(request, caller, act)


@router.get(
    "/clienten/{client_id}/correcties",
    response_model=CorrectiesPagina,
    summary="Correcties van een client",
    description="Wat er wanneer, door wie en waarom is gecorrigeerd, nieuwste eerst.",
)
async def list_correcties(
    client_id: Id,
    request: Request,
    rt: Rt,
    caller: Reader,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """Of one of the caller."""
    page = (decode_cursor(cursor), limit)
    async with rt.db.read() as session:
        client = await clienten.read(session, rt.need_vault(), caller.code, client_id)
        if client is None:
            raise NotFound("Deze client bestaat niet.")
        found = await correcties.of_client(session, rt.need_vault(), client_id, page)
    last = found[-1].id if len(found) == limit else None
    return paged(request, [correctie_of(one) for one in found], last)
