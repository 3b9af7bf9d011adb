# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of the indicators: their definitions, and their figures as JSON, CSV and Parquet."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import JSON, Cursor, Rt, next_link
from libs.common.auth import Caller, OrgType
from libs.common.clock import utc_text
from libs.common.problem import InvalidParam, NotFound
from libs.common.runtime import Runtime
from libs.ijw.months import last_day_of_month
from services.reporting.api.tabel import (
    ANTWOORDEN,
    PARQUET,
    Soort,
    als_tabel,
    gevraagde_vorm,
)
from services.reporting.api.vragen import (
    MAAND,
    MAX_MONTHS,
    ORDER,
    Bladlengte,
    Gemeentefilter,
    IndicatorId,
    Peilmoment,
    Provinciefilter,
    Publiek,
    Reader,
    Regiofilter,
    Subregiofilter,
    bladzijde,
    filters_van,
    gebied_van,
    groepering_van,
    op_moment,
    refuse_foreign,
    unknown_parameters,
    wrong_groups,
)
from services.reporting.domain.indicatoren import Indicator, indicator_van, indicatoren
from services.reporting.domain.indicatoren.afscherming import Getoond
from services.reporting.domain.indicatoren.cellen import Cel
from services.reporting.domain.indicatoren.register import groei
from services.reporting.domain.onderdrukking import DREMPELS
from services.reporting.domain.regios import GROEPEN
from services.reporting.handlers.bekend import refuse_unknown
from services.reporting.handlers.gevraagd import Antwoord, Gevraagd, Periode
from services.reporting.handlers.indicatoren import read_indicator
from services.reporting.schemas import indicatoren as s
from services.reporting.store import ingaven

router = APIRouter(tags=["Indicatoren"], redirect_slashes=False)

_MEESTE_DIMENSIES = 3
_EIGEN = {OrgType.GEMEENTE: "gemeente", OrgType.REGIO: "regio", OrgType.BEHEER: "openbaar"}
"""To which audience a caller belongs; who asks for a stricter one gets that."""
_LEEG = Getoond({})


@dataclass(frozen=True, slots=True)
class Vraag:
    """Which figures are asked."""

    van: Annotated[str, Query(pattern=MAAND, description="Eerste maand, jjjj-mm.")]
    tot: Annotated[str, Query(pattern=MAAND, description="Laatste maand, jjjj-mm.")]
    groepering: Annotated[
        str | None,
        Query(
            max_length=80,
            description="Ten hoogste drie van de dimensies van de indicator, met komma's; zonder "
            "opgave zijn vaste dimensies, of geen.",
        ),
    ] = None
    regio: Regiofilter = None
    gemeente: Gemeentefilter = None
    subregio: Subregiofilter = None
    provincie: Provinciefilter = None
    peilmoment: Peilmoment = None
    vergelijk_van: Annotated[
        str | None,
        Query(
            alias="vergelijkVan",
            pattern=MAAND,
            description="Eerste maand waarmee wordt vergeleken.",
        ),
    ] = None
    vergelijk_tot: Annotated[
        str | None,
        Query(
            alias="vergelijkTot",
            pattern=MAAND,
            description="Laatste maand daarvan; hoort bij `vergelijkVan`.",
        ),
    ] = None
    doelgroep: Publiek = None
    versie: Annotated[
        int | None, Query(ge=1, le=999, description="Versie van de definitie; anders de nieuwste.")
    ] = None
    cursor: Cursor = None
    limit: Bladlengte = None


@router.get(
    "/indicatoren",
    response_model=s.Indicatoren,
    summary="Indicatoren",
    description="De definitie van elke indicator: formule, maten, dimensies en versie.",
)
async def list_indicatoren(caller: Reader) -> s.Indicatoren:
    """All of them."""
    return s.Indicatoren(resultaten=[s.indicator_of(one) for one in indicatoren()])


