# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of the quality of the facts (P-09)."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from libs.common.api import Cursor, Rt
from services.reporting.api.indicatoren import periode, wrong_period
from services.reporting.api.kerncijfers import voor_wie
from services.reporting.api.tabel import ANTWOORDEN, Bestand, Kolommen, geef, rijen_van
from services.reporting.api.vragen import (
    MAAND,
    Bladlengte,
    Peilmoment,
    Reader,
    bladzijde,
    gebied_van,
    op_moment,
)
from services.reporting.domain.definities import VERSIES
from services.reporting.domain.onderdrukking import DREMPELS
from services.reporting.handlers.datakwaliteit import read_quality
from services.reporting.handlers.gevraagd import Gevraagd
from services.reporting.schemas import datakwaliteit as s

router = APIRouter(tags=["Datakwaliteit"], redirect_slashes=False)

_KOLOMMEN: Kolommen = {
    "agbCode": "tekst",
    "verwacht": "getal",
    "ontvangen": "getal",
    "volledigheid": "breuk",
    "starts": "getal",
    "startsLaat": "getal",
    "startsZonderToewijzing": "getal",
    "declaratiesZonderToewijzing": "getal",
    "bedragZonderToewijzing": "getal",
    "achterstand": "breuk",
}


@dataclass(frozen=True, slots=True)
class Vraag:
    """Of which months."""

    van: Annotated[str, Query(pattern=MAAND, description="Eerste maand, jjjj-mm.")]
    tot: Annotated[str, Query(pattern=MAAND, description="Laatste maand, jjjj-mm.")]
    peilmoment: Peilmoment = None
    cursor: Cursor = None
    limit: Bladlengte = None


@router.get(
    "/datakwaliteit",
    response_model=s.Datakwaliteit,
    summary="Datakwaliteit",
    description="Per aanbieder: hoeveel van de verwachte declaraties er is, wat laat werd gemeld, "
    "wat bij geen bekende toewijzing hoort; en producten die niet zijn ingedeeld. Voor een regio "
    "is verborgen wat van minder dan 5 cliënten is. De aanbieders ook als CSV of Parquet, en met "
    "`limit` per bladzijde.",
    responses=ANTWOORDEN,
)
async def get_datakwaliteit(
    request: Request, vraag: Annotated[Vraag, Depends()], rt: Rt, caller: Reader
) -> Response:
    """Of the caller's own gemeenten."""
    asked = periode(vraag.van, vraag.tot)
    moment = op_moment(rt, vraag.peilmoment, wrong_period(asked, "tot"))
    gevraagd = Gevraagd(asked, moment)
    async with rt.db.read() as session:
        found = await read_quality(
            session, gebied_van(caller), gevraagd, DREMPELS[voor_wie(caller)]
        )
    alle = [
        s.KwaliteitAanbieder.model_validate(s.values_of(one) | {"agb_code": agb})
        for agb, one in found.aanbieders.items()
    ]
    rijen, last = bladzijde(alle, lambda one: [one.agb_code], vraag.cursor, vraag.limit)
    shown = s.Datakwaliteit(
        van=vraag.van,
        tot=vraag.tot,
        peilmoment=moment,
        definitieversie=VERSIES["datakwaliteit"],
        totaal=s.Kwaliteit.model_validate(s.values_of(found.totaal)),
        aanbieders=list(rijen),
        niet_ingedeeld=[
            s.NietIngedeeld(
                productcategorie=one.productcategorie, product=one.product, aantal=one.aantal
            )
            for one in found.niet_ingedeeld
        ],
    )
    return await geef(request, shown, Bestand("datakwaliteit", _KOLOMMEN, rijen_van(rijen)), last)
