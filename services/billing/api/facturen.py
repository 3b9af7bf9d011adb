# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of invoices outside the message traffic, for the aanbieder and the gemeente."""

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
from libs.common.auth import Caller, OrgType, allow
from libs.common.problem import NotFound
from services.billing.handlers import factureren
from services.billing.schemas.facturen import (
    MAX_REGELS,
    FacturenPagina,
    FactuurDossier,
    NieuweFactuur,
    dossier_of,
    factuur_of,
)
from services.billing.store import facturen, reading
from services.billing.store.reading import Partij

router = APIRouter(tags=["Facturen"], redirect_slashes=False)

Sender = Annotated[Caller, allow("facturen:indienen", OrgType.AANBIEDER)]
Reader = Annotated[Caller, allow("facturen:lezen", OrgType.AANBIEDER, OrgType.GEMEENTE)]
FactuurId = Annotated[str, Path(alias="factuurId", max_length=36)]


def _partij(caller: Caller) -> Partij:
    sent = caller.org_type == OrgType.AANBIEDER
    return Partij("agb_code" if sent else "gemeentecode", caller.code)


@router.post(
    "/facturen",
    status_code=201,
    response_model=FactuurDossier,
    summary="Factuur buiten het berichtenverkeer",
    description="Voor een client van wie geen bericht kan worden gestuurd (Regeling Jeugdwet "
    "6a.6). Alle regels op een regel van een JW323 gelden. Elke regel noemt een toewijzing; van "
    "een client zonder BSN staat zij op het kenmerk. Wie crediteert wat zonder toewijzing is "
    "goedgekeurd, noemt er geen. Het oordeel volgt meteen, per regel.",
)
async def post_factuur(
    body: NieuweFactuur,
    request: Request,
    rt: Rt,
    caller: Sender,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Judge it, as the aanbieder."""

    async def act(session: AsyncSession) -> Answer:
        command = body.as_command(caller.code, rt.need_vault(), rt.clock.now())
        await factureren.submit(rt, session, command)
        shown = await _dossier(session, _partij(caller), command.declaratie.id)
        place = {"Location": location(request, f"/facturen/{shown.id}")}
        return Answer(201, shown, place)

    return await write(request, caller, act)


@router.get(
    "/facturen",
    response_model=FacturenPagina,
    summary="Facturen",
    description="Die van of aan de aanroeper, nieuwste eerst.",
)
async def list_facturen(
    request: Request, rt: Rt, caller: Reader, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """Of the caller."""
    before = decode_cursor(cursor)
    async with rt.db.read() as session:
        rows = await facturen.list_facturen(session, _partij(caller), before, limit)
    last = rows[-1].id if len(rows) == limit else None
    return paged(request, [factuur_of(row) for row in rows], last)


@router.get(
    "/facturen/{factuurId}",
    response_model=FactuurDossier,
    summary="Eén factuur",
    description="Met het oordeel per regel; nooit met het BSN.",
)
async def get_factuur(factuur_id: FactuurId, rt: Rt, caller: Reader) -> FactuurDossier:
    """One of the caller."""
    async with rt.db.read() as session:
        return await _dossier(session, _partij(caller), factuur_id)


async def _dossier(session: AsyncSession, partij: Partij, factuur_id: str) -> FactuurDossier:
    row = await facturen.read_factuur(session, partij, factuur_id)
    if row is None:
        raise NotFound("Deze factuur bestaat niet.")
    return dossier_of(row, await reading.list_regels(session, factuur_id, 0, MAX_REGELS))
