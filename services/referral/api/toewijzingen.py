# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Allocations of a gemeente: awarded without a request, listed, changed."""

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
from libs.common.problem import InvalidInput, InvalidParam, NotFound
from libs.common.runtime import Runtime
from services.referral.api.callers import Id, Reader, Writer, if_unchanged
from services.referral.domain.toewijzing import VERWIJDERD
from services.referral.domain.toewijzing import Toewijzing as DomeinToewijzing
from services.referral.handlers import herzien, toekennen, wijzigen
from services.referral.handlers.herzien import Revise
from services.referral.handlers.toekennen import Award
from services.referral.handlers.wijzigen import ChangeToewijzing
from services.referral.schemas.fields import afwijking_of
from services.referral.schemas.toewijzingen import (
    Herzien,
    NieuweHerziening,
    NieuweToewijzing,
    NieuweWijziging,
    Toewijzing,
    ToewijzingenPagina,
    toewijzing_of,
)
from services.referral.store import afwijkingen, toewijzingen, verzendingen
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
        shown = await _shown(rt, session, found)
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
        client=Bekend(caller.code, body.bsn, body.kenmerk),
        agb_code=body.agb_code,
        toekenning=body.as_toekenning(),
        toewijzing_nummer=body.toewijzing_nummer,
        verwijzing_id=body.verwijzing_id,
        afwijking=afwijking_of(body.afwijking_contract),
    )

    async def act(session: AsyncSession) -> Answer:
        made = await toekennen.award(rt, session, command)
        return await _answer(request, rt, session, made)

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
    change: Change,
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
        instemming=body.instemming_aanbieder,
        unchanged=if_unchanged(request),
    )

    async def act(session: AsyncSession) -> Answer:
        changed = await wijzigen.change(rt, session, command)
        return await _answer(request, rt, session, changed)

    return await write(request, caller, act)


@router.post(
    "/toewijzingen/{toewijzing_id}/herzieningen",
    status_code=201,
    response_model=Herzien,
    summary="Toewijzing herzien",
    description="Een andere omvang, een ander budget of een andere einddatum; er gaat een JW301. "
    "Waar de standaard dat vraagt, eindigt het nummer en volgt er een nieuw (OP257).",
)
async def revise(
    toewijzing_id: Id,
    body: NieuweHerziening,
    request: Request,
    rt: Rt,
    caller: Writer,
    change: Change,
) -> Response:
    """One revision by the caller."""
    command = Revise(
        gemeentecode=caller.code,
        toewijzing_id=toewijzing_id,
        herziening=body.of,
        reden=body.reden_wijziging,
        instemming=body.instemming_aanbieder,
        unchanged=if_unchanged(request),
    )

    async def act(session: AsyncSession) -> Answer:
        done = await herzien.revise_toewijzing(rt, session, command)
        found, follows = done.toewijzing, done.opvolger
        shown = Herzien(
            toewijzing=await _shown(rt, session, found),
            opvolger=await _shown(rt, session, follows) if follows else None,
        )
        place = location(request, f"/toewijzingen/{(follows or found).id}")
        return Answer(201, shown, {"Location": place})

    return await write(request, caller, act)


async def _shown(rt: Runtime, session: AsyncSession, found: DomeinToewijzing) -> Toewijzing:
    sent = await verzendingen.of_toewijzingen(session, [found.id])
    afwijking = await afwijkingen.of_toewijzing(session, rt.need_vault(), found.id)
    return toewijzing_of(found, sent.get(found.id), afwijking)


async def _answer(
    request: Request, rt: Runtime, session: AsyncSession, found: DomeinToewijzing
) -> Answer:
    place = location(request, f"/toewijzingen/{found.id}")
    headers = {"Location": place, "ETag": etag(found.versie)}
    return Answer(201, await _shown(rt, session, found), headers)
