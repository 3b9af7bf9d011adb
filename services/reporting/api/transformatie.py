# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of the transformation monitor (B.8)."""

from datetime import UTC
from typing import Annotated

from fastapi import APIRouter, Query

from libs.common.api import Rt
from libs.common.auth import Caller, OrgType, allow
from services.reporting.api.indicatoren import audience
from services.reporting.api.vragen import Moment
from services.reporting.domain.definities import VERSIES
from services.reporting.handlers.scorekaarten import count_young, read_scores
from services.reporting.handlers.transformatie import read_goals
from services.reporting.schemas.indicatoren import Doelgroep
from services.reporting.schemas.transformatie import (
    Monitor,
    Robuustheid,
    doel_of,
    robuustheid_of,
    scorekaart_of,
)

router = APIRouter(tags=["Transformatiemonitor"], redirect_slashes=False)


@router.get(
    "/transformatiemonitor",
    response_model=Monitor,
    summary="Transformatiemonitor",
    description="De doelen van de aanroeper (ingaven van de soort `doel`: van een indicator en "
    "maat een waarde per afgesproken jaar; ook `T-01.aandeel`, hulp zonder indicatie, en "
    "`T-02.aandeel`, taakgericht deel van de uitgaven), met het pad, wat het werd, en of men op "
    "koers is. "
    "Procenten worden opgegeven in tienden. Daarnaast de acht afspraken van de Norm voor "
    "Opdrachtgeverschap (`nvo`) en de vijf criteria van `basis-op-orde`, elk met het laatste "
    "oordeel (ja, deels of nee), het bewijs en de datum; en van een regio of zij robuust is: "
    "60 000 jeugdigen of meer.",
)
async def get_monitor(
    rt: Rt,
    caller: Annotated[Caller, allow("weergaven:lezen", OrgType.REGIO, OrgType.GEMEENTE)],
    peilmoment: Annotated[
        Moment | None, Query(description="Zoals toen bekend; zonder opgave: nu.")
    ] = None,
    doelgroep: Annotated[Doelgroep | None, Query(description="Nooit ruimer dan de eigen.")] = None,
) -> Monitor:
    """Of the caller."""
    moment = (peilmoment or rt.clock.now()).astimezone(UTC)
    shown_to = audience(doelgroep, caller)
    async with rt.db.read() as session:
        found = await read_goals(session, caller.code, moment, shown_to)
        scores = await read_scores(session, caller.code, moment)
        robuustheid: Robuustheid | None = None
        if caller.org_type == OrgType.REGIO:
            robuustheid = robuustheid_of(await count_young(session, caller.code, moment))
    return Monitor(
        gebied=caller.code,
        peilmoment=moment,
        definitieversie=VERSIES["transformatiemonitor"],
        doelgroep=shown_to,
        doelen=[doel_of(one) for one in found],
        scorekaarten=[scorekaart_of(one) for one in scores],
        robuustheid=robuustheid,
    )
