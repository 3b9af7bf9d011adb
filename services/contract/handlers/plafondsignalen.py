# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use case: how far a ceiling is spent is told, and once that it comes near (C-09).

When it is reached, a client stop is proposed.
"""

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.contracts import PlafondNabij, PlafondstandVastgesteld
from libs.common.runtime import Runtime
from services.contract.domain.besteding import is_signaal, stand_of
from services.contract.handlers.stopvoorstellen import follow
from services.contract.store import bestedingen
from services.contract.store.rows import Row

AT_ONCE = 50


async def tell_near(rt: Runtime) -> bool:
    """Look at some ceilings under which something was approved; True when there were any."""
    async with rt.db.begin() as session:
        marked = await bestedingen.take(session, AT_ONCE)
        for agb_code, jaar in marked:
            for row in await bestedingen.plafonds_of(session, agb_code, jaar):
                besteed = await bestedingen.spent(session, row.contract_id, row.jaar)
                await _tell_stand(rt, session, row, besteed)
                await _tell_signal(rt, session, row, besteed)
    return bool(marked)


async def _tell_stand(rt: Runtime, session: AsyncSession, row: Row, besteed: int) -> None:
    stand = stand_of(besteed, row.bedrag)
    held, versie = await bestedingen.read_stand(session, row.contract_id, row.jaar)
    if stand == held:
        return
    key = {"contract_id": row.contract_id, "jaar": row.jaar}
    await bestedingen.keep_stand(session, key | {"stand": stand, "versie": versie + 1})
    event = PlafondstandVastgesteld(
        agb_code=row.agb_code,
        stand=stand,
        versie=versie + 1,
        plafond=row.bedrag,
        besteed=besteed,
        **key,
    )
    await rt.outbox.add(session, event)
    await follow(rt, session, row, stand, besteed)


async def _tell_signal(rt: Runtime, session: AsyncSession, row: Row, besteed: int) -> None:
    if not is_signaal(besteed, row.bedrag):
        return
    amounts = {"plafond": row.bedrag, "besteed": besteed}
    key = {"contract_id": row.contract_id, "jaar": row.jaar}
    if await bestedingen.keep_signal(session, key | amounts | {"gegeven_op": rt.clock.now()}):
        await rt.outbox.add(session, PlafondNabij(agb_code=row.agb_code, **key, **amounts))
