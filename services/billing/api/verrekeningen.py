# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of settlement between gemeenten: both sides see a question, each takes its own steps."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import (
    Answer,
    Cursor,
    IdempotencyKey,
    Limit,
    Rt,
    Step,
    decode_cursor,
    etag,
    location,
    match_if_given,
    paged,
    write,
)
from libs.common.auth import Caller, OrgType, allow
from libs.common.problem import NotFound
from services.billing.handlers import verrekenen
from services.billing.handlers.zaken import Daad
from services.billing.schemas.verrekeningen import (
    NieuweVerrekening,
    Verrekenhandeling,
    Verrekening,
    VerrekeningDossier,
    VerrekeningenPagina,
    dossier_of,
    verrekening_of,
)
from services.billing.store import verrekeningen, zaken

router = APIRouter(tags=["Verrekeningen"], redirect_slashes=False)

Reader = Annotated[Caller, allow("verrekeningen:lezen", OrgType.GEMEENTE)]
Writer = Annotated[Caller, allow("verrekeningen:schrijven", OrgType.GEMEENTE)]
ZaakId = Annotated[str, Path(alias="verrekeningId", max_length=36)]
TeLaat = Annotated[
    bool, Query(alias="teLaat", description="Alleen die na twee weken nog geen antwoord hebben.")
]


@router.post(
    "/verrekeningen",
    status_code=201,
    response_model=Verrekening,
    summary="Vragen wie betaalt",
    description="De gemeente die betaalde legt een andere voor dat zij verantwoordelijk is "
    "(Jeugdwet 8.2.1). Die antwoordt binnen twee weken.",
)
async def post_verrekening(
    body: NieuweVerrekening,
    request: Request,
    rt: Rt,
    caller: Writer,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Ask, as the payer."""

    async def act(session: AsyncSession) -> Answer:
        daad = Daad("voorleggen", caller.client_id, caller.code)
        made = await verrekenen.ask(rt, session, body.as_vraag(caller.code), daad)
        place = {"Location": location(request, f"/verrekeningen/{made.id}")}
        return Answer(201, verrekening_of(made, rt.clock.today()), place)

    return await write(request, caller, act)


@router.get(
    "/verrekeningen",
    response_model=VerrekeningenPagina,
    summary="Verrekeningen",
    description="Die waarin de aanroeper betaalde of aangesproken is, nieuwste eerst; met "
    "`teLaat` alleen die zonder antwoord na de termijn, de langste eerst (zonder bladeren).",
)
async def list_verrekeningen(
    request: Request,
    rt: Rt,
    caller: Reader,
    te_laat: TeLaat = False,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """Of the caller."""
    today = rt.clock.today()
    before = decode_cursor(cursor)
    async with rt.db.read() as session:
        if te_laat:
            found = await verrekeningen.overdue(session, caller.code, today, limit)
        else:
            found = await verrekeningen.of_gemeente(session, caller.code, before, limit)
    more = len(found) == limit and not te_laat
    shown = [verrekening_of(verrekening, today) for verrekening in found]
    return paged(request, shown, found[-1].id if more else None)


@router.get(
    "/verrekeningen/{verrekeningId}",
    response_model=VerrekeningDossier,
    summary="Eén verrekening",
    description="Met alle stappen en boekingen; voor de twee gemeenten die het aangaat.",
)
async def get_verrekening(
    zaak_id: ZaakId, rt: Rt, caller: Reader, response: Response
) -> VerrekeningDossier:
    """One of the caller."""
    async with rt.db.read() as session:
        found = await verrekeningen.read(session, zaak_id)
        if found is None or found.role_of(caller.code) is None:
            raise NotFound("Deze verrekening bestaat niet.")
        stappen = await zaken.steps_of(session, zaak_id)
        boekingen = await zaken.bookings_of(session, zaak_id)
    response.headers["ETag"] = etag(found.versie)
    return dossier_of(found, rt.clock.today(), stappen, boekingen)


@router.post(
    "/verrekeningen/{verrekeningId}/handelingen",
    response_model=Verrekening,
    summary="Stap in een verrekening",
    description="Aanvaarden en afwijzen is aan de aangesproken gemeente; handhaven, intrekken en "
    "melden dat de betaling binnen is aan de betaler. Een aanvaarding boekt het bedrag bij beide.",
)
async def post_handeling(
    zaak_id: ZaakId,
    body: Verrekenhandeling,
    request: Request,
    rt: Rt,
    caller: Writer,
    stap: Step,
) -> Response:
    """One step."""

    async def act(session: AsyncSession) -> Answer:
        inhoud = body.model_dump(include={"toelichting", "afspraak", "bedrag"}, exclude_none=True)
        daad = Daad(
            body.handeling, caller.client_id, caller.code, inhoud, partial(match_if_given, request)
        )
        after = await verrekenen.act(rt, session, zaak_id, body.handeling, daad, body.bedrag)
        return Answer(200, verrekening_of(after, rt.clock.today()), {"ETag": etag(after.versie)})

    return await write(request, caller, act)
