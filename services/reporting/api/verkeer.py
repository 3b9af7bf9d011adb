# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""How many messages came in, by kind and status."""

from datetime import datetime, time, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from libs.common.api import Cursor, Rt
from libs.common.auth import Caller, OrgType, allow
from libs.common.clock import AMSTERDAM
from services.reporting import store
from services.reporting.api.tabel import ANTWOORDEN, Bestand, Kolommen, geef, rijen_van
from services.reporting.api.vragen import (
    ORDER,
    Bladlengte,
    Dag,
    Peilmoment,
    bladzijde,
    op_moment,
)
from services.reporting.domain.definities import VERSIES
from services.reporting.schemas import Berichtenverkeer, Verkeer

router = APIRouter(tags=["Weergaven"], redirect_slashes=False)

_KOLOMMEN: Kolommen = {"soort": "tekst", "status": "tekst", "aantal": "getal"}


@router.get(
    "/berichtenverkeer",
    response_model=Berichtenverkeer,
    summary="Berichtenverkeer",
    description="Aantal ontvangen berichten per soort en status; een gemeente ziet het eigen "
    "verkeer, beheer alles. Een bericht telt vanaf het moment dat het zijn eindstatus had. Ook als "
    "CSV of Parquet, en met `limit` per bladzijde.",
    responses=ANTWOORDEN,
)
async def get_berichtenverkeer(  # noqa: PLR0913, PLR0917 - parts of one request
    request: Request,
    van: Annotated[Dag, Query(description="Eerste dag van ontvangst.")],
    tot: Annotated[Dag, Query(description="Laatste dag van ontvangst.")],
    rt: Rt,
    caller: Annotated[Caller, allow("weergaven:lezen", OrgType.GEMEENTE, OrgType.BEHEER)],
    peilmoment: Peilmoment = None,
    cursor: Cursor = None,
    limit: Bladlengte = None,
) -> Response:
    """Messages by kind and status."""
    party = None if caller.org_type == OrgType.BEHEER else caller.code
    begin = datetime.combine(van, time(), AMSTERDAM)
    end = datetime.combine(tot + timedelta(days=1), time(), AMSTERDAM)
    moment = op_moment(rt, peilmoment, [ORDER] if tot < van else ())
    async with rt.db.read() as session:
        rows = await store.message_counts(session, begin, end, moment, party)
    rijen, last = bladzijde(
        [Verkeer(**row) for row in rows], lambda one: [one.soort, one.status], cursor, limit
    )
    shown = Berichtenverkeer(
        van=van,
        tot=tot,
        peilmoment=moment,
        definitieversie=VERSIES["berichtenverkeer"],
        resultaten=list(rijen),
    )
    bestand = Bestand("berichtenverkeer", _KOLOMMEN, rijen_van(rijen))
    return await geef(request, shown, bestand, last)
