# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use case: how long what runs at the end of a contract is finished (C-12)."""

from dataclasses import replace
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.outbox import Outbox
from services.contract import store
from services.contract.domain.contracten import uitloop_faults
from services.contract.handlers.contracten import contract_event
from services.contract.handlers.versies import refuse
from services.contract.store import StoredContract


async def set_run_off(
    session: AsyncSession, outbox: Outbox, stored: StoredContract, uitloop_tot: date | None
) -> StoredContract:
    """Of a contract from `store.lock_contract`; the same day again is no change."""
    if uitloop_tot is not None:
        refuse(uitloop_faults(uitloop_tot, stored.contract.geldig))
    if uitloop_tot == stored.contract.uitloop_tot:
        return stored
    contract = replace(stored.contract, uitloop_tot=uitloop_tot)
    changed = replace(stored, versie=stored.versie + 1, contract=contract)
    await store.save_einde(session, changed)
    await outbox.add(session, contract_event(changed))
    return changed
