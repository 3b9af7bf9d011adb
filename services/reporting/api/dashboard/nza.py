# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Pages of the NZa: how whole the twelve elements are, and the awards themselves (B.7, RJ 8f)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from libs.common.api import as_position, encode_cursor, position
from libs.common.auth import AuthorisationRule, Caller, OrgType
from libs.common.clock import Clock
from libs.common.problem import InvalidInput
from libs.common.runtime import Runtime
from services.reporting.api.dashboard import opmaak
from services.reporting.api.dashboard.keuze import peil
from services.reporting.api.indicatoren import audience
from services.reporting.api.vragen import gebied_van
from services.reporting.domain.nza import ELEMENTEN, VOLLEDIGHEID, Regel, Sleutel
from services.reporting.handlers.gevraagd import Gevraagd
from services.reporting.handlers.inzien import log_look
from services.reporting.handlers.nza import judge, read_page
from services.reporting.schemas import nza as s
from services.reporting.store.partijen import aanbieder_names

TOETSER = AuthorisationRule("weergaven:lezen", (OrgType.REGIO, OrgType.BEHEER))
REGIO = AuthorisationRule("weergaven:lezen", (OrgType.REGIO,))
_TE_KIEZEN = 5
_PER_BLADZIJDE = 50
_EERSTE = 2015


@dataclass(frozen=True, slots=True)
class Keuze:
    """Which year, and as known when."""

    jaar: int
    peilmoment: datetime
    peildag: date | None = None

    @property
    def gevraagd(self) -> Gevraagd:
        """The question."""
        return Gevraagd((date(self.jaar, 1, 1), date(self.jaar, 12, 31)), self.peilmoment)

    def verder(self, **anders: str) -> str:
        """The same choice with something beside it, as a query string."""
        own = {"jaar": str(self.jaar), "peildag": f"{self.peildag or ''}"}
        return urlencode({k: v for k, v in (own | anders).items() if v})


async def volledigheid(request: Request, rt: Runtime, caller: Caller) -> Response:
    """Of the members of a region, or of all: by element, and by provider."""
    keuze, fouten = _gekozen(request.query_params, rt.clock)
    async with rt.db.read() as session:
        found = await judge(session, gebied_van(caller), keuze.gevraagd, audience(None, caller))
        codes = sorted(cel[0] for cel in found.aanbieders if cel)
        namen = await aanbieder_names(session, codes)
    return opmaak.page(
        request,
        "nza.html",
        400 if fouten else 200,
        beller=caller,
        keuze=keuze,
        fouten=fouten,
        jaren=_te_kiezen(rt.clock),
        definitie=VOLLEDIGHEID,
        elementen=s.elementen_of(found),
        namen=ELEMENTEN,
        aanbieders=[
            (namen.get(code, code), s.aanbieder_of(code, found.aanbieders[code,])) for code in codes
        ],
        rijen_te_zien=caller.org_type == OrgType.REGIO,
    )


async def toewijzingen(request: Request, rt: Runtime, caller: Caller) -> Response:
    """The awards of a region as the NZa gets them, page by page; that somebody looks is kept."""
    keuze, fouten = _gekozen(request.query_params, rt.clock)
    after = _na(request.query_params, fouten)
    async with rt.db.read() as session:
        found = await read_page(session, caller.code, keuze.gevraagd, after, _PER_BLADZIJDE)
        namen = await aanbieder_names(session, {one.aanbieder for one in found})
    await log_look(rt, caller, "regio", "nza-toewijzingen", None, str(keuze.jaar))
    more = len(found) == _PER_BLADZIJDE
    return opmaak.page(
        request,
        "nza_toewijzingen.html",
        400 if fouten else 200,
        beller=caller,
        keuze=keuze,
        fouten=fouten,
        jaren=_te_kiezen(rt.clock),
        definitie=VOLLEDIGHEID,
        elementen=ELEMENTEN,
        rijen=found,
        namen=namen,
        volgende=keuze.verder(na=_verder(found[-1])) if more else None,
    )


def _gekozen(query: Mapping[str, str], clock: Clock) -> tuple[Keuze, list[str]]:
    """What was chosen, by default this year; with all that was wrong with it."""
    fouten: list[str] = []
    jaar, given = clock.today().year, query.get("jaar", "")
    if given.isdecimal() and _EERSTE <= int(given[:5]) <= jaar:
        jaar = int(given)
    elif given:
        fouten.append(f"Jaar is geen jaar van {_EERSTE} tot en met {jaar}.")
    peildag, peilmoment = peil(query, clock, fouten)
    return Keuze(jaar, peilmoment, peildag), fouten


def _verder(last: Regel) -> str:
    """Where the page after one that ends with this award begins."""
    return encode_cursor(as_position(last.sleutel))


def _na(query: Mapping[str, str], fouten: list[str]) -> Sleutel | None:
    """After which award a page begins; an address that was changed by hand begins at the first."""
    try:
        return position(query.get("na") or None, str, int)
    except InvalidInput:
        fouten.append("Deze bladzijde bestaat niet; dit is de eerste.")
        return None


def _te_kiezen(clock: Clock) -> list[int]:
    """This year and those before it, newest first."""
    return [clock.today().year - back for back in range(_TE_KIEZEN)]
