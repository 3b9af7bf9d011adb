# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of the check of CBS deliveries (P-11, B.6)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import (
    JSON,
    Answer,
    ApiModel,
    Cursor,
    IdempotencyKey,
    Rt,
    given_lines,
    next_link,
    write,
)
from libs.common.auth import Caller, OrgType, allow
from libs.common.clock import utc_text
from libs.common.problem import InvalidParam
from libs.common.runtime import Runtime
from libs.ijw.cbs import Verslagperiode
from services.reporting.api.indicatoren import audience
from services.reporting.api.ingaven import MEESTE_RIJEN, ROWS, read_rows
from services.reporting.api.tabel import ANTWOORDEN, Soort, als_tabel, gevraagde_vorm
from services.reporting.api.vragen import (
    Bladlengte,
    Peilmoment,
    Publiek,
    Reader,
    bladzijde,
    gebied_van,
    groepering_van,
    invalid,
    op_moment,
    unknown_parameters,
    wrong_groups,
)
from services.reporting.domain import cbs as domein
from services.reporting.domain.indicatoren import Indicator
from services.reporting.handlers import cbs as handlers
from services.reporting.handlers.cbs import Levering, asked_of
from services.reporting.handlers.gevraagd import Gevraagd
from services.reporting.schemas import cbs as s
from services.reporting.schemas.ingaven import Vastgelegd
from services.reporting.schemas.velden import Bron

router = APIRouter(tags=["CBS"], redirect_slashes=False)

_MEESTE_DIMENSIES = 3
_VERGELIJKEN = ("gemeente", "aanbieder", "hulpvorm")
_MAATREGELEN = {
    "jeugdbescherming": domein.JEUGDBESCHERMING,
    "jeugdreclassering": domein.JEUGDRECLASSERING,
}
Teller = Annotated[Caller, allow("rapportages:schrijven", OrgType.REGIO, OrgType.GEMEENTE)]
Groepering = Annotated[
    str | None, Query(max_length=80, description="Ten hoogste drie dimensies, met komma's.")
]


@dataclass(frozen=True, slots=True)
class Telvraag:
    """What is counted."""

    periode: Annotated[s.Periodecode, Query()]
    soort: Annotated[
        s.Telsoort, Query(description="Welke levering; jeugdreclassering per kwartaal.")
    ] = "jeugdhulp"
    groepering: Groepering = None
    peilmoment: Peilmoment = None
    doelgroep: Publiek = None
    cursor: Cursor = None
    limit: Bladlengte = None


@dataclass(frozen=True, slots=True)
class Vergelijkvraag:
    """What is laid side by side."""

    periode: Annotated[s.Halfjaarcode, Query(description="jjjj-Hn")]
    groepering: Groepering = None
    peilmoment: Peilmoment = None
    doelgroep: Publiek = None
    cursor: Cursor = None
    limit: Bladlengte = None


