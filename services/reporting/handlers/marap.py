# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use cases of the monthly report: run, explained, reconciled, approved by another, published."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.auth import Caller, OrgType
from libs.common.auth.person import four_eyes
from libs.common.clock import AMSTERDAM
from libs.common.ids import new_id
from libs.common.problem import Conflict, InvalidInput, InvalidParam, NotFound
from libs.common.runtime import Runtime
from libs.common.watch import settled_before
from libs.ijw.months import last_day_of_month
from services.reporting.domain.indicatoren import indicatoren
from services.reporting.domain.marap import (
    Besluit,
    Marap,
    Onderdeel,
    Tabel,
    bezwaren,
    na_besluit,
    onderscheid,
    vaste_set,
    verschillen,
    voorgaande,
)
from services.reporting.handlers.gevraagd import Antwoord, Gebied, Geladen, Gevraagd
from services.reporting.handlers.indicatoren import antwoord_van
from services.reporting.handlers.laden import load
from services.reporting.store import aansluiting, maraps
from services.reporting.store.aansluiting import Approved
from services.reporting.store.leden import memberships

Telling = Mapping[tuple[str, str, str], tuple[int, int]]
"""Number and cents by gemeente, aanbieder and month as jjjj-mm."""

_MEESTE_CELLEN = 500_000
_ALLES = ("gemeente", "verwijzer", "kader", "leeftijd")


async def run(
    rt: Runtime,
    session: AsyncSession,
    regiocode: str,
    maand: date,
    wie: str,
    moment: datetime | None,
) -> Marap:
    """The figures of a region through a month, as known at a moment that all services settled."""
    settled = settled_before(rt.clock.now())
    peilmoment = moment or settled
    if peilmoment > settled:
        raise InvalidInput("Het peilmoment is nog niet overal verwerkt.", code="te-vroeg")
    if peilmoment.astimezone(AMSTERDAM).date() <= last_day_of_month(maand):
        raise _not_over(maand)
    if await maraps.has_marks(session):
        raise Conflict("De waarde van toewijzingen wordt nog bijgewerkt.", code="waardering-loopt")
    marap = Marap(
        id=new_id(),
        regiocode=regiocode,
        maand=maand,
        nummer=await maraps.next_number(session, regiocode, maand),
        peilmoment=peilmoment,
        voorbereider=wie,
        gemaakt_op=rt.clock.now(),
        gewijzigd_op=rt.clock.now(),
        definities={one.id: one.versie for one in indicatoren()},
        tabellen=(),
    )
    made = replace(marap, tabellen=await reckon(session, marap))
    await maraps.add(session, made)
    return made


def _not_over(maand: date) -> InvalidInput:
    reason = "is op het peilmoment nog niet voorbij (P-07: een MARAP gaat over hele maanden)"
    wrong = InvalidParam("maand", "niet-voorbij", reason)
    return InvalidInput(f"De maand {maand:%Y-%m} {reason}.", invalid_params=[wrong])


async def reckon(session: AsyncSession, marap: Marap) -> list[Tabel]:
    """The tables of a report, by the definitions and as of the moment that it has."""
    parts = vaste_set(marap.definities)
    asked = Gevraagd(marap.periode, marap.peilmoment, _ALLES, voorgaande(marap.periode))
    geladen = await load(
        session, Gebied(marap.regiocode), asked, [part.indicator for part in parts]
    )
    # Beside the loop: all tables of a region take a while.
    return await asyncio.to_thread(lambda: [_tabel(geladen, marap, part) for part in parts])


async def reckoned_again(
    session: AsyncSession, marap: Marap
) -> list[tuple[str, tuple[str, ...], str]]:
    """Where it differs from how it was run: indicator, cell and figure."""
    return onderscheid(marap.tabellen, await reckon(session, marap))


async def explain(
    rt: Runtime, session: AsyncSession, marap: Marap, indicator: str, tekst: str
) -> Marap:
    """What is to be read beside an indicator; only while it is a concept."""
    _refuse_unless_concept(marap)
    texts = {**marap.toelichtingen, indicator: tekst}
    return await _keep(rt, session, replace(marap, toelichtingen=texts))


