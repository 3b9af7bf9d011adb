# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of what follows from registers, contracts and spending."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from libs.common.api import (
    Cursor,
    Limit,
    Rt,
    as_position,
    csv_response,
    decode_cursor,
    paged,
    position,
    wants_csv,
)
from libs.common.problem import NotFound
from libs.ijw.zorgvormen import PEILDATUM, ZORGVORMEN
from services.contract import store
from services.contract.api.callers import Buyer, Reader, Region
from services.contract.api.contracten import visible
from services.contract.api.plafonds import OfYear
from services.contract.api.registers import AgbCode
from services.contract.handlers import overzichten
from services.contract.handlers.overzichten import VoorCbs
from services.contract.schemas import overzichten as s
from services.contract.store import bestedingen

router = APIRouter(tags=["Overzichten"], redirect_slashes=False)

Jaar = Annotated[int, Query(ge=2015, le=2999, description="Kalenderjaar.")]
CSV: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/csv": {"schema": {"type": "string"}}}}
}


@router.get(
    "/segmenten",
    response_model=s.Segmenten,
    summary="Indeling van categorieën",
    description="Segment, zorgvorm en CBS-hulpvorm van elke categorie uit JZ020, waar een regio "
    "over haar product niets anders heeft vastgelegd (`/productindelingen`).",
)
async def get_segmenten(caller: Reader) -> s.Segmenten:
    """By category."""
    rows = [
        s.Segment(
            categorie=categorie,
            segment=vorm.segment,
            zorgvorm=vorm.zorgvorm,
            cbs_hulpvorm=vorm.cbs_hulpvorm,
        )
        for categorie, vorm in sorted(ZORGVORMEN.items())
    ]
    return s.Segmenten(peildatum=PEILDATUM, resultaten=rows)


@router.get(
    "/contracten/{contractId}/plafonds/{jaar}/besteding",
    response_model=s.Besteding,
    summary="Besteding onder een contract",
    description="Wat is toegekend voor hulp van het jaar, min creditregels, en welk deel van het "
    "plafond dat is.",
)
async def get_besteding(place: OfYear, rt: Rt, caller: Reader) -> s.Besteding:
    """Of one year."""
    async with rt.db.read() as session:
        stored = await visible(session, place.contract_id, caller)
        spent = await bestedingen.spent(session, stored.id, place.jaar)
        held = await store.read_plafond(session, stored.id, place.jaar)
    ceiling = held[0].bedrag if held else None
    share = round(100 * spent / ceiling, 2) if ceiling else None
    return s.Besteding(
        contract_id=stored.id, jaar=place.jaar, besteed=spent, plafond=ceiling, procent=share
    )


