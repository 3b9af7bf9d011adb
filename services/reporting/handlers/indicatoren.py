# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use cases of indicators: facts as known at a moment, reckoned by cell, shown to an audience."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.clock import AMSTERDAM
from libs.common.problem import InvalidInput, InvalidParam
from libs.ijw.months import last_day_of_month, month_of, months_later
from services.reporting.domain.indicatoren import Indicator
from services.reporting.domain.indicatoren.afscherming import (
    BUITEN,
    Getoond,
    afgeschermd,
    deel,
)
from services.reporting.domain.indicatoren.cellen import (
    Cel,
    Cijfers,
    Tellingen,
    bereken,
    binnen,
    uitgelijnd,
)
from services.reporting.domain.indicatoren.eenmaal import met_leden
from services.reporting.domain.indicatoren.feiten import Feiten, Vraag
from services.reporting.domain.indicatoren.register import GETELD
from services.reporting.domain.onderdrukking import DREMPELS
from services.reporting.domain.regios import Lid
from services.reporting.store.figures import gemeente_names
from services.reporting.store.indicatoren import Bereik, load_facts
from services.reporting.store.indicatoren.tellingen import counts_by_cell
from services.reporting.store.leden import memberships
from services.reporting.store.window import Window

MEESTE_CELLEN = 20_000
_GEMEENTE = "gemeente"
_JAAR = 12
_VAN_CLIENT = frozenset({"leeftijd", "geslacht"})

Periode = tuple[date, date]
"""First day of the first month, and last day of the last one."""


@dataclass(frozen=True, slots=True)
class Gebied:
    """Whose facts: of a region, of a gemeente, of one within the other, or of all."""

    regio: str | None = None
    gemeente: str | None = None


@dataclass(frozen=True, slots=True)
class Gevraagd:
    """Which figures are asked, and of which period they are held against."""

    periode: Periode
    peilmoment: datetime
    groepering: tuple[str, ...] = ()
    vergelijking: Periode | None = None
    nu: bool = False
    """The moment is that of asking, so that what was counted ahead answers."""

    def vraag(self, indicator: Indicator, periode: Periode) -> Vraag:
        """For a formula; nothing is known of months after that of the moment but what is due."""
        known = self.bekend(periode)
        basis = self.vergelijking if periode == self.periode else None
        return replace(known, tot=periode[1] if indicator.vooruit else known.tot, basis=basis)

    def bekend(self, periode: Periode) -> Vraag:
        """A period through the month of the moment."""
        peildag = self.peilmoment.astimezone(AMSTERDAM).date()
        return Vraag(periode[0], min(periode[1], last_day_of_month(peildag)), peildag)


@dataclass(frozen=True, slots=True)
class Geladen:
    """Facts as known at a moment, with the memberships that groups by region follow; by period
    what was counted ahead, where that stands in the place of facts."""

    feiten: Feiten
    leden: Sequence[Lid]
    tellingen: Mapping[Periode, Tellingen] = field(default_factory=dict)

    def cijfers(
        self, indicator: Indicator, gevraagd: Gevraagd, periode: Periode | None = None
    ) -> Cijfers:
        """Reckoned, not suppressed."""
        asked = periode or gevraagd.periode
        vraag, tellingen = gevraagd.vraag(indicator, asked), self.tellingen.get(asked)
        return bereken(indicator, self.feiten, vraag, gevraagd.groepering, self.leden, tellingen)

    def naast_elkaar(self, indicator: Indicator, gevraagd: Gevraagd) -> tuple[Cijfers, Cijfers]:
        """Those of the period, and of the one it is held against under the same labels."""
        nu = self.cijfers(indicator, gevraagd)
        other = gevraagd.vergelijking
        if other is None:
            return nu, {}
        eerder = self.cijfers(indicator, replace(gevraagd, vergelijking=None), other)
        (van, _), (since, _) = gevraagd.periode, other
        months = (van.year - since.year) * _JAAR + van.month - since.month
        return nu, uitgelijnd(eerder, gevraagd.groepering, months)


