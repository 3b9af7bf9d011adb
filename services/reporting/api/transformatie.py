# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of the transformation monitor (B.8)."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import Response

from libs.common.api import Rt
from libs.common.auth import Caller, OrgType, allow
from services.reporting.api.indicatoren import audience
from services.reporting.api.tabel import ANTWOORDEN, Bestand, Kolommen, geef
from services.reporting.api.vragen import Peilmoment, Publiek, op_moment
from services.reporting.domain.definities import VERSIES
from services.reporting.handlers.scorekaarten import count_young, read_scores
from services.reporting.handlers.transformatie import read_goals
from services.reporting.schemas.transformatie import (
    Monitor,
    Robuustheid,
    doel_of,
    regels_of,
    robuustheid_of,
    scorekaart_of,
)

router = APIRouter(tags=["Transformatiemonitor"], redirect_slashes=False)

_KOLOMMEN: Kolommen = {
    "indicator": "tekst",
    "veld": "tekst",
    "versie": "getal",
    "jaar": "getal",
    "pad": "breuk",
    "werkelijk": "breuk",
    "signaal": "tekst",
}


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
    "60 000 jeugdigen of meer. De doelen ook als CSV of Parquet, een rij per jaar.",
    responses=ANTWOORDEN,
)
async def get_monitor(
    request: Request,
    rt: Rt,
    caller: Annotated[Caller, allow("weergaven:lezen", OrgType.REGIO, OrgType.GEMEENTE)],
    peilmoment: Peilmoment = None,
    doelgroep: Publiek = None,
) -> Response:
    """Of the caller."""
    moment = op_moment(rt, peilmoment)
    shown_to = audience(doelgroep, caller)
    async with rt.db.read() as session:
        found = await read_goals(session, caller.code, moment, shown_to)
        scores = await read_scores(session, caller.code, moment)
        robuustheid: Robuustheid | None = None
        if caller.org_type == OrgType.REGIO:
            robuustheid = robuustheid_of(await count_young(session, caller.code, moment))
    shown = Monitor(
        gebied=caller.code,
        peilmoment=moment,
        definitieversie=VERSIES["transformatiemonitor"],
        doelgroep=shown_to,
        doelen=[doel_of(one) for one in found],
        scorekaarten=[scorekaart_of(one) for one in scores],
        robuustheid=robuustheid,
    )
    regels = [regel for one in shown.doelen for regel in regels_of(one)]
    return await geef(request, shown, Bestand("transformatiemonitor", _KOLOMMEN, regels))
