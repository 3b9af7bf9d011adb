# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of account-holding regions: a provider over its regions, remarks, and who looked."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import Answer, Cursor, IdempotencyKey, Limit, Rt, decode_cursor, paged, write
from libs.common.auth import Caller, OrgType, allow
from services.reporting.api.regiolijsten import Van, kolommen_van
from services.reporting.api.tabel import ANTWOORDEN, Bestand, geef, rijen_van
from services.reporting.api.vragen import Peilmoment, kwartaal_op, op_moment
from services.reporting.handlers import accounthouders as handlers
from services.reporting.handlers import inzien, weergeven
from services.reporting.schemas.accounthouders import (
    AhOpmerking,
    AhOpmerkingen,
    AhWeergave,
    NieuweAhOpmerking,
    opmerking_of,
    weergave_of,
)
from services.reporting.schemas.federatie import met_anderen
from services.reporting.schemas.regiolijsten import AhInzagen, inzage_of
from services.reporting.schemas.velden import AgbCode
from services.reporting.store import accounthouders as store
from services.reporting.store.inzage import page_looks

router = APIRouter(tags=["Accounthouders"], redirect_slashes=False)

Over = Annotated[AgbCode, Path(alias="agbCode", description="AGB-code van de aanbieder.")]
Lezer = Annotated[Caller, allow("accounthouders:lezen", OrgType.REGIO, OrgType.AANBIEDER)]
Spreker = Annotated[Caller, allow("accounthouders:opmerken", OrgType.REGIO, OrgType.AANBIEDER)]
_KOLOMMEN = kolommen_van(
    ("regio", "bron", "clienten", "omzetCenten", "begonnen", "geeindigd", "wachtend"), "omzetCenten"
)


@router.get(
    "/accounthouder/aanbieders/{agbCode}",
    response_model=AhWeergave,
    responses=ANTWOORDEN,
    summary="Een aanbieder over alle regio's",
    description="Voor de accounthouder van vandaag en de aanbieder zelf; elke inzage wordt "
    "vastgelegd. Aantallen onder de drempel zijn verborgen, en wat daaruit te herleiden zou zijn "
    "ook. De regio's ook als CSV of Parquet.",
)
async def get_weergave(
    request: Request,
    agb_code: Over,
    rt: Rt,
    caller: Lezer,
    kwartaal: Van = None,
    peilmoment: Peilmoment = None,
) -> Response:
    """AH."""
    moment = op_moment(rt, peilmoment)
    asked = kwartaal_op(moment, kwartaal)
    found, others = await weergeven.see_provider(rt, caller, agb_code, asked, moment)
    shown = met_anderen(weergave_of(found, rt.settings.source(rt.name)), others)
    rows = [
        {**one, "regio": one["regiocode"], "omzetCenten": one["omzet"]}
        for one in rijen_van([*shown.regios, shown.totaal])
    ]
    bestand = Bestand(f"aanbieder-{agb_code}-{asked}", _KOLOMMEN, rows)
    return await geef(request, shown, bestand)


@router.post(
    "/accounthouder/aanbieders/{agbCode}/opmerkingen",
    status_code=201,
    response_model=AhOpmerking,
    summary="Opmerking bij een weergave",
    description="Door de aanbieder, de accounthouder of een regio die de aanbieder in het kwartaal "
    "gebruikt. Een opmerking wijzigt niet meer.",
)
async def post_opmerking(
    agb_code: Over,
    body: NieuweAhOpmerking,
    request: Request,
    rt: Rt,
    caller: Spreker,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """A remark."""

    async def act(session: AsyncSession) -> Answer:
        asked = kwartaal_op(rt.clock.now(), body.kwartaal)
        made = await handlers.remark(rt, session, agb_code, asked, caller, body.tekst)
        return Answer(201, opmerking_of(made))

    return await write(request, caller, act)


@router.get(
    "/accounthouder/aanbieders/{agbCode}/opmerkingen",
    response_model=AhOpmerkingen,
    summary="Opmerkingen bij een weergave",
    description="Voor de accounthouder en de aanbieder, oudste eerst.",
)
async def list_opmerkingen(
    agb_code: Over, rt: Rt, caller: Lezer, kwartaal: Van = None
) -> AhOpmerkingen:
    """All of a view."""
    now = rt.clock.now()
    asked = kwartaal_op(now, kwartaal)
    async with rt.db.read() as session:
        role = await inzien.need_role(rt, session, caller, agb_code)
        found = await store.remarks(session, agb_code, str(asked), now)
    await inzien.log_look(rt, caller, role, "ah-opmerkingen", agb_code, str(asked))
    return AhOpmerkingen(resultaten=[opmerking_of(one) for one in found])


@router.get(
    "/accounthouder/aanbieders/{agbCode}/inzagen",
    response_model=AhInzagen,
    summary="Wie keek",
    description="Elke inzage in gegevens van een aanbieder, nieuwste eerst; voor de aanbieder zelf "
    "en zijn accounthouder.",
)
async def list_inzagen(
    request: Request,
    agb_code: Over,
    rt: Rt,
    caller: Lezer,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """The log of looks."""
    before = decode_cursor(cursor)
    async with rt.db.read() as session:
        role = await inzien.need_role(rt, session, caller, agb_code)
        found = await page_looks(session, agb_code, before, limit)
    await inzien.log_look(rt, caller, role, "ah-inzagen", agb_code)
    last = found[-1].inzage_id if len(found) == limit else None
    return paged(request, [inzage_of(one) for one in found], last)
