# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of the obligation ledger: balances, and the entries behind one toewijzing."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import Cursor, Limit, Rt, as_position, paged, position
from libs.common.auth import Caller, OrgType, allow
from libs.common.codes import AgbCode, Gemeentecode
from libs.common.problem import NotFound
from libs.common.runtime import Runtime
from services.billing.api.callers import gemeenten_of
from services.billing.api.maanden import TotMaand, VanMaand, window
from services.billing.domain.grootboek import Oorzaak
from services.billing.schemas.verplichtingen import (
    GrootboekPagina,
    VerplichtingenPagina,
    grootboekregel_of,
    verplichting_of,
)
from services.billing.store import oorzaken, saldi
from services.billing.store.clienten import note_toewijzing
from services.billing.store.saldi import ENTRY_ORDER, Vraag

router = APIRouter(tags=["Verplichtingen"], redirect_slashes=False)

Reader = Annotated[
    Caller, allow("verplichtingen:lezen", OrgType.GEMEENTE, OrgType.REGIO, OrgType.AANBIEDER)
]


@dataclass(frozen=True, slots=True)
class Gevraagd:
    """Which balances are asked."""

    van: VanMaand
    tot: TotMaand
    aanbieder: Annotated[AgbCode | None, Query(description="Alleen deze AGB-code.")] = None
    segment: Annotated[str | None, Query(max_length=40, description="Alleen dit segment.")] = None


@dataclass(frozen=True, slots=True)
class Op:
    """The toewijzing of which entries are asked."""

    gemeentecode: Annotated[Gemeentecode, Path()]
    toewijzing_nummer: Annotated[int, Path(alias="toewijzingNummer", ge=-(2**31), lt=2**31)]


@router.get(
    "/verplichtingen",
    response_model=VerplichtingenPagina,
    summary="Standen van verplichtingen",
    description="Per maand, gemeente, aanbieder en segment wat is toegewezen, gewijzigd, "
    "vrijgevallen, goedgekeurd en gecrediteerd, en wat openstaat. Een gemeente ziet de eigen "
    "standen, een regio die van haar leden, een aanbieder die van zichzelf.",
)
async def list_verplichtingen(
    gevraagd: Annotated[Gevraagd, Depends()],
    request: Request,
    rt: Rt,
    caller: Reader,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """Of the caller."""
    first, last = window(gevraagd.van, gevraagd.tot)
    aanbieder = gevraagd.aanbieder
    after = position(cursor, int, str, str, str)
    async with rt.db.read() as session:
        gemeenten = await _gemeenten(rt, session, caller)
        if caller.org_type == OrgType.AANBIEDER:
            aanbieder = caller.code
        vraag = Vraag(first, last, gemeenten, aanbieder, gevraagd.segment)
        found = await saldi.balances(session, vraag, after, limit)
    last_place = as_position(found[-1].plaats) if len(found) == limit else None
    return paged(request, [verplichting_of(saldo) for saldo in found], last_place)


@router.get(
    "/verplichtingen/{gemeentecode}/{toewijzingNummer}/boekingen",
    response_model=GrootboekPagina,
    summary="Boekingen op een toewijzing",
    description="Elke boeking met wat haar veroorzaakte. Een boeking wordt nooit gewijzigd: wat "
    "niet klopte is met een storno teruggenomen.",
)
async def list_boekingen(
    op: Annotated[Op, Depends()],
    request: Request,
    rt: Rt,
    caller: Reader,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """Of a toewijzing that the caller has a part in."""
    sleutel = (op.gemeentecode, op.toewijzing_nummer)
    after = position(cursor, int, str, str, str, str, int)
    async with rt.db.read() as session:
        gemeenten = await _gemeenten(rt, session, caller)
        agb_code = await saldi.party_of(session, sleutel)
        own = agb_code == caller.code if gemeenten is None else op.gemeentecode in gemeenten
        if agb_code is None or not own:
            raise NotFound("Deze verplichting bestaat niet.")
        place = None if after is None else dict(zip(ENTRY_ORDER, after, strict=True))
        await note_toewijzing(session, sleutel)
        rows = await saldi.entries(session, sleutel, place, limit)
        causes = [Oorzaak(row.oorzaak_soort, row.oorzaak) for row in rows]
        behind = await oorzaken.events_behind(session, sleutel, causes)
    full = len(rows) == limit
    last = as_position([getattr(rows[-1], name) for name in ENTRY_ORDER]) if full else None
    shown = [
        grootboekregel_of(row, behind.get(cause)) for row, cause in zip(rows, causes, strict=True)
    ]
    return paged(request, shown, last)


async def _gemeenten(rt: Runtime, session: AsyncSession, caller: Caller) -> frozenset[str] | None:
    """Of which gemeenten the caller may look; None for an aanbieder, who looks at itself."""
    if caller.org_type == OrgType.AANBIEDER:
        return None
    return await gemeenten_of(session, caller, rt.clock.today())
