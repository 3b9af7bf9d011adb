# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of what the NZa gets of every award (B.7, RJ 8f)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from libs.common.api import JSON, Cursor, Limit, Rt, as_position, paged, position
from libs.common.auth import Caller, OrgType, allow
from libs.common.clock import utc_text
from libs.common.runtime import Runtime
from services.reporting.api.indicatoren import audience
from services.reporting.api.tabel import (
    ANTWOORDEN,
    Bestand,
    Kolommen,
    Soort,
    als_tabel,
    geef,
    gevraagde_vorm,
)
from services.reporting.api.vragen import (
    Bladlengte,
    Peilmoment,
    Publiek,
    bladzijde,
    gebied_van,
    op_moment,
)
from services.reporting.domain.nza import ELEMENTEN, VOLLEDIGHEID
from services.reporting.handlers.gevraagd import Gevraagd
from services.reporting.handlers.inzien import log_look
from services.reporting.handlers.nza import judge, read_page, read_rows
from services.reporting.schemas import nza as s
from services.reporting.schemas.ingaven import Jaar

router = APIRouter(tags=["NZa"], redirect_slashes=False)

Toetser = Annotated[Caller, allow("weergaven:lezen", OrgType.REGIO, OrgType.BEHEER)]
Regio = Annotated[Caller, allow("weergaven:lezen", OrgType.REGIO)]
_VOLLEDIGHEID: Kolommen = {
    "aanbieder": "tekst",
    "toewijzingen": "getal",
    **dict.fromkeys(ELEMENTEN, "breuk"),
}
_GETALLEN = frozenset({"nummer", "geboortejaar", "bedrag", "volume"})


@dataclass(frozen=True, slots=True)
class Vraag:
    """Of which year."""

    jaar: Annotated[Jaar, Query(description="Kalenderjaar dat een toewijzing raakt.")]
    peilmoment: Peilmoment = None


@router.get(
    "/nza/volledigheid",
    response_model=s.NzaVolledigheid,
    summary="Volledigheid van de gegevens voor de NZa",
    description="Hoe volledig de twaalf elementen van RJ artikel 8f zijn, van alle toewijzingen "
    "die het jaar raken en per aanbieder: van hoeveel een element er zou moeten zijn (een begin "
    "zodra het was beoogd, een einde zodra de toewijzing afliep, een bedrag zodra de hulp begon) "
    "en van hoeveel het er is. Kleine aantallen zijn verborgen. De aanbieders ook als CSV of "
    "Parquet, en met `limit` per bladzijde.",
    responses=ANTWOORDEN,
)
async def get_volledigheid(  # noqa: PLR0913, PLR0917 - parts of one request
    request: Request,
    vraag: Annotated[Vraag, Depends()],
    rt: Rt,
    caller: Toetser,
    doelgroep: Publiek = None,
    cursor: Cursor = None,
    limit: Bladlengte = None,
) -> Response:
    """Of the members of a region, or of all."""
    gevraagd = _asked(rt, vraag)
    shown_to = audience(doelgroep, caller)
    async with rt.db.read() as session:
        found = await judge(session, gebied_van(caller), gevraagd, shown_to)
    alle = [s.aanbieder_of(cel[0], one) for cel, one in sorted(found.aanbieders.items()) if cel]
    aanbieders, last = bladzijde(alle, lambda one: [one.aanbieder], cursor, limit)
    answer = s.NzaVolledigheid(
        jaar=vraag.jaar,
        peilmoment=gevraagd.peilmoment,
        definitieversie=str(VOLLEDIGHEID.versie),
        doelgroep=shown_to,
        elementen=s.elementen_of(found),
        aanbieders=list(aanbieders),
    )
    rows = [one.model_dump(mode="json", by_alias=True) for one in aanbieders]
    bestand = Bestand(
        "nza-volledigheid", _VOLLEDIGHEID, [one | one["volledigheid"] for one in rows]
    )
    return await geef(request, answer, bestand, last)


@router.get(
    "/nza/toewijzingen",
    response_model=s.NzaBladzijde,
    summary="Toewijzingen zoals de NZa ze krijgt",
    description="Een regel per toewijzing die het jaar raakt, met de twaalf elementen van RJ "
    "artikel 8f uit de eigen feiten, om de cijfers van de NZa mee na te gaan. Alleen voor een "
    "regio over haar leden; het pseudoniem past op niets anders, en elke inzage wordt bewaard.",
    responses=ANTWOORDEN,
)
async def list_toewijzingen(
    request: Request,
    vraag: Annotated[Vraag, Depends()],
    rt: Rt,
    caller: Regio,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Response:
    """A page as JSON, or all of it as a file."""
    vorm = gevraagde_vorm(request)
    after = position(cursor, str, int)
    gevraagd = _asked(rt, vraag)
    async with rt.db.read() as session:
        if vorm == JSON:
            found = await read_page(session, caller.code, gevraagd, after, limit)
        else:
            found = await read_rows(session, gebied_van(caller), gevraagd)
    await log_look(rt, caller, "regio", "nza-toewijzingen", None, str(vraag.jaar))
    if vorm != JSON:
        names = list(s.NzaToewijzing.model_fields)
        kolommen: dict[str, Soort] = {
            name: "getal" if name in _GETALLEN else "tekst" for name in names
        }
        rows = [[_cell(getattr(one, name)) for name in names] for one in found]
        return await als_tabel(vorm, kolommen, rows, "nza-toewijzingen", _over(gevraagd))
    last = as_position(found[-1].sleutel) if len(found) == limit else None
    about = s.NzaOver(
        jaar=vraag.jaar,
        peilmoment=gevraagd.peilmoment,
        definitieversie=str(VOLLEDIGHEID.versie),
    )
    return paged(request, [s.toewijzing_of(one) for one in found], last, about)


def _asked(rt: Runtime, vraag: Vraag) -> Gevraagd:
    moment = op_moment(rt, vraag.peilmoment)
    return Gevraagd((date(vraag.jaar, 1, 1), date(vraag.jaar, 12, 31)), moment)


def _over(gevraagd: Gevraagd) -> dict[str, str]:
    return {
        "jaar": str(gevraagd.periode[0].year),
        "peilmoment": utc_text(gevraagd.peilmoment),
        "definitieversie": str(VOLLEDIGHEID.versie),
    }


def _cell(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
