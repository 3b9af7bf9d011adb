# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of what people said of help (P-13)."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from libs.common.api import Cursor, Rt
from libs.common.auth import Caller, OrgType, allow
from services.reporting.api.indicatoren import audience
from services.reporting.api.tabel import ANTWOORDEN, Bestand, Kolommen, geef
from services.reporting.api.vragen import (
    Bladlengte,
    Peilmoment,
    Publiek,
    bladzijde,
    gebied_van,
    op_moment,
)
from services.reporting.domain.definities import VERSIES
from services.reporting.handlers.ervaringen import read_experiences
from services.reporting.handlers.gevraagd import Gevraagd
from services.reporting.schemas import ervaringen as s
from services.reporting.schemas.ingaven import Jaar

router = APIRouter(tags=["Ervaringen"], redirect_slashes=False)

_KOLOMMEN: Kolommen = {
    "aanbieder": "tekst",
    "antwoorden": "tekst",
    "tevredenheid": "breuk",
    **dict.fromkeys(s.STAPPEN, "tekst"),
    "voortijdig": "breuk",
    "verhalen": "tekst",
}


@router.get(
    "/ervaringen",
    response_model=s.Ervaringen,
    summary="Ervaringen met hulp",
    description="Per aanbieder en samen: hoe tevreden cliënten waren en hoe zij zonder hulp "
    "verder konden (ingaven `tevredenheid` en `zonder-hulp-verder`), welk deel voortijdig eindigde "
    "(uit de berichten), en verhalen. Kleine aantallen zijn verborgen; een verhaal staat er alleen "
    "als de cliënten van de aanbieder geteld mogen worden. De aanbieders ook als CSV of Parquet, "
    "en met `limit` per bladzijde.",
    responses=ANTWOORDEN,
)
async def get_ervaringen(  # noqa: PLR0913, PLR0917 - parts of one request
    request: Request,
    rt: Rt,
    caller: Annotated[Caller, allow("weergaven:lezen", OrgType.REGIO, OrgType.GEMEENTE)],
    jaar: Annotated[Jaar, Query(description="Kalenderjaar.")],
    peilmoment: Peilmoment = None,
    doelgroep: Publiek = None,
    cursor: Cursor = None,
    limit: Bladlengte = None,
) -> Response:
    """A regio sees its members, a gemeente itself."""
    moment = op_moment(rt, peilmoment)
    gevraagd = Gevraagd((date(jaar, 1, 1), date(jaar, 12, 31)), moment, ("aanbieder",))
    shown_to = audience(doelgroep, caller)
    async with rt.db.read() as session:
        found = await read_experiences(rt, session, caller, gebied_van(caller), gevraagd, shown_to)
    alle = [
        s.aanbieder_of(agb_code, one, found.drempel) for agb_code, one in found.aanbieders.items()
    ]
    rijen, last = bladzijde(alle, lambda one: [one.aanbieder], cursor, limit)
    shown = s.Ervaringen(
        jaar=jaar,
        peilmoment=moment,
        definitieversie=VERSIES["ervaringen"],
        doelgroep=shown_to,
        totaal=s.ervaring_of(found.totaal, found.drempel),
        aanbieders=list(rijen),
    )
    regels = [s.regel_of(one) for one in rijen]
    return await geef(request, shown, Bestand("ervaringen", _KOLOMMEN, regels), last)
