# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use case of a what-if: a region moves a form of care to another scale on a day (P-15)."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from services.reporting.domain.indicatoren.afscherming import Getoond, afgeschermd
from services.reporting.domain.indicatoren.cellen import Cel
from services.reporting.domain.regios import Indeling
from services.reporting.domain.verkenning import (
    Binding,
    Contractterm,
    begroot,
    binding,
    gevolgen,
)
from services.reporting.handlers.accounthouders import cliff
from services.reporting.handlers.gevraagd import Gebied, Geladen, Gevraagd
from services.reporting.handlers.laden import load_kinds
from services.reporting.store.leden import memberships


@dataclass(frozen=True, slots=True)
class Verkenning:
    """Clients, money and providers of a form; what is small is hidden."""

    begroting: int | None
    per_gemeente: Mapping[Cel, Getoond]
    per_aanbieder: Mapping[Cel, Getoond]
    bindingen: Mapping[str, Binding]


@dataclass(frozen=True, slots=True)
class Verplaatsing:
    """What is thought of: which form of care, from which day."""

    zorgvorm: str
    per: date


async def explore(
    session: AsyncSession,
    regio: str,
    verplaatsing: Verplaatsing,
    gevraagd: Gevraagd,
    doelgroep: str,
) -> Verkenning:
    """As it was in the period, with what binds the providers on the day of the move."""
    kinds = {"hulp", "bedragen", "ingaven"}
    geladen = await load_kinds(session, Gebied(regio), gevraagd, kinds)
    # Beside the loop: from the facts of a region and a year this takes seconds.
    gemeenten, aanbieders = await asyncio.to_thread(
        _shown, geladen, verplaatsing.zorgvorm, gevraagd, doelgroep
    )
    agb_codes = sorted(cel[0] for cel in aanbieders if cel)
    bindingen = await _bindings(session, agb_codes, regio, verplaatsing.per, gevraagd)
    year = gevraagd.periode[0].year
    return Verkenning(
        begroot(geladen.feiten, verplaatsing.zorgvorm, year), gemeenten, aanbieders, bindingen
    )


def _shown(
    geladen: Geladen, zorgvorm: str, gevraagd: Gevraagd, doelgroep: str
) -> tuple[Mapping[Cel, Getoond], Mapping[Cel, Getoond]]:
    indicator = gevolgen(zorgvorm)
    by_gemeente, by_aanbieder = (
        afgeschermd(
            indicator,
            geladen.cijfers(indicator, replace(gevraagd, groepering=(name,))),
            (name,),
            doelgroep,
        )
        for name in ("gemeente", "aanbieder")
    )
    return by_gemeente, by_aanbieder


async def _bindings(
    session: AsyncSession, agb_codes: list[str], regio: str, per: date, gevraagd: Gevraagd
) -> dict[str, Binding]:
    indeling = Indeling(tuple(await memberships(session, gevraagd.peilmoment)))
    terms: defaultdict[str, list[tuple[str, Contractterm]]] = defaultdict(list)
    for where, one in await cliff(session, agb_codes, per, gevraagd.peilmoment, indeling):
        terms[one.agb_code].append((where, Contractterm(one.geldig_tot, one.uitloop_tot)))
    return {agb_code: binding(terms.get(agb_code, ()), regio) for agb_code in agb_codes}
