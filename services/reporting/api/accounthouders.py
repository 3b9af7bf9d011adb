# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of account-holding regions: a provider over its regions, lists, remarks, and who looked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import (
    JSON,
    Answer,
    ApiModel,
    Cursor,
    IdempotencyKey,
    Limit,
    Rt,
    as_position,
    decode_cursor,
    paged,
    position,
    write,
)
from libs.common.auth import Caller, OrgType, allow
from libs.common.runtime import Runtime
from services.reporting.api.tabel import ANTWOORDEN, Soort, als_tabel, gevraagde_vorm, moment_van
from services.reporting.api.vragen import Moment
from services.reporting.domain.accounthouders import DEFINITIEVERSIE
from services.reporting.domain.kwartaal import Kwartaal
from services.reporting.domain.onderdrukking import DREMPELS
from services.reporting.handlers import accounthouders as handlers
from services.reporting.handlers import inzien, weergeven
from services.reporting.handlers.regiolijsten import urgency
from services.reporting.schemas.accounthouders import (
    AhOpmerking,
    AhOpmerkingen,
    AhWeergave,
    NieuweAhOpmerking,
    contract_of,
    opmerking_of,
    weergave_of,
)
from services.reporting.schemas.federatie import met_anderen
from services.reporting.schemas.regiolijsten import (
    AhDeelnames,
    AhInzagen,
    AhKalender,
    Ahr,
    Lijstkop,
    deelname_of,
    gehouden_of,
    inzage_of,
)
from services.reporting.schemas.velden import AgbCode, Kwartaalcode
from services.reporting.store import accounthouders as store
from services.reporting.store.inzage import page_looks

router = APIRouter(tags=["Accounthouders"], redirect_slashes=False)

Over = Annotated[AgbCode, Path(alias="agbCode")]
Van = Annotated[Kwartaalcode | None, Query(alias="kwartaal", description="Zonder: het laatste.")]
Peil = Annotated[Moment | None, Query(alias="peilmoment", description="Zonder opgave: nu.")]


@dataclass(frozen=True, slots=True)
class Lijst:
    """Which part of a list is asked, over which quarter and as known when."""

    kwartaal: Van = None
    peilmoment: Peil = None
    cursor: Cursor = None
    limit: Limit = 100


Lezer = Annotated[Caller, allow("accounthouders:lezen", OrgType.REGIO, OrgType.AANBIEDER)]
Regio = Annotated[Caller, allow("accounthouders:lezen", OrgType.REGIO)]
Spreker = Annotated[Caller, allow("accounthouders:opmerken", OrgType.REGIO, OrgType.AANBIEDER)]


@router.get(
    "/accounthouder/aanbieders",
    response_model=Ahr,
    responses=ANTWOORDEN,
    summary="Aanbieders van een accounthouder",
    description="De aanbieders waarvan de aanroepende regio vandaag accounthouder is, met niveau "
    "en trede, het hoogste niveau eerst. Als JSON, CSV of Parquet.",
)
async def list_gehouden(
    request: Request, rt: Rt, caller: Regio, lijst: Annotated[Lijst, Depends()]
) -> Response:
    """AHR."""
    vorm = gevraagde_vorm(request)
    asked, moment = _asked(rt, lijst.kwartaal), lijst.peilmoment or rt.clock.now()
    after = position(lijst.cursor, int, int, str)
    found = await weergeven.see_held(rt, caller, asked, moment)
    about = Lijstkop(kwartaal=str(asked), peilmoment=moment)
    if vorm != JSON:
        rows = [gehouden_of(one) for one in found]
        names = ("agbCode", "naam", "niveau", "trede", "redenen", "clienten", "regios")
        cells = [
            [
                one.agb_code,
                one.naam,
                one.niveau,
                one.trede,
                " ".join(reden.code for reden in one.redenen),
                one.clienten.weergave,
                one.regios,
            ]
            for one in rows
        ]
        kolommen = _kolommen(names, "trede", "regios")
        return await als_tabel(vorm, kolommen, cells, "accounthouder", _over(about))
    left = [one for one in found if after is None or urgency(one) > after]
    last = as_position(urgency(left[lijst.limit - 1])) if len(left) > lijst.limit else None
    return paged(request, [gehouden_of(one) for one in left[: lijst.limit]], last, about)


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
    peilmoment: Peil = None,
) -> Response:
    """AH."""
    vorm = gevraagde_vorm(request)
    asked, moment = _asked(rt, kwartaal), peilmoment or rt.clock.now()
    found, others = await weergeven.see_provider(rt, caller, agb_code, asked, moment)
    shown = met_anderen(weergave_of(found, rt.settings.source(rt.name)), others)
    if vorm == JSON:
        return _json(shown)
    names = ("regio", "bron", "clienten", "omzetCenten", "begonnen", "geeindigd", "wachtend")
    rows = [
        [
            one.regiocode,
            one.bron,
            one.clienten.weergave,
            one.omzet,
            one.begonnen.weergave,
            one.geeindigd.weergave,
            one.wachtend.weergave,
        ]
        for one in (*shown.regios, shown.totaal)
    ]
    about = Lijstkop(kwartaal=str(asked), peilmoment=moment)
    kolommen, naam = _kolommen(names, "omzetCenten"), f"aanbieder-{agb_code}-{asked}"
    return await als_tabel(vorm, kolommen, rows, naam, _over(about))


