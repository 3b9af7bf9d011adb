# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of signals about aanbieders, and of the count of nationally bought care."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query

from libs.common.api import Rt
from libs.common.auth import Caller, OrgType, allow
from services.billing.api.callers import gemeenten_of
from services.billing.handlers import signaleren
from services.billing.schemas.signalering import (
    LtaTelling,
    Signaleringen,
    lta_of,
    signaleringen_of,
)
from services.billing.store import lta
from services.billing.store.bereik import Bereik

router = APIRouter(tags=["Signalen"], redirect_slashes=False)

_PARTIES = (OrgType.REGIO, OrgType.GEMEENTE)
SignaalReader = Annotated[Caller, allow("signalen:lezen", *_PARTIES)]
LtaReader = Annotated[Caller, allow("tellingen:lezen", *_PARTIES)]
Van = Annotated[date, Query(description="Eerste dag waarop een productperiode begint.")]
Tot = Annotated[date, Query(description="Laatste dag daarvan, hooguit een jaar later.")]
Jaar = Annotated[int, Path(ge=2015, le=2100)]


@router.get(
    "/signalen",
    response_model=Signaleringen,
    summary="Signalen over aanbieders",
    description="Patronen in de samengetelde declaraties van een aanbieder, met cijfers en "
    "drempel; nooit over een client. Zij kunnen aanleiding zijn voor het doel van een controle, "
    "en voor niets anders. Drempels zijn eigen keuzes van dit systeem.",
)
async def get_signalen(rt: Rt, caller: SignaalReader, van: Van, tot: Tot) -> Signaleringen:
    """Over the lines of the gemeenten that the caller speaks for."""
    async with rt.db.read() as session:
        gemeenten = await gemeenten_of(session, caller, tot)
        found = await signaleren.signals(rt, session, Bereik(gemeenten, van, tot))
    return signaleringen_of(van, tot, found)


@router.get(
    "/ltatellingen/{jaar}",
    response_model=LtaTelling,
    summary="Landelijk ingekochte hulp",
    description="Unieke clienten, regels en toegekend bedrag in categorie 55: betaald en geteld, "
    "zonder stuurinformatie. Elk aantal is zelf geteld; een client van twee gemeenten is in het "
    "geheel één client.",
)
async def get_ltatelling(jaar: Jaar, rt: Rt, caller: LtaReader) -> LtaTelling:
    """Over the gemeenten that the caller speaks for."""
    async with rt.db.read() as session:
        gemeenten = await gemeenten_of(session, caller, date(jaar, 1, 1))
        whole, parts = await lta.count(session, gemeenten, jaar)
    return lta_of(jaar, whole, parts)
