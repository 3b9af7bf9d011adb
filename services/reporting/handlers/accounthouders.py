# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use cases of account-holding regions: one provider over all regions (AH, B.4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.auth import Caller, OrgType
from libs.common.ids import new_id
from libs.common.problem import NotFound
from libs.common.runtime import Runtime
from services.reporting import tables as t
from services.reporting.domain.accounthouders import (
    ALLE,
    DREMPEL,
    PROCENTEN,
    Cel,
    Getal,
    Tabel,
    bedragen,
    gemiddelde,
    grof,
    p80,
    toon,
    toon_omzet,
)
from services.reporting.domain.kwartaal import Kwartaal
from services.reporting.domain.regios import Indeling
from services.reporting.handlers.aanbiederfeiten import JAAR, AanbiederFeiten, largest, read_facts
from services.reporting.handlers.accounthouder import holders
from services.reporting.handlers.beoordelen import Beoordeling, assess, for_others
from services.reporting.handlers.continuiteit import Impact, impact, running_on
from services.reporting.handlers.inzien import NIET_VOOR_U, Rol, role_of
from services.reporting.store import accounthouders as store
from services.reporting.store import ews, partijen
from services.reporting.store.accounthouders import Contractregel, Opmerking, Traject
from services.reporting.store.ews import GezetteStap, Niveaustand
from services.reporting.store.partijen import Houder

TREND = JAAR
"""Quarters before that are shown."""


@dataclass(frozen=True, slots=True)
class RegioBeeld:
    """One region that uses the provider; cents are none where they would tell of few children."""

    regiocode: str
    clienten: Getal
    omzet: int | None
    begonnen: Getal
    geeindigd: Getal
    wachtend: Getal
    afkeur: Fraction | None


@dataclass(frozen=True, slots=True)
class Trendpunt:
    """A quarter before: children, and cents unless they would tell of few."""

    kwartaal: str
    clienten: Getal
    omzet: int | None


@dataclass(frozen=True, slots=True)
class Weergave:
    """The view AH of a provider in a quarter, as known at a moment."""

    agb_code: str
    naam: str | None
    kwartaal: Kwartaal
    peilmoment: datetime
    accounthouder: Houder | None
    tabel: Tabel
    kaal: Mapping[Kwartaal, Mapping[Cel, int]]
    """As nobody sees it, to be kept: children and cents of the quarter and of those before."""
    regios: Sequence[RegioBeeld]
    totaal: RegioBeeld
    duur_gemiddeld: Fraction | None
    duur_p80: int | None
    trend: Sequence[Trendpunt]
    contracten: Sequence[tuple[str, Contractregel]]
    plafonds: Sequence[Mapping[str, Any]]
    nabij: Sequence[Mapping[str, Any]]
    stops: Sequence[Mapping[str, Any]]
    capaciteit: Sequence[Mapping[str, Any]]
    beoordeling: Beoordeling
    niveaus: Sequence[Niveaustand]
    stappen: Sequence[GezetteStap]
    opmerkingen: Sequence[Opmerking]
    continuiteit: Sequence[Impact]


async def assessment(
    session: AsyncSession, agb_code: str, kwartaal: Kwartaal, moment: datetime, rol: Rol
) -> Beoordeling:
    """How a provider stands, as who asks may see it."""
    feiten = await read_facts(session, [agb_code], kwartaal, moment)
    return await _assessment(session, agb_code, moment, rol, feiten)


async def _assessment(
    session: AsyncSession, agb_code: str, moment: datetime, rol: Rol, feiten: AanbiederFeiten
) -> Beoordeling:
    found = (await assess(session, [agb_code], feiten.kwartaal, moment, feiten))[agb_code]
    return found if rol == "aanbieder" else for_others(found, feiten)


