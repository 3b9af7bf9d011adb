# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of indexation: propose, look, carry out, and the tariffs that came of it."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
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
from services.contract.api.callers import Buyer, Signer
from services.contract.api.dossiers import OverAanbieder
from services.contract.api.headers import expected, shown
from services.contract.domain import indexatie as d
from services.contract.handlers import indexaties as handlers
from services.contract.handlers.indexaties import Regel
from services.contract.schemas import overzichten as s
from services.contract.store import indexaties
from services.contract.store.rows import Row

router = APIRouter(tags=["Indexatie"], redirect_slashes=False)

RunId = Annotated[str, Path(alias="indexatieId", pattern=r"^[0-9a-f-]{1,36}$")]


@dataclass(frozen=True, slots=True)
class RegelsVraag:
    """Which tariffs of which run are asked."""

    indexatie_id: RunId
    agb_code: OverAanbieder = None
    cursor: Cursor = None
    limit: Limit = 50


@router.post(
    "/indexaties",
    status_code=201,
    response_model=s.Indexatie,
    responses={409: {"description": "Het jaar heeft al een indexatie."}},
    summary="Indexatie voorstellen",
    description="Raming voor het jaar, gecorrigeerd met hoe de vorige raming uitkwam, voor lonen "
    "en prijzen apart en daarna gewogen. Er wijzigt nog geen tarief.",
)
async def post_indexatie(
    invoer: s.IndexatieInvoer,
    request: Request,
    rt: Rt,
    caller: Signer,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Propose."""
    figures = d.Indexatie(_cijfer(invoer.ova), _cijfer(invoer.ppc), invoer.gewicht_ova)

    async def act(session: AsyncSession) -> Answer:
        run = await handlers.propose(session, caller.code, invoer.jaar, figures)
        place = {"Location": location(request, f"/indexaties/{run.id}")}
        return Answer(201, _shown(run), place | {"ETag": etag(run.versie)})

    return await write(request, caller, act)


@router.get(
    "/indexaties",
    response_model=s.IndexatiesPagina,
    summary="Indexaties",
    description="Die van de aanroeper, oudste eerst.",
)
async def list_indexaties(
    request: Request, rt: Rt, caller: Buyer, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """Oldest first."""
    async with rt.db.read() as session:
        rows = await indexaties.page(session, caller.code, decode_cursor(cursor), limit)
    last = rows[-1].id if len(rows) == limit else None
    return paged(request, [_shown(row) for row in rows], last)


@router.get(
    "/indexaties/{indexatieId}",
    response_model=s.Indexatie,
    summary="Eén indexatie",
    description="Met de versie als ETag: wie haar doorvoert, zegt welke versie hij zag.",
)
async def get_indexatie(indexatie_id: RunId, rt: Rt, caller: Buyer) -> Response:
    """One of the caller."""
    async with rt.db.read() as session:
        run = await handlers.find(session, caller.code, indexatie_id)
    return shown(_shown(run), run.versie)


@router.get(
    "/indexaties/{indexatieId}/regels",
    response_model=s.IndexatieregelsPagina,
    summary="Tarieven van een indexatie",
    description="Wat de indexatie van elk tarief maakt, of na het doorvoeren heeft gemaakt; met "
    "`agbCode` de tariefbrief van één aanbieder.",
)
async def list_regels(
    vraag: Annotated[RegelsVraag, Depends()], request: Request, rt: Rt, caller: Buyer
) -> Response:
    """By product."""
    after, limit, agb_code = decode_cursor(vraag.cursor), vraag.limit, vraag.agb_code
    async with rt.db.read() as session:
        run = await handlers.find(session, caller.code, vraag.indexatie_id)
        if run.vastgesteld:
            rows = await indexaties.regels(session, run.id, agb_code, after, limit)
            items = [_kept(row) for row in rows]
        else:
            planned = [_planned(one) for one in await handlers.preview(session, run)]
            wanted = (x for x in planned if agb_code in (None, x.agb_code))
            later = (x for x in wanted if after is None or x.product_id > after)
            items = sorted(later, key=lambda x: x.product_id)[:limit]
    last = items[-1].product_id if len(items) == limit else None
    return paged(request, items, last)


@router.post(
    "/indexaties/{indexatieId}/_doorvoeren",
    response_model=s.Indexatie,
    responses={409: {"description": "Al doorgevoerd."}},
    summary="Indexatie doorvoeren",
    description="Elk tarief dat op 31 december geldt en doorloopt eindigt dan, en het nieuwe gaat "
    "op 1 januari in. Eén keer per jaar.",
)
async def post_doorvoeren(
    indexatie_id: RunId, request: Request, rt: Rt, caller: Signer, change: Change
) -> Response:
    """Carry out."""

    async def act(session: AsyncSession) -> Answer:
        run = await handlers.find(session, caller.code, indexatie_id, lock=True)
        await handlers.carry_out(session, rt.outbox, run, expected(request))
        done = await handlers.find(session, caller.code, indexatie_id)
        return Answer(200, _shown(done), {"ETag": etag(done.versie)})

    return await write(request, caller, act)


def _cijfer(raming: s.Raming) -> d.Cijfer:
    return d.Cijfer(raming.prognose, raming.definitief, raming.vorige_prognose)


def _shown(row: Row) -> s.Indexatie:
    return s.Indexatie(
        id=row.id,
        versie=row.versie,
        jaar=row.jaar,
        percentage=row.percentage,
        doorgevoerd=row.vastgesteld,
    )


def _kept(row: Row) -> s.Indexatieregel:
    return s.Indexatieregel(
        agb_code=row.agb_code,
        product_id=row.product_id,
        categorie=row.categorie,
        code=row.code,
        oud=row.oud,
        nieuw=row.nieuw,
    )


def _planned(one: Regel) -> s.Indexatieregel:
    product = one.product.product
    return s.Indexatieregel(
        agb_code=one.contract.contract.agb_code,
        product_id=one.product.id,
        categorie=product.categorie,
        code=product.code,
        oud=one.oud.bedrag,
        nieuw=one.nieuw.bedrag,
    )
