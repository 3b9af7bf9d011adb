# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of the quality of the facts (P-09)."""

from dataclasses import dataclass
from datetime import UTC
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from libs.common.api import Rt
from libs.common.auth import OrgType
from services.reporting.api.indicatoren import periode, wrong_period
from services.reporting.api.vragen import MAAND, Moment, Reader, invalid
from services.reporting.domain.datakwaliteit import FEITEN, kwaliteit, niet_ingedeeld
from services.reporting.handlers.indicatoren import Gebied, Gevraagd, load_kinds
from services.reporting.schemas import datakwaliteit as s

router = APIRouter(tags=["Datakwaliteit"], redirect_slashes=False)


@dataclass(frozen=True, slots=True)
class Vraag:
    """Of which months."""

    van: Annotated[str, Query(pattern=MAAND, description="Eerste maand, jjjj-mm.")]
    tot: Annotated[str, Query(pattern=MAAND, description="Laatste maand, jjjj-mm.")]
    peilmoment: Annotated[
        Moment | None, Query(description="Zoals toen bekend; zonder opgave: nu.")
    ] = None


@router.get(
    "/datakwaliteit",
    response_model=s.Datakwaliteit,
    summary="Datakwaliteit",
    description="Per aanbieder: hoeveel van de verwachte declaraties er is, wat laat werd gemeld, "
    "wat bij geen bekende toewijzing hoort; en producten die niet zijn ingedeeld.",
)
async def get_datakwaliteit(
    vraag: Annotated[Vraag, Depends()], rt: Rt, caller: Reader
) -> s.Datakwaliteit:
    """Of the caller's own gemeenten."""
    asked = periode(vraag.van, vraag.tot)
    if wrong := list(wrong_period(asked, "tot")):
        raise invalid(wrong)
    moment = (vraag.peilmoment or rt.clock.now()).astimezone(UTC)
    gevraagd = Gevraagd(asked, moment)
    regio = caller.code if caller.org_type == OrgType.REGIO else None
    gemeente = caller.code if caller.org_type == OrgType.GEMEENTE else None
    async with rt.db.read() as session:
        geladen = await load_kinds(session, Gebied(regio, gemeente), gevraagd, FEITEN)
    within = gevraagd.bekend(asked)
    totaal, aanbieders = kwaliteit(geladen.feiten, within)
    return s.Datakwaliteit(
        van=vraag.van,
        tot=vraag.tot,
        peilmoment=moment,
        totaal=s.Kwaliteit.model_validate(s.values_of(totaal)),
        aanbieders=[
            s.KwaliteitAanbieder.model_validate(s.values_of(one) | {"agb_code": agb})
            for agb, one in aanbieders.items()
        ],
        niet_ingedeeld=[
            s.NietIngedeeld(
                productcategorie=one.productcategorie, product=one.product, aantal=one.aantal
            )
            for one in niet_ingedeeld(geladen.feiten, within)
        ],
    )
