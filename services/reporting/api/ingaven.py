# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of what no event brings: youth, budget, benchmarks (P-14), what people say (P-13)."""

from collections.abc import Sequence
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import (
    Answer,
    Cursor,
    Given,
    IdempotencyKey,
    Limit,
    Rt,
    as_position,
    given_lines,
    paged,
    position,
    read_lines,
    write,
)
from libs.common.auth import Caller, OrgType, allow
from libs.common.problem import InvalidInput, InvalidParam
from libs.common.runtime import Runtime
from services.reporting.api.vragen import Reader
from services.reporting.handlers.ingaven import LAND, gebieden_van, tell
from services.reporting.schemas.ingaven import (
    Ingaven,
    IngavenPagina,
    Ingavesoort,
    OpgegevenIngave,
    Vastgelegd,
    VastgelegdeIngave,
)
from services.reporting.store import ingaven
from services.reporting.store.ingaven import KEY

router = APIRouter(tags=["Ingaven"], redirect_slashes=False)

ModelT = TypeVar("ModelT", bound=BaseModel)
MEESTE_RIJEN = 20_000
Teller = Annotated[
    Caller, allow("rapportages:schrijven", OrgType.REGIO, OrgType.GEMEENTE, OrgType.BEHEER)
]
ROWS = {
    "requestBody": {
        "required": True,
        "content": {
            "text/csv": {"schema": {"type": "string"}},
            "application/x-ndjson": {"schema": {"type": "string"}},
        },
    }
}


@router.get(
    "/ingaven",
    response_model=IngavenPagina,
    summary="Ingaven",
    description="Cijfers die geen gebeurtenis brengt, zoals nu vastgelegd: jeugdigen, begroting, "
    "bijdragen, subsidies, pgb-uitgaven, benchmarks, doelen en oordelen. Een gemeente ziet "
    "zichzelf, een regio zichzelf en haar leden; benchmarks van het land ziet iedereen. Wat van "
    "weinig jeugdigen kan vertellen (uitkomsten, verhalen, spiegelcijfers) ziet alleen wie het "
    "opgaf.",
)
async def list_ingaven(
    request: Request,
    rt: Rt,
    caller: Reader,
    soort: Annotated[Ingavesoort | None, Query(description="Alleen deze soort.")] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """A page."""
    after = position(cursor, str, str, int, str, int)
    async with rt.db.read() as session:
        own = await gebieden_van(rt, session, caller)
        wanted = None if own is None else [*own, LAND]
        teller = ingaven.Gevraagd(wanted, soort, caller.code)
        rows = await ingaven.page(session, teller, after, limit)
    last = as_position([getattr(rows[-1], name) for name in KEY]) if len(rows) == limit else None
    names = VastgelegdeIngave.model_fields
    shown = [VastgelegdeIngave(**{name: getattr(row, name) for name in names}) for row in rows]
    return paged(request, shown, last)


@router.post(
    "/ingaven",
    response_model=Vastgelegd,
    summary="Ingaven opgeven",
    description="Legt cijfers vast. Een ander cijfer voor hetzelfde wordt een nieuwe versie: "
    "antwoorden van een eerder peilmoment blijven zoals zij waren. Een gemeente geeft op over "
    "zichzelf, een regio over zichzelf en haar leden, het beheer over alles.",
)
async def post_ingaven(
    body: Ingaven, request: Request, rt: Rt, caller: Teller, idempotency_key: IdempotencyKey = None
) -> Response:
    """As JSON."""
    return await write(request, caller, _act(rt, caller, body.ingaven))


@router.post(
    "/ingaven/_importeren",
    response_model=Vastgelegd,
    summary="Ingaven importeren",
    description="Hetzelfde als CSV met een kop of als een JSON-object per regel, ten hoogste "
    f"{MEESTE_RIJEN} rijen. Is een rij fout, dan wordt niets vastgelegd en staan alle fouten in "
    "het antwoord.",
    openapi_extra=ROWS,
    responses={415: {"description": "Alleen CSV of NDJSON."}},
)
async def import_ingaven(
    request: Request, rt: Rt, caller: Teller, idempotency_key: IdempotencyKey = None
) -> Response:
    """As rows."""
    given = await given_lines(request)
    told = read_rows(given, OpgegevenIngave)
    return await write(request, caller, _act(rt, caller, told), given.content)


def read_rows(given: Given, model: type[ModelT]) -> list[ModelT]:
    """All rows of a body; `InvalidInput` naming each fault when there is one, or no row at all."""
    told: list[ModelT] = []
    wrong: list[InvalidParam] = []
    for line in read_lines(given, model, MEESTE_RIJEN):
        wrong += [
            InvalidParam(f"rij {line.number}: {one.name}", one.code, one.reason)
            for one in line.faults
        ]
        if isinstance(line.value, model):
            told.append(line.value)
    if wrong or not told:
        raise InvalidInput("Er is niets vastgelegd.", invalid_params=wrong)
    return told


def _act(rt: Runtime, caller: Caller, told: Sequence[OpgegevenIngave]) -> Any:  # noqa: ANN401 - an act
    async def act(session: AsyncSession) -> Answer:
        rows = [one.model_dump() for one in told]
        kept, same = await tell(rt, session, caller, rows)
        return Answer(200, Vastgelegd(vastgelegd=kept, ongewijzigd=same))

    return act
