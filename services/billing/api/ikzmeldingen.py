# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of what an aanbieder reports about itself, and of reports to the IKZ."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import (
    Answer,
    Cursor,
    IdempotencyKey,
    Limit,
    Rt,
    decode_cursor,
    paged,
    write,
)
from libs.common.auth import Caller, OrgType, allow
from services.billing.handlers import signaleren
from services.billing.handlers.betalen import dader
from services.billing.handlers.signaleren import Melding
from services.billing.schemas.ikzmeldingen import (
    Bedrijfsopgave,
    Bedrijfsopgaven,
    IkzMelding,
    IkzMeldingenPagina,
    NieuweBedrijfsopgave,
    NieuweIkzMelding,
    bedrijfsopgave_of,
    ikzmelding_of,
)
from services.billing.store import bedrijfsopgaven, ikzmeldingen
from services.billing.store.bereik import Bereik

router = APIRouter(tags=["Signalen"], redirect_slashes=False)

Aanbieder = Annotated[Caller, allow("bedrijfsgegevens:opgeven", OrgType.AANBIEDER)]
Toezichthouder = Annotated[Caller, allow("signalen:melden", OrgType.GEMEENTE)]


@router.post(
    "/bedrijfsopgaven",
    status_code=201,
    response_model=Bedrijfsopgave,
    summary="Opgave over de eigen organisatie",
    description="Oprichting, geregistreerde professionals, omzet en resultaat van een jaar. Een "
    "nieuwe opgave vervangt de vorige; alle versies blijven bewaard.",
)
async def post_bedrijfsopgave(
    body: NieuweBedrijfsopgave,
    request: Request,
    rt: Rt,
    caller: Aanbieder,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """The next version."""

    async def act(session: AsyncSession) -> Answer:
        kept = await signaleren.keep_own_report(rt, session, body.as_opgave(caller.code))
        return Answer(201, bedrijfsopgave_of(kept))

    return await write(request, caller, act)


@router.get(
    "/bedrijfsopgaven",
    response_model=Bedrijfsopgaven,
    summary="Eigen opgaven",
    description="De laatste van elk jaar.",
)
async def list_bedrijfsopgaven(rt: Rt, caller: Aanbieder) -> Bedrijfsopgaven:
    """Of the caller."""
    async with rt.db.read() as session:
        found = await bedrijfsopgaven.of_aanbieder(session, caller.code)
    return Bedrijfsopgaven(resultaten=[bedrijfsopgave_of(opgave) for opgave in found])


@router.post(
    "/ikzmeldingen",
    status_code=201,
    response_model=IkzMelding,
    summary="Melding aan het IKZ vastleggen",
    description="Dat de toezichthouder signalen over een aanbieder meldde, met de cijfers van dat "
    "moment; nooit iets over een client. Een signaal dat niet te zien is wordt niet vastgelegd.",
)
async def post_ikzmelding(
    body: NieuweIkzMelding,
    request: Request,
    rt: Rt,
    caller: Toezichthouder,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Write down the act of the person whom the token names."""
    wie = dader(caller.client_id, caller.code, caller.persoon)
    bereik = Bereik(frozenset((caller.code,)), body.van, body.tot)
    melding = Melding(body.agb_code, bereik, frozenset(body.signalen), body.kenmerk)

    async def act(session: AsyncSession) -> Answer:
        kept = await signaleren.report_to_ikz(rt, session, melding, wie)
        return Answer(201, ikzmelding_of(kept))

    return await write(request, caller, act)


@router.get(
    "/ikzmeldingen",
    response_model=IkzMeldingenPagina,
    summary="Meldingen aan het IKZ",
    description="Die van de aanroepende gemeente, nieuwste eerst.",
)
async def list_ikzmeldingen(
    request: Request, rt: Rt, caller: Toezichthouder, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """Of the caller."""
    before = decode_cursor(cursor)
    async with rt.db.read() as session:
        found = await ikzmeldingen.of_gemeente(session, caller.code, before, limit)
    last = found[-1].id if len(found) == limit else None
    return paged(request, [ikzmelding_of(melding) for melding in found], last)
