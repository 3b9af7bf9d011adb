# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Clients: registered by their gemeente, found by BSN in the body, never in a URI."""

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import (
    Answer,
    Change,
    IdempotencyKey,
    Rt,
    etag,
    location,
    match_if_given,
    write,
)
from libs.common.problem import NotFound
from services.referral.api.callers import Id, Reader, Writer
from services.referral.handlers import clienten as handlers
from services.referral.schemas.clienten import (
    Client,
    ClientenPagina,
    ClientZoekvraag,
    NieuweClient,
    client_of,
)
from services.referral.store import clienten
from services.referral.store.clienten import Bekend

router = APIRouter(tags=["Clienten"], redirect_slashes=False)


@router.post(
    "/clienten",
    status_code=201,
    response_model=Client,
    summary="Client registreren of bijwerken",
    description="Legt de BRP-gegevens vast die een toewijzingsbericht nodig heeft, en wie het "
    "gezag heeft. Is het BSN bij de gemeente al bekend, dan worden de gegevens bijgewerkt (200).",
    responses={200: {"model": Client, "description": "Bijgewerkt, of al zo bekend."}},
)
async def register_client(
    body: NieuweClient,
    request: Request,
    rt: Rt,
    caller: Writer,
    change: Change,
) -> Response:
    """One client of the caller."""

    async def act(session: AsyncSession) -> Answer:
        who = Bekend(caller.code, body.bsn, body.kenmerk)
        client, made = await handlers.register(
            rt,
            session,
            handlers.Register(who, body.as_persoon(), body.as_omgeving()),
            lambda versie: match_if_given(request, versie),
        )
        place = location(request, f"/clienten/{client.id}")
        headers = {"Location": place, "ETag": etag(client.versie)}
        return Answer(201 if made else 200, client_of(client), headers)

    return await write(request, caller, act)


@router.post(
    "/clienten/_zoek",
    response_model=ClientenPagina,
    summary="Client zoeken op BSN",
    description="Geeft de client met dit BSN, als de gemeente die kent.",
)
async def find_client(
    body: ClientZoekvraag,
    rt: Rt,
    caller: Reader,
    idempotency_key: IdempotencyKey = None,
) -> ClientenPagina:
    """None or one."""
    async with rt.db.read() as session:
        who = Bekend(caller.code, body.bsn, body.kenmerk)
        client = await clienten.look_up(session, rt.need_vault(), who)
    return ClientenPagina(resultaten=[] if client is None else [client_of(client)])


@router.get(
    "/clienten/{client_id}",
    response_model=Client,
    summary="Eén client",
    description="De gegevens van een client van de aanroepende gemeente.",
)
async def get_client(client_id: Id, rt: Rt, caller: Reader, response: Response) -> Client:
    """One client of the caller."""
    async with rt.db.read() as session:
        client = await clienten.read(session, rt.need_vault(), caller.code, client_id)
    if client is None:
        raise NotFound("Deze client bestaat niet.")
    response.headers["ETag"] = etag(client.versie)
    return client_of(client)
