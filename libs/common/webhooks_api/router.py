# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The endpoints: subscribe to what concerns you, look at deliveries, have them sent again."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import (
    Answer,
    Change,
    Cursor,
    IdempotencyKey,
    Limit,
    Rt,
    as_position,
    decode_cursor,
    etag,
    location,
    paged,
    position,
    require_match,
    write,
)
from libs.common.auth import Caller, OrgType, allow
from libs.common.problem import Conflict, InvalidInput, InvalidParam, NotFound
from libs.common.runtime import Runtime
from libs.common.webhooks import Abonnement, Status
from libs.common.webhooks.store import PING, RIGHT
from libs.common.webhooks_api.schemas import (
    AbonnementenPagina,
    AbonnementUit,
    AfleveringenPagina,
    AfleveringUit,
    Geheim,
    Herafleverd,
    Heraflevering,
    Meldingstype,
    Meldingstypen,
    NieuwAbonnement,
    abonnement_uit,
    aflevering_uit,
)

MOST = 20
"""Subscriptions of one organisation in one service that are not stopped."""

_Subscriber = Annotated[
    Caller,
    allow(
        RIGHT,
        OrgType.AANBIEDER,
        OrgType.GEMEENTE,
        OrgType.REGIO,
    ),
]


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Which deliveries are asked for."""

    status: Annotated[Status | None, Query(description="Alleen afleveringen met deze status.")] = (
        None
    )
    cursor: Cursor = None
    limit: Limit = 50


_Page = Annotated[_Chosen, Depends()]


router = APIRouter(tags=["Meldingen"], redirect_slashes=False)


@router.get(
    "/abonnementen/typen",
    response_model=Meldingstypen,
    summary="Typen meldingen",
    description="Waarop uw soort organisatie zich kan abonneren. Een melding zegt dat er iets "
    "is en waar het staat (`dataref`); over personen staat er niets in.",
)
async def list_types(rt: Rt, caller: _Subscriber) -> Meldingstypen:
    found = rt.need_webhooks().notices.types_for(caller.org_type)
    shown = [
        Meldingstype(
            type=one.event.type, omschrijving=one.description, heeft_gegevens=bool(one.data)
        )
        for one in found
    ]
    return Meldingstypen(resultaten=shown)


@router.post(
    "/abonnementen",
    status_code=201,
    response_model=AbonnementUit,
    summary="Abonneren op meldingen",
    description="Vanaf nu wordt elke gebeurtenis die uw organisatie aangaat, als CloudEvent "
    "naar uw adres gestuurd, ondertekend volgens Standard Webhooks met het geheim dat bij "
    "`/geheim` staat. Antwoord met 2xx; anders wordt het tot 24 uur lang opnieuw geprobeerd. "
    "Een melding kan vaker dan eens komen: `webhook-id` is dan dezelfde.",
)
async def subscribe(
    body: NieuwAbonnement,
    request: Request,
    rt: Rt,
    caller: _Subscriber,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    _check(rt, caller, body)

    async def act(session: AsyncSession) -> Answer:
        webhooks, soort = rt.need_webhooks(), caller.org_type
        held = await webhooks.subscriptions(session, soort, caller.code, None, 500)
        if sum(one.gestopt_op is None for one in held) >= MOST:
            detail = f"U hebt al {MOST} lopende abonnementen: stop er eerst een."
            raise Conflict(detail, code="te-veel-abonnementen")
        made = await webhooks.subscribe(session, soort, caller.code, body.url, body.typen)
        place = location(request, f"/abonnementen/{made.id}")
        body_out = abonnement_uit(made)
        return Answer(201, body_out, {"Location": place, "ETag": etag(made.versie)})

    return await write(request, caller, act)


@router.get(
    "/abonnementen",
    response_model=AbonnementenPagina,
    summary="Abonnementen",
    description="Van de aanroepende organisatie, oudste eerst; gestopte staan er ook bij.",
)
async def list_subscriptions(
    request: Request, rt: Rt, caller: _Subscriber, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    after = decode_cursor(cursor)
    async with rt.db.read() as session:
        found = await rt.need_webhooks().subscriptions(
            session, caller.org_type, caller.code, after, limit
        )
    last = found[-1].id if len(found) == limit else None
    return paged(request, [abonnement_uit(one) for one in found], last)


@router.get(
    "/abonnementen/{abonnement_id}",
    response_model=AbonnementUit,
    summary="Eén abonnement",
    description="Met de versie als ETag.",
)
async def get_subscription(abonnement_id: str, rt: Rt, caller: _Subscriber) -> Response:
    async with rt.db.read() as session:
        held = await _own(rt, session, abonnement_id, caller)
    body = abonnement_uit(held).model_dump_json(by_alias=True)
    headers = {"ETag": etag(held.versie)}
    return Response(body, media_type="application/json", headers=headers)


@router.get(
    "/abonnementen/{abonnement_id}/geheim",
    response_model=Geheim,
    summary="Het geheim van een abonnement",
    description="Waarmee u de handtekening van een melding controleert.",
)
async def get_secret(abonnement_id: str, rt: Rt, caller: _Subscriber) -> Geheim:
    async with rt.db.read() as session:
        held = await _own(rt, session, abonnement_id, caller)
    text = rt.need_webhooks().secret(held)
    return Geheim(geheim=text, geheim_versie=held.geheim_versie)


@router.put(
    "/abonnementen/{abonnement_id}",
    response_model=AbonnementUit,
    summary="Abonnement wijzigen",
    description="Een ander adres of andere typen. Wat nog wacht, gaat naar het nieuwe adres.",
)
async def change(
    abonnement_id: str,
    body: NieuwAbonnement,
    request: Request,
    rt: Rt,
    caller: _Subscriber,
    headers: Change,
) -> Response:
    _check(rt, caller, body)

    async def changed(session: AsyncSession, held: Abonnement) -> Answer:
        new = {"url": body.url, "typen": list(body.typen)}
        return _answer(await rt.need_webhooks().change(session, held, new))

    return await _change(request, rt, caller, abonnement_id, changed)


@router.delete(
    "/abonnementen/{abonnement_id}",
    response_model=AbonnementUit,
    summary="Abonnement stoppen",
    description="Er wordt niets meer gestuurd; wat nog wachtte, is opgegeven. De lijst van "
    "afleveringen blijft.",
)
async def stop(
    abonnement_id: str, request: Request, rt: Rt, caller: _Subscriber, headers: Change
) -> Response:
    async def stopped(session: AsyncSession, held: Abonnement) -> Answer:
        return _answer(await rt.need_webhooks().stop(session, held, "door-abonnee"))

    return await _change(request, rt, caller, abonnement_id, stopped)


@router.post(
    "/abonnementen/{abonnement_id}/geheim",
    response_model=AbonnementUit,
    summary="Nieuw geheim",
    description="Vanaf nu wordt met een nieuw geheim ondertekend; het oude geldt niet meer.",
)
async def new_secret(
    abonnement_id: str, request: Request, rt: Rt, caller: _Subscriber, headers: Change
) -> Response:
    async def renewed(session: AsyncSession, held: Abonnement) -> Answer:
        new = {"geheim_versie": held.geheim_versie + 1}
        return _answer(await rt.need_webhooks().change(session, held, new))

    return await _change(request, rt, caller, abonnement_id, renewed)


@router.get(
    "/abonnementen/{abonnement_id}/afleveringen",
    response_model=AfleveringenPagina,
    summary="Afleveringen",
    description="Wat er gestuurd is of wordt, met het aantal pogingen en de laatste uitkomst.",
)
async def list_deliveries(
    abonnement_id: str,
    request: Request,
    rt: Rt,
    caller: _Subscriber,
    page: _Page,
) -> Response:
    (before,) = position(page.cursor, int) or (None,)
    async with rt.db.read() as session:
        await _own(rt, session, abonnement_id, caller)
        found = await rt.need_webhooks().deliveries(
            session, abonnement_id, page.status, before, page.limit
        )
    last = as_position([found[-1].nummer]) if len(found) == page.limit else None
    return paged(request, [aflevering_uit(one) for one in found], last)


@router.post(
    "/abonnementen/{abonnement_id}/herafleveringen",
    status_code=202,
    response_model=Herafleverd,
    summary="Opnieuw afleveren",
    description="Stuurt opnieuw wat is opgegeven, of alles vanaf een moment.",
)
async def again(
    abonnement_id: str,
    body: Heraflevering,
    request: Request,
    rt: Rt,
    caller: _Subscriber,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    async def act(session: AsyncSession) -> Answer:
        held = _running(await _own(rt, session, abonnement_id, caller, lock=True))
        count = await rt.need_webhooks().again(
            session, held, body.vanaf, all_of_them=body.ook_afgeleverde
        )
        return Answer(202, Herafleverd(aantal=count))

    return await write(request, caller, act)


@router.post(
    "/abonnementen/{abonnement_id}/proef",
    status_code=202,
    response_model=AfleveringUit,
    summary="Proefmelding",
    description=f"Stuurt een melding van type `{PING}` zonder inhoud, om uw kant te beproeven.",
)
async def try_out(
    abonnement_id: str,
    request: Request,
    rt: Rt,
    caller: _Subscriber,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    async def act(session: AsyncSession) -> Answer:
        held = _running(await _own(rt, session, abonnement_id, caller))
        made = await rt.need_webhooks().try_out(session, held, rt.settings.source(rt.name))
        return Answer(202, aflevering_uit(made))

    return await write(request, caller, act)


async def _change(
    request: Request,
    rt: Runtime,
    caller: Caller,
    abonnement_id: str,
    changed: Callable[[AsyncSession, Abonnement], Awaitable[Answer]],
) -> Response:
    async def act(session: AsyncSession) -> Answer:
        held = _running(await _own(rt, session, abonnement_id, caller, lock=True))
        require_match(request, held.versie)
        return await changed(session, held)

    return await write(request, caller, act)


async def _own(
    rt: Runtime, session: AsyncSession, abonnement_id: str, caller: Caller, *, lock: bool = False
) -> Abonnement:
    held = await rt.need_webhooks().read(session, abonnement_id, lock=lock)
    if held is None or (held.soort, held.code) != (caller.org_type, caller.code):
        raise NotFound("Dit abonnement bestaat niet.")
    return held


def _running(held: Abonnement) -> Abonnement:
    if held.gestopt_op is not None:
        raise Conflict("Dit abonnement is gestopt: maak een nieuw.", code="abonnement-gestopt")
    return held


def _check(rt: Runtime, caller: Caller, body: NieuwAbonnement) -> None:
    """All that is wrong with a subscription, at once."""
    webhooks = rt.need_webhooks()
    wrong: list[InvalidParam] = []
    if (reason := webhooks.hosts.problem(body.url)) is not None:
        wrong.append(InvalidParam("url", "adres-niet-toegestaan", reason))
    known = {one.event.type for one in webhooks.notices.types_for(caller.org_type)}
    wrong += [
        InvalidParam(f"typen[{place}]", "type-onbekend", "bestaat niet voor uw organisatie")
        for place, one in enumerate(body.typen)
        if one not in known
    ]
    if wrong:
        raise InvalidInput("Het abonnement klopt niet.", invalid_params=wrong)


def _answer(held: Abonnement) -> Answer:
    return Answer(200, abonnement_uit(held), {"ETag": etag(held.versie)})