@router.get(
    "/indicatoren/{indicatorId}",
    response_model=s.Indicatorwaarden,
    summary="Indicator",
    description="De cijfers van een indicator over een periode, per combinatie van dimensies en in "
    "totaal. Elke cel en elk totaal is een eigen telling. Boven het niveau van een gemeente worden "
    "kleine aantallen verborgen, en wat nodig is om ze niet te kunnen herleiden: onder 5 voor een "
    "regio, onder 10 voor beheer en "
    "`doelgroep=openbaar`. Met `Accept: text/csv` als CSV (puntkomma, UTF-8), met "
    f"`Accept: {PARQUET}` als Parquet: de rijen, of zonder groepering het totaal; met een "
    "vergelijking ook `…Eerder` en `…Groei` van elke maat. Met `limit` per bladzijde, met het "
    "totaal van het geheel.",
    responses=ANTWOORDEN,
)
async def get_indicator(
    indicator_id: IndicatorId,
    request: Request,
    vraag: Annotated[Vraag, Depends()],
    rt: Rt,
    caller: Reader,
) -> Response:
    """The figures of one."""
    vorm = gevraagde_vorm(request)
    indicator = indicator_van(indicator_id, vraag.versie)
    if indicator is None:
        raise NotFound("Deze indicator of versie bestaat niet.")
    gevraagd = _asked(rt, vraag, indicator, unknown_parameters(request, Vraag))
    async with rt.db.read() as session:
        antwoord = await _lees(session, caller, vraag, indicator, gevraagd)
        told = await ingaven.benchmarks(
            session, indicator.id, gevraagd.periode[1].year, gevraagd.peilmoment
        )
    rijen, last = bladzijde(
        list(_rijen(indicator, gevraagd, antwoord)),
        lambda rij: list(rij.cel.values()),
        vraag.cursor,
        vraag.limit,
    )
    headers = next_link(request, last)
    if vorm != JSON:
        whole = [antwoordrij(indicator, (), (), antwoord)]
        file = await _tabel(vorm, indicator, gevraagd, rijen if gevraagd.groepering else whole)
        file.headers.update(headers)
        return file
    shown = s.Indicatorwaarden(
        id=indicator.id,
        naam=indicator.naam,
        versie=indicator.versie,
        van=vraag.van,
        tot=vraag.tot,
        vergelijk_van=vraag.vergelijk_van,
        vergelijk_tot=vraag.vergelijk_tot,
        peilmoment=gevraagd.peilmoment,
        doelgroep=audience(vraag.doelgroep, caller),
        groepering=list(gevraagd.groepering),
        maten=s.maten_of(indicator),
        rijen=list(rijen),
        totaal=antwoordrij(indicator, (), (), antwoord),
        vergelijkingsmaten=[_benchmark(row) for row in told],
    )
    return Response(shown.model_dump_json(by_alias=True), media_type=JSON, headers=headers)


async def _lees(
    session: AsyncSession, caller: Caller, vraag: Vraag, indicator: Indicator, gevraagd: Gevraagd
) -> Antwoord:
    """The figures as their audience may see them; raises for what is not the caller's to ask, and
    then for what nobody knows."""
    gebied = replace(gebied_van(caller, vraag.regio, vraag.gemeente), groep=_groep(vraag))
    await refuse_foreign(session, caller, gebied)
    doelgroep = audience(vraag.doelgroep, caller)
    (antwoord,) = await read_indicator(session, indicator, gebied, gevraagd, doelgroep)
    if antwoord.is_niets():
        await refuse_unknown(session, filters_van(caller, vraag), gevraagd.peilmoment)
    return antwoord


def periode(van: str, tot: str) -> Periode:
    """First day of the first month and last day of the last one."""
    return date.fromisoformat(f"{van}-01"), last_day_of_month(date.fromisoformat(f"{tot}-01"))


def _asked(
    rt: Runtime, vraag: Vraag, indicator: Indicator, unknown: Iterator[InvalidParam]
) -> Gevraagd:
    """The question, everything wrong with it at once."""
    groepering = indicator.vast
    if vraag.groepering is not None:
        groepering = groepering_van(vraag.groepering)
    asked = periode(vraag.van, vraag.tot)
    wrong = [
        *unknown,
        *wrong_groups(groepering, indicator.dimensies, _MEESTE_DIMENSIES),
        *_wrong_together(vraag, indicator, groepering),
        *wrong_period(asked, "tot"),
    ]
    compared = None
    if (vraag.vergelijk_van is None) != (vraag.vergelijk_tot is None):
        wrong.append(InvalidParam("vergelijkTot", "half", "hoort bij vergelijkVan, en andersom"))
    elif vraag.vergelijk_van is not None and vraag.vergelijk_tot is not None:
        compared = periode(vraag.vergelijk_van, vraag.vergelijk_tot)
        wrong += wrong_period(compared, "vergelijkTot")
    moment = op_moment(rt, vraag.peilmoment, wrong)
    return Gevraagd(asked, moment, groepering, compared, nu=vraag.peilmoment is None)


def _groep(vraag: Vraag) -> tuple[str, str] | None:
    """The group of gemeenten that is asked, if one is."""
    if vraag.subregio is not None:
        return "subregio", vraag.subregio
    return None if vraag.provincie is None else ("provincie", vraag.provincie)


def _wrong_together(
    vraag: Vraag, indicator: Indicator, groepering: Sequence[str]
) -> Iterator[InvalidParam]:
    """Groups that overlap are asked one kind at a time, so that none is laid over another."""
    asked = [name for name in ("subregio", "provincie") if getattr(vraag, name) is not None]
    if len({*asked, *groepering} & {*GROEPEN}) > 1:
        yield InvalidParam("groepering", "samen", f"vraagt meer dan een van {', '.join(GROEPEN)}")
    for name in asked:
        if name not in indicator.dimensies:
            yield InvalidParam(name, "onbekend", "is geen dimensie van deze indicator")
        if vraag.gemeente is not None:
            yield InvalidParam(name, "samen", "gaat niet samen met gemeente")