async def view(
    session: AsyncSession, agb_code: str, kwartaal: Kwartaal, moment: datetime, rol: Rol
) -> Weergave:
    """Everything of a provider that its account holder sees; of itself it sees early warning
    exactly."""
    one = [agb_code]
    feiten = await read_facts(session, one, kwartaal, moment, terug=range(1, TREND + 1))
    cells = feiten.kinderen[agb_code, kwartaal]
    ran = await store.deliveries(session, agb_code, kwartaal.begin, kwartaal.eind, moment)
    lopend = running_on(ran, kwartaal.eind, feiten.indeling)
    bare = {
        q: {**found, **bedragen(feiten.omzet[code, q])}
        for (code, q), found in feiten.kinderen.items()
    }
    before = await store.published(session, {(agb_code, str(q)): one for q, one in bare.items()})
    most = await largest(session, agb_code, feiten, moment)
    waiting = await store.waiting(session, agb_code, kwartaal.eind, moment)
    delen = _delen(agb_code, feiten, ran, waiting)
    beside = [lopend.cellen, delen.begonnen_kaal, delen.geeindigd_kaal]
    other_days = before[agb_code, str(kwartaal)]
    table = toon(cells, [*other_days, *beside])
    money = toon_omzet(table, cells, feiten.omzet[agb_code, kwartaal], most[kwartaal], other_days)
    mean, four_fifths = _duur(ran, kwartaal.eind, table)
    held = await holders(session, one, kwartaal.eind, moment)
    return Weergave(
        agb_code=agb_code,
        naam=(await partijen.aanbieder_names(session, one)).get(agb_code),
        kwartaal=kwartaal,
        peilmoment=moment,
        accounthouder=held.get(agb_code),
        tabel=table,
        kaal=bare,
        regios=[_beeld(code, table, money, delen) for code in table.regios],
        totaal=_beeld(ALLE, table, money, delen),
        duur_gemiddeld=mean,
        duur_p80=four_fifths,
        trend=_trend(agb_code, feiten, before, most),
        contracten=await cliff(session, one, kwartaal.begin, moment, feiten.indeling),
        plafonds=await store.dossiers(session, t.plafond, one, moment),
        nabij=await store.dossiers(session, t.plafond_nabij, one, moment),
        stops=await store.dossiers(session, t.clientenstop, one, moment),
        capaciteit=await store.dossiers(session, t.capaciteit, one, moment),
        beoordeling=await _assessment(session, agb_code, moment, rol, feiten),
        niveaus=await ews.level_history(session, agb_code, moment),
        stappen=await ews.steps(session, one, moment),
        opmerkingen=await store.remarks(session, agb_code, str(kwartaal), moment),
        continuiteit=await impact(
            session, agb_code, kwartaal.eind, moment, lopend, toon(lopend.cellen, [cells])
        ),
    )


async def cliff(
    session: AsyncSession,
    agb_codes: Sequence[str],
    day: date,
    moment: datetime,
    indeling: Indeling,
) -> list[tuple[str, Contractregel]]:
    """Contracts by the day they end, once for each region they hold for."""
    month = day.replace(day=1)
    found = []
    for one in await store.contracts(session, agb_codes, day, moment):
        for regio in sorted({indeling.regio(code, month) for code in one.gemeentecodes}):
            found.append((regio, one))
    return found


@dataclass(frozen=True, slots=True)
class _Delen:
    """Rows of the view beside the table of children, each as it may be shown; `kaal` is not."""

    begonnen: Tabel
    begonnen_kaal: Mapping[Cel, int]
    geeindigd: Tabel
    geeindigd_kaal: Mapping[Cel, int]
    wachtend: Tabel
    regels: Mapping[str, tuple[int, int]]


def _delen(
    agb_code: str,
    feiten: AanbiederFeiten,
    ran: Sequence[Traject],
    waiting: Sequence[tuple[str, str]],
) -> _Delen:
    kwartaal, indeling = feiten.kwartaal, feiten.indeling
    cells = feiten.kinderen[agb_code, kwartaal]
    begonnen, geeindigd = (_in_quarter(ran, name, kwartaal, indeling) for name in ("begin", "eind"))
    last = kwartaal.maanden[-1]
    return _Delen(
        begonnen=toon(begonnen, [cells]),
        begonnen_kaal=begonnen,
        geeindigd=toon(geeindigd, [cells]),
        geeindigd_kaal=geeindigd,
        wachtend=toon(
            _row([(child, indeling.regio(gemeente, last)) for child, gemeente in waiting])
        ),
        regels=feiten.regels[agb_code],
    )