@router.get(
    "/accounthouder/deelnames",
    response_model=AhDeelnames,
    summary="Aanbieders van anderen die de regio gebruikt",
    description="Niveau, accounthouder, eigen deel en afgesproken acties; geen bedrijfsgegevens en "
    "geen cijfers van andere regio's.",
)
async def list_deelnames(
    request: Request, rt: Rt, caller: Regio, lijst: Annotated[Lijst, Depends()]
) -> Response:
    """PART."""
    asked, moment = _asked(rt, lijst.kwartaal), lijst.peilmoment or rt.clock.now()
    after = decode_cursor(lijst.cursor) or ""
    found = await weergeven.see_used(rt, caller, asked, moment)
    left = [one for one in found if one.agb_code > after]
    last = left[lijst.limit - 1].agb_code if len(left) > lijst.limit else None
    about = Lijstkop(kwartaal=str(asked), peilmoment=moment)
    shown = [deelname_of(one, DREMPELS["regio"]) for one in left[: lijst.limit]]
    return paged(request, shown, last, about)


@router.get(
    "/accounthouder/kalender",
    response_model=AhKalender,
    responses=ANTWOORDEN,
    summary="Kalender van contracteinden",
    description="Van de aanbieders waarvan de regio accounthouder is, per regio, het eerste einde "
    "eerst. Als JSON, CSV of Parquet.",
)
async def list_kalender(request: Request, rt: Rt, caller: Regio) -> Response:
    """When contracts end."""
    vorm = gevraagde_vorm(request)
    moment = rt.clock.now()
    found = await weergeven.see_calendar(rt, caller)
    rows = [contract_of(regio, one) for regio, one in found]
    shown = AhKalender(peilmoment=moment, definitieversie=DEFINITIEVERSIE, resultaten=rows)
    if vorm == JSON:
        return _json(shown)
    names = ("agbCode", "regiocode", "contractId", "geldigVan", "geldigTot", "uitloopTot")
    plain = [one.model_dump(mode="json", by_alias=True) for one in rows]
    cells = [[one[name] for name in names] for one in plain]
    over = {"peilmoment": moment_van(moment), "definitieversie": DEFINITIEVERSIE}
    return await als_tabel(vorm, _kolommen(names), cells, "kalender", over)


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
        asked = Kwartaal.lees(body.kwartaal)
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
    asked = _asked(rt, kwartaal)
    async with rt.db.read() as session:
        role = await inzien.need_role(rt, session, caller, agb_code)
        found = await store.remarks(session, agb_code, str(asked))
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


def _asked(rt: Runtime, kwartaal: str | None) -> Kwartaal:
    return Kwartaal.lees(kwartaal) if kwartaal else Kwartaal.laatst_voorbij(rt.clock.today())


def _kolommen(names: Sequence[str], *getallen: str) -> Mapping[str, Soort]:
    """Texts, but for these: a hidden number is a text."""
    return {name: "getal" if name in getallen else "tekst" for name in names}


def _over(kop: Lijstkop) -> Mapping[str, str]:
    """What a file is about."""
    shown: dict[str, str] = kop.model_dump(mode="json", by_alias=True)
    return shown


def _json(shown: ApiModel) -> Response:
    return Response(shown.model_dump_json(by_alias=True), media_type="application/json")
