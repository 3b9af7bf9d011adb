# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use cases of account-holding regions: one provider over all regions (AH, B.4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.auth import Caller
from libs.common.ids import new_id
from libs.common.runtime import Runtime
from services.reporting import tables as t
from services.reporting.domain.accounthouders import (
    ALLE,
    DREMPEL,
    Cel,
    Getal,
    Tabel,
    gemiddelde,
    p80,
    tel,
    toon,
)
from services.reporting.domain.ews.perioden import Kwartaal
from services.reporting.domain.regios import Indeling
from services.reporting.handlers.accounthouder import holders
from services.reporting.handlers.beoordelen import Beoordeling, assess, for_others
from services.reporting.handlers.continuiteit import Impact, impact, running_on, vorm_of
from services.reporting.handlers.inzien import Rol
from services.reporting.store import accounthouders as store
from services.reporting.store import ews, hulp_aanbieder, partijen
from services.reporting.store.accounthouders import Contractregel, Opmerking, Traject
from services.reporting.store.ews import GezetteStap, Niveaustand
from services.reporting.store.partijen import Houder

TREND = 4
"""Quarters before that are shown; the first is that of a year before."""


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
    kaal: Mapping[Cel, int]
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


async def children(
    session: AsyncSession, agb_code: str, kwartaal: Kwartaal, moment: datetime
) -> dict[Cel, int]:
    """Different children by region and form, in every cell and total."""
    indeling = await partijen.indeling(session, moment)
    rows = await hulp_aanbieder.help_of(session, [agb_code], kwartaal.maanden, moment)
    return tel(
        (row.client_pseudoniem, indeling.regio(row.gemeentecode, row.maand), vorm_of(row.categorie))
        for row in rows
    )


async def assessment(
    session: AsyncSession, agb_code: str, kwartaal: Kwartaal, moment: datetime, rol: Rol
) -> Beoordeling:
    """How a provider stands, as who asks may see it."""
    found = (await assess(session, [agb_code], kwartaal, moment))[agb_code]
    if rol == "aanbieder":
        return found
    now, before = [
        toon(await children(session, agb_code, one, moment))
        for one in (kwartaal, kwartaal.verder(-TREND))
    ]
    return for_others(found, now, before)


async def view(
    session: AsyncSession, agb_code: str, kwartaal: Kwartaal, moment: datetime, rol: Rol
) -> Weergave:
    """Everything of a provider that its account holder sees; of itself it sees early warning
    exactly."""
    indeling = await partijen.indeling(session, moment)
    cells = await children(session, agb_code, kwartaal, moment)
    ran = await store.deliveries(session, agb_code, kwartaal.begin, kwartaal.eind, moment)
    lopend = await running_on(session, agb_code, kwartaal.eind, moment, indeling)
    begonnen, geeindigd = (_in_quarter(ran, name, kwartaal, indeling) for name in ("begin", "eind"))
    before = await store.published(session, agb_code, str(kwartaal), cells)
    table = toon(cells, [*before, lopend.cellen, begonnen, geeindigd])
    parts = _Delen(
        omzet=await turnover(session, agb_code, kwartaal, moment, indeling),
        begonnen=toon(begonnen, [cells]),
        geeindigd=toon(geeindigd, [cells]),
        wachtend=toon(await _waiting(session, agb_code, kwartaal, moment, indeling)),
        regels=await _lines(session, agb_code, kwartaal, moment, indeling),
    )
    regios = [_beeld(code, table, parts) for code in table.regios]
    one = [agb_code]
    assessed = await assessment(session, agb_code, kwartaal, moment, rol)
    ended = [_days(x, kwartaal.eind) for x in ran]
    held = await holders(session, one, kwartaal.eind, moment)
    return Weergave(
        agb_code=agb_code,
        naam=(await partijen.aanbieder_names(session, one)).get(agb_code),
        kwartaal=kwartaal,
        peilmoment=moment,
        accounthouder=held.get(agb_code),
        tabel=table,
        kaal=cells,
        regios=regios,
        totaal=_beeld(ALLE, table, parts),
        duur_gemiddeld=gemiddelde(ended),
        duur_p80=p80(ended),
        trend=await _trend(session, agb_code, kwartaal, moment),
        contracten=await cliff(session, one, kwartaal.begin, moment),
        plafonds=await store.dossiers(session, t.plafond, one, moment),
        nabij=await store.dossiers(session, t.plafond_nabij, one, moment),
        stops=await store.dossiers(session, t.clientenstop, one, moment),
        capaciteit=await store.dossiers(session, t.capaciteit, one, moment),
        beoordeling=assessed,
        niveaus=await ews.level_history(session, agb_code, moment),
        stappen=await ews.steps(session, one, moment),
        opmerkingen=await store.remarks(session, agb_code, str(kwartaal)),
        continuiteit=await impact(
            session, agb_code, kwartaal.eind, moment, lopend, toon(lopend.cellen, [cells])
        ),
    )