@router.get(
    "/cbs/aantallen",
    response_model=s.Tellingen,
    summary="Aantallen zoals het CBS ze telt",
    description="De eigen feiten als records van Beleidsinformatie Jeugd: jeugdhulp (per gemeente, "
    "aanbieder, hulpvorm en reden) en jeugdbescherming per halfjaar, jeugdreclassering per "
    "kwartaal (per gemeente en soort). Overlappende hulp van een vorm is een record, ambulante "
    "hulp tijdens verblijf bij dezelfde aanbieder hoort bij het verblijf, en verblijf begint op de "
    "dag na de eerste nacht. Kleine aantallen zijn verborgen zoals bij indicatoren.",
    responses=ANTWOORDEN,
)
async def get_aantallen(
    request: Request, vraag: Annotated[Telvraag, Depends()], rt: Rt, caller: Reader
) -> Response:
    """Of the caller's own gemeenten."""
    vorm = gevraagde_vorm(request)
    soort = _MAATREGELEN.get(vraag.soort, domein.JEUGDHULP)
    gevraagd = _asked(rt, vraag, unknown_parameters(request, Telvraag), soort.dimensies)
    about = Verslagperiode.lees(vraag.periode)
    if about.is_halfjaar == (vraag.soort == "jeugdreclassering"):
        raise invalid([InvalidParam("periode", "soort", f"past niet bij {vraag.soort}")])
    doelgroep = audience(vraag.doelgroep, caller)
    async with rt.db.read() as session:
        gebied = gebied_van(caller)
        if soort is domein.JEUGDHULP:
            found = await handlers.count_help(session, gebied, gevraagd, doelgroep)
            shown = found.cellen
        else:
            shown = await handlers.count_measures(session, gebied, gevraagd, doelgroep, soort)
    groups = list(gevraagd.groepering)
    alle = [s.telling_of(groups, cel, shown) for cel in sorted(shown.keys() - {()})]
    rijen, last = bladzijde(alle, _plaats, vraag.cursor, vraag.limit)
    if vorm != JSON:
        whole = [s.telling_of(groups, (), shown)]
        file = await _tabel(vorm, vraag, gevraagd, soort, s.TELLEN, rijen if groups else whole)
        file.headers.update(next_link(request, last))
        return file
    answer = s.Tellingen(
        soort=vraag.soort,
        periode=vraag.periode,
        van=about.van,
        tot=about.tot,
        uiterlijk=about.uiterlijk,
        peilmoment=gevraagd.peilmoment,
        definitieversie=str(soort.versie),
        doelgroep=doelgroep,
        groepering=groups,
        rijen=list(rijen),
        totaal=s.telling_of(groups, (), shown),
    )
    return _json(answer, next_link(request, last))


@router.get(
    "/cbs/vergelijking",
    response_model=s.Vergelijkingen,
    summary="Spiegelrapportage naast eigen cijfers",
    description="De laatst opgegeven spiegelrapportage van een halfjaar naast de eigen records, "
    "per gemeente, aanbieder en hulpvorm naar keuze (zonder opgave per aanbieder), met wat het "
    f"verschil is. Tot {domein.MARGE} procent is geen bevinding.",
    responses=ANTWOORDEN,
)
async def get_vergelijking(
    request: Request, vraag: Annotated[Vergelijkvraag, Depends()], rt: Rt, caller: Reader
) -> Response:
    """Of the caller's own gemeenten."""
    vorm = gevraagde_vorm(request)
    gevraagd = _asked(
        rt, vraag, unknown_parameters(request, Vergelijkvraag), _VERGELIJKEN, "aanbieder"
    )
    doelgroep = audience(vraag.doelgroep, caller)
    async with rt.db.read() as session:
        found = await handlers.compare(
            session, gebied_van(caller), vraag.periode, gevraagd, doelgroep
        )
    groups = list(gevraagd.groepering)
    shown = [s.vergelijking_of(groups, one) for one in found.verschillen]
    alle = [one for one in shown if one.cel]
    rijen, last = bladzijde(alle, _plaats, vraag.cursor, vraag.limit)
    if vorm != JSON:
        names = ("cbs", "eigen", "verschil", "bevinding")
        which = rijen if groups else shown
        file = await _tabel(vorm, vraag, gevraagd, domein.JEUGDHULP, names, which)
        file.headers.update(next_link(request, last))
        return file
    answer = s.Vergelijkingen(
        periode=vraag.periode,
        peilmoment=gevraagd.peilmoment,
        definitieversie=str(domein.JEUGDHULP.versie),
        doelgroep=doelgroep,
        groepering=groups,
        marge=domein.MARGE,
        rijen=list(rijen),
        totaal=next((one for one in shown if not one.cel), None),
        alleen_gedeclareerd=found.alleen_gedeclareerd,
    )
    return _json(answer, next_link(request, last))


