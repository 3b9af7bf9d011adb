# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The pages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import Response

from libs.common.auth import Caller
from libs.common.clock import AMSTERDAM
from libs.common.runtime import Runtime
from libs.ijw.codelists import codelist
from libs.ijw.months import month_of, months_later
from services.reporting import handlers
from services.reporting.api.dashboard import opmaak
from services.reporting.api.dashboard.grafiek import Grafiek, Reeks, maandnaam, teken
from services.reporting.api.dashboard.keuze import Keuze, gekozen
from services.reporting.api.kerncijfers import voor_wie
from services.reporting.domain import DEFINITIES, DEFINITIEVERSIE, opgeteld
from services.reporting.domain.definities import ACCOUNTHOUDER, DATAKWALITEIT
from services.reporting.domain.onderdrukking import DREMPELS
from services.reporting.store import gemeente_names

_VOORUIT = 12
_NIETS = {"toegewezen_bedrag": 0, "toegekend_bedrag": 0}
_OPMAAK = {"getal": opmaak.getal, "euro": opmaak.euro}
_TEGELS = (
    ("uniekeClienten", "unieke_clienten", opmaak.getal),
    ("toegewezenBedrag", "toegewezen_bedrag", opmaak.euro),
    ("toegekendBedrag", "toegekend_bedrag", opmaak.euro),
    ("verzilveringspercentage", "verzilveringspercentage", opmaak.procent),
)
_KOLOMMEN = {*(veld for veld, _, _ in _TEGELS), "ingediendBedrag"}

Figures = Mapping[str, Any]


async def kerncijfers(request: Request, rt: Runtime, caller: Caller) -> Response:
    """Figures of the period, per month, gemeente and product category."""
    keuze, fouten = gekozen(request.query_params, rt.clock)
    async with rt.db.read() as session:
        maanden, totaal = await _per(session, keuze, caller, "maand")
        gemeenten, _ = await _per(session, keuze, caller, "gemeente")
        categorieen, _ = await _per(session, keuze, caller, "productcategorie")
        namen = await gemeente_names(session)
        alle = keuze.gemeente is None
        met_cijfers = gemeenten if alle else await _van_alle(session, keuze, caller)
    geld = (
        _reeks(keuze, maanden, "Toegewezen", "toegewezen_bedrag"),
        _reeks(keuze, maanden, "Ingediend", "ingediend_bedrag"),
        _reeks(keuze, maanden, "Toegekend", "toegekend_bedrag"),
    )
    clienten = _reeks(keuze, maanden, "Unieke cliënten", "unieke_clienten")
    return _bladzijde(
        request,
        "kerncijfers.html",
        Gekozen(caller, keuze, fouten, _op_naam(met_cijfers, namen)),
        tegels=_tegels(totaal),
        geld=teken(keuze.maanden, geld),
        clienten=teken(keuze.maanden, [clienten]),
        per_gemeente=[
            _rij(namen.get(code, code), cijfers, keuze.verder(gemeente=code))
            for code, cijfers in gemeenten.items()
        ],
        per_categorie=[_rij(_categorienaam(c), cijfers) for c, cijfers in categorieen.items()],
        per_maand=[
            _rij(maandnaam(m), cijfers, keuze.verder(van=f"{m:%Y-%m}", tot=f"{m:%Y-%m}"))
            for m, cijfers in maanden.items()
        ],
        totaal=totaal,
        kolommen=[one for one in DEFINITIES if one.veld in _KOLOMMEN],
    )


async def verplichtingen(request: Request, rt: Runtime, caller: Caller) -> Response:
    """What was awarded and is still open, over what has been and what is to come."""
    keuze, fouten = gekozen(request.query_params, rt.clock)
    deze = month_of(keuze.peilmoment.astimezone(AMSTERDAM).date())
    if "tot" not in request.query_params:
        keuze = replace(keuze, tot=months_later(deze, _VOORUIT))
    aantal = sum(maand <= deze for maand in keuze.maanden)
    async with rt.db.read() as session:
        drempel = DREMPELS[voor_wie(caller)]
        verborgen = await handlers.hides_months(session, keuze.window(caller), drempel)
        maanden = await handlers.read_money(session, keuze.window(caller))
        met_cijfers = await _van_alle(session, keuze, caller)
        namen = await gemeente_names(session)
    op = Gekozen(caller, keuze, fouten, _op_naam(met_cijfers, namen))
    if verborgen:
        return _bladzijde(request, "verplichtingen.html", op, verborgen=True)
    tot_en_met, vooruit = opgeteld(maanden), opgeteld(maanden[aantal:])
    verloop = teken(keuze.maanden, _verloop(tot_en_met, aantal))
    voorbij = tot_en_met[aantal - 1] if aantal else _NIETS
    return _bladzijde(
        request,
        "verplichtingen.html",
        op,
        voorbij={**voorbij, "open": _open(voorbij)},
        komend=vooruit[-1]["toegewezen_bedrag"] if vooruit else 0,
        verloop=verloop,
        verborgen=False,
        definities={definitie.veld: definitie.formule for definitie in DEFINITIES},
        open=teken(keuze.maanden, [Reeks("Open", tuple(map(_open, maanden)))]),
        vandaag=_plaats(verloop, deze),
    )


