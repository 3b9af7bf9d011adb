# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of deliveries to the CBS, which hold a BSN: it stands in no URI, so it is a POST."""

from dataclasses import astuple

from fastapi import APIRouter, Request
from fastapi.responses import Response

from libs.common.api import CSV, JSON, IdempotencyKey, Rt, csv_response, wants_csv
from libs.ijw.cbs import Verslagperiode
from services.referral.api.callers import Reader
from services.referral.handlers.cbslevering import Gevraagd, compose
from services.referral.schemas.cbslevering import CbsLevering, CbsRecord, CbsVraag, record_of

router = APIRouter(tags=["CBS"], redirect_slashes=False)


@router.post(
    "/cbs-leveringen/_samenstellen",
    response_model=CbsLevering,
    summary="Levering aan het CBS samenstellen",
    description="De records van Beleidsinformatie Jeugd van hulp door het eigen wijkteam, die in "
    "het halfjaar begon, eindigde of liep: altijd in haar geheel, want een correctie vervangt wat "
    "eerder is geleverd. Met `aanbieder` wat die over cliënten van de gemeente meldde, als hulp "
    "bij zijn eigen levering. Met `Accept: text/csv` als CSV (puntkomma, UTF-8). Er wordt niets "
    "bewaard.",
    responses={
        200: {"content": {CSV: {"schema": {"type": "string"}}}},
        406: {"description": "Alleen JSON en CSV."},
    },
)
async def compose_delivery(
    body: CbsVraag,
    request: Request,
    rt: Rt,
    caller: Reader,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Of the caller."""
    as_csv = wants_csv(request)
    periode = Verslagperiode.lees(body.periode)
    async with rt.db.read() as session:
        asked = Gevraagd(caller.code, periode, body.aanbieder)
        found = await compose(session, rt.need_vault(), asked)
    if as_csv:
        names = [field.alias or name for name, field in CbsRecord.model_fields.items()]
        rows = [[None if cell is None else str(cell) for cell in astuple(one)] for one in found]
        return csv_response(names, rows, f"cbs-{body.periode}.csv")
    levering = CbsLevering(
        periode=body.periode,
        van=periode.van,
        tot=periode.tot,
        uiterlijk=periode.uiterlijk,
        aanbieder=body.aanbieder,
        resultaten=[record_of(one) for one in found],
    )
    return Response(levering.model_dump_json(by_alias=True), media_type=JSON)