def _in_quarter(
    ran: Sequence[Traject], name: str, kwartaal: Kwartaal, indeling: Indeling
) -> dict[Cel, int]:
    """Children with a delivery that begins or ends in the quarter, by region and in all."""
    found: list[tuple[str, str]] = []
    for one in ran:
        day: date | None = getattr(one, name)
        if day is not None and kwartaal.begin <= day <= kwartaal.eind:
            found.append((one.client, indeling.regio(one.gemeentecode, day.replace(day=1))))
    return _row(found)


def _row(feiten: Sequence[tuple[str, str]]) -> dict[Cel, int]:
    """One row of regions with its total."""
    found: dict[Cel, set[str]] = {}
    for child, regio in feiten:
        for cel in ((regio, ALLE), (ALLE, ALLE)):
            found.setdefault(cel, set()).add(child)
    return {cel: len(several) for cel, several in found.items()}


def _beeld(regio: str, table: Tabel, money: Mapping[str, int | None], parts: _Delen) -> RegioBeeld:
    judged, refused = parts.regels.get(regio, (0, 0))
    hidden = table.is_verborgen(regio)
    afkeur = Fraction(refused, judged) if judged >= DREMPEL and not hidden else None
    return RegioBeeld(
        regiocode=regio,
        clienten=table.van(regio),
        omzet=money.get(regio, 0),
        begonnen=parts.begonnen.van(regio),
        geeindigd=parts.geeindigd.van(regio),
        wachtend=parts.wachtend.van(regio),
        afkeur=grof(afkeur, PROCENTEN) if table.is_afgerond else afkeur,
    )


def _trend(
    agb_code: str,
    feiten: AanbiederFeiten,
    before: Mapping[tuple[str, str], Sequence[Mapping[Cel, int]]],
    most: Mapping[Kwartaal, Mapping[str, int]],
) -> list[Trendpunt]:
    """The quarters before; only totals, each a count of its own."""
    found = []
    for back in range(TREND, 0, -1):
        one = feiten.kwartaal.verder(-back)
        cells, other_days = feiten.kinderen[agb_code, one], before[agb_code, str(one)]
        whole = toon(cells, other_days)
        money = toon_omzet(whole, cells, feiten.omzet[agb_code, one], most[one], other_days)
        found.append(Trendpunt(str(one), whole.van(ALLE), money.get(ALLE, 0)))
    return found


def _duur(ran: Sequence[Traject], last: date, table: Tabel) -> tuple[Fraction | None, int | None]:
    """Days of help, on average and of four fifths; as round as the table beside it."""
    days = [_days(one, last) for one in ran] if _are_many(ran) else []
    mean = gemiddelde(days)
    return grof(mean, 1) if table.is_afgerond else mean, p80(days)


def _are_many(ran: Sequence[Traject]) -> bool:
    """How long help takes is told of as many children as there must be, not of as many spells."""
    return len({one.client for one in ran}) >= DREMPEL


def _days(one: Traject, last: date) -> int:
    """Days of help so far, both ends included."""
    return ((one.eind if one.eind and one.eind <= last else last) - one.begin).days + 1


async def remark(
    rt: Runtime,
    session: AsyncSession,
    agb_code: str,
    kwartaal: Kwartaal,
    caller: Caller,
    tekst: str,
) -> Opmerking:
    """Keep a remark of the provider, its account holder or a region that uses it, on a view.

    Raises `NotFound` for anybody else.
    """
    now = rt.clock.now()
    if await role_of(rt, session, caller, agb_code) is None:
        is_regio = caller.org_type == OrgType.REGIO
        if not is_regio or not await _uses(session, caller.code, agb_code, kwartaal, now):
            raise NotFound(NIET_VOOR_U)
    one = Opmerking(new_id(), now, agb_code, str(kwartaal), caller.client_id, tekst)
    await store.save_remark(session, one)
    return one


async def _uses(
    session: AsyncSession, regiocode: str, agb_code: str, kwartaal: Kwartaal, moment: datetime
) -> bool:
    """The provider helps children of the region in the quarter."""
    feiten = await read_facts(session, [agb_code], kwartaal, moment, terug=())
    return any(regio == regiocode for regio, _ in feiten.kinderen[agb_code, kwartaal])
