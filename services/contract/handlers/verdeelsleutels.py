# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use case: how the lump sum of a year is split over gemeenten beforehand (C-10)."""

from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.contracts import Bijdrage, VerdeelsleutelVastgesteld
from libs.common.outbox import Outbox
from libs.common.problem import Conflict
from services.contract.domain import Fault
from services.contract.domain.verdeelsleutel import Verdeelsleutel, is_taakgericht, sleutel_faults
from services.contract.handlers.versies import Expect, refuse
from services.contract.store import StoredContract, verdeelsleutels
from services.contract.store.verdeelsleutels import Vastgesteld


async def freeze_key(
    session: AsyncSession,
    outbox: Outbox,
    stored: StoredContract,
    asked: tuple[Verdeelsleutel, str | None, date],
    expect: Expect,
) -> Vastgesteld:
    """A version in a contract from `store.lock_contract`, of a key with its motivation and day.

    The same key again is no new version; another one says why it takes the place of the last.
    """
    sleutel, motivering, today = asked
    if not is_taakgericht(stored.contract):
        detail = "Dit contract heeft geen taakgericht product."
        raise Conflict(detail, code="niet-taakgericht")
    refuse(sleutel_faults(sleutel, stored.contract))
    held = await verdeelsleutels.newest(session, stored.id, sleutel.jaar)
    expect(held.versie if held else 0)
    if held is not None and held.sleutel == sleutel:
        return held
    if held is not None and not motivering:
        reason = f"zegt waarom deze sleutel in de plaats komt van versie {held.versie}"
        refuse([Fault("motivering", "ontbreekt", reason)])
    versie = held.versie + 1 if held else 1
    made = Vastgesteld(sleutel, versie, sleutel.bijdragen, today, motivering)
    await verdeelsleutels.add(session, stored.id, made)
    await outbox.add(session, _event(stored, made))
    return made


def _event(stored: StoredContract, made: Vastgesteld) -> VerdeelsleutelVastgesteld:
    return VerdeelsleutelVastgesteld(
        contract_id=stored.id,
        jaar=made.sleutel.jaar,
        versie=made.versie,
        agb_code=stored.contract.agb_code,
        budget=made.sleutel.budget,
        soorten=tuple(deel.soort for deel in made.sleutel.delen),
        bijdragen=tuple(
            Bijdrage(gemeentecode=code, bedrag=bedrag)
            for code, bedrag in sorted(made.bijdragen.items())
        ),
        vastgesteld_op=made.vastgesteld_op,
    )
