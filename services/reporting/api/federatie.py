# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP between installations, and the command that delivers to another one."""

from argparse import ArgumentParser, Namespace
from collections.abc import AsyncIterator
from pathlib import Path as File
from typing import Annotated

import httpx
from fastapi import APIRouter, Path, Request
from fastapi.responses import Response
from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import Answer, Change, IdempotencyKey, Rt, etag, require_match, write
from libs.common.api.errors import params_of
from libs.common.auth import Caller, OrgType, allow
from libs.common.commands import RefusedError
from libs.common.commands.parser import OwnCommand
from libs.common.problem import InvalidInput, TooLarge, UnsupportedMedia
from libs.common.runtime import Runtime
from services.reporting.domain.federatie import onderteken
from services.reporting.domain.kwartaal import Kwartaal
from services.reporting.handlers import federatie as handlers
from services.reporting.schemas.federatie import (
    Bronnaam,
    FederatieBron,
    FederatieBronInvoer,
    FederatieBronnen,
    FederatieUitkomst,
    FederatieWeergave,
    bron_of,
    te_leveren,
)
from services.reporting.store import federatie as store
from services.reporting.store.federatie import Bron

router = APIRouter(tags=["Federatie"], redirect_slashes=False)

JOSE = "application/jose"
MAX_BYTES = 2 * 1024 * 1024
_TIMEOUT_S = 60
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
    bron: Annotated[Bronnaam, Path()],
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
    content = await _jose(request)

    async def act(session: AsyncSession) -> Answer:
        given = await handlers.prove(session, caller, content.decode("ascii", "replace"))
        try:
            shape = FederatieWeergave.model_validate(given.weergave)
        except ValidationError as error:
            wrong = params_of(error)
            raise InvalidInput("De weergave klopt niet.", invalid_params=wrong) from error
        kept, outcome = await handlers.keep(rt, session, given, shape.peilmoment)
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


async def _jose(request: Request) -> bytes:
    if request.headers.get("Content-Type", "").partition(";")[0].strip().lower() != JOSE:
        raise UnsupportedMedia(f"Stuur de weergave als {JOSE}.")
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > MAX_BYTES:
            raise TooLarge("Een weergave is ten hoogste 2 MB.")
    return bytes(content)


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("url", help="of the other installation's reporting, until /v1")
    parser.add_argument("--source", required=True, help="the name by which it knows this one")
    parser.add_argument("--holder", required=True, help="the region there that holds the accounts")
    parser.add_argument("--quarter", help="as 2026-K1; the last one that is over if not given")
    parser.add_argument("--key-file", required=True, type=File, help="private key, PEM (P-256)")
    parser.add_argument("--token-file", required=True, type=File, help="token that it accepts")


async def _run(runtime: Runtime, asked: Namespace) -> AsyncIterator[str]:
    """Deliver each provider; may be run again, by hand or each night."""
    try:
        last = str(Kwartaal.laatst_voorbij(runtime.clock.today()))
        quarter = Kwartaal.lees(asked.quarter or last)
    except ValueError as error:
        raise RefusedError("--quarter is written as 2026-K1") from error
    key, token = _text(asked.key_file), _text(asked.token_file).strip()
    headers = {"Authorization": f"Bearer {token}", "Content-Type": JOSE}
    views = await handlers.to_deliver(runtime, asked.holder, quarter)
    async with httpx.AsyncClient(base_url=asked.url, headers=headers, timeout=_TIMEOUT_S) as there:
        for one in views:
            signed = onderteken(
                asked.source,
                te_leveren(one, asked.source),
                key,
                int(runtime.clock.now().timestamp()),
            )
            answer = await there.post("/federatie/weergaven", content=signed)
            if not answer.is_success:
                raise RefusedError(f"{one.agb_code} {quarter}: {answer.status_code} {answer.text}")
            yield f"{one.agb_code} {quarter}: {answer.json()['uitkomst']}"
    yield f"{len(views)} views delivered"


def _text(file: File) -> str:
    try:
        return file.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise RefusedError(f"{file} cannot be read") from error


FEDERATE = OwnCommand(
    "deliver signed views of providers to the installation of their account holder",
    _arguments,
    _run,
)