@dataclass(frozen=True, slots=True)
class Antwoord:
    """Figures as an audience may see them, and those of the period that they are held against."""

    nu: Mapping[Cel, Getoond]
    eerder: Mapping[Cel, Getoond]
    signalen: Mapping[Cel, Sequence[str]]
    namen: Mapping[str, str]
    """Of gemeenten."""


async def load(
    session: AsyncSession,
    gebied: Gebied,
    gevraagd: Gevraagd,
    indicatoren: Iterable[Indicator],
) -> Geladen:
    """All that these indicators need of a place, read once."""
    kinds = {kind for one in indicatoren for kind in _kinds(one, gevraagd.groepering)}
    return await load_kinds(session, gebied, gevraagd, kinds)


async def load_kinds(
    session: AsyncSession, gebied: Gebied, gevraagd: Gevraagd, kinds: Iterable[str]
) -> Geladen:
    """Facts of these kinds."""
    leden = await memberships(session, gevraagd.peilmoment)
    own = [lid for lid in leden if lid.regiocode == gebied.regio]
    codes: tuple[str, ...] | None = None
    if gebied.gemeente is not None:
        codes = (gebied.gemeente,)
    elif gebied.regio is not None:
        codes = tuple(sorted({lid.gemeentecode for lid in own}))
    van, tot = _reach(gevraagd)
    bereik = Bereik(van, tot, gevraagd.peilmoment, codes, gebied.regio)
    feiten = await load_facts(session, bereik, kinds)
    feiten = replace(feiten, ingaven=met_leden(feiten.ingaven, leden))
    if gebied.regio is not None:
        within = [lid for lid in own if codes is None or lid.gemeentecode in codes]
        return Geladen(await asyncio.to_thread(binnen, feiten, within), own)
    return Geladen(feiten, leden)


async def read_indicator(
    session: AsyncSession,
    indicator: Indicator,
    gebied: Gebied,
    gevraagd: Gevraagd,
    doelgroep: str,
    groeperingen: Sequence[tuple[str, ...]] = (),
) -> list[Antwoord]:
    """The figures of one indicator by what is asked, and then by each of `groeperingen`, of facts
    that are read once. Raises `InvalidInput` when they are more than anybody reads."""
    if _is_part(indicator, gebied, doelgroep):
        return await _of_one(session, indicator, gebied, gevraagd, doelgroep, groeperingen)
    several = [gevraagd, *(replace(gevraagd, groepering=one) for one in groeperingen)]
    counted = [await _counted(session, indicator, gebied, one, doelgroep) for one in several]
    left = [one for one, known in zip(several, counted, strict=True) if known is None]
    geladen: Geladen | None = None
    if left:
        every = tuple({name for one in left for name in one.groepering})
        geladen = await load(session, gebied, replace(gevraagd, groepering=every), [indicator])
    namen = await gemeente_names(session)
    # Beside the loop: from the facts of a region and a year this takes seconds.
    return [
        await asyncio.to_thread(_antwoord, known or geladen, indicator, one, doelgroep, namen)
        for one, known in zip(several, counted, strict=True)
    ]


def _is_part(indicator: Indicator, gebied: Gebied, doelgroep: str) -> bool:
    """The figures of a gemeente are a row of a table that its region may ask too."""
    within = gebied.regio is not None and gebied.gemeente is not None
    return within and _GEMEENTE in indicator.dimensies and DREMPELS[doelgroep] > 1


async def _of_one(
    session: AsyncSession,
    indicator: Indicator,
    gebied: Gebied,
    gevraagd: Gevraagd,
    doelgroep: str,
    groeperingen: Sequence[tuple[str, ...]],
) -> list[Antwoord]:
    """Of one gemeente, hidden as in the tables of the whole region: else what is hidden there
    could be asked here."""
    asked = [gevraagd.groepering, *groeperingen]
    wide = [by if _GEMEENTE in by else (_GEMEENTE, *by) for by in asked]
    region, per_gemeente = Gebied(gebied.regio), replace(gevraagd, groepering=(_GEMEENTE,))
    read = await read_indicator(session, indicator, region, per_gemeente, doelgroep, wide)
    vraag = gevraagd.vraag(indicator, gevraagd.periode)
    leeg = Getoond(indicator.bereken(Feiten(), vraag).waarden)
    totals, *tables = read
    assert gebied.gemeente is not None  # noqa: S101 - asked of one
    found = []
    for by, groups, table in zip(asked, wide, tables, strict=True):
        at = (groups.index(_GEMEENTE), gebied.gemeente, by == groups)
        nu = {(): leeg} | deel(totals.nu, table.nu, *at)
        eerder = deel(totals.eerder, table.eerder, *at)
        signalen = deel(totals.signalen, table.signalen, *at)
        found.append(Antwoord(nu, eerder, signalen, table.namen))
    return found


