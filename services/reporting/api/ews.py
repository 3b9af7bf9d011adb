# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of early warning deliveries: one by one as JSON, or several in an upload."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import (
    Answer,
    Cursor,
    IdempotencyKey,
    Limit,
    Rt,
    decode_cursor,
    given_lines,
    location,
    paged,
    read_lines,
    write,
)
from libs.common.auth import Caller, OrgType, allow
from libs.common.problem import InvalidInput, InvalidParam, NotFound
from libs.common.runtime import Runtime
from services.reporting.domain.ews.normen import normen_op
from services.reporting.domain.ews.perioden import ontbrekend, verwachtingen
from services.reporting.domain.kwartaal import Kwartaal
from services.reporting.handlers import beoordelen, inzien
from services.reporting.handlers import ews as handlers
from services.reporting.schemas.ews import (
    EwsImportverslag,
    EwsLevering,
    EwsLeveringenPagina,
    EwsVerwachtingen,
    NieuweJaarlevering,
    NieuweKwartaallevering,
    levering_of,
    verwachting_of,
    verwachtingen_of,
)
from services.reporting.schemas.velden import AgbCode
from services.reporting.store import ews

router = APIRouter(tags=["Early warning"], redirect_slashes=False)

MAX_ROWS = 100
Aanbieder = Annotated[Caller, allow("ews:aanleveren", OrgType.AANBIEDER)]
Lezer = Annotated[Caller, allow("ews:lezen", OrgType.AANBIEDER, OrgType.REGIO)]
Over = Annotated[
    AgbCode | None,
    Query(alias="agbCode", description="Voor een accounthouder: over welke aanbieder."),
]
_ROWS = {
    "requestBody": {
        "required": True,
        "description": f"Ten hoogste {MAX_ROWS} rijen. CSV met de veldnamen in de eerste regel, "
        "komma of puntkomma; een leeg veld is afwezig, en een lijst staat er als JSON. Of een "
        "JSON-object per regel.",
        "content": {
            "text/csv": {"schema": {"type": "string"}},
            "application/x-ndjson": {"schema": {"type": "string"}},
        },
    }
}
_AGAIN: dict[int | str, dict[str, Any]] = {
    200: {"model": EwsLevering, "description": "Hetzelfde was al aangeleverd."}
}
_REPLACES = (
    "Een latere aanlevering over dezelfde periode vervangt de eerdere, die bekend blijft. Alle "
    "fouten staan met veld en code in een antwoord; dan is er niets vastgelegd."
)