async def definities(request: Request, rt: Runtime, caller: Caller) -> Response:
    """What each figure means."""
    return opmaak.page(
        request,
        "definities.html",
        beller=caller,
        definities=DEFINITIES,
        definitieversie=DEFINITIEVERSIE,
        accounthouder=ACCOUNTHOUDER,
        datakwaliteit=DATAKWALITEIT,
    )


@dataclass(frozen=True, slots=True)
class Gekozen:
    """What a page with a choice on it shows of that choice."""

    beller: Caller
    keuze: Keuze
    fouten: Sequence[str]
    gemeenten: Mapping[str, str]


def _bladzijde(request: Request, naam: str, gekozen: Gekozen, **waarden: object) -> Response:
    return opmaak.page(
        request,
        naam,
        400 if gekozen.fouten else 200,
        beller=gekozen.beller,
        keuze=gekozen.keuze,
        fouten=gekozen.fouten,
        gemeenten=gekozen.gemeenten,
        definitieversie=DEFINITIEVERSIE,
        opmaak=_OPMAAK,
        **waarden,
    )


async def _per(
    session: AsyncSession, keuze: Keuze, caller: Caller, dimensie: str
) -> tuple[dict[Any, Figures], Figures]:
    """Figures per value of a dimension, and of all together, as the caller may see them."""
    asked, drempel = keuze.window(caller, dimensie), DREMPELS[voor_wie(caller)]
    cellen, totaal = await handlers.read_figures(session, asked, drempel)
    return {cel[0]: cijfers for cel, cijfers in cellen}, totaal


async def _van_alle(session: AsyncSession, keuze: Keuze, caller: Caller) -> Iterable[str]:
    """Gemeenten with figures in the period that the caller may choose from."""
    found, _ = await _per(session, replace(keuze, gemeente=None), caller, "gemeente")
    return found


def _op_naam(gemeenten: Iterable[str], namen: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(((c, namen.get(c, c)) for c in gemeenten), key=lambda paar: paar[1]))


def _verloop(tot_en_met: Sequence[Figures], verstreken: int) -> tuple[Reeks, Reeks]:
    """Sums from the first month on; nothing is granted yet in months to come."""
    toegekend: list[int | None] = [c["toegekend_bedrag"] for c in tot_en_met[:verstreken]]
    toegekend += [None] * (len(tot_en_met) - verstreken)
    return (
        Reeks("Toegewezen", tuple(c["toegewezen_bedrag"] for c in tot_en_met)),
        Reeks("Toegekend", tuple(toegekend)),
    )


def _open(cijfers: Figures) -> int:
    return int(cijfers["toegewezen_bedrag"]) - int(cijfers["toegekend_bedrag"])


def _waarde(maanden: Mapping[date, Figures], maand: date, veld: str) -> int | None:
    cijfers = maanden.get(maand)
    value: int | None = cijfers[veld] if cijfers else 0
    return value


def _reeks(keuze: Keuze, maanden: Mapping[date, Figures], naam: str, veld: str) -> Reeks:
    return Reeks(naam, tuple(_waarde(maanden, maand, veld) for maand in keuze.maanden))


def _rij(naam: str, cijfers: Figures, verder: str = "") -> dict[str, object]:
    return {"naam": naam, "cijfers": cijfers, "verder": verder}


def _tegels(totaal: Figures) -> list[dict[str, object]]:
    per_veld = {definitie.veld: definitie for definitie in DEFINITIES}
    return [
        {
            "id": per_veld[veld].id,
            "naam": per_veld[veld].naam,
            "formule": per_veld[veld].formule,
            "versie": per_veld[veld].versie,
            "waarde": "verborgen" if opmaak.is_verborgen(totaal) else toon(totaal[naam]),
        }
        for veld, naam, toon in _TEGELS
    ]


def _plaats(grafiek: Grafiek, maand: date) -> float | None:
    """Where this month stands in the chart, if it does."""
    naam = maandnaam(maand)
    return next((p.x for lijn in grafiek.lijnen for p in lijn.punten if p.maand == naam), None)


def _categorienaam(code: str | None) -> str:
    """The code with its meaning in JZ020; none for an award of no category in particular."""
    if code is None:
        return "Niet toegewezen aan een categorie"
    return f"{code} {codelist('JZ020').codes.get(code, '')}".strip()