async def reconcile(rt: Runtime, session: AsyncSession, marap: Marap, daar: Telling) -> Marap:
    """Laid beside what billing approved before the same moment, of the months of the report."""
    _refuse_unless_concept(marap)
    van, tot = marap.periode
    leden = await memberships(session, marap.peilmoment)
    own = {lid.gemeentecode for lid in leden if lid.regiocode == marap.regiocode}
    asked = Approved(marap.peilmoment, van, tot.replace(day=1), gemeenten=tuple(sorted(own)))
    rows = await aansluiting.approved_cells(session, asked, None, _MEESTE_CELLEN)
    hier = {
        (row.gemeentecode, row.agb_code, f"{row.maand:%Y-%m}"): (row.aantal, int(row.bedrag))
        for row in rows
    }
    inside = {
        cel: telling
        for cel, telling in daar.items()
        if cel[0] in own and f"{van:%Y-%m}" <= cel[2] <= f"{tot:%Y-%m}"
    }
    found = verschillen(hier, inside)
    if marap.aansluiting is not None and list(marap.aansluiting) == found:
        return marap
    return await _keep(rt, session, replace(marap, aansluiting=found))


async def decide(
    rt: Runtime, session: AsyncSession, marap: Marap, besluit: Besluit, wie: str
) -> Marap:
    """Approve, as another person than who ran it (else 403) and without a difference with billing
    (409); publish."""
    toestand = na_besluit(marap, besluit)
    if toestand is None:
        detail = f"Een rapportage die {marap.toestand} is kan men niet {besluit}."
        raise Conflict(detail, code="andere-toestand")
    if besluit == "publiceren":
        return await _keep(rt, session, replace(marap, toestand=toestand))
    four_eyes([marap.voorbereider], wie, "Wie de rapportage maakte, keurt haar niet zelf goed")
    for code, detail in bezwaren(marap):
        raise Conflict(detail, code=code)
    return await _keep(rt, session, replace(marap, toestand=toestand, goedkeurder=wie))


async def find(rt: Runtime, session: AsyncSession, marap_id: str, caller: Caller) -> Marap:
    """A report that the caller may see. Raises `NotFound`."""
    marap = await maraps.read(session, marap_id)
    regios, toestand = await sight(rt, session, caller)
    if caller.org_type == OrgType.BEHEER and "rapportages:schrijven" in caller.scopes:
        toestand = None  # lays a concept beside billing
    hidden = marap is None or (toestand is not None and marap.toestand != toestand)
    if marap is None or hidden or (regios is not None and marap.regiocode not in regios):
        raise NotFound("Deze rapportage bestaat niet.")
    return marap


async def sight(
    rt: Runtime, session: AsyncSession, caller: Caller
) -> tuple[Sequence[str] | None, str | None]:
    """Of which regions a caller sees reports, and in which state; None for all."""
    if caller.org_type == OrgType.REGIO:
        return [caller.code], None
    if caller.org_type == OrgType.BEHEER:
        return None, "gepubliceerd"
    leden = await memberships(session, rt.clock.now())
    own = {lid.regiocode for lid in leden if lid.gemeentecode == caller.code}
    return sorted(own), "gepubliceerd"


async def shown(
    marap: Marap, doelgroep: str, namen: Mapping[str, str]
) -> list[tuple[Tabel, Antwoord]]:
    """Its tables as an audience may see them."""

    def reckoned() -> list[tuple[Tabel, Antwoord]]:
        return [(one, _antwoord(one, doelgroep, namen)) for one in marap.tabellen]

    # Beside the loop: every table is suppressed anew for its audience.
    return await asyncio.to_thread(reckoned)


def _antwoord(tabel: Tabel, doelgroep: str, namen: Mapping[str, str]) -> Antwoord:
    part = tabel.onderdeel
    figures = (tabel.nu, tabel.eerder)
    return antwoord_van(part.indicator, *figures, part.groepering, doelgroep, namen)


def _tabel(geladen: Geladen, marap: Marap, part: Onderdeel) -> Tabel:
    vorig = voorgaande(marap.periode)
    asked = Gevraagd(marap.periode, marap.peilmoment, part.groepering, vorig)
    return Tabel(part, *geladen.naast_elkaar(part.indicator, asked))


def _refuse_unless_concept(marap: Marap) -> None:
    if marap.toestand != "concept":
        raise Conflict(f"De rapportage is al {marap.toestand}.", code="andere-toestand")


async def _keep(rt: Runtime, session: AsyncSession, marap: Marap) -> Marap:
    after = replace(marap, versie=marap.versie + 1, gewijzigd_op=rt.clock.now())
    if not await maraps.change(session, after):
        raise Conflict("De rapportage is intussen gewijzigd.", code="intussen-gewijzigd")
    return after
