# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of lists of a region: whose account it holds, whom it uses, and when contracts end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from libs.common.api import JSON, Cursor, Limit, Rt, as_position, decode_cursor, position
from libs.common.auth import Caller, OrgType, allow
from services.reporting.api.tabel import (
    ANTWOORDEN,
    Bestand,
    Soort,
    geef,
    gevraagde_vorm,
    rijen_van,
)
from services.reporting.api.vragen import (
    KWARTAAL,
    Bladlengte,
    Peilmoment,
    bladzijde,
    kwartaal_op,
    op_moment,
)
from services.reporting.domain.accounthouders import DEFINITIEVERSIE
from services.reporting.domain.onderdrukking import DREMPELS
from services.reporting.handlers import weergeven
from services.reporting.handlers.regiolijsten import urgency
from services.reporting.schemas.accounthouders import contract_of
from services.reporting.schemas.regiolijsten import (
    AhDeelname,
    AhDeelnames,
    AhKalender,
    Ahr,
    AhrAanbieder,
    deelname_of,
    gehouden_of,
    kalenderplaats,
    lijstkop,
)
from services.reporting.schemas.velden import Kwartaalcode

T = TypeVar("T")

router = APIRouter(tags=["Accounthouders"], redirect_slashes=False)

Van = Annotated[Kwartaalcode | None, Query(alias="kwartaal", description=KWARTAAL)]
Regio = Annotated[Caller, allow("accounthouders:lezen", OrgType.REGIO)]
_GEHOUDEN = ("agbCode", "naam", "niveau", "trede", "redenen", "clienten", "regios")
_DEELNAME = (
    "agbCode",
    "naam",
    "accounthouder",
    "niveau",
    "niveauSinds",
    "clienten",
    "omzetCenten",
    "aandeel",
)
_KALENDER = ("agbCode", "regiocode", "contractId", "geldigVan", "geldigTot", "uitloopTot")


@dataclass(frozen=True, slots=True)
class Lijst:
    """Which part of a list is asked, over which quarter and as known when."""

    kwartaal: Van = None
    peilmoment: Peilmoment = None
    cursor: Cursor = None
    limit: Limit = 100


@router.get(
    "/accounthouder/aanbieders",
    response_model=Ahr,
    responses=ANTWOORDEN,
    summary="Aanbieders van een accounthouder",
    description="De aanbieders waarvan de aanroepende regio vandaag accounthouder is, met niveau "
    "en trede, het hoogste niveau eerst. Als JSON, of alle samen als CSV of Parquet.",
)
async def list_gehouden(
    request: Request, rt: Rt, caller: Regio, lijst: Annotated[Lijst, Depends()]
) -> Response:
    """AHR."""
    moment = op_moment(rt, lijst.peilmoment)
    asked = kwartaal_op(moment, lijst.kwartaal)
    after = position(lijst.cursor, int, int, str)
    found = await weergeven.see_held(rt, caller, asked, moment)
    left = [one for one in found if after is None or urgency(one) > after]
    page = _part(request, left, lijst.limit)
    last = as_position(urgency(page[-1])) if len(page) < len(left) else None
    rows = [gehouden_of(one) for one in page]
    shown = Ahr(**lijstkop(asked, moment), resultaten=rows)
    kolommen = kolommen_van(_GEHOUDEN, "trede", "regios")
    bestand = Bestand("accounthouder", kolommen, [_gehouden(one) for one in rows])
    return await geef(request, shown, bestand, last)


@router.get(
    "/accounthouder/deelnames",
    response_model=AhDeelnames,
    responses=ANTWOORDEN,
    summary="Aanbieders van anderen die de regio gebruikt",
    description="Niveau, accounthouder, eigen deel en afgesproken acties; geen bedrijfsgegevens en "
    "geen cijfers van andere regio's. Als JSON, of alle samen als CSV of Parquet.",
)
async def list_deelnames(
    request: Request, rt: Rt, caller: Regio, lijst: Annotated[Lijst, Depends()]
) -> Response:
    """PART."""
    moment = op_moment(rt, lijst.peilmoment)
    asked = kwartaal_op(moment, lijst.kwartaal)
    after = decode_cursor(lijst.cursor) or ""
    found = await weergeven.see_used(rt, caller, asked, moment)
    left = [one for one in found if one.agb_code > after]
    page = _part(request, left, lijst.limit)
    last = page[-1].agb_code if len(page) < len(left) else None
    rows = [deelname_of(one, DREMPELS["regio"]) for one in page]
    shown = AhDeelnames(**lijstkop(asked, moment), resultaten=rows)
    kolommen = kolommen_van(_DEELNAME, "omzetCenten", "aandeel")
    bestand = Bestand("deelnames", kolommen, [_deelname(one) for one in rows])
    return await geef(request, shown, bestand, last)


@router.get(
    "/accounthouder/kalender",
    response_model=AhKalender,
    responses=ANTWOORDEN,
    summary="Kalender van contracteinden",
    description="Van de aanbieders waarvan de regio accounthouder is, per regio, het eerste einde "
    "eerst. Als JSON, CSV of Parquet, en met `limit` per bladzijde.",
)
async def list_kalender(
    request: Request,
    rt: Rt,
    caller: Regio,
    peilmoment: Peilmoment = None,
    cursor: Cursor = None,
    limit: Bladlengte = None,
) -> Response:
    """When contracts end."""
    moment = op_moment(rt, peilmoment)
    found = await weergeven.see_calendar(rt, caller, moment)
    alle = [contract_of(regio, one) for regio, one in found]
    rijen, last = bladzijde(alle, kalenderplaats, cursor, limit)
    shown = AhKalender(peilmoment=moment, definitieversie=DEFINITIEVERSIE, resultaten=list(rijen))
    bestand = Bestand("kalender", kolommen_van(_KALENDER), rijen_van(rijen))
    return await geef(request, shown, bestand, last)


def kolommen_van(names: Sequence[str], *getallen: str) -> Mapping[str, Soort]:
    """Texts, but for these: a hidden number is a text."""
    return {name: "getal" if name in getallen else "tekst" for name in names}


def _part(request: Request, left: list[T], limit: int) -> list[T]:
    """A page as JSON; a file holds all of them."""
    return left[:limit] if gevraagde_vorm(request) == JSON else left


def _gehouden(one: AhrAanbieder) -> dict[str, Any]:
    redenen = " ".join(reden.code for reden in one.redenen)
    return {**one.model_dump(mode="json", by_alias=True), "redenen": redenen}


def _deelname(one: AhDeelname) -> dict[str, Any]:
    return {**one.model_dump(mode="json", by_alias=True), "omzetCenten": one.omzet}
