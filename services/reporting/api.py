# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of reporting: views as JSON and CSV, each caller within its own gemeenten."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any, get_args

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response
from pydantic import AwareDatetime, Field

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
from libs.common.auth import Caller, OrgType, allow
from libs.common.clock import AMSTERDAM
from libs.common.problem import InvalidInput, InvalidParam
from libs.ijw.worth import month_of
from services.reporting import handlers, store
from services.reporting.domain import DEFINITIES, DEFINITIEVERSIE
from services.reporting.schemas import (
    Aansluitcel,
    Aansluiting,
    Aansluitregel,
    Aansluitregels,
    Berichtenverkeer,
    Cijfers,
    Definitie,
    Definities,
    Dimensie,
    Kerncijfers,
    Rij,
    Verkeer,
)
from services.reporting.store import Approved, Window

router = APIRouter(tags=["Weergaven"], redirect_slashes=False)

MAX_MONTHS = 120
_DIMENSIES: tuple[str, ...] = get_args(Dimensie)
_MAAND = r"^20[0-9]{2}-(0[1-9]|1[0-2])$"
_EARLIEST, _LATEST = date(2000, 1, 1), date(2099, 12, 31)

Reader = Annotated[
    Caller, allow("weergaven:lezen", OrgType.REGIO, OrgType.GEMEENTE, OrgType.BEHEER)
]


Dag = Annotated[date, Field(ge=_EARLIEST, le=_LATEST)]
Moment = Annotated[
    AwareDatetime,
    Field(
        ge=datetime.combine(_EARLIEST, time(), UTC),
        le=datetime.combine(_LATEST, time(), UTC),
    ),
]


@dataclass(frozen=True, slots=True)
class Vraag:
    """Which figures are asked."""

    van: Annotated[str, Query(pattern=_MAAND, description="Eerste maand, jjjj-mm.")]
    tot: Annotated[str, Query(pattern=_MAAND, description="Laatste maand, jjjj-mm.")]
    groepering: Annotated[
        str,
        Query(
            max_length=60,
            description="Dimensies met komma's: regio, gemeente, maand, productcategorie.",
        ),
    ] = "gemeente"
    regio: Annotated[str | None, Query(max_length=20)] = None
    gemeente: Annotated[str | None, Query(pattern=r"^[0-9]{4}$")] = None
    peilmoment: Annotated[
        Moment | None,
        Query(description="De cijfers zoals toen bekend; zonder opgave: nu."),
    ] = None


@router.get(
    "/kerncijfers",
    response_model=Kerncijfers,
    summary="Kerncijfers",
    description="Unieke cliënten, toegewezen, ingediend en toegekend bedrag en het "
    "verzilveringspercentage, per combinatie van dimensies. Elke rij en het totaal worden "
    "afzonderlijk geteld: rijen tellen niet op tot het totaal als een cliënt of een week in "
    "meer rijen voorkomt. Met `Accept: text/csv` als CSV (puntkomma, UTF-8).",
    responses={
        200: {"content": {"text/csv": {"schema": {"type": "string"}}}},
        406: {"description": "Alleen JSON en CSV."},
    },
)
async def get_kerncijfers(
    request: Request, vraag: Annotated[Vraag, Depends()], rt: Rt, caller: Reader
) -> Response:
    """The figures of the asked cells with their total."""
    as_csv = wants_csv(request)
    window = _within(_window(vraag, rt.clock.now()), caller)
    async with rt.db.read() as session:
        cells, total, names = await handlers.read_figures(session, window)
    rijen = [_rij(window.groepering, cell, values, names) for cell, values in cells]
    if as_csv:
        return _csv(window.groepering, rijen)
    shown = Kerncijfers(
        van=vraag.van,
        tot=vraag.tot,
        peilmoment=window.peilmoment,
        definitieversie=DEFINITIEVERSIE,
        groepering=list(window.groepering),
        rijen=rijen,
        totaal=Cijfers(**total),
    )
    return Response(shown.model_dump_json(by_alias=True), media_type="application/json")


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


@router.get(
    "/berichtenverkeer",
    response_model=Berichtenverkeer,
    summary="Berichtenverkeer",
    description="Aantal ontvangen berichten per soort en status; een gemeente ziet het eigen "
    "verkeer, beheer alles.",
)
async def get_berichtenverkeer(
    van: Dag,
    tot: Dag,
    rt: Rt,
    caller: Annotated[Caller, allow("weergaven:lezen", OrgType.GEMEENTE, OrgType.BEHEER)],
) -> Berichtenverkeer:
    """Messages by kind and status."""
    if tot < van:
        raise _invalid([_ORDER])
    party = None if caller.org_type == OrgType.BEHEER else caller.code
    begin = datetime.combine(van, time(), AMSTERDAM)
    end = datetime.combine(tot + timedelta(days=1), time(), AMSTERDAM)
    async with rt.db.read() as session:
        rows = await handlers.count_messages(session, begin, end, party)
    return Berichtenverkeer(van=van, tot=tot, resultaten=[Verkeer(**row) for row in rows])


