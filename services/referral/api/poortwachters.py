# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of the gate before help with dyslexia, for gemeenten."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Request
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
    paged,
    write,
)
from libs.common.ids import new_id
from libs.common.problem import NotFound
from services.referral.api.callers import Reader, Writer, if_unchanged
from services.referral.api.records import tagged
from services.referral.domain.toewijzing import decision_moment
from services.referral.handlers import poortwachters as handlers
from services.referral.handlers.poortwachters import RecordBesluit
from services.referral.schemas.poortwachters import (
    Dyslexieregel,
    DyslexieregelsLijst,
    NieuweDyslexieregel,
    NieuwPoortwachtersbesluit,
    Poortwachtersbesluit,
    PoortwachtersbesluitenPagina,
    Poortwachterstelling,
    besluit_of,
    regel_of,
    telling_of,
)
from services.referral.store import poortwachters
from services.referral.store.clienten import Bekend

router = APIRouter(tags=["Poortwachter dyslexie"], redirect_slashes=False)

Jaar = Annotated[int, Path(ge=2015, le=2100)]


@router.get(
    "/dyslexieregels",
    response_model=DyslexieregelsLijst,
    summary="Regels voor dyslexiezorg",
    description="Van de aanroepende gemeente, nieuwste eerst.",
)
async def list_dyslexieregels(rt: Rt, caller: Reader) -> DyslexieregelsLijst:
    """All of them."""
    async with rt.db.read() as session:
        found = await poortwachters.rules(session, caller.code)
    return DyslexieregelsLijst(resultaten=[regel_of(one) for one in found])


@router.get(
    "/dyslexieregels/{geldig_van}",
    response_model=Dyslexieregel,
    summary="Regel voor dyslexiezorg",
    description="Die vanaf precies deze dag geldt.",
)
async def get_dyslexieregel(
    geldig_van: date, rt: Rt, caller: Reader, response: Response
) -> Dyslexieregel:
    """One, with its version."""
    async with rt.db.read() as session:
        found = await poortwachters.rule_of(session, caller.code, geldig_van)
    if found is None:
        raise NotFound("Vanaf deze dag geldt geen regel.")
    tagged(response, found.versie)
    return regel_of(found)


@router.put(
    "/dyslexieregels/{geldig_van}",
    response_model=Dyslexieregel,
    summary="Regel voor dyslexiezorg vaststellen",
    description="Voor hulp die vanaf deze dag begint; dezelfde nog eens verandert niets.",
)
async def put_dyslexieregel(
    geldig_van: date,
    body: NieuweDyslexieregel,
    request: Request,
    rt: Rt,
    caller: Writer,
    change: Change,
) -> Response:
    """Set one."""

    async def act(session: AsyncSession) -> Answer:
        wanted = body.of(caller.code, geldig_van)
        regel = await handlers.establish(session, wanted, if_unchanged(request))
        return Answer(200, regel_of(regel), {"ETag": etag(regel.versie)})

    return await write(request, caller, act)


@router.get(
    "/poortwachtersbesluiten",
    response_model=PoortwachtersbesluitenPagina,
    summary="Poortwachtersbesluiten",
    description="Van de aanroepende gemeente, nieuwste eerst.",
)
async def list_poortwachtersbesluiten(
    request: Request, rt: Rt, caller: Reader, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """Newest first."""
    async with rt.db.read() as session:
        found = await poortwachters.listed(session, caller.code, decode_cursor(cursor), limit)
    last = found[-1].id if len(found) == limit else None
    return paged(request, [besluit_of(one) for one in found], last)


@router.post(
    "/poortwachtersbesluiten",
    status_code=201,
    response_model=Poortwachtersbesluit,
    summary="Poortwachtersbesluit vastleggen",
    description="Dyslexiezorg wordt alleen toegewezen aan wie ertoe is toegelaten.",
)
async def post_poortwachtersbesluit(
    body: NieuwPoortwachtersbesluit,
    request: Request,
    rt: Rt,
    caller: Writer,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Record one."""
    moment = decision_moment(rt.clock.now())
    command = RecordBesluit(
        Bekend(caller.code, body.bsn), lambda client: body.of(new_id(), client, moment)
    )

    async def act(session: AsyncSession) -> Answer:
        return Answer(201, besluit_of(await handlers.record(rt, session, command)))

    return await write(request, caller, act)


@router.get(
    "/poortwachterstellingen/{jaar}",
    response_model=Poortwachterstelling,
    summary="Telling van de poortwachter",
    description="Aangevraagd en toelaatbaar naar de dag van het besluit, gestart naar de eerste "
    "dag van de hulp.",
)
async def get_telling(jaar: Jaar, rt: Rt, caller: Reader) -> Poortwachterstelling:
    """Of the caller."""
    async with rt.db.read() as session:
        found = await poortwachters.counted(session, caller.code, jaar)
    return telling_of(jaar, found)
