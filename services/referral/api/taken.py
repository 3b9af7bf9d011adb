# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of tasks that the daily work found, for gemeenten."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import Answer, Change, Cursor, Limit, Rt, write
from services.referral.api.callers import Id, RegieReader, RegieWriter, if_unchanged
from services.referral.api.records import changed, one_of, page_of, tagged
from services.referral.domain.taak import Soort, Toestand
from services.referral.handlers import taken as handlers
from services.referral.handlers.regie import Aan
from services.referral.schemas.maatregelen import Taak, TakenPagina, taak_of
from services.referral.store.taken import of_kind, taken

router = APIRouter(tags=["Taken"], redirect_slashes=False)

Welke = Annotated[Soort | None, Query(description="Alleen taken van deze soort.")]
Hoe = Annotated[Toestand | None, Query(description="Alleen taken in deze toestand.")]


@router.get(
    "/taken",
    response_model=TakenPagina,
    summary="Taken",
    description="Wat er voor mensen te doen is: een plan zonder evaluatie, een jongere zonder "
    "toekomstplan. Nieuwste eerst.",
)
async def list_taken(  # noqa: PLR0913, PLR0917 - query parameters
    request: Request,
    rt: Rt,
    caller: RegieReader,
    soort: Welke = None,
    toestand: Hoe = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """Newest first."""
    wanted = of_kind(soort, toestand)
    return await page_of(request, rt, caller, (taken, taak_of, cursor, limit), *wanted)


@router.get(
    "/taken/{taak_id}",
    response_model=Taak,
    summary="Eén taak",
    description="Zoals zij nu is, met de versie als ETag.",
)
async def get_taak(taak_id: Id, rt: Rt, caller: RegieReader, response: Response) -> Taak:
    """One of the caller."""
    found = await one_of(rt, caller, taken, taak_id)
    tagged(response, found.versie)
    return taak_of(found)


@router.post(
    "/taken/{taak_id}/_afhandelen",
    response_model=Taak,
    responses={409: {"description": "De taak is al afgehandeld."}},
    summary="Taak afhandelen",
    description="Van de lijst; een taak verdwijnt ook vanzelf als is gedaan wat nodig was.",
)
async def post_afhandeling(
    taak_id: Id,
    request: Request,
    rt: Rt,
    caller: RegieWriter,
    change: Change,
) -> Response:
    """Take it off the list."""
    aan = Aan(caller.code, taak_id, if_unchanged(request))

    async def act(session: AsyncSession) -> Answer:
        taak = await handlers.settle(rt, session, aan)
        return changed(taak, taak_of(taak))

    return await write(request, caller, act)
