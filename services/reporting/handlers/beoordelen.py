# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""How providers stand in a quarter: facts are loaded for all of them at once, then measured."""

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.clock import AMSTERDAM
from services.reporting.domain.accounthouders import ALLE, toon
from services.reporting.domain.ews.afscherming import in_procenten, te_verbergen, zonder
from services.reporting.domain.ews.indicatoren import (
    EigenFeiten,
    Feiten,
    Waarde,
    metingen,
    omzettrend_per_regio,
)
from services.reporting.domain.ews.levering import (
    Kwartaalcijfers,
    begroting_uit,
    kwartaalcijfers_uit,
)
from services.reporting.domain.ews.niveau import Niveau, Omstandigheden, niveau
from services.reporting.domain.ews.normen import Normen, normen_op
from services.reporting.domain.ews.perioden import Plicht, Profiel, ontbrekend, plicht
from services.reporting.domain.kwartaal import Kwartaal
from services.reporting.handlers.aanbiederfeiten import JAAR, AanbiederFeiten, read_facts
from services.reporting.handlers.accounthouder import year_before
from services.reporting.store import ews, ews_feiten, partijen
from services.reporting.store.ews import GezetteStap, Levering

_BACK = 4
"""Quarters that figures may be older than the one asked."""


@dataclass(frozen=True, slots=True)
class Beoordeling:
    """How a provider stands: values by indicator, the level, and what it follows from.

    `verborgen` are indicators, and regions in the trend, that are not shown to who asks.
    """

    agb_code: str
    kwartaal: Kwartaal
    cijfers_over: str | None
    metingen: Mapping[str, Waarde]
    trend_per_regio: Mapping[str, Waarde]
    niveau: Niveau
    om: Omstandigheden
    normen: Normen
    plicht: Plicht
    eigen: EigenFeiten
    verborgen: Set[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Bekend:
    """What was loaded for several providers."""

    normen: Normen
    leveringen: Mapping[tuple[str, str], Levering]
    stappen: Mapping[str, list[GezetteStap]]
    risicos: Mapping[str, tuple[str, ...]]
    eigen: Mapping[str, EigenFeiten]
    plichten: Mapping[str, Plicht]


async def assess(
    session: AsyncSession,
    agb_codes: Collection[str],
    kwartaal: Kwartaal,
    moment: datetime,
    feiten: AanbiederFeiten | None = None,
) -> dict[str, Beoordeling]:
    """How each stands in the quarter, as known at the moment; `feiten` when they were read."""
    if feiten is None:
        feiten = await read_facts(session, agb_codes, kwartaal, moment)
    known = await _load(session, agb_codes, kwartaal, moment, feiten)
    day = moment.astimezone(AMSTERDAM).date()
    return {code: _assess(code, kwartaal, known, day) for code in agb_codes}


def _assess(agb_code: str, kwartaal: Kwartaal, known: _Bekend, day: date) -> Beoordeling:
    delivered = {
        periode: one for (code, periode), one in known.leveringen.items() if code == agb_code
    }
    over = next((k for k in _quarters_back(kwartaal) if str(k) in delivered), None)
    feiten = _facts(over, delivered, known.eigen[agb_code])
    measured = metingen(feiten)
    duty = known.plichten[agb_code]
    missing = ontbrekend(known.normen, kwartaal, delivered, day) if duty.verplicht else ()
    last = [one.stap for one in known.stappen.get(agb_code, []) if one.stap.datum <= day]
    om = Omstandigheden(
        verklaard=feiten.cijfers is not None and feiten.cijfers.continuiteitsrisico,
        risico=known.risicos.get(agb_code, ()),
        trede=last[-1].trede if last else None,
        ontbreekt=missing,
    )
    return Beoordeling(
        agb_code=agb_code,
        kwartaal=kwartaal,
        cijfers_over=None if over is None else str(over),
        metingen=measured,
        trend_per_regio=omzettrend_per_regio(feiten.eigen),
        niveau=niveau(measured, known.normen, om),
        om=om,
        normen=known.normen,
        plicht=duty,
        eigen=feiten.eigen,
    )


def for_others(one: Beoordeling, feiten: AanbiederFeiten) -> Beoordeling:
    """As anybody but the provider itself may see it, beside its tables of children (B.5)."""
    nu, jaar_eerder = (
        toon(feiten.kinderen[one.agb_code, kwartaal])
        for kwartaal in (one.kwartaal, one.kwartaal.verder(-JAAR))
    )
    hidden = te_verbergen(one.eigen, nu, jaar_eerder)
    return replace(
        one,
        metingen=zonder(one.metingen, hidden),
        trend_per_regio=in_procenten(zonder(one.trend_per_regio, hidden)),
        eigen=EigenFeiten(),
        verborgen=hidden,
    )


def _quarters_back(kwartaal: Kwartaal) -> list[Kwartaal]:
    return [kwartaal.verder(-n) for n in range(_BACK)]


def _facts(over: Kwartaal | None, delivered: Mapping[str, Levering], eigen: EigenFeiten) -> Feiten:
    if over is None:
        return Feiten(cijfers=None, eigen=eigen)

    def figures(kwartaal: Kwartaal) -> Kwartaalcijfers | None:
        found = delivered.get(str(kwartaal))
        return None if found is None else kwartaalcijfers_uit(found.gegevens)

    budget = delivered.get(str(over.jaar))
    return Feiten(
        cijfers=figures(over),
        vorige=figures(over.verder(-1)),
        jaar=tuple(figures(Kwartaal(over.jaar, n)) for n in range(1, over.nummer + 1)),
        begroting=None if budget is None else begroting_uit(budget.gegevens),
        eigen=eigen,
    )


async def _load(
    session: AsyncSession,
    agb_codes: Collection[str],
    kwartaal: Kwartaal,
    moment: datetime,
    feiten: AanbiederFeiten,
) -> _Bekend:
    normen = normen_op(await ews.norms_at(session, moment), kwartaal.begin)
    stappen: dict[str, list[GezetteStap]] = {}
    for one in await ews.steps(session, agb_codes, moment):
        stappen.setdefault(one.agb_code, []).append(one)
    profielen = await partijen.profiles(session, agb_codes, moment)
    days = await ews_feiten.answer_days(session, agb_codes, kwartaal, moment)
    return _Bekend(
        normen=normen,
        leveringen=await ews.deliveries_at(session, agb_codes, moment),
        stappen=stappen,
        risicos=await partijen.open_risks(session, agb_codes, moment),
        eigen={
            code: _own_facts(code, kwartaal, feiten, profielen.get(code), days.get(code, ()))
            for code in agb_codes
        },
        plichten={
            code: plicht(profielen.get(code), feiten.jaaromzet.get(code, 0), normen)
            for code in agb_codes
        },
    )


async def duties(
    session: AsyncSession,
    agb_codes: Collection[str],
    kwartaal: Kwartaal,
    moment: datetime,
    normen: Normen,
) -> dict[str, Plicht]:
    """Whether each must deliver, by its profile and what was approved in the year before."""
    profiles = await partijen.profiles(session, agb_codes, moment)
    year = year_before(kwartaal.begin)
    spent: dict[str, int] = {}
    for row in await partijen.approved_by_month(session, year, moment, agb_codes):
        spent[row.agb_code] = spent.get(row.agb_code, 0) + int(row.bedrag)
    return {code: plicht(profiles.get(code), spent.get(code, 0), normen) for code in agb_codes}


def _own_facts(
    agb_code: str,
    kwartaal: Kwartaal,
    feiten: AanbiederFeiten,
    profiel: Profiel | None,
    days: Sequence[Fraction],
) -> EigenFeiten:
    judged, refused = feiten.regels[agb_code].get(ALLE, (0, 0))
    return EigenFeiten(
        omzet=feiten.per_regio(agb_code, kwartaal),
        omzet_jaar_eerder=feiten.per_regio(agb_code, kwartaal.verder(-JAAR)),
        regels=judged,
        afgekeurd=refused,
        antwoorddagen=days,
        clienten=feiten.kinderen[agb_code, kwartaal].get((ALLE, ALLE), 0),
        cruciale_functies=profiel.cruciale_functies if profiel else (),
    )