async def _counted(
    session: AsyncSession,
    indicator: Indicator,
    gebied: Gebied,
    gevraagd: Gevraagd,
    doelgroep: str,
) -> Geladen | None:
    """What was counted ahead, when the question can be answered from it.

    Not of money that is shown outside, where a cell of nearly one provider must not show.
    """
    outside = "bedragen" in indicator.feiten and doelgroep in BUITEN
    periods = [one for one in (gevraagd.periode, gevraagd.vergelijking) if one is not None]
    known = {one: gevraagd.bekend(one) for one in periods}
    if (
        not gevraagd.nu
        or indicator.uit_telling is None
        or outside
        or not GETELD.issuperset(gevraagd.groepering)
        or any(vraag.tot < vraag.van for vraag in known.values())
    ):
        return None
    geladen = await load_kinds(session, gebied, gevraagd, indicator.feiten & {"ingaven"})
    counts = {
        one: await counts_by_cell(session, _window(gebied, gevraagd, vraag))
        for one, vraag in known.items()
    }
    return replace(geladen, tellingen=counts)


def _window(gebied: Gebied, gevraagd: Gevraagd, vraag: Vraag) -> Window:
    van, tot = month_of(vraag.van), month_of(vraag.tot)
    asked = (van, tot, gevraagd.peilmoment, gevraagd.groepering)
    return Window(*asked, gebied.regio, gebied.gemeente, nu=True)


def _antwoord(
    geladen: Geladen | None,
    indicator: Indicator,
    gevraagd: Gevraagd,
    doelgroep: str,
    namen: Mapping[str, str],
) -> Antwoord:
    assert geladen is not None  # noqa: S101 - read when anything is left to read
    nu, eerder = geladen.naast_elkaar(indicator, gevraagd)
    if max(len(nu), len(eerder)) > MEESTE_CELLEN:
        wrong = InvalidParam("groepering", "te-veel", f"geeft meer dan {MEESTE_CELLEN} cellen")
        raise InvalidInput(f"groepering {wrong.reason}.", invalid_params=[wrong])
    return antwoord_van(indicator, nu, eerder, gevraagd.groepering, doelgroep, namen)


def antwoord_van(
    indicator: Indicator,
    nu: Cijfers,
    eerder: Cijfers,
    groepering: tuple[str, ...],
    doelgroep: str,
    namen: Mapping[str, str],
) -> Antwoord:
    """Figures as an audience may see them; a signal says something of a figure that is shown."""
    shown = afgeschermd(indicator, nu, groepering, doelgroep)
    return Antwoord(
        shown,
        afgeschermd(indicator, eerder, groepering, doelgroep),
        {cel: one.signalen for cel, one in nu.items() if one.signalen and not shown[cel].verborgen},
        namen,
    )


def _kinds(indicator: Indicator, groepering: Sequence[str]) -> set[str]:
    """Kinds of facts for its formula and for what it is grouped by."""
    kinds = {*indicator.feiten}
    by = {*groepering, *indicator.vast}
    if by & _VAN_CLIENT:
        kinds.add("clienten")
    if "kader" in by:
        kinds.add("maatregelen")
    if "verwijzer" in by:
        kinds.add("verwijzers")
    return kinds


def _reach(gevraagd: Gevraagd) -> Periode:
    """The days of which money and traffic are read: whole years, and the year before."""
    periods = [gevraagd.periode, gevraagd.vergelijking or gevraagd.periode]
    peildag = gevraagd.peilmoment.astimezone(AMSTERDAM).date()
    van = min(months_later(min(one, one.replace(month=1, day=1)), -_JAAR) for one, _ in periods)
    return van, max(peildag, *(one.replace(month=12, day=31) for _, one in periods))
