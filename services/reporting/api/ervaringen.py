# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of what people said of help (P-13)."""

from datetime import UTC, date
from typing import Annotated

from fastapi import APIRouter, Query

from libs.common.api import Rt
from libs.common.auth import Caller, OrgType, allow
from services.reporting.api.indicatoren import audience
from services.reporting.api.vragen import Moment, gebied_van
from services.reporting.domain.definities import VERSIES
from services.reporting.handlers.ervaringen import read_experiences
from services.reporting.handlers.gevraagd import Gevraagd
from services.reporting.schemas import ervaringen as s
from services.reporting.schemas.indicatoren import Doelgroep
from services.reporting.schemas.ingaven import Jaar

router = APIRouter(tags=["Ervaringen"], redirect_slashes=False)


@router.get(
    "/ervaringen",
    response_model=s.Ervaringen,
    summary="Ervaringen met hulp",
    description="Per aanbieder en samen: hoe tevreden cliënten waren en hoe zij zonder hulp "
    "verder konden (ingaven `tevredenheid` en `zonder-hulp-verder`), welk deel voortijdig eindigde "
    "(uit de berichten), en verhalen. Kleine aantallen zijn verborgen; een verhaal staat er alleen "
    "als de cliënten van de aanbieder geteld mogen worden.",
)
async def get_ervaringen(
    rt: Rt,
    caller: Annotated[Caller, allow("weergaven:lezen", OrgType.REGIO, OrgType.GEMEENTE)],
    jaar: Annotated[Jaar, Query()],
    peilmoment: Annotated[
        Moment | None, Query(description="Zoals toen bekend; zonder opgave: nu.")
    ] = None,
    doelgroep: Annotated[Doelgroep | None, Query(description="Nooit ruimer dan de eigen.")] = None,
) -> s.Ervaringen:
    """A regio sees its members, a gemeente itself."""
    moment = (peilmoment or rt.clock.now()).astimezone(UTC)
    gevraagd = Gevraagd((date(jaar, 1, 1), date(jaar, 12, 31)), moment, ("aanbieder",))
    shown_to = audience(doelgroep, caller)
    async with rt.db.read() as session:
        found = await read_experiences(rt, session, caller, gebied_van(caller), gevraagd, shown_to)
    return s.Ervaringen(
        jaar=jaar,
        peilmoment=moment,
        definitieversie=VERSIES["ervaringen"],
        doelgroep=shown_to,
        totaal=s.ervaring_of(found.totaal, found.drempel),
        aanbieders=[
            s.aanbieder_of(agb_code, one, found.drempel)
            for agb_code, one in found.aanbieders.items()
        ],
    )