@dataclass(frozen=True, slots=True)
class Aansluitvraag:
    """Which approved lines are laid beside those of billing."""

    van: Annotated[str, Query(pattern=_MAAND, description="Eerste zorgmaand, jjjj-mm.")]
    tot: Annotated[str, Query(pattern=_MAAND, description="Laatste zorgmaand, jjjj-mm.")]
    peilmoment: Annotated[Moment, Query(description="Alleen wat voor dit moment is beoordeeld.")]
    gemeente: Annotated[str | None, Query(pattern=r"^[0-9]{4}$")] = None
    aanbieder: Annotated[str | None, Query(pattern=r"^[0-9]{8}$")] = None

    def as_approved(self, caller: Caller) -> Approved:
        """The same within what the caller may see."""
        van, tot = (date.fromisoformat(f"{month}-01") for month in (self.van, self.tot))
        if tot < van:
            raise _invalid([_ORDER])
        own = caller.code if caller.org_type == OrgType.GEMEENTE else self.gemeente
        return Approved(self.peilmoment.astimezone(UTC), van, tot, own, self.aanbieder)


Reconciler = Annotated[Caller, allow("aansluiting:lezen", OrgType.GEMEENTE, OrgType.BEHEER)]


@router.get(
    "/aansluiting",
    response_model=Aansluiting,
    summary="Aansluiting met declaraties",
    description="Wat hier als goedgekeurd bekend is per gemeente, aanbieder en zorgmaand, om naast "
    "dezelfde telling van declaraties te leggen. Een gemeente ziet zichzelf, beheer alles.",
)
async def list_aansluiting(
    vraag: Annotated[Aansluitvraag, Depends()],
    request: Request,
    rt: Rt,
    caller: Reconciler,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """Totals."""
    place = position(cursor, str, str, str)
    after = None if place is None else (place[0], place[1], date.fromisoformat(place[2]))
    async with rt.db.read() as session:
        rows = await store.approved_cells(session, vraag.as_approved(caller), after, limit)
    cellen = [
        Aansluitcel(
            gemeentecode=row.gemeentecode,
            agb_code=row.agb_code,
            maand=f"{row.maand:%Y-%m}",
            aantal=row.aantal,
            bedrag=int(row.bedrag),
        )
        for row in rows
    ]
    last = as_position(list(rows[-1])[:3]) if len(rows) == limit else None
    return paged(request, cellen, last)


@router.get(
    "/aansluiting/regels",
    response_model=Aansluitregels,
    summary="Regels achter de aansluiting",
    description="De goedgekeurde regels, om een verschil regel voor regel te vinden.",
)
async def list_aansluitregels(
    vraag: Annotated[Aansluitvraag, Depends()],
    request: Request,
    rt: Rt,
    caller: Reconciler,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """The lines, without a client."""
    after = decode_cursor(cursor)
    async with rt.db.read() as session:
        rows = await store.approved_lines(session, vraag.as_approved(caller), after, limit)
    regels = [Aansluitregel(regel_id=row.regel_id, bedrag=row.bedrag) for row in rows]
    return paged(request, regels, rows[-1].regel_id if len(rows) == limit else None)


def _window(vraag: Vraag, now: datetime) -> Window:
    """The question as the store knows it; everything wrong with it at once."""
    groepering = tuple(name.strip() for name in vraag.groepering.split(",") if name.strip())
    van, tot = (date.fromisoformat(f"{month}-01") for month in (vraag.van, vraag.tot))
    wrong = []
    if unknown := [name for name in groepering if name not in _DIMENSIES]:
        reason = f"kent {', '.join(unknown)} niet; wel: {', '.join(_DIMENSIES)}"
        wrong.append(InvalidParam("groepering", "onbekend", reason))
    if len(set(groepering)) != len(groepering):
        wrong.append(InvalidParam("groepering", "dubbel", "noemt een dimensie twee keer"))
    if tot < van:
        wrong.append(_ORDER)
    if (tot.year - van.year) * 12 + tot.month - van.month >= MAX_MONTHS:
        wrong.append(InvalidParam("tot", "te-lang", f"ligt {MAX_MONTHS} maanden of meer na van"))
    if wrong:
        raise _invalid(wrong)
    moment = (vraag.peilmoment or now).astimezone(UTC)
    return Window(van, month_of(tot), moment, groepering, vraag.regio, vraag.gemeente)


_ORDER = InvalidParam("tot", "volgorde", "ligt voor van")


def _invalid(wrong: list[InvalidParam]) -> InvalidInput:
    detail = "; ".join(f"{p.name} {p.reason}" for p in wrong)
    return InvalidInput(f"{detail}.", invalid_params=wrong)


def _within(window: Window, caller: Caller) -> Window:
    """A regio sees its members, a gemeente itself, whatever else is asked."""
    asked = (window.van, window.tot, window.peilmoment, window.groepering)
    if caller.org_type == OrgType.REGIO:
        return Window(*asked, regio=caller.code, gemeente=window.gemeente)
    if caller.org_type == OrgType.GEMEENTE:
        return Window(*asked, regio=window.regio, gemeente=caller.code)
    return window


def _rij(
    groepering: tuple[str, ...],
    cell: tuple[Any, ...],
    values: Mapping[str, Any],
    names: Mapping[str, str],
) -> Rij:
    dimensions = dict(zip(groepering, cell, strict=True))
    if isinstance(dimensions.get("maand"), date):
        dimensions["maand"] = f"{dimensions['maand']:%Y-%m}"
    gemeentenaam = names.get(str(dimensions.get("gemeente")))
    return Rij(**dimensions, gemeentenaam=gemeentenaam, **values)


def _csv(groepering: tuple[str, ...], rijen: list[Rij]) -> Response:
    names = [*groepering, *(d.veld for d in DEFINITIES)]
    shown = (rij.model_dump(by_alias=True) for rij in rijen)
    rows = ([values[name] for name in names] for values in shown)
    return csv_response(names, rows, "kerncijfers.csv")
