# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of payment runs: prepare, approve, the file for the bank, the lines behind it."""

from dataclasses import replace
from functools import partial
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
    Step,
    as_position,
    csv_response,
    decode_cursor,
    etag,
    location,
    match_if_given,
    paged,
    position,
    wants_csv,
    write,
)
from libs.common.auth import Caller, OrgType, allow
from libs.common.problem import NotFound
from services.billing.domain.betaling import MET_BESTAND
from services.billing.handlers import betalen
from services.billing.handlers.betalen import Dader, Opdracht
from services.billing.schemas.betalingen import (
    SPECIFICATIE_KOPPEN,
    Betaalrun,
    BetaalrunDossier,
    BetaalrunsPagina,
    NieuweBetaalrun,
    Runhandeling,
    Specificatie,
    betaalrun_of,
    dossier_of,
    specificatieregel_of,
)
from services.billing.store import betalingen, posten, zaken
from services.billing.store.posten import ORDER

router = APIRouter(tags=["Betalingen"], redirect_slashes=False)

Reader = Annotated[Caller, allow("betalingen:lezen", OrgType.GEMEENTE)]
Receiver = Annotated[Caller, allow("betalingen:lezen", OrgType.GEMEENTE, OrgType.AANBIEDER)]
Preparer = Annotated[Caller, allow("betalingen:voorbereiden", OrgType.GEMEENTE)]
Approver = Annotated[Caller, allow("betalingen:goedkeuren", OrgType.GEMEENTE)]
RunId = Annotated[str, Path(alias="betaalrunId", max_length=36)]


