# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of authorisations for closed care, for gemeenten."""

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
from libs.common.ids import new_id
from libs.common.problem import NotFound
from services.referral.api.callers import Id, Reader, Writer, if_unchanged
from services.referral.domain.toewijzing import decision_moment
from services.referral.handlers import machtigingen as handlers
from services.referral.handlers.machtigingen import RecordMachtiging, WithdrawConsent
from services.referral.schemas.machtigingen import (
    Intrekking,
    Machtiging,
    MachtigingenPagina,
    NieuweMachtiging,
    machtiging_of,
)
from services.referral.store import machtigingen
from services.referral.store.clienten import Bekend

router = APIRouter(tags=["Machtigingen"], redirect_slashes=False)


@router.get(
    "/machtigingen",
    response_model=MachtigingenPagina,
    summary="Machtigingen gesloten jeugdhulp",
    description="Die van de aanroepende gemeente, nieuwste eerst.",
)
async def list_machtigingen(
    request: Request, rt: Rt, caller: Reader, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """Newest first."""
    async with rt.db.read() as session:
        found = await machtigingen.listed(session, caller.code, decode_cursor(cursor), limit)
    last = found[-1].id if len(found) == limit else None
    today = rt.clock.today()
    return paged(request, [machtiging_of(one, today) for one in found], last)


@router.get(
    "/machtigingen/{machtiging_id}",
    response_model=Machtiging,
    summary="Eén machtiging",
    description="Zoals zij nu geldt, met de versie als ETag.",
)
async def get_machtiging(
    machtiging_id: Id, rt: Rt, caller: Reader, response: Response
) -> Machtiging:
    """One of the caller."""
    async with rt.db.read() as session:
        found = await machtigingen.read(session, caller.code, machtiging_id)
    if found is None:
        raise NotFound("Deze machtiging bestaat niet.")
    response.headers["ETag"] = etag(found.versie)
    return machtiging_of(found, rt.clock.today())


@router.post(
    "/machtigingen",
    status_code=201,
    response_model=Machtiging,
    summary="Machtiging vastleggen",
    description="Gesloten jeugdhulp wordt alleen toegewezen zolang een machtiging van de "
    "kinderrechter dat toelaat (hoofdstuk 6 Jeugdwet).",
)
async def post_machtiging(
    body: NieuweMachtiging,
    request: Request,
    rt: Rt,
    caller: Writer,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Record one."""
    moment = decision_moment(rt.clock.now())
    command = RecordMachtiging(
        Bekend(caller.code, body.bsn), lambda client: body.of(new_id(), client, moment)
    )

    async def act(session: AsyncSession) -> Answer:
        made = await handlers.record(rt, session, command)
        place = {"Location": location(request, f"/machtigingen/{made.id}")}
        shown = machtiging_of(made, rt.clock.today())
        return Answer(201, shown, place | {"ETag": etag(made.versie)})

    return await write(request, caller, act)


@router.post(
    "/machtigingen/{machtiging_id}/_intrekken",
    response_model=Machtiging,
    responses={
        409: {"description": "De machtiging rust niet, of niet meer, op instemming."},
        412: {"description": "De bron is intussen gewijzigd."},
    },
    summary="Instemming ingetrokken",
    description="De machtiging vervalt op de veertiende dag.",
)
async def post_intrekking(
    machtiging_id: Id,
    body: Intrekking,
    request: Request,
    rt: Rt,
    caller: Writer,
    change: Change,
) -> Response:
    """Note it."""
    command = WithdrawConsent(caller.code, machtiging_id, body.op, if_unchanged(request))

    async def act(session: AsyncSession) -> Answer:
        changed = await handlers.withdraw(rt, session, command)
        shown = machtiging_of(changed, rt.clock.today())
        return Answer(200, shown, {"ETag": etag(changed.versie)})

    return await write(request, caller, act)
