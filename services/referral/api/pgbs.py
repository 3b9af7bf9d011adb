# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of budgets, for gemeenten."""

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
    write,
)
from libs.common.problem import NotFound
from services.referral.api.callers import Id, Reader, Writer, if_unchanged
from services.referral.handlers import pgbs as handlers
from services.referral.handlers.pgbs import EndPgb, GivePgb
from services.referral.schemas.pgbs import (
    NieuwPgb,
    Pgb,
    PgbEinde,
    PgbsPagina,
    pgb_of,
    voorwaarden_in,
)
from services.referral.store import pgbs
from services.referral.store.clienten import Bekend

router = APIRouter(tags=["Pgb's"], redirect_slashes=False)


@router.get(
    "/pgbs",
    response_model=PgbsPagina,
    summary="Pgb's",
    description="Die van de aanroepende gemeente, nieuwste eerst.",
)
async def list_pgbs(
    request: Request, rt: Rt, caller: Reader, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """Newest first."""
    async with rt.db.read() as session:
        found = await pgbs.listed(session, caller.code, decode_cursor(cursor), limit)
    last = found[-1].id if len(found) == limit else None
    return paged(request, [pgb_of(one) for one in found], last)


@router.get(
    "/pgbs/{pgb_id}",
    response_model=Pgb,
    summary="Eén pgb",
    description="Zoals het nu geldt, met de versie als ETag.",
)
async def get_pgb(pgb_id: Id, rt: Rt, caller: Reader, response: Response) -> Pgb:
    """One of the caller."""
    async with rt.db.read() as session:
        found = await pgbs.read(session, caller.code, pgb_id)
    if found is None:
        raise NotFound("Dit pgb bestaat niet.")
    response.headers["ETag"] = etag(found.versie)
    return pgb_of(found)


@router.post(
    "/pgbs",
    status_code=201,
    response_model=Pgb,
    responses={409: {"description": "Hetzelfde product is al in natura toegewezen (OP043)."}},
    summary="Pgb toekennen",
    description="Onder de drie voorwaarden van artikel 8.1.1 Jeugdwet, en niet naast hulp in "
    "natura voor hetzelfde product. Er gaat geen bericht: een pgb kent er geen.",
)
async def post_pgb(
    body: NieuwPgb,
    request: Request,
    rt: Rt,
    caller: Writer,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Give one."""
    command = GivePgb(
        client=Bekend(caller.code, body.bsn),
        categorie=body.categorie,
        code=body.code,
        begindatum=body.begindatum,
        einddatum=body.einddatum,
        voorwaarden=voorwaarden_in(body.voorwaarden),
    )

    async def act(session: AsyncSession) -> Answer:
        made = await handlers.give(rt, session, command)
        place = {"Location": location(request, f"/pgbs/{made.id}")}
        return Answer(201, pgb_of(made), place | {"ETag": etag(made.versie)})

    return await write(request, caller, act)


@router.post(
    "/pgbs/{pgb_id}/_beeindig",
    response_model=Pgb,
    responses={412: {"description": "De bron is intussen gewijzigd."}},
    summary="Pgb beëindigen of terugnemen",
    description="Een ander einde; voor de begindatum is het pgb er nooit geweest.",
)
async def post_einde(
    pgb_id: Id,
    body: PgbEinde,
    request: Request,
    rt: Rt,
    caller: Writer,
    change: Change,
) -> Response:
    """Another end."""
    command = EndPgb(caller.code, pgb_id, body.einddatum, if_unchanged(request))

    async def act(session: AsyncSession) -> Answer:
        changed = await handlers.end(rt, session, command)
        return Answer(200, pgb_of(changed), {"ETag": etag(changed.versie)})

    return await write(request, caller, act)
