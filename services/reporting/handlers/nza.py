# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use cases of what the NZa gets: the rows themselves, and how whole they are (B.7, RJ 8f)."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from services.reporting.domain import nza
from services.reporting.domain.indicatoren.afscherming import Getoond, afgeschermd
from services.reporting.domain.indicatoren.cellen import Cel
from services.reporting.domain.nza import Regel, Sleutel, Volledigheid
from services.reporting.domain.onderdrukking import DREMPELS
from services.reporting.handlers.gevraagd import Gebied, Gevraagd
from services.reporting.handlers.laden import load_kinds
from services.reporting.store.leden import memberships
from services.reporting.store.nza import first_told

_KINDS = ("toewijzingen", "hulp", "bedragen", "clienten", "verwijzers")


@dataclass(frozen=True, slots=True)
class Oordeel:
    """How whole the elements are: of all awards in numbers, and by aanbieder in percent."""

    elementen: Mapping[str, Volledigheid]
    aanbieders: Mapping[Cel, Getoond]
    drempel: int


async def read_rows(session: AsyncSession, gebied: Gebied, gevraagd: Gevraagd) -> list[Regel]:
    """Every award of the place that touches the period."""
    geladen = await load_kinds(session, gebied, gevraagd, _KINDS)
    codes = {one.gemeente for one in geladen.feiten.toewijzingen}
    datums = await first_told(session, sorted(codes), gevraagd.peilmoment)
    vraag = gevraagd.bekend(gevraagd.periode)
    # Beside the loop: every award is put together.
    return await asyncio.to_thread(
        nza.regels, geladen.feiten, datums, vraag, gebied.regio or gebied.gemeente or ""
    )


async def read_page(
    session: AsyncSession, regio: str, gevraagd: Gevraagd, after: Sleutel | None, limit: int
) -> list[Regel]:
    """The next awards of a region, gemeente by gemeente: a page costs those that it is about."""
    leden = await memberships(session, gevraagd.peilmoment)
    codes = sorted({lid.gemeentecode for lid in leden if lid.regiocode == regio})
    found: list[Regel] = []
    for code in codes:
        if after is not None and code < after[0]:
            continue
        rijen = await read_rows(session, Gebied(regio, code), gevraagd)
        found += [one for one in rijen if after is None or one.sleutel > after]
        if len(found) >= limit:
            break
    return found[:limit]


async def judge(
    session: AsyncSession, gebied: Gebied, gevraagd: Gevraagd, doelgroep: str
) -> Oordeel:
    """As an audience may see it."""
    rijen = await read_rows(session, gebied, gevraagd)
    day, drempel = gevraagd.bekend(gevraagd.periode).peildag, DREMPELS[doelgroep]
    cells = nza.per_aanbieder(rijen, day, drempel)
    shown = afgeschermd(nza.VOLLEDIGHEID, cells, nza.VOLLEDIGHEID.dimensies, doelgroep)
    every = {} if shown[()].verborgen else nza.volledigheid(rijen, day)
    return Oordeel(every, shown, drempel)
