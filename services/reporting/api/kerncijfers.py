# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Key figures per combination of dimensions, as JSON and CSV."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any, get_args

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response
from pydantic_core import to_json
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import JSON, Cursor, Rt, next_link, position
from libs.common.auth import Caller, OrgType
from libs.common.clock import utc_text
from libs.common.problem import InvalidParam
from libs.common.runtime import Runtime
from libs.ijw.months import month_of
from services.reporting import handlers
from services.reporting.api.indicatoren import audience
from services.reporting.api.tabel import (
    ANTWOORDEN,
    PARQUET,
    Soort,
    als_tabel,
    gevraagde_vorm,
)
from services.reporting.api.vragen import (
    MAAND,
    MAX_MONTHS,
    ORDER,
    Bladlengte,
    Gemeentefilter,
    Peilmoment,
    Provinciefilter,
    Publiek,
    Reader,
    Regiofilter,
    Subregiofilter,
    bladzijde,
    filters_van,
    gebied_van,
    groepering_van,
    op_moment,
    refuse_foreign,
    unknown_parameters,
    wrong_groups,
)
from services.reporting.domain import DEFINITIES, DEFINITIEVERSIE
from services.reporting.domain.onderdrukking import DREMPELS
from services.reporting.domain.regios import GROEPEN, PROVINCIE, SUBREGIO
from services.reporting.handlers.bekend import refuse_unknown
from services.reporting.handlers.groepcijfers import Rows, read_groups
from services.reporting.handlers.verbergen import Figures
from services.reporting.schemas import Cijfers, Definitie, Definities, Dimensie, Kerncijfers, Rij
from services.reporting.schemas.indicatoren import Doelgroep
from services.reporting.store import FIGURES, GESCHREVEN, Window, gemeente_names

router = APIRouter(tags=["Weergaven"], redirect_slashes=False)

_FILTERS = ("regio", "gemeente", "zorgvorm", "productcategorie", "product", "aanbieder")
_USUAL = "gemeente"
_DIMENSIES: tuple[str, ...] = get_args(Dimensie)


@dataclass(frozen=True, slots=True)
class Vraag:
    """Which figures are asked."""

    van: Annotated[str, Query(pattern=MAAND, description="Eerste maand, jjjj-mm.")]
    tot: Annotated[str, Query(pattern=MAAND, description="Laatste maand, jjjj-mm.")]
    groepering: Annotated[
        str | None,
        Query(
            max_length=100,
            description="Dimensies met komma's: regio, subregio, provincie, gemeente, maand, "
            "kwartaal, jaar, zorgvorm, productcategorie, product, aanbieder. Subregio en provincie "
            "gaan niet samen met elkaar, of met regio of gemeente. Zonder opgave: gemeente, of het "
            "geheel van de subregio of provincie.",
        ),
    ] = None
    regio: Regiofilter = None
    gemeente: Gemeentefilter = None
    subregio: Subregiofilter = None
    provincie: Provinciefilter = None
    zorgvorm: Annotated[
        str | None, Query(max_length=80, description="Zoals antwoorden haar noemen.")
    ] = None
    productcategorie: Annotated[
        str | None, Query(pattern=r"^[0-9A-Z]{2}$", description="Code uit JZ020.")
    ] = None
    product: Annotated[
        str | None,
        Query(
            pattern=r"^[0-9A-Z]{2}/[0-9A-Z]{0,5}$",
            description="Categorie en code, zoals 44/44A04; met een lege code: generiek.",
        ),
    ] = None
    aanbieder: Annotated[str | None, Query(pattern=r"^[0-9]{8}$", description="AGB-code.")] = None
    peilmoment: Peilmoment = None
    doelgroep: Publiek = None
    cursor: Cursor = None
    limit: Bladlengte = None