def wrong_period(asked: Periode, name: str) -> Iterator[InvalidParam]:
    """Each thing that is wrong with a period."""
    van, tot = asked
    if tot < van:
        yield InvalidParam(name, ORDER.code, ORDER.reason)
    if (tot.year - van.year) * 12 + tot.month - van.month >= MAX_MONTHS:
        yield InvalidParam(name, "te-lang", f"ligt {MAX_MONTHS} maanden of meer na het begin")


def audience(asked: str | None, caller: Caller) -> s.Doelgroep:
    """The audience that is asked for, but none that may see more than the caller."""
    own = _EIGEN[caller.org_type]
    if asked is None or DREMPELS[asked] < DREMPELS[own]:
        asked = own
    found: s.Doelgroep = asked  # type: ignore[assignment]
    return found


def _rijen(
    indicator: Indicator, gevraagd: Gevraagd, antwoord: Antwoord
) -> Iterator[s.Indicatorrij]:
    cells = (antwoord.nu.keys() | antwoord.eerder.keys()) - {()}
    for cel in sorted(cells):
        yield antwoordrij(indicator, gevraagd.groepering, cel, antwoord)


def antwoordrij(
    indicator: Indicator, groepering: tuple[str, ...], cel: Cel, antwoord: Antwoord
) -> s.Indicatorrij:
    """One cell for showing, with its change."""
    dimensies = dict(zip(groepering, cel, strict=True)) if cel else {}
    nu, eerder = antwoord.nu.get(cel, _LEEG), antwoord.eerder.get(cel)
    compared = eerder is not None or bool(antwoord.eerder)
    before: Mapping[str, Any] = eerder.waarden if eerder is not None else {}
    velden = [maat.veld for maat in indicator.maten]
    return s.Indicatorrij(
        cel=dimensies,
        gemeentenaam=antwoord.namen.get(dimensies.get("gemeente", "")),
        waarden={veld: nu.waarden.get(veld) for veld in velden},
        eerder={veld: before.get(veld) for veld in velden} if compared else None,
        groei={veld: groei(before.get(veld), nu.waarden.get(veld)) for veld in velden}
        if compared
        else None,
        verborgen=nu.verborgen,
        verborgen_velden=[veld for veld in velden if veld in nu.velden],
        signalen=list(antwoord.signalen.get(cel, ())),
    )


def _benchmark(row: Any) -> s.Vergelijkingsmaat:  # noqa: ANN401 - a row
    return s.Vergelijkingsmaat(
        veld=row.onderwerp.partition(".")[2],
        gebied=row.gebied,
        jaar=row.jaar,
        waarde=row.waarde,
        bron=row.bron,
    )


async def _tabel(
    vorm: str, indicator: Indicator, gevraagd: Gevraagd, rijen: Sequence[s.Indicatorrij]
) -> Response:
    heel = ("clienten", "aantal", "eurocent")
    soorten: dict[str, Soort] = {
        m.veld: "getal" if m.eenheid in heel else "breuk" for m in indicator.maten
    }
    kolommen: dict[str, Soort] = dict.fromkeys(gevraagd.groepering, "tekst")
    kolommen |= soorten | {"verborgen": "tekst"}
    vergelijking = {}
    if gevraagd.vergelijking is not None:
        kolommen |= {f"{veld}Eerder": soort for veld, soort in soorten.items()}
        kolommen |= {f"{veld}Groei": "breuk" for veld in soorten}
        vergelijking = _van_tot(gevraagd.vergelijking, "vergelijkVan", "vergelijkTot")
    rows = [
        [
            *(rij.cel[one] for one in gevraagd.groepering),
            *(rij.waarden[veld] for veld in soorten),
            rij.hoe_verborgen(),
            *_vergeleken(rij, soorten if vergelijking else ()),
        ]
        for rij in rijen
    ]
    over = {
        "indicator": indicator.id,
        "versie": str(indicator.versie),
        **_van_tot(gevraagd.periode, "van", "tot"),
        **vergelijking,
        "peilmoment": utc_text(gevraagd.peilmoment),
    }
    return await als_tabel(vorm, kolommen, rows, indicator.id.lower(), over)


def _van_tot(asked: Periode, first: str, last: str) -> dict[str, str]:
    van, tot = asked
    return {first: f"{van:%Y-%m}", last: f"{tot:%Y-%m}"}


def _vergeleken(rij: s.Indicatorrij, velden: Iterable[str]) -> list[float | None]:
    """Each figure of the period it is held against, and then the growth of each."""
    told = (rij.eerder or {}, rij.groei or {})
    return [values.get(veld) for values in told for veld in velden]