@router.get(
    "/plafondsignalen",
    response_model=s.PlafondsignalenPagina,
    summary="Plafonds die nabij zijn",
    description="Contracten van de aanroeper waarvan zeventig procent van het plafond van een jaar "
    "is toegekend; elk jaar één keer gemeld.",
)
async def list_plafondsignalen(
    request: Request, rt: Rt, caller: Buyer, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """By contract and year."""
    after = position(cursor, str, int)
    place = None if after is None else (str(after[0]), int(after[1]))
    async with rt.db.read() as session:
        rows = await bestedingen.list_signals(session, caller.code, place, limit)
    names = s.Plafondsignaal.model_fields
    items = [s.Plafondsignaal(**{name: getattr(row, name) for name in names}) for row in rows]
    full = len(rows) == limit
    last = as_position((rows[-1].contract_id, rows[-1].jaar)) if full else None
    return paged(request, items, last)


@router.get(
    "/gelijke-voorwaarden",
    response_model=s.GelijkeVoorwaarden,
    summary="Gelijke voorwaarden",
    description="Producten, tarieven en prestatieafspraken die een gemeente van de regio vandaag "
    "anders heeft dan de meeste.",
)
async def get_gelijke_voorwaarden(rt: Rt, caller: Region) -> s.GelijkeVoorwaarden:
    """Of the region that asks."""
    today = rt.clock.today()
    async with rt.db.read() as session:
        members = await store.members_on(session, caller.code, today)
        found = await overzichten.unequal_terms(session, caller.code, members, today)
    rows = [
        s.Voorwaardeafwijking(
            gemeentecode=one.gemeentecode, voorwaarde=one.voorwaarde, eigen=one.eigen
        )
        for one in found
    ]
    return s.GelijkeVoorwaarden(gemeenten=len(members), resultaten=rows)


@router.get(
    "/nza-lijst",
    response_model=s.NzaLijstPagina,
    responses=CSV,
    summary="Jaarlijkse lijst voor de NZa",
    description="Namen, KvK-nummers en vormen van gecontracteerde aanbieders, met hun "
    "onderaannemers; als CSV de hele lijst. Zonder gegevens van cliënten.",
)
async def get_nza_lijst(
    jaar: Jaar,
    request: Request,
    rt: Rt,
    caller: Buyer,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """A page as JSON, or all of it as CSV."""
    whole = wants_csv(request)
    after = None if whole else decode_cursor(cursor)
    async with rt.db.read() as session:
        found = await overzichten.contracted(
            session, caller.code, jaar, after, None if whole else limit
        )
    if whole:
        rows = [
            (
                one.aanbieder.agb_code,
                one.aanbieder.naam,
                one.aanbieder.kvk_nummer,
                ", ".join(one.vormen),
                ", ".join(one.onderaannemers),
            )
            for one in found
        ]
        names = ("agbCode", "naam", "kvkNummer", "vormen", "onderaannemers")
        return csv_response(names, rows, f"nza-{caller.code}-{jaar}.csv")
    items = [
        s.NzaAanbieder(
            agb_code=one.aanbieder.agb_code,
            naam=one.aanbieder.naam,
            kvk_nummer=one.aanbieder.kvk_nummer,
            vormen=list(one.vormen),
            onderaannemers=list(one.onderaannemers),
        )
        for one in found
    ]
    page = paged(request, items, items[-1].agb_code if len(items) == limit else None)
    page.headers["Vary"] = "Accept"
    return page


@router.get(
    "/cbs-aanbieders",
    response_model=s.CbsLijst,
    summary="Aanbieders voor het CBS",
    description="Gecontracteerde aanbieders van een jaar met naam, postadres en KvK-nummer; wie "
    "een daarvan mist is niet leverbaar.",
)
async def get_cbs_aanbieders(jaar: Jaar, rt: Rt, caller: Buyer) -> s.CbsLijst:
    """Of a year."""
    async with rt.db.read() as session:
        found = await overzichten.for_cbs(session, caller.code, jaar)
    return s.CbsLijst(
        resultaten=[_cbs(one) for one in found if not one.ontbreekt],
        niet_leverbaar=[_cbs(one) for one in found if one.ontbreekt],
    )


@router.get(
    "/aanbieders/{agbCode}/accounthouder",
    response_model=s.GeldendeAccounthouder,
    summary="Accounthouder van een aanbieder",
    description="De regio die op een dag voor alle regio's spreekt: aangewezen, of anders die met "
    "de grootste omzet in het jaar ervoor.",
)
async def get_accounthouder(
    agb_code: AgbCode,
    rt: Rt,
    caller: Reader,
    op: Annotated[date | None, Query(description="Deze dag; leeg is vandaag.")] = None,
) -> s.GeldendeAccounthouder:
    """On a day."""
    async with rt.db.read() as session:
        if await store.read_aanbieder(session, agb_code) is None:
            raise NotFound("Deze aanbieder is niet geregistreerd.")
        found = await overzichten.holder_on(session, agb_code, op or rt.clock.today())
    if found is None:
        raise NotFound("Deze aanbieder heeft op die dag geen accounthouder.")
    return s.GeldendeAccounthouder(agb_code=agb_code, regiocode=found.regiocode, bron=found.bron)


@router.get(
    "/accounthoudertaken",
    response_model=s.AccounthoudertakenPagina,
    summary="Taken van de accounthouder",
    description="Aanbieders waarvan de aanroepende regio accounthouder is en over wie een regio "
    "een open continuïteitsrisico vastlegde; zonder bedrijfscijfers.",
)
async def list_accounthoudertaken(
    request: Request, rt: Rt, caller: Region, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """By risk, oldest first."""
    today, place = rt.clock.today(), (decode_cursor(cursor), limit)
    async with rt.db.read() as session:
        found, last = await overzichten.for_holder(session, caller.code, today, place)
    items = [
        s.Accounthoudertaak(
            risico_id=one.dossier.id,
            agb_code=one.dossier.agb_code or "",
            gemeld_door=one.dossier.eigenaar,
            soorten=list(one.soorten),
            gewijzigd_op=one.dossier.gewijzigd_op,
        )
        for one in found
    ]
    return paged(request, items, last)


def _cbs(one: VoorCbs) -> s.CbsAanbieder:
    return s.CbsAanbieder(
        agb_code=one.aanbieder.agb_code,
        naam=one.aanbieder.naam,
        kvk_nummer=one.aanbieder.kvk_nummer,
        postadres=one.postadres,
        ontbreekt=list(one.ontbreekt),
    )