@router.get(
    "/kerncijfers",
    response_model=Kerncijfers,
    summary="Kerncijfers",
    description="Unieke cliënten, toegewezen, ingediend en toegekend bedrag en het "
    "verzilveringspercentage, per combinatie van dimensies. Elke rij en het totaal worden "
    "afzonderlijk geteld: rijen tellen niet op tot het totaal als een cliënt of een week in "
    "meer rijen voorkomt. Een gemeente ziet zichzelf geheel, en beheer alles. Voor een "
    "regio is verborgen wat van minder dan 5 cliënten is, in `doelgroep=openbaar` van minder dan "
    "10, en wat nodig is om dat niet te kunnen herleiden, ook uit andere vragen; zo vraagt men ten "
    "hoogste drie soorten dimensies. Een filter op wat niemand kent wordt geweigerd (400 "
    "`onbekend`). Met `Accept: text/csv` als CSV "
    "(puntkomma, UTF-8), met "
    f"`Accept: {PARQUET}` als Parquet (zonder groepering: het totaal). Met `limit` per bladzijde, "
    "in volgorde van de dimensies, met het totaal van het geheel.",
    responses=ANTWOORDEN,
)
async def get_kerncijfers(
    request: Request, vraag: Annotated[Vraag, Depends()], rt: Rt, caller: Reader
) -> Response:
    """The figures of the asked cells with their total."""
    vorm = gevraagde_vorm(request)
    asked = _window(rt, vraag, unknown_parameters(request, Vraag))
    gebied = gebied_van(caller, vraag.regio, vraag.gemeente)
    window = replace(asked, regio=gebied.regio, gemeente=gebied.gemeente)
    doelgroep = voor_wie(caller, vraag.doelgroep)
    async with rt.db.read() as session:
        await refuse_foreign(session, caller, gebied)
        cells, total = await _lees(session, vraag, window, DREMPELS[doelgroep])
        if not cells and all(total[name] == 0 for name in FIGURES):
            await refuse_unknown(session, filters_van(caller, vraag), window.peilmoment)
        names = await gemeente_names(session) if "gemeente" in window.groepering else {}
    alle = [_rij(window.groepering, cell, values, names) for cell, values in cells]
    rijen, last = bladzijde(
        alle,
        lambda rij: [rij[name] or "" for name in window.groepering],
        vraag.cursor,
        vraag.limit,
    )
    headers = next_link(request, last)
    if vorm != JSON:
        whole = [_rij((), (), total, {})]
        file = await _tabel(vorm, window, rijen if window.groepering else whole)
        file.headers.update(headers)
        return file
    shown = Kerncijfers(
        van=vraag.van,
        tot=vraag.tot,
        peilmoment=window.peilmoment,
        definitieversie=DEFINITIEVERSIE,
        doelgroep=doelgroep,
        groepering=list(window.groepering),
        rijen=[],
        totaal=Cijfers(**total),
    )
    body = shown.model_dump(mode="json", by_alias=True) | {"rijen": rijen}
    return Response(to_json(body), media_type=JSON, headers=headers)


@router.get(
    "/definities",
    response_model=Definities,
    summary="Definities",
    description="Wat elk cijfer betekent, met de versie van de definitie.",
)
async def get_definities(caller: Reader) -> Definities:
    """All definitions."""
    shown = [
        Definitie(id=d.id, veld=d.veld, naam=d.naam, formule=d.formule, versie=d.versie)
        for d in DEFINITIES
    ]
    return Definities(resultaten=shown)


def voor_wie(caller: Caller, asked: Doelgroep | None = None) -> Doelgroep:
    """The audience of an answer; who runs the installation lays all figures beside each other."""
    if caller.org_type == OrgType.BEHEER:
        return asked or "gemeente"
    return audience(asked, caller)


async def _lees(
    session: AsyncSession, vraag: Vraag, window: Window, drempel: int
) -> tuple[Rows, Figures]:
    """By gemeente and region, or by a kind of group that may overlap with these."""
    soort = _soort(vraag, window.groepering)
    if soort is None:
        return await handlers.read_figures(session, window, drempel, _blad(vraag, window))
    return await read_groups(session, window, (soort, getattr(vraag, soort)), drempel)


