# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of the year-end estimate: delivered and not approved yet."""

from typing import Annotated

from fastapi import APIRouter, Query

from libs.common.api import Rt
from libs.common.auth import Caller, OrgType, allow
from libs.common.codes import AgbCode
from services.billing.api.callers import gemeenten_of
from services.billing.api.maanden import MAAND, as_maand
from services.billing.rules.ibnr import MEESTE_LAG, estimate, known_shares
from services.billing.schemas.ontvangen import NogTeOntvangen, nog_te_ontvangen_of
from services.billing.store import driehoek

router = APIRouter(tags=["Verplichtingen"], redirect_slashes=False)

LOOK_BACK = 36
"""Months of care from which the shares are learned."""

Reader = Annotated[Caller, allow("verplichtingen:lezen", OrgType.GEMEENTE, OrgType.REGIO)]
Peilmaand = Annotated[str, Query(pattern=MAAND, description="De laatste maand die telt, jjjj-mm.")]
Aanbieder = Annotated[AgbCode | None, Query(description="Alleen deze AGB-code.")]


@router.get(
    "/nog-te-ontvangen",
    response_model=NogTeOntvangen,
    summary="Nog te ontvangen declaraties",
    description="Schatting van wat tot en met de peilmaand is geleverd en nog niet goedgekeurd, "
    "uit de vertraging tussen zorg en goedkeuring in de 36 maanden ervoor. Alleen wat tot en met "
    "de peilmaand is goedgekeurd telt mee. Van een zorgmaand waarvan nog niets is goedgekeurd "
    "wordt verwacht wat gemiddeld van de drie ervoor komt, voor het deel dat na zoveel maanden nog "
    "niet is goedgekeurd; zij ontbreekt als ook daarvan niets is goedgekeurd.",
)
async def get_nog_te_ontvangen(
    peilmaand: Peilmaand, rt: Rt, caller: Reader, aanbieder: Aanbieder = None
) -> NogTeOntvangen:
    """Of the gemeenten of the caller."""
    peil = driehoek.index_of(as_maand(peilmaand))
    months = (driehoek.maand_of(peil - LOOK_BACK + 1), as_maand(peilmaand))
    async with rt.db.read() as session:
        gemeenten = await gemeenten_of(session, caller, rt.clock.today())
        cells = await driehoek.read(session, gemeenten, months, aanbieder)
    aandelen = known_shares(cells, peil, MEESTE_LAG)
    return nog_te_ontvangen_of(peilmaand, aandelen, estimate(cells, peil, aandelen))
