# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of aanbieders that do little: as it is now, and the list of each year as it was kept."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import Cursor, Limit, Rt, as_position, paged, position
from libs.common.auth import Caller, OrgType
from libs.common.problem import NotFound
from libs.common.runtime import Runtime
from services.contract import store
from services.contract.api.callers import Buyer
from services.contract.handlers import overzichten
from services.contract.schemas.overzichten import (
    JaarlijstenPagina,
    JaarlijstKleineAanbieders,
    KleineAanbieders,
    jaarlijst_of,
    klein_of,
)
from services.contract.store import jaarlijsten

router = APIRouter(tags=["Overzichten"], redirect_slashes=False)

Jaar = Annotated[int, Query(ge=2015, le=2999, description="Kalenderjaar.")]
JaarPlaats = Annotated[int, Path(ge=2015, le=2999, description="Kalenderjaar.")]


async def _gemeenten(session: AsyncSession, rt: Runtime, caller: Caller) -> frozenset[str]:
    if caller.org_type == OrgType.GEMEENTE:
        return frozenset((caller.code,))
    return await store.members_on(session, caller.code, rt.clock.today())


@router.get(
    "/kleine-aanbieders",
    response_model=KleineAanbieders,
    summary="Kleine en stille aanbieders",
    description="Gecontracteerde aanbieders met minder dan € 20.000, één cliënt of geen levering "
    "in een jaar, ook per segment, en of opzeggen mag: niet bij schaars of uniek aanbod of een "
    "oordeel vanaf 8,5.",
)
async def get_kleine_aanbieders(jaar: Jaar, rt: Rt, caller: Buyer) -> KleineAanbieders:
    """Of a year, as it is now."""
    async with rt.db.read() as session:
        gemeenten = await _gemeenten(session, rt, caller)
        total, found = await overzichten.small_ones(session, caller.code, gemeenten, jaar)
    rows = [klein_of(one) for one in found]
    share = round(100 * len(rows) / total, 2) if total else 0.0
    return KleineAanbieders(
        jaar=jaar, gecontracteerd=total, aantal=len(rows), aandeel=share, resultaten=rows
    )


@router.get(
    "/kleine-aanbiederslijsten",
    response_model=JaarlijstenPagina,
    summary="Jaarlijsten van kleine aanbieders",
    description="Elk jaar vanaf 1 april één keer opgemaakt over het jaar ervoor, en bewaard zoals "
    "zij was; oudste jaar eerst.",
)
async def list_jaarlijsten(
    request: Request, rt: Rt, caller: Buyer, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """By year."""
    after = position(cursor, int)
    async with rt.db.read() as session:
        found = await jaarlijsten.page(session, caller.code, after[0] if after else 0, limit)
    last = as_position((found[-1].jaar,)) if len(found) == limit else None
    return paged(request, [jaarlijst_of(one) for one in found], last)


@router.get(
    "/kleine-aanbiederslijsten/{jaar}",
    response_model=JaarlijstKleineAanbieders,
    summary="Jaarlijst van kleine aanbieders",
    description="Zoals zij is opgemaakt; wat daarna is gedeclareerd staat er niet in.",
)
async def get_jaarlijst(jaar: JaarPlaats, rt: Rt, caller: Buyer) -> JaarlijstKleineAanbieders:
    """Of one year."""
    async with rt.db.read() as session:
        found = await jaarlijsten.read(session, caller.code, jaar)
    if found is None:
        raise NotFound("Over dit jaar is geen lijst opgemaakt.")
    return jaarlijst_of(found)
