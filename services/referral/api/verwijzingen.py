# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of referrals, for gemeenten."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Any

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
    decode_cursor,
    etag,
    location,
    paged,
    write,
)
from libs.common.auth import Caller
from libs.common.ids import new_id
from libs.common.problem import NotFound
from services.referral.api.callers import Id, Reader, Writer, if_unchanged
from services.referral.domain import verwijzing as domein
from services.referral.domain.verwijsroute import Status
from services.referral.handlers import verwijzingen as handlers
from services.referral.handlers.verwijzingen import Act, Register
from services.referral.schemas.verwijzingen import (
    Dag,
    NieuweVerwijzing,
    Verwijzing,
    VerwijzingenPagina,
    VerwijzingZoekvraag,
    verwijzing_answer,
    verwijzing_of,
)
from services.referral.schemas.woonplaats import Woonplaatsvraag
from services.referral.store import clienten, verwijzingen
from services.referral.store.clienten import Bekend
from services.referral.store.verwijzingen import MOST, Keuze

router = APIRouter(tags=["Verwijzingen"], redirect_slashes=False)

Step = Callable[[AsyncSession, Act], Awaitable[domein.Verwijzing]]
_CHANGED: dict[int | str, dict[str, Any]] = {
    409: {"description": "Deze stap kan niet op de toestand volgen."},
    412: {"description": "De bron is intussen gewijzigd."},
}


@dataclass(frozen=True, slots=True)
class VerwijzingenKeuze:
    """Which referrals are listed; all when nothing is chosen."""

    status: Annotated[Status | None, Query(description="Alleen met deze status.")] = None
    client_id: Annotated[
        str | None, Query(alias="clientId", max_length=36, description="Alleen van deze client.")
    ] = None


