# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of authorisations: what organisations may do, and why."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import (
    Answer,
    Change,
    Cursor,
    Limit,
    Rt,
    as_position,
    etag,
    paged,
    position,
    write,
)
from libs.common.auth import Caller, OrgType
from libs.common.problem import NotFound
from services.contract.api.callers import Geautoriseerde, Machtiger
from services.contract.api.headers import expected, shown
from services.contract.handlers import autorisaties as handlers
from services.contract.schemas.autorisaties import (
    Autorisatie,
    AutorisatieInvoer,
    AutorisatiesPagina,
    autorisatie_of,
)
from services.contract.store import autorisaties

router = APIRouter(tags=["Autorisaties"], redirect_slashes=False)
_PATH = "/autorisaties/{soort}/{code}"


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation by its kind and code."""

    soort: Annotated[OrgType, Path(description="Soort organisatie.")]
    code: Annotated[
        str,
        Path(
            pattern=r"^[0-9A-Za-z-]{1,20}$",
            description="Gemeentecode, AGB-code of code van de regio.",
        ),
    ]


Of = Annotated[Organisation, Depends()]


@router.get(
    "/autorisaties",
    response_model=AutorisatiesPagina,
    summary="Autorisaties",
    description="Wat nu van elke organisatie is vastgelegd, op soort en code.",
)
async def list_autorisaties(
    request: Request, rt: Rt, caller: Machtiger, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """By kind and code."""
    after = position(cursor, str, str)
    async with rt.db.read() as session:
        found = await autorisaties.page(session, after, limit)
    last = found[-1].autorisatie if len(found) == limit else None
    place = as_position((str(last.soort), last.code)) if last else None
    return paged(request, [autorisatie_of(one) for one in found], place)


@router.get(
    _PATH,
    response_model=Autorisatie,
    summary="Autorisatie van een organisatie",
    description="Wat zij mag, met de versie als ETag. Anderen dan beheer zien alleen zichzelf.",
)
async def get_autorisatie(of: Of, rt: Rt, caller: Geautoriseerde) -> Response:
    """Of one organisation."""
    _refuse_strangers(of, caller)
    async with rt.db.read() as session:
        found = await autorisaties.newest(session, of.soort, of.code)
    if found is None:
        raise NotFound("Voor deze organisatie is niets vastgelegd.")
    return shown(autorisatie_of(found), found.versie)


@router.get(
    f"{_PATH}/versies",
    response_model=AutorisatiesPagina,
    summary="Autorisatie van een organisatie: versies",
    description="Elk besluit zoals het is genomen, met reden en wie het nam; oudste eerst.",
)
async def list_versies(
    of: Of,
    request: Request,
    rt: Rt,
    caller: Geautoriseerde,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """Oldest first."""
    _refuse_strangers(of, caller)
    after = position(cursor, int)
    async with rt.db.read() as session:
        since = after[0] if after else 0
        found = await autorisaties.versions(session, of.soort, of.code, since, limit)
    last = as_position((found[-1].versie,)) if len(found) == limit else None
    return paged(request, [autorisatie_of(one) for one in found], last)


@router.put(
    _PATH,
    response_model=Autorisatie,
    responses={
        409: {
            "description": "Over uzelf beslist een andere beheerder; of dit gaat later in, en zou "
            "rechten van nu meteen beëindigen."
        }
    },
    summary="Autorisatie vastleggen of intrekken",
    description="Alle rechten die een organisatie heeft, met de reden; zonder rechten is zij "
    "ingetrokken. Werkt hier meteen, en in de andere diensten zodra zij het lezen. Elk besluit "
    "blijft bewaard. Wie beheert, beslist niet over zichzelf.",
)
async def put_autorisatie(
    of: Of,
    invoer: AutorisatieInvoer,
    request: Request,
    rt: Rt,
    caller: Machtiger,
    change: Change,
) -> Response:
    """Decide."""
    wanted = invoer.as_value(of.soort, of.code)
    handlers.refuse_own(wanted, caller)

    async def act(session: AsyncSession) -> Answer:
        made = await handlers.decide(session, rt, wanted, caller.client_id, expected(request))
        return Answer(200, autorisatie_of(made), {"ETag": etag(made.versie)})

    return await write(request, caller, act)


def _refuse_strangers(of: Organisation, caller: Caller) -> None:
    if caller.org_type != OrgType.BEHEER and (of.soort, of.code) != (caller.org_type, caller.code):
        raise NotFound("Voor deze organisatie is niets vastgelegd.")
