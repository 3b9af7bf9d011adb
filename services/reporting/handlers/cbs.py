# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use cases of the check of CBS deliveries: our own counts, the mirror report, and both (P-11)."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.auth import Caller
from libs.common.runtime import Runtime
from libs.ijw.cbs import Verslagperiode
from services.reporting.domain import cbs
from services.reporting.domain.cbs import Spiegelregel, Verschil
from services.reporting.domain.indicatoren import Indicator
from services.reporting.domain.indicatoren.afscherming import Getoond, afgeschermd
from services.reporting.domain.indicatoren.cellen import Cel, bereken
from services.reporting.domain.indicatoren.feiten import Feiten
from services.reporting.domain.ingaven import SPIEGEL
from services.reporting.domain.onderdrukking import DREMPELS
from services.reporting.handlers.gevraagd import Gebied, Geladen, Gevraagd
from services.reporting.handlers.ingaven import gebieden_van, tell
from services.reporting.handlers.laden import load_kinds
from services.reporting.handlers.vrije_hulp import with_free_help
from services.reporting.store import ingaven
from services.reporting.store.leden import memberships


@dataclass(frozen=True, slots=True)
class Levering:
    """A mirror report as it is told: all of it, with where it comes from."""

    periode: str
    bron: str
    regels: Sequence[Spiegelregel]


@dataclass(frozen=True, slots=True)
class Hulptelling:
    """Records of youth help by cell, and how much help is known from claims alone; what is small
    is hidden."""

    cellen: Mapping[Cel, Getoond]
    alleen_gedeclareerd: int | None


@dataclass(frozen=True, slots=True)
class Vergelijking:
    """The mirror report beside our records, and what may explain that the CBS has more."""

    verschillen: Sequence[Verschil]
    alleen_gedeclareerd: int | None


async def count_help(
    session: AsyncSession, gebied: Gebied, gevraagd: Gevraagd, doelgroep: str
) -> Hulptelling:
    """As an audience may see it."""
    geladen = await load_kinds(session, gebied, gevraagd, {"hulp"})
    geladen = await with_free_help(session, gebied, gevraagd, geladen)
    # Beside the loop: every spell of help is looked at.
    return await asyncio.to_thread(_counted_help, geladen, gevraagd, doelgroep)


async def count_measures(
    session: AsyncSession,
    gebied: Gebied,
    gevraagd: Gevraagd,
    doelgroep: str,
    soort: Indicator,
) -> Mapping[Cel, Getoond]:
    """Measures of child protection or youth probation."""
    geladen = await load_kinds(session, gebied, gevraagd, soort.feiten)
    cijfers = geladen.cijfers(soort, gevraagd)
    return afgeschermd(soort, cijfers, gevraagd.groepering, doelgroep)


async def deliver(
    rt: Runtime, session: AsyncSession, caller: Caller, levering: Levering
) -> tuple[int, int]:
    """Keep a mirror report in the place of what the caller may tell of that period: it comes whole,
    so what is no longer in it is nothing. How many lines were new or other, and how many the same.

    Raises `Forbidden` for a gemeente that is not the caller's.
    """
    rows = [_row(levering, regel) for regel in levering.regels]
    named = {(row["gebied"], row["onderwerp"]) for row in rows}
    allowed = await gebieden_van(rt, session, caller)
    for old in await _kept(session, levering.periode, allowed, rt.clock.now()):
        if (old.gemeente, _onderwerp(levering.periode, old)) not in named and old.aantal:
            rows.append(_row(levering, replace(old, aantal=0)))
    return await tell(rt, session, caller, rows)


async def compare(
    session: AsyncSession, gebied: Gebied, periode: str, gevraagd: Gevraagd, doelgroep: str
) -> Vergelijking:
    """The mirror report beside our own records, by the dimensions asked for."""
    eigen = await count_help(session, gebied, gevraagd, doelgroep)
    codes = await _gemeenten(session, gebied, gevraagd.periode, gevraagd.peilmoment)
    regels = await _kept(session, periode, codes, gevraagd.peilmoment)
    spiegel = cbs.in_cellen(regels, gevraagd.groepering)
    return Vergelijking(list(cbs.naast_elkaar(spiegel, eigen.cellen)), eigen.alleen_gedeclareerd)


def asked_of(periode: str, moment: datetime, groepering: tuple[str, ...]) -> Gevraagd:
    """The question for a period; `ValueError` when it is none."""
    found = Verslagperiode.lees(periode)
    return Gevraagd((found.van, found.tot), moment, groepering)


def _counted_help(geladen: Geladen, gevraagd: Gevraagd, doelgroep: str) -> Hulptelling:
    hulp = geladen.feiten.hulp
    records = cbs.trajecten(hulp)
    vraag = gevraagd.vraag(cbs.JEUGDHULP, gevraagd.periode)
    cijfers = bereken(cbs.JEUGDHULP, Feiten(hulp=records), vraag, gevraagd.groepering)
    claimed = cbs.alleen_gedeclareerd(hulp, records, vraag)
    return Hulptelling(
        afgeschermd(cbs.JEUGDHULP, cijfers, gevraagd.groepering, doelgroep),
        None if 0 < claimed < DREMPELS[doelgroep] else claimed,
    )


async def _gemeenten(
    session: AsyncSession, gebied: Gebied, periode: tuple[date, date], moment: datetime
) -> list[str] | None:
    """Of which gemeenten a mirror report counts: those that were members on its last day."""
    if gebied.gemeente is not None:
        return [gebied.gemeente]
    if gebied.regio is None:
        return None
    leden = await memberships(session, moment)
    own = {
        one.gemeentecode for one in leden if one.regiocode == gebied.regio and one.op(periode[1])
    }
    return sorted(own)


async def _kept(
    session: AsyncSession, periode: str, gemeenten: Sequence[str] | None, moment: datetime
) -> list[Spiegelregel]:
    rows = await ingaven.under(session, SPIEGEL, f"{periode}.", gemeenten, moment)
    found = []
    for row in rows:
        _, aanbieder, hulpvorm = row.onderwerp.split(".")
        found.append(Spiegelregel(row.gebied, aanbieder, hulpvorm, row.waarde))
    return found


def _row(levering: Levering, regel: Spiegelregel) -> dict[str, object]:
    return {
        "soort": SPIEGEL,
        "gebied": regel.gemeente,
        "jaar": Verslagperiode.lees(levering.periode).van.year,
        "onderwerp": _onderwerp(levering.periode, regel),
        "waarde": regel.aantal,
        "bron": levering.bron,
        "toelichting": None,
        "datum": None,
    }


def _onderwerp(periode: str, regel: Spiegelregel) -> str:
    return f"{periode}.{regel.aanbieder}.{regel.hulpvorm}"
