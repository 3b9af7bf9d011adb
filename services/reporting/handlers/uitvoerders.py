# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use case: who gave help under a lump sum, as a gemeente or a regio may see it (C-13, C-14)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.auth import Caller, OrgType
from libs.common.runtime import Runtime
from services.reporting.domain.accounthouders import ALLE, Cel, Getal, toon
from services.reporting.domain.onderdrukking import DREMPELS
from services.reporting.store import memberships, uitvoerders


@dataclass(frozen=True, slots=True)
class Samenwerking:
    """A contract with its clients, and those of each who gave help; small numbers are hidden."""

    contract_id: str
    agb_code: str
    clienten: Getal
    uitvoerders: Mapping[str, Getal]
    drempel: int


async def see_uitvoerders(
    rt: Runtime, caller: Caller, periode: tuple[date, date], moment: datetime
) -> list[Samenwerking]:
    """A gemeente sees its own children, all others no fewer than a regio may (B.5)."""
    drempel = DREMPELS["gemeente" if caller.org_type == OrgType.GEMEENTE else "regio"]
    async with rt.db.read() as session:
        where = await _within(session, caller, moment)
        totals, members = await uitvoerders.counted(session, periode, moment, where)
    counts: dict[tuple[str, str], dict[Cel, int]] = {}
    for one in totals:
        counts[one.contract_id, one.agb_code] = {(ALLE, ALLE): one.clienten}
    for one in members:
        counts[one.contract_id, one.agb_code][one.uitvoerder, ALLE] = one.clienten
    found = []
    for (contract_id, agb_code), cells in counts.items():
        table = toon(cells, drempel=drempel)
        of_each = {regio: table.van(regio) for regio in table.regios}
        found.append(Samenwerking(contract_id, agb_code, table.van(ALLE), of_each, drempel))
    return found


async def _within(session: AsyncSession, caller: Caller, moment: datetime) -> uitvoerders.Where:
    if caller.org_type == OrgType.GEMEENTE:
        return uitvoerders.in_gemeente(caller.code)
    if caller.org_type == OrgType.REGIO:
        leden = await memberships(session, moment)
        return uitvoerders.in_regio([one for one in leden if one.regiocode == caller.code])
    return sa.true()