def _plaats(one: s.Telling | s.Vergelijking) -> list[str]:
    return list(one.cel.values())


def _json(answer: ApiModel, headers: Mapping[str, str]) -> Response:
    return Response(answer.model_dump_json(by_alias=True), media_type=JSON, headers=dict(headers))


@router.post(
    "/cbs/spiegelrapportages",
    response_model=Vastgelegd,
    summary="Spiegelrapportage opgeven",
    description="Legt de aantallen van een spiegelrapportage vast. Een correctie is een hele "
    "levering: wat er niet meer in staat, vervalt. Een gemeente geeft op over zichzelf, een regio "
    "over haar leden.",
)
async def post_spiegelrapportage(
    body: s.Spiegelrapportage,
    request: Request,
    rt: Rt,
    caller: Teller,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """As JSON."""
    regels = [s.regel_of(one) for one in body.regels]
    levering = Levering(body.periode, body.bron, regels)
    return await write(request, caller, _act(rt, caller, levering))


@router.post(
    "/cbs/spiegelrapportages/_importeren",
    response_model=Vastgelegd,
    summary="Spiegelrapportage importeren",
    description="Hetzelfde als CSV met een kop (gemeente, aanbieder, hulpvorm, aantal) of als een "
    f"JSON-object per regel, ten hoogste {MEESTE_RIJEN} rijen.",
    openapi_extra=ROWS,
    responses={415: {"description": "Alleen CSV of NDJSON."}},
)
async def import_spiegelrapportage(
    request: Request,
    rt: Rt,
    caller: Teller,
    periode: Annotated[s.Halfjaarcode, Query(description="jjjj-Hn")],
    bron: Annotated[Bron, Query(description="Waar de cijfers vandaan komen.")],
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """As rows."""
    given = await given_lines(request)
    regels = [s.regel_of(one) for one in read_rows(given, s.Spiegelregel)]
    act = _act(rt, caller, Levering(periode, bron, regels))
    return await write(request, caller, act, given.content)


def _act(rt: Runtime, caller: Caller, levering: Levering) -> Any:  # noqa: ANN401 - an act
    async def act(session: AsyncSession) -> Answer:
        kept, same = await handlers.deliver(rt, session, caller, levering)
        return Answer(200, Vastgelegd(vastgelegd=kept, ongewijzigd=same))

    return act


def _asked(
    rt: Runtime,
    vraag: Telvraag | Vergelijkvraag,
    unknown: Iterable[InvalidParam],
    dimensies: Sequence[str],
    usual: str = "",
) -> Gevraagd:
    """The question; `InvalidInput` for parameters and dimensions that there are not."""
    groepering = groepering_van(usual if vraag.groepering is None else vraag.groepering)
    wrong = [*unknown, *wrong_groups(groepering, dimensies, _MEESTE_DIMENSIES)]
    moment = op_moment(rt, vraag.peilmoment, wrong)
    return asked_of(vraag.periode, moment, groepering)


async def _tabel(
    vorm: str,
    vraag: Telvraag | Vergelijkvraag,
    gevraagd: Gevraagd,
    soort: Indicator,
    names: Sequence[str],
    rijen: Iterable[s.Telling | s.Vergelijking],
) -> Response:
    kolommen: dict[str, Soort] = dict.fromkeys(gevraagd.groepering, "tekst")
    kolommen |= {name: "tekst" if name == "bevinding" else "getal" for name in names}
    rows = [
        [*(rij.cel[one] for one in gevraagd.groepering), *(getattr(rij, one) for one in names)]
        for rij in rijen
    ]
    over: Mapping[str, str] = {
        "periode": vraag.periode,
        "peilmoment": utc_text(gevraagd.peilmoment),
        "definitieversie": str(soort.versie),
    }
    naam = "cbs-aantallen" if isinstance(vraag, Telvraag) else "cbs-vergelijking"
    return await als_tabel(vorm, kolommen, rows, naam, over)
