# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The page of the transformation: how norms are kept, and goals beside what came of them (B.8)."""

from starlette.requests import Request
from starlette.responses import Response

from libs.common.auth import AuthorisationRule, Caller, OrgType
from libs.common.runtime import Runtime
from services.reporting.api.dashboard import opmaak
from services.reporting.api.dashboard.keuze import peil
from services.reporting.api.indicatoren import audience
from services.reporting.domain.definities import VERSIES
from services.reporting.domain.scorekaart import ROBUUST, is_robuust
from services.reporting.handlers.scorekaarten import count_young, read_scores
from services.reporting.handlers.transformatie import read_goals
from services.reporting.schemas.transformatie import doel_of, scorekaart_of

LEDEN = AuthorisationRule("weergaven:lezen", (OrgType.REGIO, OrgType.GEMEENTE))
_SIGNALEN = {
    "bereikt": "bereikt",
    "op-koers": "op koers",
    "achter": "achter op het pad",
    "onbekend": "niet bekend of verborgen",
}


async def transformatie(request: Request, rt: Runtime, caller: Caller) -> Response:
    """Of the caller itself, as known at the end of a day."""
    fouten: list[str] = []
    peildag, peilmoment = peil(request.query_params, rt.clock, fouten)
    is_regio = caller.org_type == OrgType.REGIO
    async with rt.db.read() as session:
        goals = await read_goals(session, caller.code, peilmoment, audience(None, caller))
        scores = await read_scores(session, caller.code, peilmoment)
        young = await count_young(session, caller.code, peilmoment) if is_regio else None
    return opmaak.page(
        request,
        "transformatie.html",
        400 if fouten else 200,
        beller=caller,
        peildag=peildag,
        peilmoment=peilmoment,
        fouten=fouten,
        definitieversie=VERSIES["transformatiemonitor"],
        kaarten=[scorekaart_of(one) for one in scores],
        doelen=[(doel_of(one), one.indicator) for one in goals],
        signalen=_SIGNALEN,
        is_regio=is_regio,
        jeugdigen=young,
        ondergrens=ROBUUST,
        robuust=None if young is None else is_robuust(young),
        toon=_toon,
    )


def _toon(eenheid: str, waarde: float | None) -> str:
    """A figure in its unit; a path lies between whole numbers too."""
    if waarde is None or waarde == int(waarde):
        return opmaak.in_eenheid(eenheid, None if waarde is None else int(waarde))
    if opmaak.van_eenheid(eenheid) is opmaak.getal:
        return opmaak.kommagetal(waarde)
    return opmaak.in_eenheid(eenheid, round(waarde) if eenheid == "eurocent" else waarde)
