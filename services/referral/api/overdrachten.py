# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of handing a client over to the gemeente that it moved to."""

from collections.abc import Awaitable, Callable
from typing import Any

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
from libs.common.auth import Caller
from libs.common.problem import NotFound
from services.referral.api.callers import Id, Reader, Writer, if_unchanged
from services.referral.domain.client import Adres
from services.referral.domain.overdracht import Overdracht as DomeinOverdracht
from services.referral.handlers import overdragen
from services.referral.handlers.overdragen import Conclude, Offer
from services.referral.schemas.clienten import client_of
from services.referral.schemas.overdrachten import (
    Bevestiging,
    NieuweOverdracht,
    Overdracht,
    OverdrachtDossier,
    OverdrachtenPagina,
    Weigering,
    overdracht_of,
)
from services.referral.schemas.toewijzingen import toewijzing_of
from services.referral.store import clienten, overdrachten, toewijzingen, verzendingen

router = APIRouter(tags=["Overdrachten"], redirect_slashes=False)

Step = Callable[[AsyncSession], Awaitable[DomeinOverdracht]]
_CHANGED: dict[int | str, dict[str, Any]] = {412: {"description": "De bron is intussen gewijzigd."}}


@router.get(
    "/overdrachten",
    response_model=OverdrachtenPagina,
    summary="Overdrachten",
    description="Door en aan de aanroepende gemeente aangeboden, nieuwste eerst.",
)
async def list_overdrachten(
    request: Request, rt: Rt, caller: Reader, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """Newest first."""
    async with rt.db.read() as session:
        found = await overdrachten.listed(session, caller.code, decode_cursor(cursor), limit)
    last = found[-1].id if len(found) == limit else None
    return paged(request, [overdracht_of(one) for one in found], last)


@router.get(
    "/overdrachten/{overdracht_id}",
    response_model=OverdrachtDossier,
    summary="Eén overdracht",
    description="Voor beide gemeenten, met de client en de hulp waar het om gaat.",
)
async def get_overdracht(
    overdracht_id: Id, rt: Rt, caller: Reader, response: Response
) -> OverdrachtDossier:
    """One that the caller is party to."""
    async with rt.db.read() as session:
        found = await overdrachten.read(session, caller.code, overdracht_id)
        if found is None:
            raise NotFound("Deze overdracht bestaat niet.")
        client = await clienten.known(session, rt.need_vault(), found.client_id)
        moved = await toewijzingen.by_ids(session, found.toewijzing_ids)
        follows = await toewijzingen.continuing(session, found.toewijzing_ids)
        sent = await verzendingen.of_toewijzingen(session, [one.id for one in (*moved, *follows)])
    response.headers["ETag"] = etag(found.versie)
    return OverdrachtDossier(
        **overdracht_of(found).model_dump(),
        client=client_of(client),
        toewijzingen=[toewijzing_of(one, sent.get(one.id)) for one in moved],
        voortzettingen=[toewijzing_of(one, sent.get(one.id)) for one in follows],
    )


@router.post(
    "/overdrachten",
    status_code=201,
    response_model=Overdracht,
    summary="Overdracht aanbieden",
    description="De hulp eindigt hier pas als de andere gemeente bevestigt (artikel 2.7a).",
)
async def post_overdracht(
    body: NieuweOverdracht,
    request: Request,
    rt: Rt,
    caller: Writer,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Offer."""
    chosen = body.toewijzing_nummers
    command = Offer(
        gemeentecode=caller.code,
        client_id=body.client_id,
        naar=body.naar,
        per=body.per,
        nummers=None if chosen is None else frozenset(chosen),
    )

    async def act(session: AsyncSession) -> Answer:
        made = await overdragen.offer(rt, session, command)
        place = {"Location": location(request, f"/overdrachten/{made.id}")}
        return Answer(201, overdracht_of(made), place | {"ETag": etag(made.versie)})

    return await write(request, caller, act)


@router.post(
    "/overdrachten/{overdracht_id}/_bevestig",
    response_model=Overdracht,
    responses=_CHANGED,
    summary="Overdracht bevestigen",
    description="De oude toewijzingen eindigen de dag ervoor (reden 07), de nieuwe gaan in bij "
    "dezelfde aanbieder; zonder contract met de nieuwe gemeente voor hoogstens een jaar. Beide "
    "gemeenten sturen een JW301.",
)
async def post_bevestiging(
    overdracht_id: Id,
    body: Bevestiging,
    request: Request,
    rt: Rt,
    caller: Writer,
    change: Change,
) -> Response:
    """By the new gemeente."""
    command = _command(overdracht_id, request, caller)
    adres = Adres(**body.adres.model_dump())
    return await _step(
        request, caller, lambda session: overdragen.confirm(rt, session, command, adres)
    )


@router.post(
    "/overdrachten/{overdracht_id}/_weiger",
    response_model=Overdracht,
    responses=_CHANGED,
    summary="Overdracht weigeren",
    description="Alles blijft zoals het was; de oude gemeente blijft verantwoordelijk.",
)
async def post_weigering(
    overdracht_id: Id,
    body: Weigering,
    request: Request,
    rt: Rt,
    caller: Writer,
    change: Change,
) -> Response:
    """By the new gemeente."""
    command = _command(overdracht_id, request, caller)
    return await _step(
        request, caller, lambda session: overdragen.refuse(rt, session, command, body.reden)
    )


@router.post(
    "/overdrachten/{overdracht_id}/_intrekken",
    response_model=Overdracht,
    responses=_CHANGED,
    summary="Overdracht intrekken",
    description="Door de gemeente die haar aanbood, zolang zij niet is beantwoord.",
)
async def post_intrekking(
    overdracht_id: Id,
    request: Request,
    rt: Rt,
    caller: Writer,
    change: Change,
) -> Response:
    """By the old gemeente."""
    command = _command(overdracht_id, request, caller)
    return await _step(request, caller, lambda session: overdragen.withdraw(rt, session, command))


def _command(overdracht_id: str, request: Request, caller: Caller) -> Conclude:
    return Conclude(caller.code, overdracht_id, if_unchanged(request))


async def _step(request: Request, caller: Caller, step: Step) -> Response:
    async def act(session: AsyncSession) -> Answer:
        done = await step(session)
        return Answer(200, overdracht_of(done), {"ETag": etag(done.versie)})

    return await write(request, caller, act)
