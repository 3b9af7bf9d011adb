# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Pages of the indicators: the register, and the figures of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from libs.common.auth import Caller
from libs.common.problem import NotFound
from libs.common.runtime import Runtime
from libs.ijw.months import last_day_of_month
from services.reporting.api.dashboard import opmaak
from services.reporting.api.dashboard.grafiek import Grafiek, Reeks, heel, leg, maandnaam, teken
from services.reporting.api.dashboard.keuze import Keuze, gekozen
from services.reporting.api.indicatoren import antwoordrij, audience
from services.reporting.domain.indicatoren import Indicator, indicator_van
from services.reporting.domain.indicatoren import indicatoren as register
from services.reporting.domain.indicatoren.register import PLAATS, TIJD
from services.reporting.handlers.gevraagd import Antwoord, Gevraagd
from services.reporting.handlers.indicatoren import read_indicator
from services.reporting.schemas.indicatoren import Indicatorrij

_MAAND = "maand"


@dataclass(frozen=True, slots=True)
class Rij:
    """A row of figures with the names of what it is about."""

    rij: Indicatorrij
    namen: dict[str, str]

    def is_verborgen(self, veld: str) -> bool:
        """Too small to show, or needed to hide what is."""
        return self.rij.is_verborgen(veld)

    @property
    def waarden(self) -> dict[str, int | float | None]:
        """Figures by field."""
        return dict(self.rij.waarden)

    def naam_van(self, dimensie: str) -> str:
        """What stands in its first columns."""
        return self.namen[dimensie]


async def indicatoren(request: Request, rt: Runtime, caller: Caller) -> Response:
    """All of them with their definition."""
    return opmaak.page(request, "indicatoren.html", beller=caller, indicatoren=list(register()))


async def indicator(request: Request, rt: Runtime, caller: Caller) -> Response:
    """The figures of one over a period, by what was chosen and by month."""
    one = indicator_van(request.path_params["indicator_id"], None)
    if one is None:
        raise NotFound("Deze indicator bestaat niet.")
    keuze, fouten = gekozen(request.query_params, rt.clock)
    per = request.query_params.get("per", "")
    groepering = (per,) if per in one.dimensies else one.vast
    time = [(_MAAND,)] if _MAAND in one.dimensies else []
    found, *by_month = await lees(rt, caller, one, keuze, groepering, time)
    rijen = [rij_van(one, groepering, cel, found) for cel in sorted(found.nu) if cel]
    return opmaak.page(
        request,
        "indicator.html",
        400 if fouten else 200,
        beller=caller,
        indicator=one,
        keuze=keuze,
        fouten=fouten,
        gemeenten={},
        plaats=found.namen.get(keuze.gemeente or "", keuze.gemeente),
        lager=_lager(one, groepering),
        staven=leg([(rij.naam_van(per), heel(rij.waarden[one.maten[0].veld])) for rij in rijen])
        if groepering == (per,) and per not in TIJD
        else None,
        definitieversie=f"{one.id} {one.versie}",
        groepering=groepering,
        dimensies=one.dimensies,
        rijen=rijen,
        totaal=rij_van(one, groepering, (), found),
        verloop=_verloop(one, keuze, by_month[0]) if by_month else None,
        toon=opmaak.in_eenheid,
        opmaak_van=opmaak.van_eenheid,
    )


async def lees(
    rt: Runtime,
    caller: Caller,
    one: Indicator,
    keuze: Keuze,
    groepering: tuple[str, ...],
    beside: Sequence[tuple[str, ...]],
) -> list[Antwoord]:
    """As the calling organisation may see it, also by what stands beside it."""
    period = (keuze.van, last_day_of_month(keuze.tot))
    gevraagd = Gevraagd(period, keuze.peilmoment, groepering, nu=keuze.peildag is None)
    gebied = keuze.gebied(caller)
    async with rt.db.read() as session:
        return await read_indicator(session, one, gebied, gevraagd, audience(None, caller), beside)


def rij_van(
    one: Indicator, groepering: tuple[str, ...], cel: tuple[str, ...], found: Antwoord
) -> Rij:
    """A row of an answer."""
    rij = antwoordrij(one, groepering, cel, found)
    namen = {d: _naam(d, waarde, found) for d, waarde in rij.cel.items()}
    return Rij(rij, namen)


def _lager(one: Indicator, groepering: tuple[str, ...]) -> str | None:
    """By what a gemeente is looked into, when the rows are gemeenten."""
    others = [d for d in one.dimensies if d not in {*TIJD, *PLAATS}]
    return others[0] if groepering == ("gemeente",) and others else None


def _naam(dimensie: str, waarde: str, found: Antwoord) -> str:
    if dimensie == "gemeente":
        return found.namen.get(waarde, waarde)
    if dimensie == _MAAND:
        return maandnaam(date.fromisoformat(f"{waarde}-01"))
    return waarde or "niet toegewezen"


def _verloop(one: Indicator, keuze: Keuze, found: Antwoord) -> Grafiek | None:
    """The first figure of it by month."""
    maat = one.maten[0]
    waarden = []
    for maand in keuze.maanden:
        shown = found.nu.get((f"{maand:%Y-%m}",))
        waarden.append(None if shown is None else heel(shown.waarden.get(maat.veld)))
    if all(waarde is None for waarde in waarden):
        return None
    return teken(keuze.maanden, [Reeks(maat.naam, tuple(waarden))])
