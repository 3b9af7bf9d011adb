# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Pages of account holders: their providers, and one provider over all regions."""

import re

from starlette.requests import Request
from starlette.responses import Response

from libs.common.auth import AuthorisationRule, Caller, OrgType
from libs.common.problem import NotFound
from libs.common.runtime import Runtime
from services.reporting.api.dashboard import opmaak
from services.reporting.api.dashboard.grafiek import leg
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
    kwartaal, fouten = _kwartaal(request, rt)
    moment = rt.clock.now()
    held = await weergeven.see_held(rt, caller, kwartaal, moment)
    used = await weergeven.see_used(rt, caller, kwartaal, moment)
    return opmaak.page(
        request,
        "aanbieders.html",
        400 if fouten else 200,
        beller=caller,
        kwartaal=str(kwartaal),
        kwartalen=_te_kiezen(rt),
        moment=moment,
        fouten=fouten,
        gehouden=[gehouden_of(one) for one in held],
        deelnames=[deelname_of(one, DREMPELS["regio"]) for one in used],
    )


async def aanbieder(request: Request, rt: Runtime, caller: Caller) -> Response:
    """One over all regions; 404 for who does not hold its account."""
    agb_code = request.path_params["agb_code"]
    if not _AGB.fullmatch(agb_code):
        raise NotFound(inzien.NIET_VOOR_U)
    kwartaal, fouten = _kwartaal(request, rt)
    moment = rt.clock.now()
    found, others = await weergeven.see_provider(rt, caller, agb_code, kwartaal, moment)
    w = met_anderen(weergave_of(found, rt.settings.source(rt.name)), others)
    return opmaak.page(
        request,
        "aanbieder.html",
        400 if fouten else 200,
        beller=caller,
        kwartaal=str(kwartaal),
        kwartalen=_te_kiezen(rt),
        moment=moment,
        fouten=fouten,
        w=w,
        regios=leg([(one.regiocode, one.clienten.waarde) for one in w.regios]),
        trend=leg([(one.kwartaal, one.clienten.waarde) for one in w.trend]),
        getal=opmaak.getal,
    )


def _kwartaal(request: Request, rt: Runtime) -> tuple[Kwartaal, list[str]]:
    last = Kwartaal.laatst_voorbij(rt.clock.today())
    try:
        given = request.query_params.get("kwartaal")
        return (Kwartaal.lees(given) if given else last), []
    except ValueError:
        return last, ["Kwartaal is geen kwartaal (jjjj-Kn)."]


def _te_kiezen(rt: Runtime) -> list[str]:
    """The running quarter and those before it, newest first."""
    now = Kwartaal.van(rt.clock.today())
    return [str(now.verder(-back)) for back in range(_TE_KIEZEN)]
