# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use case: the most that is paid under a contract for a year (C-09)."""

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.contracts import PlafondVastgesteld
from libs.common.outbox import Outbox
from services.contract import store
from services.contract.domain import Plafond, plafond_faults
from services.contract.handlers.versies import Expect, next_version, refuse
from services.contract.store import StoredContract, bestedingen


async def put_plafond(
    session: AsyncSession, outbox: Outbox, stored: StoredContract, plafond: Plafond, expect: Expect
) -> int:
    """The ceiling of a year in a contract from `store.lock_contract`. Gives its version."""
    refuse(plafond_faults(plafond, stored.contract))
    found = await store.read_plafond(session, stored.id, plafond.jaar)
    versie, is_new = next_version(found, plafond, expect)
    if is_new:
        await store.save_plafond(session, stored.id, plafond, versie)
        await bestedingen.mark(session, [(stored.contract.agb_code, plafond.jaar)])
        event = PlafondVastgesteld(
            contract_id=stored.id,
            jaar=plafond.jaar,
            versie=versie,
            agb_code=stored.contract.agb_code,
            bedrag=plafond.bedrag,
        )
        await outbox.add(session, event)
    return versie
