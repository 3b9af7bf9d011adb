# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The page of waiting: who waits, how long it took, and where the norm is not met (I-15)."""

from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from libs.common.auth import Caller
from libs.common.runtime import Runtime
from services.reporting.api.dashboard import opmaak
from services.reporting.api.dashboard.grafiek import Reeks, heel, leg, teken
from services.reporting.api.dashboard.indicatoren import Rij, lees, rij_van
from services.reporting.api.dashboard.keuze import Keuze, gekozen
from services.reporting.domain.indicatoren import indicator_van
from services.reporting.handlers.gevraagd import Antwoord

_PER = ("zorgvorm", "aanbieder", "gemeente")


async def wachttijden(request: Request, rt: Runtime, caller: Caller) -> Response:
    """Of a period: by month, form of care, provider and gemeente."""
    one = indicator_van("I-15", None)
    assert one is not None  # noqa: S101 - of the register
    keuze, fouten = gekozen(request.query_params, rt.clock)
    beside = [("maand",), *((name,) for name in _PER[1:])]
    vormen, maanden, *others = await lees(rt, caller, one, keuze, _PER[:1], beside)
    tabellen: list[tuple[str, list[Rij]]] = [
        (name, [rij_van(one, (name,), cel, found) for cel in sorted(found.nu) if cel])
        for name, found in zip(_PER, (vormen, *others), strict=True)
    ]
    return opmaak.page(
        request,
        "wachttijden.html",
        400 if fouten else 200,
        beller=caller,
        indicator=one,
        keuze=keuze,
        fouten=fouten,
        gemeenten={cel[0]: others[1].namen.get(cel[0], cel[0]) for cel in others[1].nu if cel},
        definitieversie=f"{one.id} {one.versie}",
        totaal=rij_van(one, (), (), vormen),
        duur=teken(
            keuze.maanden,
            [
                _reeks(keuze, maanden, "Mediaan", "mediaan"),
                _reeks(keuze, maanden, "80e percentiel", "p80"),
            ],
        ),
        lijst=teken(keuze.maanden, [_reeks(keuze, maanden, "Wachtenden", "wachtlijst")]),
        staven=leg(
            [(rij.naam_van("zorgvorm"), heel(rij.waarden.get("mediaan"))) for rij in tabellen[0][1]]
        ),
        tabellen=tabellen,
        toon=opmaak.in_eenheid,
        dagen=opmaak.kommagetal,
        getal=opmaak.getal,
    )


def _reeks(keuze: Keuze, found: Antwoord, naam: str, veld: str) -> Reeks:
    return Reeks(naam, tuple(_van(found, maand, veld) for maand in keuze.maanden))


def _van(found: Antwoord, maand: date, veld: str) -> int | None:
    shown = found.nu.get((f"{maand:%Y-%m}",))
    return None if shown is None else heel(shown.waarden.get(veld))
