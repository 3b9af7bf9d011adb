# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Allocations of a gemeente: awarded without a request, listed, changed."""

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
    etag,
    location,
    paged,
    write,
)
from libs.common.problem import InvalidInput, InvalidParam, NotFound
from services.referral.api.callers import Id, Reader, Writer, if_unchanged
from services.referral.domain.toewijzing import VERWIJDERD
from services.referral.domain.toewijzing import Toewijzing as DomeinToewijzing
from services.referral.handlers import toekennen, wijzigen
from services.referral.handlers.toekennen import Award
from services.referral.handlers.wijzigen import ChangeToewijzing
from services.referral.schemas.toewijzingen import (
    NieuweToewijzing,
    NieuweWijziging,
    Toewijzing,
    ToewijzingenPagina,
    toewijzing_of,
)
from services.referral.store import toewijzingen, verzendingen
from services.referral.store.clienten import Bekend

router = APIRouter(tags=["Toewijzingen"], redirect_slashes=False)


@router.get(
    "/toewijzingen",
    response_model=ToewijzingenPagina,
    summary="Toewijzingen",
    description="Toewijzingen van de aanroepende gemeente, nieuwste eerst.",
)
async def list_toewijzingen(
    request: Request, rt: Rt, caller: Reader, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """Newest first."""
    async with rt.db.read() as session:
        found = await toewijzingen.listed(session, caller.code, decode_cursor(cursor), limit)
        sent = await verzendingen.of_toewijzingen(session, [one.id for one in found])
    last = found[-1].id if len(found) == limit else None
    return paged(request, [toewijzing_of(one, sent.get(one.id)) for one in found], last)


@router.get(
    "/toewijzingen/{toewijzing_id}",
    response_model=Toewijzing,
    summary="Eén toewijzing",
    description="De toewijzing zoals zij nu geldt, met het laatste bericht erover.",
)
async def get_toewijzing(
    toewijzing_id: Id, rt: Rt, caller: Reader, response: Response
) -> Toewijzing:
    """One of the caller."""
    async with rt.db.read() as session:
        found = await toewijzingen.read(session, caller.code, toewijzing_id)
        if found is None:
            raise NotFound("Deze toewijzing bestaat niet.")
        shown = await _shown(session, found)
    response.headers["ETag"] = etag(found.versie)
    return shown


@router.post(
    "/toewijzingen",
    status_code=201,
    response_model=Toewijzing,
    summary="Toekennen zonder verzoek",
    description="Kent hulp toe aan een geregistreerde client en stuurt een JW301. Met een "
    "toewijzingnummer wordt een lopende toewijzing uit een ander systeem overgenomen.",
)
async def award(
    body: NieuweToewijzing,
    request: Request,
    rt: Rt,
    caller: Writer,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """One award by the caller."""
    command = Award(
        client=Bekend(caller.code, body.bsn),
        agb_code=body.agb_code,
        toekenning=body.as_toekenning(),
        toewijzing_nummer=body.toewijzing_nummer,
    )

    async def act(session: AsyncSession) -> Answer:
        made = await toekennen.award(rt, session, command)
        return await _answer(request, session, made)

    return await write(request, caller, act)


@router.post(
    "/toewijzingen/{toewijzing_id}/wijzigingen",
    status_code=201,
    response_model=Toewijzing,
    summary="Toewijzing wijzigen",
    description="Verkorten, verlengen of verwijderen (reden 13); er gaat een JW301. Nummer en "
    "ingangsdatum veranderen nooit.",
)
async def change(
    toewijzing_id: Id,
    body: NieuweWijziging,
    request: Request,
    rt: Rt,
    caller: Writer,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """One change by the caller."""
    given = "einddatum" in body.model_fields_set
    if not given and body.reden_wijziging != VERWIJDERD:
        param = InvalidParam("einddatum", "missing", "is verplicht")
        raise InvalidInput("einddatum is verplicht.", invalid_params=[param])
    command = ChangeToewijzing(
        gemeentecode=caller.code,
        toewijzing_id=toewijzing_id,
        reden=body.reden_wijziging,
        einddatum=body.einddatum,
        einddatum_given=given,
        unchanged=if_unchanged(request),
    )

    async def act(session: AsyncSession) -> Answer:
        changed = await wijzigen.change(rt, session, command)
        return await _answer(request, session, changed)

    return await write(request, caller, act)


async def _shown(session: AsyncSession, found: DomeinToewijzing) -> Toewijzing:
    sent = await verzendingen.of_toewijzingen(session, [found.id])
    return toewijzing_of(found, sent.get(found.id))


async def _answer(request: Request, session: AsyncSession, found: DomeinToewijzing) -> Answer:
    place = location(request, f"/toewijzingen/{found.id}")
    headers = {"Location": place, "ETag": etag(found.versie)}
    return Answer(201, await _shown(session, found), headers)
