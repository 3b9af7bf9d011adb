# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Which region speaks with a provider (C-16): named on a list, else the one with most turnover."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from services.reporting.domain.regios import ZONDER_REGIO
from services.reporting.store import partijen
from services.reporting.store.partijen import Houder

BRON_OMZET = "grootste omzet"
_MONTHS = 12


async def holders(
    session: AsyncSession, agb_codes: Collection[str], day: date, moment: datetime
) -> dict[str, Houder]:
    """The account holder of each on a day, as known at a moment; who has none is left out."""
    named = await partijen.named_holders(session, agb_codes, day, moment)
    left = sorted(set(agb_codes) - set(named))
    if left:
        named |= await _by_turnover(session, left, day, moment)
    return named


async def held_by(
    session: AsyncSession, regiocode: str, day: date, moment: datetime
) -> dict[str, Houder]:
    """The providers of which a region is the account holder on a day."""
    named = await partijen.named_holders(session, None, day, moment)
    indeling = await partijen.indeling(session, moment)
    months = year_before(day)
    here = indeling.gemeenten(regiocode, months)
    near = await partijen.active_in(session, here, months, moment)
    found = {code: one for code, one in named.items() if one.regiocode == regiocode}
    others = await _by_turnover(session, sorted(near - set(named)), day, moment)
    return found | {code: one for code, one in others.items() if one.regiocode == regiocode}


def year_before(day: date) -> Sequence[date]:
    """The first days of the months of the year before that of a day."""
    return [date(day.year - 1, month, 1) for month in range(1, _MONTHS + 1)]


async def _by_turnover(
    session: AsyncSession, agb_codes: Sequence[str], day: date, moment: datetime
) -> dict[str, Houder]:
    if not agb_codes:
        return {}
    indeling = await partijen.indeling(session, moment)
    rows = await partijen.approved_by_month(session, year_before(day), moment, agb_codes)
    spent: dict[str, dict[str, int]] = {}
    for row in rows:
        regio = indeling.regio(row.gemeentecode, row.maand)
        if regio != ZONDER_REGIO:
            of_one = spent.setdefault(row.agb_code, {})
            of_one[regio] = of_one.get(regio, 0) + int(row.bedrag)
    found = {}
    for agb_code, by_regio in spent.items():
        largest = min(by_regio, key=lambda code: (-by_regio[code], code))
        if by_regio[largest] > 0:
            found[agb_code] = Houder(largest, BRON_OMZET)
    return found
