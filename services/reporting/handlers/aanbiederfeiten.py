# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What views of providers are made of, read once for all of them and for every quarter asked."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from services.reporting.domain.accounthouders import ALLE, Cel, tel
from services.reporting.domain.kwartaal import Kwartaal
from services.reporting.domain.regios import Indeling
from services.reporting.handlers.accounthouder import year_before
from services.reporting.handlers.continuiteit import vorm_of
from services.reporting.store import accounthouders as store
from services.reporting.store import hulp_aanbieder, partijen
from services.reporting.store.taakbijdragen import lump_sums_by_month

JAAR = 4
"""Quarters in a year."""
Sleutel = tuple[str, Kwartaal]
"""A provider and a quarter."""


@dataclass(frozen=True, slots=True)
class AanbiederFeiten:
    """Of providers, by quarter: different children by region and form, and by region cents that
    were approved or are of lump sums. Of the newest quarter also lines that were judged and
    refused, by region, and approved cents of the calendar year before it. `ALLE` is a region too:
    all of them together."""

    kwartaal: Kwartaal
    indeling: Indeling
    kinderen: Mapping[Sleutel, Mapping[Cel, int]]
    omzet: Mapping[Sleutel, Mapping[str, int]]
    regels: Mapping[str, Mapping[str, tuple[int, int]]]
    jaaromzet: Mapping[str, int]

    def per_regio(self, agb_code: str, kwartaal: Kwartaal) -> dict[str, int]:
        """Cents of each region, without what they are together."""
        return {r: cents for r, cents in self.omzet[agb_code, kwartaal].items() if r != ALLE}


async def read_facts(
    session: AsyncSession,
    agb_codes: Collection[str],
    kwartaal: Kwartaal,
    moment: datetime,
    terug: Collection[int] = (JAAR,),
) -> AanbiederFeiten:
    """Of a quarter and of those so many quarters before it, as known at a moment."""
    indeling = await partijen.indeling(session, moment)
    quarters = [kwartaal, *(kwartaal.verder(-back) for back in terug)]
    by_month = {first: one for one in quarters for first in one.maanden}
    asked = [(code, one) for code in agb_codes for one in quarters]
    children: dict[Sleutel, list[tuple[str, str, str]]] = {key: [] for key in asked}
    for row in await hulp_aanbieder.help_of(session, agb_codes, sorted(by_month), moment):
        fact = (
            row.client,
            indeling.regio(row.gemeentecode, row.maand),
            vorm_of(row.categorie),
        )
        children[row.agb_code, by_month[row.maand]].append(fact)
    year = year_before(kwartaal.begin)
    money: dict[Sleutel, dict[str, int]] = {key: {} for key in asked}
    of_year: dict[str, int] = {}
    months = sorted({*by_month, *year})
    for one in await partijen.approved_by_month(session, months, moment, agb_codes):
        cents = int(one.bedrag)
        if one.maand.year == year[0].year:
            of_year[one.agb_code] = of_year.get(one.agb_code, 0) + cents
        if one.maand in by_month:
            _add(money[one.agb_code, by_month[one.maand]], one, indeling)
    for one in await lump_sums_by_month(session, sorted(by_month), moment, agb_codes):
        _add(money[one.agb_code, by_month[one.maand]], one, indeling)
    return AanbiederFeiten(
        kwartaal=kwartaal,
        indeling=indeling,
        kinderen={key: tel(facts) for key, facts in children.items()},
        omzet=money,
        regels=await _lines(session, agb_codes, kwartaal, moment, indeling),
        jaaromzet=of_year,
    )


def _add(by_regio: dict[str, int], one: partijen.Omzet, indeling: Indeling) -> None:
    for regio in (indeling.regio(one.gemeentecode, one.maand), ALLE):
        by_regio[regio] = by_regio.get(regio, 0) + int(one.bedrag)


async def _lines(
    session: AsyncSession,
    agb_codes: Collection[str],
    kwartaal: Kwartaal,
    moment: datetime,
    indeling: Indeling,
) -> Mapping[str, Mapping[str, tuple[int, int]]]:
    found: dict[str, dict[str, tuple[int, int]]] = {code: {} for code in agb_codes}
    rows = await store.judged_lines(session, agb_codes, kwartaal.maanden, moment)
    for code, gemeente, month, judged, refused in rows:
        of_one = found[code]
        for regio in (indeling.regio(gemeente, month), ALLE):
            before = of_one.get(regio, (0, 0))
            of_one[regio] = (before[0] + judged, before[1] + refused)
    return found


async def largest(
    session: AsyncSession, agb_code: str, feiten: AanbiederFeiten, moment: datetime
) -> dict[Kwartaal, dict[str, int]]:
    """The most that one child has of the amounts of each quarter, by region and in all of them."""
    by_month = {first: one for _, one in feiten.kinderen for first in one.maanden}
    each: defaultdict[tuple[Kwartaal, str, str], int] = defaultdict(int)
    rows = await store.approved_by_child(session, agb_code, sorted(by_month), moment)
    for client, gemeente, maand, cents in rows:
        for regio in (feiten.indeling.regio(gemeente, maand), ALLE):
            each[by_month[maand], regio, client] += cents
    found: dict[Kwartaal, dict[str, int]] = {one: {} for one in by_month.values()}
    for (one, regio, _), cents in each.items():
        found[one][regio] = max(found[one].get(regio, 0), cents)
    return found
