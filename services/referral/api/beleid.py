# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The policy of a gemeente on automatic decisions."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import Answer, Change, Rt, etag, write
from libs.common.auth import Caller
from libs.common.problem import NotFound
from services.referral.api.callers import Reader, Writer, if_unchanged
from services.referral.handlers import beleid as handlers
from services.referral.schemas.beleid import Beleid, NieuwBeleid, beleid_of
from services.referral.store import beleid

router = APIRouter(tags=["Beleid"], redirect_slashes=False)

Code = Annotated[str, Path(max_length=4)]


@router.get(
    "/gemeenten/{gemeentecode}/beleid",
    response_model=Beleid,
    summary="Geldend beleid",
    description="Wanneer verzoeken automatisch worden toegekend.",
)
async def get_beleid(gemeentecode: Code, rt: Rt, caller: Reader, response: Response) -> Beleid:
    """That of the caller."""
    _own(gemeentecode, caller)
    async with rt.db.read() as session:
        in_force = await beleid.in_force(session, gemeentecode)
    response.headers["ETag"] = etag(in_force.versie)
    return beleid_of(in_force)


@router.put(
    "/gemeenten/{gemeentecode}/beleid",
    response_model=Beleid,
    summary="Beleid vaststellen",
    description="Maakt een nieuwe versie; hetzelfde beleid nog eens verandert niets. Besluiten "
    "noemen de versie waarop zij rusten.",
)
async def put_beleid(
    gemeentecode: Code,
    body: NieuwBeleid,
    request: Request,
    rt: Rt,
    caller: Writer,
    change: Change,
) -> Response:
    """A new version for the caller."""
    _own(gemeentecode, caller)

    async def act(session: AsyncSession) -> Answer:
        wanted = body.as_beleid(gemeentecode)
        in_force = await handlers.establish(rt, session, wanted, if_unchanged(request))
        return Answer(200, beleid_of(in_force), {"ETag": etag(in_force.versie)})

    return await write(request, caller, act)


def _own(gemeentecode: str, caller: Caller) -> None:
    if gemeentecode != caller.code:
        raise NotFound("Deze gemeente bestaat niet.")
