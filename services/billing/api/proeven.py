# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of trials that are worked out aside: ask for one, and look how far it is."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import (
    Answer,
    Cursor,
    IdempotencyKey,
    Limit,
    Rt,
    decode_cursor,
    location,
    paged,
    write,
)
from libs.common.problem import NotFound
from services.billing.api.proef import Payer, months_ago, of_whom
from services.billing.handlers import proeven as handlers
from services.billing.schemas.proef import Proef, Proefopdracht, ProevenPagina, proefopdracht_of
from services.billing.store import proeven

router = APIRouter(tags=["Declaraties"], redirect_slashes=False)


@router.post(
    "/proeven",
    status_code=202,
    response_model=Proefopdracht,
    responses={409: {"description": "Er loopt al een proef."}},
    summary="Proef met andere regels aanvragen",
    description="Als `/declaraties/_proef`, van hoe veel regels ook: zij wordt op de achtergrond "
    "uitgewerkt, aanbieder na aanbieder, op alles wat tot nu is beoordeeld. Kijk op het adres in "
    "`Location` hoe ver zij is. Een per aanroeper tegelijk; wat er uit kwam blijft 30 dagen staan.",
)
async def post_proef(
    vraag: Proef,
    request: Request,
    rt: Rt,
    caller: Payer,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """A gemeente on its own declaraties, beheer on all."""
    regelset = vraag.as_regelset()
    sinds = months_ago(rt.clock.today(), vraag.maanden)

    async def act(session: AsyncSession) -> Answer:
        asked = await handlers.ask(rt, session, regelset, sinds, of_whom(caller))
        place = {"Location": location(request, f"/proeven/{asked.id}")}
        return Answer(202, proefopdracht_of(asked), place)

    return await write(request, caller, act)


@router.get(
    "/proeven",
    response_model=ProevenPagina,
    summary="Proeven met andere regels",
    description="Die van de aanroeper, nieuwste eerst.",
)
async def list_proeven(
    request: Request, rt: Rt, caller: Payer, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """Of the caller."""
    before = decode_cursor(cursor)
    async with rt.db.read() as session:
        found = await proeven.page(session, of_whom(caller), before, limit)
    last = found[-1].id if len(found) == limit else None
    return paged(request, [proefopdracht_of(proef) for proef in found], last)


@router.get(
    "/proeven/{proefId}",
    response_model=Proefopdracht,
    summary="Eén proef met andere regels",
    description="Hoe ver zij is en wat zij tot daar vond; bij `klaar` is dat alles.",
)
async def get_proef(
    proef_id: Annotated[str, Path(alias="proefId", max_length=36)], rt: Rt, caller: Payer
) -> Proefopdracht:
    """One of the caller."""
    async with rt.db.read() as session:
        found = await proeven.read(session, proef_id, of_whom(caller))
    if found is None:
        raise NotFound("Deze proef bestaat niet.")
    return proefopdracht_of(found)