def _blad(vraag: Vraag, window: Window) -> handlers.Blad | None:
    """The page that is asked, if its rows are of one dimension."""
    if vraag.limit is None or len(window.groepering) != 1:
        return None
    (after,) = position(vraag.cursor, str) or ("",)
    return handlers.Blad(after, vraag.limit)


def _soort(vraag: Vraag, groepering: Sequence[str]) -> str | None:
    """The kind of group that is asked by, or of which one is asked."""
    kinds = (SUBREGIO, PROVINCIE)
    return next((k for k in kinds if k in groepering or getattr(vraag, k) is not None), None)


def _wrong_together(vraag: Vraag, groepering: Sequence[str]) -> Iterator[InvalidParam]:
    """Groups that overlap are asked one kind at a time, and not of one gemeente in them."""
    soort = _soort(vraag, groepering)
    if soort is None:
        return
    others = {*GROEPEN, "gemeente"} - {soort}
    filters = {"gemeente", SUBREGIO, PROVINCIE} - {soort}
    if others & {*groepering} or any(getattr(vraag, name) is not None for name in filters):
        reason = f"en filters: {soort} gaat niet samen met een gemeente of een andere indeling"
        yield InvalidParam("groepering", "samen", reason)


def _window(rt: Runtime, vraag: Vraag, unknown: Iterator[InvalidParam]) -> Window:
    """The question as the store knows it; everything wrong with it at once."""
    groepering = groepering_van(_USUAL if vraag.groepering is None else vraag.groepering)
    if vraag.groepering is None and _soort(vraag, ()) is not None:
        groepering = ()
    van, tot = (date.fromisoformat(f"{month}-01") for month in (vraag.van, vraag.tot))
    wrong = [
        *unknown,
        *wrong_groups(groepering, _DIMENSIES),
        *_wrong_together(vraag, groepering),
    ]
    if tot < van:
        wrong.append(ORDER)
    if (tot.year - van.year) * 12 + tot.month - van.month >= MAX_MONTHS:
        wrong.append(InvalidParam("tot", "te-lang", f"ligt {MAX_MONTHS} maanden of meer na van"))
    moment = op_moment(rt, vraag.peilmoment, wrong)
    filters = {name: getattr(vraag, name) for name in _FILTERS}
    now_too = vraag.peilmoment is None
    return Window(van, month_of(tot), moment, groepering, **filters, nu=now_too)


_LEEG: dict[str, Any] = dict.fromkeys(str(one.alias) for one in Rij.model_fields.values())
_CIJFERS = tuple((name, str(field.alias)) for name, field in Cijfers.model_fields.items())


def _rij(
    groepering: tuple[str, ...],
    cell: tuple[Any, ...],
    values: Mapping[str, Any],
    names: Mapping[str, str],
) -> dict[str, Any]:
    """A `Rij` as it is on the wire: of thousands, a model for each counts."""
    row = _LEEG.copy()
    for name, alias in _CIJFERS:
        row[alias] = values[name]
    for name, value in zip(groepering, cell, strict=True):
        row[name] = GESCHREVEN[name](value) if name in GESCHREVEN else value
    if names:
        row["gemeentenaam"] = names.get(str(row["gemeente"]))
    return row


_BREUKEN = {"verzilveringspercentage"}


async def _tabel(vorm: str, window: Window, rijen: Sequence[Mapping[str, Any]]) -> Response:
    kolommen: dict[str, Soort] = dict.fromkeys(window.groepering, "tekst")
    kolommen |= {d.veld: "breuk" if d.veld in _BREUKEN else "getal" for d in DEFINITIES}
    rows = [[rij[name] for name in kolommen] for rij in rijen]
    over = {
        "van": f"{window.van:%Y-%m}",
        "tot": f"{window.tot:%Y-%m}",
        "peilmoment": utc_text(window.peilmoment),
        "definitieversie": DEFINITIEVERSIE,
    }
    return await als_tabel(vorm, kolommen, rows, "kerncijfers", over)
