# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of who gave help under a lump sum (C-13, C-14)."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from libs.common.api import Rt
from services.reporting.api.datakwaliteit import Vraag
from services.reporting.api.indicatoren import periode, wrong_period
from services.reporting.api.tabel import ANTWOORDEN, Bestand, Kolommen, geef
from services.reporting.api.vragen import Reader, bladzijde, gebied_van, op_moment
from services.reporting.domain.definities import VERSIES
from services.reporting.handlers.uitvoerders import see_uitvoerders
from services.reporting.schemas.uitvoerders import Samenwerkingen, regels_of, samenwerking_of

router = APIRouter(tags=["Kerncijfers"], redirect_slashes=False)

_KOLOMMEN: Kolommen = dict.fromkeys(("contractId", "agbCode", "uitvoerder", "clienten"), "tekst")


@router.get(
    "/uitvoerders",
    response_model=Samenwerkingen,
    summary="Cliënten per uitvoerder",
    description="Per taakgericht contract de unieke cliënten, samen en per lid van de combinatie "
    "of onderaannemer die de hulp gaf, uit de opgaven van de aanbieder. Wie bij twee van hen hulp "
    "had, telt bij beide en samen één keer. Voor een regio zijn kleine aantallen verborgen, en wat "
    "nodig is om ze niet te kunnen herleiden. Ook als CSV of Parquet (zonder uitvoerder: samen), "
    "en met `limit` per bladzijde.",
    responses=ANTWOORDEN,
)
async def get_uitvoerders(
    request: Request, vraag: Annotated[Vraag, Depends()], rt: Rt, caller: Reader
) -> Response:
    """A regio sees its members, a gemeente itself."""
    asked = periode(vraag.van, vraag.tot)
    moment = op_moment(rt, vraag.peilmoment, wrong_period(asked, "tot"))
    found = await see_uitvoerders(rt, gebied_van(caller), asked, moment)
    alle = [samenwerking_of(one) for one in found]
    rijen, last = bladzijde(
        alle, lambda one: [one.contract_id, one.agb_code], vraag.cursor, vraag.limit
    )
    shown = Samenwerkingen(
        van=vraag.van,
        tot=vraag.tot,
        peilmoment=moment,
        definitieversie=VERSIES["uitvoerders"],
        resultaten=list(rijen),
    )
    regels = [regel for one in rijen for regel in regels_of(one)]
    return await geef(request, shown, Bestand("uitvoerders", _KOLOMMEN, regels), last)
