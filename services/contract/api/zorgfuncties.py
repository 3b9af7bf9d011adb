# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of care functions with their scale (R-09)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import Answer, Change, Cursor, Limit, Rt, decode_cursor, etag, paged, write
from libs.common.auth import Caller, OrgType
from libs.common.problem import Forbidden, NotFound
from services.contract import store
from services.contract.api.callers import Inschrijver, Reader
from services.contract.api.headers import expected, shown
from services.contract.domain.zorgfunctie import Functie
from services.contract.handlers.zorgfuncties import put_zorgfunctie
from services.contract.schemas.zorgfuncties import (
    ZorgfunctieInvoer,
    ZorgfunctieRij,
    ZorgfunctiesPagina,
    zorgfunctie_in,
    zorgfunctie_of,
)
from services.contract.store import zorgfuncties

router = APIRouter(tags=["Zorgfuncties"], redirect_slashes=False)

Id = Annotated[str, Path(alias="zorgfunctieId", pattern=r"^[a-z][a-z0-9-]{1,39}$")]


@dataclass(frozen=True, slots=True)
class Gevraagd:
    """Which rows; without a day all of them."""

    op: Annotated[date | None, Query(description="De dag waarop de rij geldt.")] = None
    functie: Annotated[Functie | None, Query(description="Alleen deze functie.")] = None
    regiocode: Annotated[
        str | None, Query(pattern=r"^[A-Z][A-Z0-9-]{1,19}$", description="Alleen deze regio.")
    ] = None
    gemeentecode: Annotated[
        str | None,
        Query(
            pattern=r"^[0-9]{4}$",
            description="Alleen de regio's waar deze gemeente op de dag (zonder `op`: vandaag) lid "
            "van is.",
        ),
    ] = None


@router.get(
    "/zorgfuncties",
    response_model=ZorgfunctiesPagina,
    summary="Zorgfuncties",
    description="Op welke schaal regio's een zorgfunctie regelen, met wie en hoe betaald; op id. "
    "Rijen mogen elkaar overlappen.",
)
async def list_zorgfuncties(
    request: Request,
    rt: Rt,
    caller: Reader,
    gevraagd: Annotated[Gevraagd, Depends()],
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """By id."""
    async with rt.db.read() as session:
        regiocodes = None
        if gevraagd.gemeentecode is not None:
            day = gevraagd.op or rt.clock.today()
            regiocodes = await store.regions_and_members(session, gevraagd.gemeentecode, day)
        keuzes = zorgfuncties.Keuzes(gevraagd.op, gevraagd.functie, gevraagd.regiocode, regiocodes)
        found = await zorgfuncties.list_zorgfuncties(session, keuzes, decode_cursor(cursor), limit)
    last = found[-1].id if len(found) == limit else None
    return paged(request, [zorgfunctie_of(rij) for rij in found], last)


@router.get(
    "/zorgfuncties/{zorgfunctieId}",
    response_model=ZorgfunctieRij,
    summary="Eén zorgfunctie",
    description="Een rij, met de versie als ETag.",
)
async def get_zorgfunctie(zorgfunctie_id: Id, rt: Rt, caller: Reader) -> Response:
    """One row, with its version as ETag."""
    async with rt.db.read() as session:
        found = await zorgfuncties.read_zorgfunctie(session, zorgfunctie_id)
    if found is None:
        raise NotFound("Deze zorgfunctie is niet geregistreerd.")
    return shown(zorgfunctie_of(found[0]), found[1])


@router.put(
    "/zorgfuncties/{zorgfunctieId}",
    response_model=ZorgfunctieRij,
    summary="Zorgfunctie vastleggen of wijzigen",
    description="Een regio alleen voor zichzelf. Een rij eindigt met `geldigTot`. Dezelfde inhoud "
    "nog eens verandert niets.",
)
async def change_zorgfunctie(
    zorgfunctie_id: Id,
    invoer: ZorgfunctieInvoer,
    request: Request,
    rt: Rt,
    caller: Inschrijver,
    change: Change,
) -> Response:
    """Register or change."""
    rij = zorgfunctie_in(zorgfunctie_id, invoer)

    async def act(session: AsyncSession) -> Answer:
        await ensure_own(session, caller, rij.id, rij.regiocode)
        versie = await put_zorgfunctie(session, rt.outbox, rij, expected(request))
        return Answer(200, zorgfunctie_of(rij), {"ETag": etag(versie)})

    return await write(request, caller, act)


async def ensure_own(
    session: AsyncSession, caller: Caller, zorgfunctie_id: str, regiocode: str
) -> None:
    """A regio writes rows of its own, and takes none over from another."""
    if caller.org_type == OrgType.BEHEER:
        return
    held = await zorgfuncties.read_zorgfunctie(session, zorgfunctie_id)
    of = {regiocode, held[0].regiocode} if held else {regiocode}
    if of != {caller.code}:
        raise Forbidden("Een regio legt alleen haar eigen zorgfuncties vast.", code="niet-eigen")
