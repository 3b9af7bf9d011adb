# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use case: who gave help under a lump sum, as a gemeente or a regio may see it (C-13, C-14)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from libs.common.runtime import Runtime
from services.reporting.domain.accounthouders import ALLE, Cel, Getal, toon
from services.reporting.domain.onderdrukking import DREMPELS
from services.reporting.handlers.gevraagd import Gebied
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
    rt: Runtime, gebied: Gebied, periode: tuple[date, date], moment: datetime
) -> list[Samenwerking]:
    """Of one gemeente all children, of more than one no fewer than a regio may see (B.5)."""
    drempel = DREMPELS["regio" if gebied.gemeente is None else "gemeente"]
    async with rt.db.read() as session:
        leden = None
        if gebied.regio is not None:
            known = await memberships(session, moment)
            leden = [one for one in known if one.regiocode == gebied.regio]
        totals, members = await uitvoerders.counted(
            session, periode, moment, gebied.gemeente, leden
        )
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
