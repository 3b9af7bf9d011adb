# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of what can be offered to a child."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from libs.common.api import Cursor, Limit, Rt, as_position, paged, position
from services.referral.api.callers import Reader
from services.referral.domain.aanbod import Aanbod, Plek, by_wait
from services.referral.schemas.aanbod import AanbodPagina, aanbod_of
from services.referral.store import aanbod

router = APIRouter(tags=["Aanbod"], redirect_slashes=False)


@dataclass(frozen=True, slots=True)
class AanbodKeuze:
    """Which offers are listed; all when nothing is chosen."""

    categorie: Annotated[
        str | None, Query(pattern=r"^[0-9]{2}$", description="Alleen deze categorie (JZ020).")
    ] = None
    code: Annotated[
        str | None, Query(pattern=r"^[0-9A-Z]{1,5}$", description="Alleen dit product.")
    ] = None


@router.get(
    "/aanbod",
    response_model=AanbodPagina,
    summary="Aanbod voor verwijzers",
    description="Wie in deze gemeente een product mag leveren, met cliëntenstop, plaatsen en "
    "wachttijd; zonder gegevens van cliënten. Eerst wie aanneemt, dan wie het snelst begint.",
)
async def list_aanbod(
    request: Request,
    rt: Rt,
    caller: Reader,
    keuze: Annotated[AanbodKeuze, Depends()],
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """In the gemeente that asks, today."""
    after = place_in(cursor)
    async with rt.db.read() as session:
        wanted = (keuze.categorie, keuze.code)
        found = await aanbod.offered(session, caller.code, wanted, rt.clock.today())
    return page_of(request, by_wait(found), after, limit)


def place_in(cursor: str | None) -> Plek | None:
    """Where the page before ended."""
    return position(cursor, bool, bool, int, str, str, str)


def page_of(
    request: Request, placed: Sequence[tuple[Plek, Aanbod]], after: Plek | None, limit: int
) -> Response:
    """Those after a place; what came or went since does not make another come twice."""
    rest = [one for one in placed if after is None or one[0] > after]
    items = [aanbod_of(one) for _, one in rest[:limit]]
    last = as_position(rest[limit - 1][0]) if len(rest) > limit else None
    return paged(request, items, last)