@router.post(
    "/ews/kwartaalleveringen",
    status_code=201,
    response_model=EwsLevering,
    responses=_AGAIN,
    summary="Kwartaalgegevens aanleveren",
    description=f"Voor de eigen AGB-code (Regeling Jeugdwet 8g lid 2b). {_REPLACES}",
)
async def post_kwartaallevering(
    body: NieuweKwartaallevering,
    request: Request,
    rt: Rt,
    caller: Aanbieder,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """One quarter, as the provider itself."""
    return await _deliver(body, request, rt, caller)


@router.post(
    "/ews/jaarleveringen",
    status_code=201,
    response_model=EwsLevering,
    responses=_AGAIN,
    summary="Begroting aanleveren",
    description=f"Voor de eigen AGB-code (Regeling Jeugdwet 8g). {_REPLACES}",
)
async def post_jaarlevering(
    body: NieuweJaarlevering,
    request: Request,
    rt: Rt,
    caller: Aanbieder,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """One year, as the provider itself."""
    return await _deliver(body, request, rt, caller)


async def _deliver(
    body: NieuweKwartaallevering | NieuweJaarlevering, request: Request, rt: Runtime, caller: Caller
) -> Response:
    async def act(session: AsyncSession) -> Answer:
        given = body.as_aanlevering(caller.code, "rest")
        kept, is_new = await handlers.deliver(rt, session, given)
        place = {"Location": location(request, f"/ews/leveringen/{kept.levering_id}")}
        return Answer(201 if is_new else 200, levering_of(kept), place)

    return await write(request, caller, act)


@router.post(
    "/ews/kwartaalleveringen/_importeer",
    response_model=EwsImportverslag,
    summary="Kwartaalgegevens uploaden",
    description="Elke rij zoals bij aanleveren per stuk, alle in een transactie: een onjuiste rij "
    "weigert alle, met elke fout als `rij[2].liquiditeit`.",
    openapi_extra=_ROWS,
)
async def import_kwartaalleveringen(
    request: Request, rt: Rt, caller: Aanbieder, idempotency_key: IdempotencyKey = None
) -> Response:
    """Several quarters."""
    return await _import(request, rt, caller, NieuweKwartaallevering)


@router.post(
    "/ews/jaarleveringen/_importeer",
    response_model=EwsImportverslag,
    summary="Begrotingen uploaden",
    description="Elke rij zoals bij aanleveren per stuk, alle in een transactie: een onjuiste rij "
    "weigert alle, met elke fout als `rij[2].begrootResultaat`.",
    openapi_extra=_ROWS,
)
async def import_jaarleveringen(
    request: Request, rt: Rt, caller: Aanbieder, idempotency_key: IdempotencyKey = None
) -> Response:
    """Several years."""
    return await _import(request, rt, caller, NieuweJaarlevering)


async def _import(
    request: Request, rt: Runtime, caller: Caller, model: type[BaseModel]
) -> Response:
    given = await given_lines(request)

    async def act(session: AsyncSession) -> Answer:
        wrong: list[InvalidParam] = []
        rows: list[handlers.Aanlevering] = []
        for line in read_lines(given, model, MAX_ROWS):
            found = list(line.faults)
            if isinstance(line.value, NieuweKwartaallevering | NieuweJaarlevering):
                rows.append(line.value.as_aanlevering(caller.code, "upload"))
                faults = await handlers.faults(session, rows[-1], rt.clock.today())
                found = [InvalidParam(one.veld, one.code, one.reden) for one in faults]
            wrong += [_placed(line.number, one) for one in found]
        if wrong:
            raise InvalidInput("De upload bevat fouten.", invalid_params=wrong)
        new = [(await handlers.keep(rt, session, row))[1] for row in rows]
        verslag = EwsImportverslag(rijen=len(new), nieuw=sum(new), ongewijzigd=len(new) - sum(new))
        return Answer(200, verslag)

    return await write(request, caller, act, f"{given.media}\n".encode() + given.content)


def _placed(number: int, one: InvalidParam) -> InvalidParam:
    place = f"rij[{number}].{one.name}" if one.name else f"rij[{number}]"
    return InvalidParam(place, one.code, one.reason)


@router.get(
    "/ews/leveringen",
    response_model=EwsLeveringenPagina,
    summary="Aanleveringen",
    description="Alle versies, nieuwste eerst: van de aanbieder zelf, of van een aanbieder waarvan "
    "de aanroeper accounthouder is.",
)
async def list_leveringen(
    request: Request,
    rt: Rt,
    caller: Lezer,
    agb_code: Over = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """Of the caller, or of a provider whose account it holds."""
    about = _about(caller, agb_code)
    before = decode_cursor(cursor)
    async with rt.db.read() as session:
        role = await inzien.need_role(rt, session, caller, about)
        found = await ews.page_deliveries(session, about, before, limit)
    await inzien.log_look(rt, caller, role, "ews-leveringen", about)
    last = found[-1].levering_id if len(found) == limit else None
    return paged(request, [levering_of(one) for one in found], last)


@router.get(
    "/ews/leveringen/{leveringId}",
    response_model=EwsLevering,
    summary="Eén aanlevering",
    description="Een versie, ook als zij is vervangen. Voor de aanbieder en zijn accounthouder.",
)
async def get_levering(
    levering_id: Annotated[
        str, Path(alias="leveringId", max_length=36, description="Het `id` ervan.")
    ],
    rt: Rt,
    caller: Lezer,
) -> EwsLevering:
    """One version."""
    async with rt.db.read() as session:
        found = await ews.read_delivery(session, levering_id)
        # What is not there is answered as what is another's, after the same questions.
        role = await inzien.need_role(rt, session, caller, found.agb_code if found else "")
    if found is None:
        raise NotFound(inzien.NIET_VOOR_U)
    await inzien.log_look(rt, caller, role, "ews-levering", found.agb_code, found.periode)
    return levering_of(found)


@router.get(
    "/ews/verwachtingen",
    response_model=EwsVerwachtingen,
    summary="Verwachte aanleveringen",
    description="Elke periode sinds de plicht begon met de laatste dag en of er is aangeleverd; of "
    "de aanbieder verplicht is, met de reden (Regeling Jeugdwet 8g lid 3).",
)
async def list_verwachtingen(rt: Rt, caller: Lezer, agb_code: Over = None) -> EwsVerwachtingen:
    """Of the caller, or of a provider whose account it holds."""
    about = _about(caller, agb_code)
    today, now = rt.clock.today(), rt.clock.now()
    kwartaal = Kwartaal.laatst_voorbij(today)
    async with rt.db.read() as session:
        await inzien.need_role(rt, session, caller, about)
        normen = normen_op(await ews.norms_at(session, now), kwartaal.begin)
        duties = await beoordelen.duties(session, [about], kwartaal, now, normen)
        there = {periode for _, periode in await ews.deliveries_at(session, [about], now)}
    plicht = duties[about]
    missing = ontbrekend(normen, kwartaal, there, today)
    shown = [
        verwachting_of(about, one, today, one.periode in there, one.periode in missing)
        for one in (verwachtingen(normen, kwartaal) if plicht.verplicht else ())
    ]
    return verwachtingen_of(about, plicht, shown)


def _about(caller: Caller, agb_code: str | None) -> str:
    if caller.org_type == OrgType.AANBIEDER:
        return caller.code
    if agb_code is None:
        wrong = InvalidParam("agbCode", "ontbreekt", "is voor een regio verplicht")
        raise InvalidInput("agbCode is voor een regio verplicht.", invalid_params=[wrong])
    return agb_code
