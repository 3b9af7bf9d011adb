# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP between installations."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response
from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import (
    Answer,
    Change,
    IdempotencyKey,
    Rt,
    etag,
    read_at_most,
    require_match,
    write,
)
from libs.common.api.errors import params_of
from libs.common.auth import Caller, OrgType, allow
from libs.common.problem import Conflict, InvalidInput
from libs.common.runtime import Runtime
from services.reporting.api.vragen import kwartaal_op
from services.reporting.domain.federatie import onderteken
from services.reporting.handlers import federatie as handlers
from services.reporting.handlers.accounthouders import Weergave
from services.reporting.handlers.inzien import log_looks
from services.reporting.schemas.federatie import (
    Bronnaam,
    FederatieAanbod,
    FederatieBron,
    FederatieBronInvoer,
    FederatieBronnen,
    FederatieUitkomst,
    FederatieWeergave,
    bron_of,
    te_leveren,
)
from services.reporting.schemas.velden import Kwartaalcode
from services.reporting.store import federatie as store
from services.reporting.store.federatie import Bron, Geleverd

router = APIRouter(tags=["Federatie"], redirect_slashes=False)

JOSE = "application/jose"
MAX_BYTES = 2 * 1024 * 1024
Beheer = Annotated[Caller, allow("federatie:beheren", OrgType.BEHEER)]
Leverancier = Annotated[Caller, allow("federatie:leveren", OrgType.REGIO)]
_BODY = {
    "requestBody": {
        "required": True,
        "description": "Een JWS in compacte vorm (ES256), met `iss` de bron en `weergave` de "
        "weergave.",
        "content": {JOSE: {"schema": {"type": "string"}}},
    }
}


@router.get(
    "/federatie/bronnen",
    response_model=FederatieBronnen,
    summary="Andere installaties",
    description="Die weergaven mogen leveren, met hun sleutel en de regio's waarvoor zij spreken.",
)
async def list_bronnen(rt: Rt, caller: Beheer) -> FederatieBronnen:
    """All."""
    async with rt.db.read() as session:
        found = await store.list_sources(session)
    return FederatieBronnen(resultaten=[bron_of(one) for one in found])


@router.put(
    "/federatie/bronnen/{bron}",
    response_model=FederatieBron,
    summary="Andere installatie vastleggen",
    description="Een nieuwe sleutel geldt voor leveringen vanaf dan; wat is geleverd blijft.",
)
async def put_bron(
    bron: Annotated[Bronnaam, Path(description="De naam waaronder zij ondertekent.")],
    body: FederatieBronInvoer,
    request: Request,
    rt: Rt,
    caller: Beheer,
    change: Change,
) -> Response:
    """One, in place of what stood there."""

    async def act(session: AsyncSession) -> Answer:
        before = await store.read_source(session, bron)
        versie = before.versie if before else 0
        require_match(request, versie)
        one = Bron(bron, versie + 1, rt.clock.now(), body.publieke_sleutel, tuple(body.regiocodes))
        await store.save_source(session, one)
        return Answer(200, bron_of(one), {"ETag": etag(one.versie)})

    return await write(request, caller, act)


@router.post(
    "/federatie/weergaven",
    status_code=201,
    response_model=FederatieUitkomst,
    responses={200: {"model": FederatieUitkomst, "description": "Niets gewijzigd."}},
    summary="Weergave van een aanbieder leveren",
    description="Door een regio met een eigen installatie, voor de accounthouder hier: "
    "ondertekend, samengeteld en onderdrukt. Dezelfde nog eens, of een oudere, wijzigt niets.",
    openapi_extra=_BODY,
)
async def post_weergave(
    request: Request, rt: Rt, caller: Leverancier, idempotency_key: IdempotencyKey = None
) -> Response:
    """One view, signed."""
    content = await read_at_most(request, MAX_BYTES, "Een weergave")

    async def act(session: AsyncSession) -> Answer:
        given = await handlers.prove(session, caller, content.decode("ascii", "replace"))
        kept, outcome = await keep(rt, session, given)
        told = FederatieUitkomst(
            bron=kept.bron,
            agb_code=kept.agb_code,
            kwartaal=kept.kwartaal,
            versie=kept.versie,
            peilmoment=kept.peilmoment,
            uitkomst=outcome,
        )
        return Answer(201 if outcome == "nieuw" else 200, told)

    return await write(request, caller, act, content)


@router.get(
    "/federatie/weergaven",
    response_model=FederatieAanbod,
    summary="Weergaven voor een accounthouder ophalen",
    description="Voor een regio die van aanbieders accounthouder is en een eigen installatie "
    "heeft: wat deze installatie van die aanbieders weet, samengeteld, onderdrukt en ondertekend. "
    "De aanbieder ziet dat het is opgehaald.",
)
async def list_weergaven(
    rt: Rt,
    caller: Annotated[Caller, allow("federatie:ophalen", OrgType.REGIO)],
    kwartaal: Annotated[
        Kwartaalcode | None,
        Query(description="Zonder opgave: het laatste dat voorbij is; geen dat nog moet beginnen."),
    ] = None,
) -> FederatieAanbod:
    """Of the providers whose account the caller holds today."""
    quarter = kwartaal_op(rt.clock.now(), kwartaal)
    name, key = rt.settings.federation_name, rt.settings.federation_key.get_secret_value()
    if not name or not key:
        raise Conflict("Ophalen is hier niet ingericht.", code="federatie-niet-ingericht")
    views = await handlers.to_deliver(rt, caller.code, quarter)
    agb_codes = [one.agb_code for one in views]
    await log_looks(rt, caller, "accounthouder", "federatie", agb_codes, str(quarter))
    signed = [sign(rt, one, name, key) for one in views]
    return FederatieAanbod(bron=name, kwartaal=str(quarter), weergaven=signed)


def sign(rt: Runtime, one: Weergave, name: str, key: str) -> str:
    """A view of ours under our name, as it leaves."""
    return onderteken(name, te_leveren(one, name), key, int(rt.clock.now().timestamp()))


async def keep(
    rt: Runtime, session: AsyncSession, given: handlers.Gelezen
) -> tuple[Geleverd, handlers.Uitkomst]:
    """What a source delivered, when it is in order. Raises `InvalidInput`."""
    try:
        shape = FederatieWeergave.model_validate(given.weergave)
    except ValidationError as error:
        wrong = params_of(error)
        raise InvalidInput("De weergave klopt niet.", invalid_params=wrong) from error
    return await handlers.keep(rt, session, given, shape.peilmoment)