@router.post(
    "/betaalruns",
    status_code=201,
    response_model=Betaalrun,
    summary="Betaalrun voorbereiden",
    description="Neemt alles wat nog niet is betaald, per aanbieder, credits afgetrokken: "
    "goedgekeurde declaraties en facturen, termijnen van een taakgerichte afspraak die op de "
    "uitvoerdatum zijn vervallen, geboekte afrekeningen, voorschotten en saldi van subsidies, en "
    "wat met een andere gemeente is overeengekomen. Wegen de credits zwaarder, dan blijft "
    "alles van die ontvanger staan voor een volgende run. Een post zit in hoogstens één run die "
    "niet is ingetrokken.",
)
async def post_betaalrun(
    body: NieuweBetaalrun,
    request: Request,
    rt: Rt,
    caller: Preparer,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Prepare."""
    wie = betalen.dader(caller.client_id, caller.code, caller.persoon)

    async def act(session: AsyncSession) -> Answer:
        opdracht = Opdracht(body.uitvoerdatum, body.aanbieders)
        run = await betalen.prepare(rt, session, opdracht, wie)
        place = {"Location": location(request, f"/betaalruns/{run.id}")}
        return Answer(201, betaalrun_of(run), place)

    return await write(request, caller, act)


@router.get(
    "/betaalruns",
    response_model=BetaalrunsPagina,
    summary="Betaalruns",
    description="Die van de aanroepende gemeente, nieuwste eerst.",
)
async def list_betaalruns(
    request: Request, rt: Rt, caller: Reader, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """Of the caller."""
    before = decode_cursor(cursor)
    async with rt.db.read() as session:
        found = await betalingen.of_gemeente(session, caller.code, before, limit)
    last = found[-1].id if len(found) == limit else None
    return paged(request, [betaalrun_of(run) for run in found], last)


@router.get(
    "/betaalruns/{betaalrunId}",
    response_model=BetaalrunDossier,
    summary="Eén betaalrun",
    description="Met de betalingen, wie is overgeslagen, en alle stappen.",
)
async def get_betaalrun(
    run_id: RunId, rt: Rt, caller: Reader, response: Response
) -> BetaalrunDossier:
    """One of the caller."""
    async with rt.db.read() as session:
        found = await read_dossier(session, run_id, caller)
    response.headers["ETag"] = etag(found.versie)
    return found


def on_version(request: Request, caller: Caller) -> Dader:
    """Who takes a step, on the version that the request names."""
    wie = betalen.dader(caller.client_id, caller.code, caller.persoon)
    return replace(wie, op=partial(match_if_given, request))


async def read_dossier(session: AsyncSession, run_id: str, caller: Caller) -> BetaalrunDossier:
    """A run of the caller with its payments and steps; 404 when it is not."""
    run = await betalen.own_run(session, run_id, caller.code)
    paid = await betalingen.payments_of(session, run_id)
    return dossier_of(run, paid, await zaken.steps_of(session, run_id))


@router.post(
    "/betaalruns/{betaalrunId}/goedkeuringen",
    response_model=Betaalrun,
    summary="Betaalrun goedkeuren",
    description="Door een ander dan wie haar voorbereidde (vier ogen). Is een rekening intussen "
    "gewijzigd, dan kan het niet (409).",
)
async def post_goedkeuring(
    run_id: RunId,
    request: Request,
    rt: Rt,
    caller: Approver,
    stap: Step,
) -> Response:
    """Approve."""
    wie = on_version(request, caller)

    async def act(session: AsyncSession) -> Answer:
        after = await betalen.step(rt, session, run_id, "goedkeuren", wie)
        return Answer(200, betaalrun_of(after), {"ETag": etag(after.versie)})

    return await write(request, caller, act)


@router.post(
    "/betaalruns/{betaalrunId}/handelingen",
    response_model=Betaalrun,
    summary="Stap in een betaalrun",
    description="Uitvoeren als de bank het bestand heeft; intrekken kan tot dan, en geeft alles "
    "vrij voor een volgende run.",
)
async def post_handeling(
    run_id: RunId,
    body: Runhandeling,
    request: Request,
    rt: Rt,
    caller: Preparer,
    stap: Step,
) -> Response:
    """Execute or withdraw."""
    wie = on_version(request, caller)

    async def act(session: AsyncSession) -> Answer:
        after = await betalen.step(rt, session, run_id, body.handeling, wie, body.reden)
        return Answer(200, betaalrun_of(after), {"ETag": etag(after.versie)})

    return await write(request, caller, act)


@router.get(
    "/betaalruns/{betaalrunId}/bestand",
    summary="Betaalbestand",
    description="ISO 20022 pain.001.001.09 voor de bank, na goedkeuring. Steeds hetzelfde bestand.",
    response_class=Response,
    responses={200: {"content": {"application/xml": {"schema": {"type": "string"}}}}},
)
async def get_bestand(run_id: RunId, rt: Rt, caller: Reader) -> Response:
    """The file of a run of the caller."""
    async with rt.db.read() as session:
        content = await betalen.file_of(session, run_id, caller.code)
    headers = {"Content-Disposition": f'attachment; filename="pain.001-{run_id}.xml"'}
    return Response(content, media_type="application/xml", headers=headers)


@router.get(
    "/betaalruns/{betaalrunId}/specificatie",
    response_model=Specificatie,
    summary="Specificatie per regel",
    description="Al wat er achter de betalingen zit: goedgekeurde regels, termijnen, afrekeningen, "
    "subsidies en verrekeningen; samen precies wat is betaald. Wie betaald wordt, ook een andere "
    "gemeente, ziet de eigen regels, na goedkeuring. Met `Accept: text/csv` alles als CSV.",
    responses={
        200: {"content": {"text/csv": {"schema": {"type": "string"}}}},
        406: {"description": "Alleen JSON en CSV."},
    },
)
async def get_specificatie(
    run_id: RunId,
    request: Request,
    rt: Rt,
    caller: Receiver,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """The lines for the gemeente that pays, or those of who was paid."""
    after = position(cursor, str, str, int)
    as_csv = wants_csv(request)
    async with rt.db.read() as session:
        own = await _whose_lines(session, run_id, caller)
        place = None if after is None else dict(zip(ORDER, after, strict=True))
        most = None if as_csv else limit
        rows = await posten.lines_of(session, run_id, own, place, most)
    regels = [specificatieregel_of(row) for row in rows]
    if as_csv:
        values = (list(regel.model_dump(mode="json").values()) for regel in regels)
        return csv_response(SPECIFICATIE_KOPPEN, values, f"specificatie-{run_id}.csv")
    last = [getattr(rows[-1], name) for name in ORDER] if len(rows) == limit else None
    return paged(request, regels, as_position(last) if last else None)


async def _whose_lines(session: AsyncSession, run_id: str, caller: Caller) -> str | None:
    """All (None) for the gemeente that pays, its own for who is paid, once approved; else 404."""
    run = await betalingen.read(session, run_id)
    payer = caller.org_type == OrgType.GEMEENTE and run and run.gemeentecode == caller.code
    if payer:
        return None
    paid = {one.agb_code for one in await betalingen.payments_of(session, run_id)}
    if run is None or run.toestand not in MET_BESTAND or caller.code not in paid:
        raise NotFound("Deze betaalrun bestaat niet.")
    return caller.code
