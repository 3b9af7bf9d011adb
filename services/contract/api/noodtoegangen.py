# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of emergency access: open, look back, end, judge."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
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
from libs.common.auth import Caller, OrgType
from libs.common.runtime import Runtime
from services.contract.api.callers import Bekekene, Opener, Toetser
from services.contract.api.headers import expected, shown
from services.contract.domain import noodtoegang as d
from services.contract.handlers import noodtoegangen as handlers
from services.contract.schemas.noodtoegangen import (
    Noodtoegang,
    NoodtoegangenPagina,
    NoodtoegangInvoer,
    ToetsInvoer,
    noodtoegang_of,
)
from services.contract.store import noodtoegangen
from services.contract.store.noodtoegangen import Gevraagd

router = APIRouter(tags=["Noodtoegang"], redirect_slashes=False)
_PATH = "/noodtoegangen/{noodtoegangId}"

NoodtoegangId = Annotated[str, Path(alias="noodtoegangId", pattern=r"^[0-9a-f-]{1,36}$")]
Ongetoetst = Annotated[bool, Query(description="Alleen die nog niet zijn getoetst.")]


@router.post(
    "/noodtoegangen",
    status_code=201,
    response_model=Noodtoegang,
    summary="Noodtoegang openen",
    description="Een beheerder kijkt enkele uren als een organisatie, met een reden. Bij elke "
    "aanvraag die daarop steunt, ook in de andere diensten, gaat haar `id` mee in de header "
    "`Noodtoegang`; er wordt alleen gelezen, en alleen door wie haar opende. Het token noemt een "
    "persoon. Een ander toetst haar daarna, en de organisatie ziet dat zij er was.",
)
async def post_noodtoegang(
    invoer: NoodtoegangInvoer,
    request: Request,
    rt: Rt,
    caller: Opener,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Open."""
    wanted = handlers.Opening(
        invoer.soort, invoer.code, invoer.uren, invoer.aanleiding, invoer.reden
    )

    async def act(session: AsyncSession) -> Answer:
        made, versie = await handlers.open_access(session, rt, caller, wanted)
        place = {"Location": location(request, f"/noodtoegangen/{made.id}")}
        return Answer(201, _shown(rt, made, caller), place | {"ETag": etag(versie)})

    return await write(request, caller, act)


@router.get(
    "/noodtoegangen",
    response_model=NoodtoegangenPagina,
    summary="Noodtoegangen",
    description="Nieuwste eerst, met hun toestand: open, te toetsen, te laat of getoetst. Beheer "
    "ziet ze alle; een organisatie ziet die op haarzelf, zonder de namen van personen.",
)
async def list_noodtoegangen(
    request: Request,
    rt: Rt,
    caller: Bekekene,
    ongetoetst: Ongetoetst = False,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """Newest first."""
    of = None if caller.org_type == OrgType.BEHEER else (caller.org_type, caller.code)
    asked = Gevraagd(of, ongetoetst)
    async with rt.db.read() as session:
        found = await noodtoegangen.page(session, asked, decode_cursor(cursor), limit)
    last = found[-1].id if len(found) == limit else None
    return paged(request, [_shown(rt, one, caller) for one in found], last)


@router.get(
    _PATH,
    response_model=Noodtoegang,
    summary="Eén noodtoegang",
    description="Met de versie als ETag.",
)
async def get_noodtoegang(noodtoegang_id: NoodtoegangId, rt: Rt, caller: Bekekene) -> Response:
    """One."""
    async with rt.db.read() as session:
        found, versie = await handlers.find_of(session, caller, noodtoegang_id)
    return shown(_shown(rt, found, caller), versie)


@router.post(
    f"{_PATH}/_sluit",
    response_model=Noodtoegang,
    responses={409: {"description": "Al voorbij."}},
    summary="Noodtoegang sluiten",
    description="Voor haar tijd; anders eindigt zij vanzelf. Werkt hier meteen, en in de andere "
    "diensten zodra zij het lezen.",
)
async def post_sluit(
    noodtoegang_id: NoodtoegangId, request: Request, rt: Rt, caller: Opener, change: Change
) -> Response:
    """End before its time."""

    async def act(session: AsyncSession) -> Answer:
        made, versie = await handlers.close(session, rt, caller, noodtoegang_id, expected(request))
        return Answer(200, _shown(rt, made, caller), {"ETag": etag(versie)})

    return await write(request, caller, act)


@router.post(
    f"{_PATH}/_toets",
    response_model=Noodtoegang,
    responses={
        403: {"description": "Wie haar opende, toetst haar niet; of het token noemt niemand."},
        409: {"description": "Nog open, of al getoetst."},
    },
    summary="Noodtoegang toetsen",
    description="Een ander dan wie haar opende zegt, als zij voorbij is, of zij terecht was "
    "(vier ogen). Eén keer.",
)
async def post_toets(
    noodtoegang_id: NoodtoegangId,
    invoer: ToetsInvoer,
    request: Request,
    rt: Rt,
    caller: Toetser,
    change: Change,
) -> Response:
    """Judge."""
    said = (invoer.oordeel, invoer.toelichting)

    async def act(session: AsyncSession) -> Answer:
        made, versie = await handlers.judge(
            session, rt, caller, noodtoegang_id, said, expected(request)
        )
        return Answer(200, _shown(rt, made, caller), {"ETag": etag(versie)})

    return await write(request, caller, act)


def _shown(rt: Runtime, made: d.Noodtoegang, caller: Caller) -> Noodtoegang:
    toestand = made.toestand(rt.clock.now(), handlers.review_within(rt))
    return noodtoegang_of(made, toestand, names=caller.org_type == OrgType.BEHEER)
