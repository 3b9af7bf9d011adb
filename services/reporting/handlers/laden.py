# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Facts for indicators, of a place and as known at a moment, read once."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.clock import AMSTERDAM
from libs.ijw.months import months_later
from services.reporting.domain.indicatoren import Indicator
from services.reporting.domain.indicatoren.eenmaal import met_leden
from services.reporting.domain.indicatoren.verdeeld import binnen
from services.reporting.domain.regios import GROEPEN, Lid, doorsnede
from services.reporting.handlers.gevraagd import Gebied, Geladen, Gevraagd, Periode
from services.reporting.store.indicatoren import Bereik, load_facts
from services.reporting.store.leden import groups, memberships

_JAAR = 12
_VAN_CLIENT = frozenset({"leeftijd", "geslacht"})


async def load(
    session: AsyncSession,
    gebied: Gebied,
    gevraagd: Gevraagd,
    indicatoren: Iterable[Indicator],
) -> Geladen:
    """All that these indicators need of a place, read once."""
    kinds = {kind for one in indicatoren for kind in _kinds(one, gevraagd.groepering)}
    return await load_kinds(session, gebied, gevraagd, kinds)


async def load_narrow(
    session: AsyncSession, gebied: Gebied, gevraagd: Gevraagd, indicator: Indicator
) -> Geladen:
    """What one indicator needs, and no more than that as far as it says how far it looks."""
    kinds = _kinds(indicator, gevraagd.groepering)
    narrow = _narrow(gevraagd, indicator)
    return await load_kinds(session, gebied, gevraagd, kinds, narrow, buiten=indicator.buiten)


async def load_kinds(
    session: AsyncSession,
    gebied: Gebied,
    gevraagd: Gevraagd,
    kinds: Iterable[str],
    smal: Periode | None = None,
    *,
    buiten: bool = False,
) -> Geladen:
    """Facts of these kinds; with `smal` only what has a day of those, with `buiten` only amounts
    that are not on a valued award."""
    leden = await memberships(session, gevraagd.peilmoment)
    own = [lid for lid in leden if lid.regiocode == gebied.regio]
    codes: tuple[str, ...] | None = None
    if gebied.gemeente is not None:
        codes = (gebied.gemeente,)
    elif gebied.regio is not None:
        codes = tuple(sorted({lid.gemeentecode for lid in own}))
    van, tot = smal or _reach(gevraagd)
    asked = (van, tot, gevraagd.peilmoment, codes, gebied.regio)
    bereik = Bereik(*asked, smal=smal is not None, buiten=buiten and smal is not None)
    feiten = await load_facts(session, bereik, kinds)
    feiten = replace(feiten, ingaven=met_leden(feiten.ingaven, leden))
    also = await _groups(session, gebied, gevraagd, own)
    if gebied.regio is not None:
        within = [lid for lid in own if codes is None or lid.gemeentecode in codes]
        return Geladen(await asyncio.to_thread(binnen, feiten, within), [*own, *also])
    return Geladen(feiten, [*leden, *also])


async def _groups(
    session: AsyncSession, gebied: Gebied, gevraagd: Gevraagd, own: Sequence[Lid]
) -> list[Lid]:
    """Memberships of groups that are no regions, where figures are asked by any kind of group; of a
    region those of its gemeenten while they were its members."""
    if not {*gevraagd.groepering} & {*GROEPEN}:
        return []
    found = await groups(session, gevraagd.peilmoment)
    return found if gebied.regio is None else doorsnede(found, own)


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


def _narrow(gevraagd: Gevraagd, indicator: Indicator) -> Periode | None:
    """The days at which the formula looks, never later than those of `_reach`; None where it does
    not say so, or is asked of months that are still to come."""
    asked = (gevraagd.periode, gevraagd.vergelijking)
    vragen = [gevraagd.vraag(indicator, one) for one in asked if one is not None]
    if indicator.reikt is None or any(vraag.tot < vraag.van for vraag in vragen):
        return None
    found = [indicator.reikt(vraag) for vraag in vragen]
    last = max(tot for _, tot in found)
    return min(van for van, _ in found), min(last, _reach(gevraagd)[1])


def _reach(gevraagd: Gevraagd) -> Periode:
    """The days of which money and traffic are read: whole years, and the year before."""
    periods = [gevraagd.periode, gevraagd.vergelijking or gevraagd.periode]
    peildag = gevraagd.peilmoment.astimezone(AMSTERDAM).date()
    van = min(months_later(min(one, one.replace(month=1, day=1)), -_JAAR) for one, _ in periods)
    return van, max(peildag, *(one.replace(month=12, day=31) for _, one in periods))
