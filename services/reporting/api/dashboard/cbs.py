# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The page of the CBS: what it says it got beside our own records, and how we count them (P-11)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from libs.common.auth import Caller
from libs.common.clock import Clock
from libs.common.runtime import Runtime
from libs.ijw.cbs import HULPVORMEN, Verslagperiode
from services.reporting.api.dashboard import opmaak
from services.reporting.api.dashboard.keuze import peil
from services.reporting.api.indicatoren import audience
from services.reporting.api.vragen import gebied_van
from services.reporting.domain import cbs as domein
from services.reporting.domain.cbs import Bevinding, Verschil
from services.reporting.domain.indicatoren.afscherming import Getoond
from services.reporting.domain.indicatoren.cellen import Cel
from services.reporting.handlers import cbs as handlers
from services.reporting.handlers.cbs import asked_of
from services.reporting.store import gemeente_names
from services.reporting.store.partijen import aanbieder_names

PER = ("aanbieder", "gemeente", "hulpvorm")
_TE_KIEZEN = 6
_BEVINDINGEN: Mapping[Bevinding, str] = {
    "gelijk": "gelijk",
    "binnen-marge": f"binnen {domein.MARGE} procent",
    "meer-bij-cbs": "CBS heeft meer",
    "minder-bij-cbs": "CBS heeft minder",
    "alleen-cbs": "alleen bij het CBS",
    "alleen-eigen": "alleen in eigen cijfers",
    "niet-getoond": "niet getoond",
}


@dataclass(frozen=True, slots=True)
class Keuze:
    """Which half year, by what, and as known when."""

    periode: str
    per: str
    peilmoment: datetime
    peildag: date | None = None

    def verder(self, **anders: str) -> str:
        """The same choice but for some of it, as a query string."""
        own = {"periode": self.periode, "per": self.per, "peildag": f"{self.peildag or ''}"}
        return urlencode({k: v for k, v in (own | anders).items() if v})


async def cbs(request: Request, rt: Runtime, caller: Caller) -> Response:
    """Of the caller's own gemeenten: mirror report and records side by side, then our counts."""
    keuze, fouten = _gekozen(request.query_params, rt.clock)
    gebied, doelgroep = gebied_van(caller), audience(None, caller)
    per, vorm, soort = (
        asked_of(keuze.periode, keuze.peilmoment, (by,)) for by in (keuze.per, "hulpvorm", "soort")
    )
    async with rt.db.read() as session:
        found = await handlers.compare(session, gebied, keuze.periode, per, doelgroep)
        hulp = await handlers.count_help(session, gebied, vorm, doelgroep)
        maatregelen = await handlers.count_measures(
            session, gebied, soort, doelgroep, domein.JEUGDBESCHERMING
        )
        namen = await gemeente_names(session) | dict(HULPVORMEN)
        codes = {one.cel[0] for one in found.verschillen if one.cel and keuze.per == "aanbieder"}
        namen |= await aanbieder_names(session, codes)
    return opmaak.page(
        request,
        "cbs.html",
        400 if fouten else 200,
        beller=caller,
        keuze=keuze,
        fouten=fouten,
        perioden=_te_kiezen(rt.clock.today()),
        over=Verslagperiode.lees(keuze.periode),
        dimensies=PER,
        bevindingen=_BEVINDINGEN,
        rijen=[(namen.get(one.cel[0], one.cel[0]), one) for one in found.verschillen if one.cel],
        totaal=_totaal(found.verschillen),
        alleen_gedeclareerd=found.alleen_gedeclareerd,
        tellingen=(
            (domein.JEUGDHULP, "Hulpvorm", hulp.cellen[()], [*_per(hulp.cellen, namen)]),
            (domein.JEUGDBESCHERMING, "Soort", maatregelen[()], [*_per(maatregelen, namen)]),
        ),
    )


def _gekozen(query: Mapping[str, str], clock: Clock) -> tuple[Keuze, list[str]]:
    """What was chosen, by default the last half year that is over; with all that was wrong."""
    fouten: list[str] = []
    periode = _te_kiezen(clock.today())[1]
    if given := query.get("periode"):
        try:
            if not Verslagperiode.lees(given).is_halfjaar:
                raise ValueError(given)
            periode = given
        except ValueError:
            fouten.append("Periode is geen halfjaar (jjjj-Hn).")
    per = query.get("per", "")
    peildag, peilmoment = peil(query, clock, fouten)
    return Keuze(periode, per if per in PER else PER[0], peilmoment, peildag), fouten


def _te_kiezen(today: date) -> list[str]:
    """The running half year and those before it, newest first."""
    last = today.year * 2 + (today.month > 6)  # noqa: PLR2004 - half a year
    return [f"{one // 2}-H{one % 2 + 1}" for one in range(last, last - _TE_KIEZEN, -1)]


def _totaal(verschillen: Sequence[Verschil]) -> Verschil | None:
    return next((one for one in verschillen if not one.cel), None)


def _per(shown: Mapping[Cel, Getoond], namen: Mapping[str, str]) -> Iterator[tuple[str, Getoond]]:
    """Rows of a count with what each is about."""
    for cel, one in sorted(shown.items()):
        if cel:
            yield namen.get(cel[0], cel[0]), one
