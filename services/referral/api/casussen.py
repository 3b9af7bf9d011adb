# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of complex cases: a list for case owners, counts for managers, the policy of a gemeente."""

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import Answer, Change, Rt, etag, write
from libs.common.auth import OrgType
from libs.common.problem import Forbidden, NotFound
from services.referral.api.callers import (
    CasusCounter,
    CasusReader,
    Id,
    RegieReader,
    RegieWriter,
    if_unchanged,
)
from services.referral.api.records import tagged
from services.referral.handlers import casusbeleid as handlers
from services.referral.handlers.casussen import note_own, overview, regional
from services.referral.schemas.casussen import (
    Casusbeleid,
    Casuscijfers,
    Casussen,
    NieuwCasusbeleid,
    casusbeleid_of,
    casuscijfers_of,
    casussen_of,
)
from services.referral.store import casusbeleid

router = APIRouter(tags=["Complexe casussen"], redirect_slashes=False)


@router.get(
    "/complexe-casussen",
    response_model=Casussen,
    responses={403: {"description": "Het token noemt geen persoon."}},
    summary="Complexe casussen van de casuseigenaar",
    description="Gezinnen boven de drempel, met veel hulp of in het dwangkader, een regel per "
    "gezin; alleen die waarvan de persoon in het token eigenaar is.",
)
async def list_casussen(rt: Rt, caller: CasusReader) -> Casussen:
    """Nobody sees the case of another."""
    if caller.persoon is None:
        raise Forbidden("Het token noemt geen persoon.", code="persoon-ontbreekt")
    today = rt.clock.today()
    async with rt.db.read() as session:
        found = await overview(session, caller.code, today)
        note_own(session, found, caller.persoon)
    return casussen_of(found, today, caller.persoon)


@router.get(
    "/casuscijfers",
    response_model=Casuscijfers,
    summary="Aantal en kosten van complexe casussen",
    description="Zonder inzage in gezinnen. Een gemeente ziet de eigen cijfers, een regio die van "
    "haar leden bij elkaar: een gezin dat binnen de regio verhuisde telt een keer.",
)
async def get_cijfers(rt: Rt, caller: CasusCounter) -> Casuscijfers:
    """Count, sum and share."""
    today = rt.clock.today()
    counted = regional if caller.org_type == OrgType.REGIO else overview
    async with rt.db.read() as session:
        return casuscijfers_of(await counted(session, caller.code, today), today)


@router.get(
    "/gemeenten/{gemeentecode}/casusbeleid",
    response_model=Casusbeleid,
    summary="Geldend beleid voor gezinnen",
    description="Versie 0 is wat geldt zonder eigen beleid.",
)
async def get_casusbeleid(
    gemeentecode: Id, rt: Rt, caller: RegieReader, response: Response
) -> Casusbeleid:
    """That of the caller."""
    if gemeentecode != caller.code:
        raise NotFound("Deze gemeente bestaat niet.")
    async with rt.db.read() as session:
        found = await casusbeleid.in_force(session, gemeentecode)
    tagged(response, found.versie)
    return casusbeleid_of(found)


@router.put(
    "/gemeenten/{gemeentecode}/casusbeleid",
    response_model=Casusbeleid,
    summary="Beleid voor gezinnen vaststellen",
    description="Maakt een nieuwe versie; hetzelfde beleid nog eens verandert niets.",
)
async def put_casusbeleid(
    gemeentecode: Id,
    body: NieuwCasusbeleid,
    request: Request,
    rt: Rt,
    caller: RegieWriter,
    change: Change,
) -> Response:
    """A new version for the caller."""
    if gemeentecode != caller.code:
        raise NotFound("Deze gemeente bestaat niet.")

    async def act(session: AsyncSession) -> Answer:
        wanted = body.of(gemeentecode)
        found = await handlers.establish(rt, session, wanted, if_unchanged(request))
        return Answer(200, casusbeleid_of(found), {"ETag": etag(found.versie)})

    return await write(request, caller, act)