async def cliff(
    session: AsyncSession, agb_codes: Sequence[str], day: date, moment: datetime
) -> list[tuple[str, Contractregel]]:
    """Contracts by the day they end, once for each region they hold for."""
    indeling = await partijen.indeling(session, moment)
    month = day.replace(day=1)
    found = []
    for one in await store.contracts(session, agb_codes, day, moment):
        for regio in sorted({indeling.regio(code, month) for code in one.gemeentecodes}):
            found.append((regio, one))
    return found


@dataclass(frozen=True, slots=True)
class _Delen:
    """Rows of the view beside the table of children, each as it may be shown."""

    omzet: Mapping[str, int]
    begonnen: Tabel
    geeindigd: Tabel
    wachtend: Tabel
    regels: Mapping[str, tuple[int, int]]


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


async def _waiting(
    session: AsyncSession, agb_code: str, kwartaal: Kwartaal, moment: datetime, indeling: Indeling
) -> dict[Cel, int]:
    rows = await store.waiting(session, agb_code, kwartaal.eind, moment)
    last = kwartaal.maanden[-1]
    return _row([(child, indeling.regio(gemeente, last)) for child, gemeente in rows])


async def _lines(
    session: AsyncSession, agb_code: str, kwartaal: Kwartaal, moment: datetime, indeling: Indeling
) -> dict[str, tuple[int, int]]:
    """Lines judged and refused, by region and in all."""
    found: dict[str, tuple[int, int]] = {}
    rows = await store.lines_by_gemeente(session, agb_code, kwartaal.maanden, moment)
    for gemeente, month, judged, refused in rows:
        for regio in (indeling.regio(gemeente, month), ALLE):
            before = found.get(regio, (0, 0))
            found[regio] = (before[0] + judged, before[1] + refused)
    return found


def _row(feiten: Sequence[tuple[str, str]]) -> dict[Cel, int]:
    """One row of regions with its total."""
    found: dict[Cel, set[str]] = {}
    for child, regio in feiten:
        for cel in ((regio, ALLE), (ALLE, ALLE)):
            found.setdefault(cel, set()).add(child)
    return {cel: len(several) for cel, several in found.items()}


def _beeld(regio: str, table: Tabel, parts: _Delen) -> RegioBeeld:
    judged, refused = parts.regels.get(regio, (0, 0))
    hidden = table.is_verborgen(regio)
    return RegioBeeld(
        regiocode=regio,
        clienten=table.van(regio),
        omzet=None if hidden else parts.omzet.get(regio, 0),
        begonnen=parts.begonnen.van(regio),
        geeindigd=parts.geeindigd.van(regio),
        wachtend=parts.wachtend.van(regio),
        afkeur=Fraction(refused, judged) if judged >= DREMPEL and not hidden else None,
    )


async def turnover(
    session: AsyncSession, agb_code: str, kwartaal: Kwartaal, moment: datetime, indeling: Indeling
) -> dict[str, int]:
    """Approved cents by region and in all."""
    found: dict[str, int] = {}
    for row in await partijen.approved_by_month(session, kwartaal.maanden, moment, [agb_code]):
        for regio in (indeling.regio(row.gemeentecode, row.maand), ALLE):
            found[regio] = found.get(regio, 0) + int(row.bedrag)
    return found


async def _trend(
    session: AsyncSession, agb_code: str, kwartaal: Kwartaal, moment: datetime
) -> list[Trendpunt]:
    """The quarters before; only totals, each a count of its own."""
    indeling = await partijen.indeling(session, moment)
    found = []
    for back in range(TREND, 0, -1):
        one = kwartaal.verder(-back)
        cells = await children(session, agb_code, one, moment)
        whole = toon(cells, await store.published(session, agb_code, str(one), cells))
        money = await turnover(session, agb_code, one, moment, indeling)
        hidden = whole.is_verborgen(ALLE)
        total = None if hidden else money.get(ALLE, 0)
        found.append(Trendpunt(str(one), whole.van(ALLE), total))
    return found


def _days(one: Traject, last: date) -> int:
    """Days of help so far, both ends included."""
    return ((one.eind if one.eind and one.eind <= last else last) - one.begin).days + 1


async def remark(
    rt: Runtime,
    session: AsyncSession,
    agb_code: str,
    kwartaal: str,
    caller: Caller,
    tekst: str,
) -> Opmerking:
    """Keep a remark of an organisation on a view."""
    one = Opmerking(new_id(), rt.clock.now(), agb_code, kwartaal, caller.client_id, tekst)
    await store.save_remark(session, one)
    return one
