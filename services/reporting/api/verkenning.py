# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of a what-if: a form of care at another scale (P-15)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from libs.common.api import Cursor, Rt
from libs.common.auth import Caller, OrgType, allow
from services.reporting.api.indicatoren import audience
from services.reporting.api.tabel import ANTWOORDEN, Bestand, Kolommen, geef
from services.reporting.api.vragen import Bladlengte, Dag, Peilmoment, Publiek, bladzijde, op_moment
from services.reporting.domain.definities import VERSIES
from services.reporting.handlers.bekend import refuse_unknown
from services.reporting.handlers.gevraagd import Gevraagd
from services.reporting.handlers.verkenning import Verplaatsing, explore
from services.reporting.schemas import verkenning as s
from services.reporting.schemas.ingaven import Jaar

router = APIRouter(tags=["Schaalverkenning"], redirect_slashes=False)

_KOLOMMEN: Kolommen = {
    "dimensie": "tekst",
    "code": "tekst",
    "clienten": "getal",
    "lopend": "getal",
    "toegekend": "getal",
    "aandeel": "breuk",
    "verborgen": "tekst",
    "contracten": "getal",
    "andereRegios": "getal",
}


@dataclass(frozen=True, slots=True)
class Vraag:
    """What is thought of, and by which year it is judged."""

    zorgvorm: Annotated[
        str,
        Query(
            min_length=1,
            max_length=80,
            description="Zoals kerncijfers haar noemen; wat niemand kent wordt geweigerd.",
            examples=["jeugdzorgplus"],
        ),
    ]
    jaar: Annotated[Jaar, Query(description="Waarvan cliënten en bedragen zijn.")]
    per: Annotated[Dag, Query(description="Vanaf welke dag het anders zou zijn.")]
    peilmoment: Peilmoment = None
    doelgroep: Publiek = None
    cursor: Cursor = None
    limit: Bladlengte = None


@router.get(
    "/schaalverkenning",
    response_model=s.Schaalverkenning,
    summary="Een zorgvorm op een andere schaal",
    description="Wat er meeverhuist als de regio een zorgvorm op een andere schaal regelt: "
    "cliënten en toegekend bedrag in een jaar, per gemeente en per aanbieder, de begroting, welke "
    "contracten na die dag nog gelden, en hoeveel andere regio's dezelfde aanbieder hebben. Kleine "
    "aantallen zijn verborgen, en de bedragen erbij. Ook als CSV of Parquet; met `limit` komen de "
    "aanbieders per bladzijde.",
    responses=ANTWOORDEN,
)
async def get_schaalverkenning(
    request: Request,
    vraag: Annotated[Vraag, Depends()],
    rt: Rt,
    caller: Annotated[Caller, allow("weergaven:lezen", OrgType.REGIO)],
) -> Response:
    """Of the caller's own members."""
    moment = op_moment(rt, vraag.peilmoment)
    gevraagd = Gevraagd((date(vraag.jaar, 1, 1), date(vraag.jaar, 12, 31)), moment)
    shown_to = audience(vraag.doelgroep, caller)
    asked = Verplaatsing(vraag.zorgvorm, vraag.per)
    async with rt.db.read() as session:
        found = await explore(session, caller.code, asked, gevraagd, shown_to)
        if all(one.is_niets() for one in found.per_aanbieder.values()):
            await refuse_unknown(session, {"zorgvorm": vraag.zorgvorm}, moment)
    aanbieders = [
        s.aanbieder_of(cel[0], one, found.bindingen[cel[0]])
        for cel, one in found.per_aanbieder.items()
        if cel
    ]
    aanbieders.sort(key=lambda one: one.aanbieder)
    rijen, last = bladzijde(aanbieders, lambda one: [one.aanbieder], vraag.cursor, vraag.limit)
    shown = s.Schaalverkenning(
        zorgvorm=vraag.zorgvorm,
        jaar=vraag.jaar,
        per=vraag.per,
        peilmoment=moment,
        definitieversie=VERSIES["schaalverkenning"],
        doelgroep=shown_to,
        begroting=found.begroting,
        totaal=s.omvang_of(found.per_aanbieder[()]),
        gemeenten=[
            s.gemeente_of(cel[0], one) for cel, one in sorted(found.per_gemeente.items()) if cel
        ],
        aanbieders=list(rijen),
    )
    bestand = Bestand("schaalverkenning", _KOLOMMEN, list(s.regels_of(shown)))
    return await geef(request, shown, bestand, last)
