# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of payments that failed: report by hand or by the file of the bank, and confirm."""

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import Answer, IdempotencyKey, Rt, read_at_most, write
from services.billing.api.betaalruns import Approver, Preparer, RunId, read_dossier
from services.billing.handlers import betalen, mislukken
from services.billing.handlers.terugmelding import MAX_BYTES
from services.billing.schemas.betalingen import BetaalrunDossier
from services.billing.schemas.mislukkingen import Mislukkingbesluit, NieuweMislukking

router = APIRouter(tags=["Betalingen"], redirect_slashes=False)

_PAIN002 = {
    "requestBody": {
        "required": True,
        "description": "Een pain.002 van de bank, ten hoogste 5 MB.",
        "content": {"application/xml": {"schema": {"type": "string"}}},
    }
}


@router.post(
    "/betaalruns/{betaalrunId}/mislukkingen",
    response_model=BetaalrunDossier,
    summary="Mislukte betaling melden",
    description="De bank heeft niet betaald, of het geld kwam terug. Alleen van een uitgevoerde "
    "betaalrun. Er verandert niets tot een ander het bevestigt. Wat de bank als dubbel weigert "
    "(AM05, DU01 tot en met DU05) is geen mislukking: wat zij eerder kreeg, geldt. Dat geeft 409 "
    "(`dubbel-aangeboden`).",
)
async def post_mislukking(
    run_id: RunId,
    body: NieuweMislukking,
    request: Request,
    rt: Rt,
    caller: Preparer,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Report one."""
    wie = betalen.dader(caller.client_id, caller.code, caller.persoon)

    async def act(session: AsyncSession) -> Answer:
        told = {body.end_to_end_id: body.as_mislukking(wie.persoon)}
        await mislukken.report(rt, session, run_id, told, wie)
        return Answer(200, await read_dossier(session, run_id, caller))

    return await write(request, caller, act)


@router.post(
    "/betaalruns/{betaalrunId}/mislukkingen/_inlezen",
    response_model=BetaalrunDossier,
    summary="Terugmelding van de bank inlezen",
    description="Een pain.002 (ISO 20022): meldt elke betaling die de bank afwijst, ook als zij "
    "het hele bestand afwijst. Wat al was gemeld blijft zoals het is, dus nog eens inlezen "
    "verandert niets. Wat de bank als dubbel weigert is geen mislukking: zo'n bestand geeft 409 "
    "(`dubbel-aangeboden`).",
    openapi_extra=_PAIN002,
    responses={
        413: {"description": "Groter dan 5 MB."},
        415: {"description": "Geen XML."},
    },
)
async def post_terugmelding(
    run_id: RunId,
    request: Request,
    rt: Rt,
    caller: Preparer,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Report all that the bank rejects."""
    wie = betalen.dader(caller.client_id, caller.code, caller.persoon)
    content = await read_at_most(request, MAX_BYTES, "Een terugmelding")

    async def act(session: AsyncSession) -> Answer:
        await mislukken.take_in(rt, session, run_id, content, wie)
        return Answer(200, await read_dossier(session, run_id, caller))

    return await write(request, caller, act, content)


@router.post(
    "/betaalruns/{betaalrunId}/mislukkingen/besluiten",
    response_model=BetaalrunDossier,
    summary="Besluiten over mislukte betalingen",
    description="Door een ander dan wie ze meldde (vier ogen); alle of geen. Bevestigd staat alles "
    "waarvoor zij waren weer open: de volgende betaalrun betaalt het, op de rekening die dan is "
    "goedgekeurd.",
)
async def post_mislukkingbesluit(
    run_id: RunId,
    body: Mislukkingbesluit,
    request: Request,
    rt: Rt,
    caller: Approver,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Confirm or refuse."""
    wie = betalen.dader(caller.client_id, caller.code, caller.persoon)

    async def act(session: AsyncSession) -> Answer:
        await mislukken.decide(rt, session, run_id, (body.besluit, body.betalingen), wie)
        return Answer(200, await read_dossier(session, run_id, caller))

    return await write(request, caller, act)
