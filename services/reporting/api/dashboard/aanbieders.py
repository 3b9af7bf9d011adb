# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Pages of account holders: their providers, and one provider over all regions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from starlette.requests import Request
from starlette.responses import Response

from libs.common.auth import AuthorisationRule, Caller, OrgType
from libs.common.clock import AMSTERDAM
from libs.common.problem import NotFound
from libs.common.runtime import Runtime
from services.reporting.api.dashboard import opmaak
from services.reporting.api.dashboard.grafiek import leg
from services.reporting.api.dashboard.keuze import peil
from services.reporting.domain.accounthouders import DEFINITIEVERSIE
from services.reporting.domain.definities import ACCOUNTHOUDER
from services.reporting.domain.kwartaal import Kwartaal
from services.reporting.domain.onderdrukking import DREMPELS
from services.reporting.handlers import inzien, weergeven
from services.reporting.schemas.accounthouders import weergave_of
from services.reporting.schemas.federatie import met_anderen
from services.reporting.schemas.regiolijsten import deelname_of, gehouden_of

HOUDER = AuthorisationRule("accounthouders:lezen", (OrgType.REGIO,))
_AGB = re.compile(r"[0-9]{8}")
_TE_KIEZEN = 8


async def aanbieders(request: Request, rt: Runtime, caller: Caller) -> Response:
    """Whose account the region holds, the worst level first, and whom it uses beside."""
    keuze = _gekozen(request, rt)
    held = await weergeven.see_held(rt, caller, keuze.kwartaal, keuze.moment)
    used = await weergeven.see_used(rt, caller, keuze.kwartaal, keuze.moment)
    return _bladzijde(
        request,
        "aanbieders.html",
        keuze,
        beller=caller,
        gehouden=[gehouden_of(one) for one in held],
        deelnames=[deelname_of(one, DREMPELS["regio"]) for one in used],
    )


async def aanbieder(request: Request, rt: Runtime, caller: Caller) -> Response:
    """One over all regions; 404 for who does not hold its account."""
    agb_code = request.path_params["agb_code"]
    if not _AGB.fullmatch(agb_code):
        raise NotFound(inzien.NIET_VOOR_U)
    keuze = _gekozen(request, rt)
    found, others = await weergeven.see_provider(rt, caller, agb_code, keuze.kwartaal, keuze.moment)
    w = met_anderen(weergave_of(found, rt.settings.source(rt.name)), others)
    return _bladzijde(
        request,
        "aanbieder.html",
        keuze,
        beller=caller,
        w=w,
        regios=leg([(one.regiocode, one.clienten.waarde) for one in w.regios]),
        trend=leg([(one.kwartaal, one.clienten.waarde) for one in w.trend]),
        getal=opmaak.getal,
    )


@dataclass(frozen=True, slots=True)
class _Keuze:
    """Over which quarter, as known at the end of which day, of which quarters may be chosen."""

    kwartaal: Kwartaal
    kwartalen: Sequence[str]
    peildag: date | None
    moment: datetime
    fouten: Sequence[str]


def _gekozen(request: Request, rt: Runtime) -> _Keuze:
    query, fouten = request.query_params, list[str]()
    peildag, moment = peil(query, rt.clock, fouten)
    now = Kwartaal.van(rt.clock.today())
    kwartaal = Kwartaal.laatst_voorbij(moment.astimezone(AMSTERDAM).date())
    try:
        given = query.get("kwartaal")
        kwartaal = Kwartaal.lees(given) if given else kwartaal
    except ValueError:
        fouten.append("Kwartaal is geen kwartaal (jjjj-Kn).")
    if not kwartaal.is_begonnen(moment):
        fouten.append("Het kwartaal moest toen nog beginnen.")
    newest_first = [str(now.verder(-back)) for back in range(_TE_KIEZEN)]
    return _Keuze(kwartaal, newest_first, peildag, moment, fouten)


def _bladzijde(request: Request, naam: str, keuze: _Keuze, **waarden: object) -> Response:
    return opmaak.page(
        request,
        naam,
        400 if keuze.fouten else 200,
        kwartaal=str(keuze.kwartaal),
        loopt=keuze.kwartaal.voortgang(keuze.moment) == "lopend",
        kwartalen=keuze.kwartalen,
        peildag=keuze.peildag,
        moment=keuze.moment,
        fouten=keuze.fouten,
        definitieversie=DEFINITIEVERSIE,
        d={one.veld: one for one in ACCOUNTHOUDER},
        **waarden,
    )