@router.get(
    "/verwijzingen",
    response_model=VerwijzingenPagina,
    summary="Verwijzingen",
    description="Die van de aanroepende gemeente, nieuwste eerst; ook die waarvan alleen een "
    "verzoek van een aanbieder vertelde.",
)
async def list_verwijzingen(
    request: Request,
    rt: Rt,
    caller: Reader,
    keuze: Annotated[VerwijzingenKeuze, Depends()],
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """Newest first."""
    page = (decode_cursor(cursor), limit)
    wanted = Keuze(keuze.status, keuze.client_id)
    async with rt.db.read() as session:
        found = await verwijzingen.listed(session, rt.need_vault(), caller.code, wanted, page)
    last = found[-1].id if len(found) == limit else None
    return paged(request, [verwijzing_of(one) for one in found], last)


@router.post(
    "/verwijzingen/_zoek",
    response_model=VerwijzingenPagina,
    summary="Verwijzingen zoeken op BSN",
    description="Die van de client met dit BSN, als de gemeente die kent; nieuwste eerst.",
)
async def find_verwijzingen(
    body: VerwijzingZoekvraag, rt: Rt, caller: Reader, idempotency_key: IdempotencyKey = None
) -> VerwijzingenPagina:
    """None for a client that is not known."""
    vault = rt.need_vault()
    async with rt.db.read() as session:
        client = await clienten.look_up(session, vault, Bekend(caller.code, body.bsn))
        found: list[domein.Verwijzing] = []
        if client is not None:
            wanted, page = Keuze(client_id=client.id), (None, MOST)
            found = await verwijzingen.listed(session, vault, caller.code, wanted, page)
    return VerwijzingenPagina(resultaten=[verwijzing_of(one) for one in found])


@router.get(
    "/verwijzingen/{verwijzing_id}",
    response_model=Verwijzing,
    summary="Eén verwijzing",
    description="Met de stappen die zij doorliep, en de versie als ETag.",
)
async def get_verwijzing(
    verwijzing_id: Id, rt: Rt, caller: Reader, response: Response
) -> Verwijzing:
    """One of the caller."""
    async with rt.db.read() as session:
        found = await verwijzingen.read(session, rt.need_vault(), caller.code, verwijzing_id)
    if found is None:
        raise NotFound("Deze verwijzing bestaat niet.")
    response.headers["ETag"] = etag(found.versie)
    return verwijzing_of(found)


@router.post(
    "/verwijzingen",
    status_code=201,
    response_model=Verwijzing,
    summary="Verwijzing vastleggen",
    description="Een verzoek van een aanbieder sluit erop aan (JW315), en de toestand volgt wat "
    "ervan komt. De Raad voor de Kinderbescherming en Veilig Thuis verwijzen niet.",
)
async def post_verwijzing(
    body: NieuweVerwijzing,
    request: Request,
    rt: Rt,
    caller: Writer,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Register one."""
    moment = rt.clock.now()
    command = Register(
        Bekend(caller.code, body.bsn), lambda client: body.of(new_id(), client, moment)
    )

    async def act(session: AsyncSession) -> Answer:
        made = await handlers.register(rt, session, command)
        place = {"Location": location(request, f"/verwijzingen/{made.id}")}
        return Answer(201, verwijzing_of(made), place | {"ETag": etag(made.versie)})

    return await write(request, caller, act)


@router.post(
    "/verwijzingen/{verwijzing_id}/_intrekken",
    response_model=Verwijzing,
    responses=_CHANGED,
    summary="Verwijzing intrekken",
    description="Zolang er geen verzoek op loopt en er niets is toegewezen.",
)
async def post_intrekking(
    verwijzing_id: Id,
    request: Request,
    rt: Rt,
    caller: Writer,
    change: Change,
) -> Response:
    """Withdraw it."""

    async def step(session: AsyncSession, command: Act) -> domein.Verwijzing:
        return await handlers.withdraw(rt, session, command)

    return await _step(request, caller, verwijzing_id, step)


@router.post(
    "/verwijzingen/{verwijzing_id}/_woonplaats",
    response_model=Verwijzing,
    responses=_CHANGED,
    summary="Woonplaats toetsen",
    description="Wie verantwoordelijk is volgens het woonplaatsbeginsel (artikel 1.1). Is dat een "
    "andere gemeente, dan kan het verzoek daarop worden afgewezen, binnen twee weken (OP359). "
    "Adressen worden niet bewaard.",
)
async def post_woonplaats(
    verwijzing_id: Id,
    body: Woonplaatsvraag,
    request: Request,
    rt: Rt,
    caller: Writer,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Determine it."""
    known = (body.as_situatie(), body.peildatum)

    async def step(session: AsyncSession, command: Act) -> domein.Verwijzing:
        return await handlers.determine(rt, session, command, known)

    return await _step(request, caller, verwijzing_id, step)


@router.post(
    "/verwijzingen/{verwijzing_id}/_doorgeleiden",
    response_model=Verwijzing,
    responses=_CHANGED,
    summary="Doorgeleid naar lokaal team",
    description="Bij een complexe vraag, in overleg met de verwijzer; de verwijzing blijft gelden.",
)
async def post_doorgeleiding(
    verwijzing_id: Id,
    body: Dag,
    request: Request,
    rt: Rt,
    caller: Writer,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Pass it on."""

    async def step(session: AsyncSession, command: Act) -> domein.Verwijzing:
        return await handlers.pass_on(rt, session, command, body.op)

    return await _step(request, caller, verwijzing_id, step)


@router.post(
    "/verwijzingen/{verwijzing_id}/_start",
    response_model=Verwijzing,
    responses=_CHANGED,
    summary="Vrij toegankelijke hulp begint",
    description="Toegewezen hulp begint met een JW305 van de aanbieder.",
)
async def post_start(
    verwijzing_id: Id,
    body: Dag,
    request: Request,
    rt: Rt,
    caller: Writer,
    change: Change,
) -> Response:
    """Free help begins."""

    async def step(session: AsyncSession, command: Act) -> domein.Verwijzing:
        return await handlers.begin(rt, session, command, body.op)

    return await _step(request, caller, verwijzing_id, step)


@router.post(
    "/verwijzingen/{verwijzing_id}/_beeindig",
    response_model=Verwijzing,
    responses=_CHANGED,
    summary="Vrij toegankelijke hulp eindigt",
    description="Toegewezen hulp eindigt met een JW307 van de aanbieder.",
)
async def post_einde(
    verwijzing_id: Id,
    body: Dag,
    request: Request,
    rt: Rt,
    caller: Writer,
    change: Change,
) -> Response:
    """Free help ends."""

    async def step(session: AsyncSession, command: Act) -> domein.Verwijzing:
        return await handlers.end(rt, session, command, body.op)

    return await _step(request, caller, verwijzing_id, step)


async def _step(request: Request, caller: Caller, verwijzing_id: str, step: Step) -> Response:
    command = Act(caller.code, verwijzing_id, if_unchanged(request))

    async def act(session: AsyncSession) -> Answer:
        return verwijzing_answer(await step(session, command))

    return await write(request, caller, act)
