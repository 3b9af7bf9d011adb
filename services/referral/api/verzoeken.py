# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Requests for an allocation, and the decisions of the gemeente on them."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import (
    Answer,
    Change,
    Cursor,
    Limit,
    Rt,
    as_position,
    decode_cursor,
    etag,
    location,
    paged,
    position,
    write,
)
from libs.common.problem import NotFound
from services.referral.api.aanbod import page_of, place_in
from services.referral.api.callers import Id, Reader, Writer, if_unchanged
from services.referral.handlers import besluiten, gronden
from services.referral.handlers.besluiten import Decide
from services.referral.schemas.aanbod import AanbodPagina
from services.referral.schemas.fields import afwijking_of
from services.referral.schemas.verzoeken import (
    Besluit,
    BesluitenPagina,
    NieuwBesluit,
    Soort,
    Status,
    Verzoek,
    VerzoekenPagina,
    besluit_of,
    verzoek_of,
)
from services.referral.store import verzendingen, verzoeken
from services.referral.store.verzoeken import Keuze

router = APIRouter(tags=["Verzoeken"], redirect_slashes=False)


@dataclass(frozen=True, slots=True)
class VerzoekenKeuze:
    """Which requests are listed; all when nothing is chosen."""

    status: Annotated[Status | None, Query(description="Alleen met deze status.")] = None
    soort: Annotated[Soort | None, Query(description="Alleen VOT of VOW.")] = None
    te_laat: Annotated[
        bool,
        Query(
            alias="teLaat",
            description="Alleen wat open staat na de laatste dag om te besluiten.",
        ),
    ] = False
    woonplaats_te_laat: Annotated[
        bool,
        Query(
            alias="woonplaatsTeLaat",
            description="Alleen wat open staat na de laatste dag om op woonplaats af te wijzen, "
            "zonder dat de woonplaats is getoetst.",
        ),
    ] = False


@router.get(
    "/verzoeken",
    response_model=VerzoekenPagina,
    summary="Verzoeken om toewijzing en wijziging",
    description="Verzoeken aan de aanroepende gemeente, nieuwste eerst.",
)
async def list_verzoeken(
    request: Request,
    rt: Rt,
    caller: Reader,
    keuze: Annotated[VerzoekenKeuze, Depends()],
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """Newest first."""
    page = (decode_cursor(cursor), limit)
    today = rt.clock.today()
    wanted = Keuze(
        keuze.status,
        keuze.soort,
        today if keuze.te_laat else None,
        today if keuze.woonplaats_te_laat else None,
    )
    async with rt.db.read() as session:
        found = await verzoeken.listed(session, rt.need_vault(), caller.code, wanted, page)
    last = found[-1].id if len(found) == limit else None
    return paged(request, [verzoek_of(verzoek) for verzoek in found], last)


@router.get(
    "/verzoeken/{verzoek_id}",
    response_model=Verzoek,
    summary="Eén verzoek",
    description="Wat de aanbieder vraagt, de termijnen, en wat het beleid ervan vond.",
)
async def get_verzoek(verzoek_id: Id, rt: Rt, caller: Reader, response: Response) -> Verzoek:
    """One request to the caller."""
    async with rt.db.read() as session:
        verzoek = await verzoeken.read(session, rt.need_vault(), caller.code, verzoek_id)
    if verzoek is None:
        raise _unknown()
    response.headers["ETag"] = etag(verzoek.versie)
    return verzoek_of(verzoek)


@router.get(
    "/verzoeken/{verzoek_id}/alternatieven",
    response_model=AanbodPagina,
    summary="Alternatieven bij een verzoek",
    description="Andere aanbieders die hier het gevraagde product mogen leveren en nu aannemen, en "
    "daarna die met een ander product uit de categorie; wie het snelst begint staat vooraan. De "
    "eerste drie staan ook op een afwijzing zonder contract.",
)
async def list_alternatieven(
    verzoek_id: Id,
    request: Request,
    rt: Rt,
    caller: Reader,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """Of a VOT; a VOW is about help that is there."""
    after = place_in(cursor)
    async with rt.db.read() as session:
        verzoek = await verzoeken.read(session, rt.need_vault(), caller.code, verzoek_id)
        if verzoek is None:
            raise _unknown()
        found = await gronden.alternatives_to(rt, session, verzoek)
    return page_of(request, found, after, limit)


@router.get(
    "/verzoeken/{verzoek_id}/besluiten",
    response_model=BesluitenPagina,
    summary="Besluiten op een verzoek",
    description="Hoogstens twee: in onderzoek, en een definitief besluit.",
)
async def list_besluiten(
    verzoek_id: Id,
    request: Request,
    rt: Rt,
    caller: Reader,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """Oldest first."""
    after = position(cursor, int)
    async with rt.db.read() as session:
        if await verzoeken.read(session, rt.need_vault(), caller.code, verzoek_id) is None:
            raise _unknown()
        taken = await verzoeken.besluiten(session, verzoek_id, after[0] if after else 0, limit)
        sent = await verzendingen.of_besluiten(session, [besluit.id for besluit in taken])
    last = as_position((taken[-1].volgnummer,)) if len(taken) == limit else None
    return paged(request, [besluit_of(b, sent.get(b.id)) for b in taken], last)


@router.post(
    "/verzoeken/{verzoek_id}/besluiten",
    status_code=201,
    response_model=Besluit,
    summary="Besluiten op een verzoek",
    description="Toekennen (er gaat een JW301), afwijzen of in onderzoek nemen (er gaat een "
    "JW319). In onderzoek kan één keer; daarna volgt een definitief besluit. Een verzoek om "
    "wijziging wordt als geheel toegekend of afgewezen (OP344).",
)
async def decide(
    verzoek_id: Id,
    body: NieuwBesluit,
    request: Request,
    rt: Rt,
    caller: Writer,
    change: Change,
) -> Response:
    """One decision of the caller."""
    body.ensure_consistent()
    command = Decide(
        gemeentecode=caller.code,
        verzoek_id=verzoek_id,
        besluit=body.besluit,
        afwijkingen=body.afwijkingen(),
        afwijzing=body.afwijzing(),
        unchanged=if_unchanged(request),
        afwijking_contract=afwijking_of(body.afwijking_contract),
    )

    async def act(session: AsyncSession) -> Answer:
        besluit = await besluiten.decide(rt, session, command)
        sent = await verzendingen.of_besluiten(session, [besluit.id])
        place = location(request, f"/verzoeken/{verzoek_id}/besluiten")
        return Answer(201, besluit_of(besluit, sent.get(besluit.id)), {"Location": place})

    return await write(request, caller, act)


def _unknown() -> NotFound:
    return NotFound("Dit verzoek bestaat niet.")
