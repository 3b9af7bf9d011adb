# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use cases: a client stop is proposed when a ceiling is reached, and taken over or turned down."""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.contracts import ClientenstopvoorstelVastgesteld
from libs.common.ids import new_id
from libs.common.problem import Conflict, NotFound
from libs.common.runtime import Runtime
from services.contract import store
from services.contract.domain.besteding import Stand
from services.contract.domain.plafond import te_stoppen
from services.contract.handlers.versies import Expect
from services.contract.store import stopvoorstellen
from services.contract.store.rows import Row
from services.contract.store.stopvoorstellen import Toestand, Voorstel


async def follow(rt: Runtime, session: AsyncSession, row: Row, stand: Stand, besteed: int) -> None:
    """Propose at a ceiling (a row with its contract) that is now reached; else take that back.

    Of a contract for crisis alone nothing can be stopped, so nothing is proposed.
    """
    held = await stopvoorstellen.open_one(session, row.contract_id, row.jaar)
    if stand == "bereikt" and held is None:
        stored = await store.read_contract(session, row.contract_id)
        if stored is None or not te_stoppen(stored.contract):
            return
        made = Voorstel(
            id=new_id(),
            contract_id=row.contract_id,
            jaar=row.jaar,
            agb_code=row.agb_code,
            contractant=row.contractant,
            toestand="open",
            plafond=row.bedrag,
            besteed=besteed,
            ontstaan_op=rt.clock.now(),
        )
        await _keep(rt, session, made)
    elif stand != "bereikt" and held is not None:
        await _keep(rt, session, replace(held, toestand="vervallen", versie=held.versie + 1))


async def find_open(
    session: AsyncSession, contractant: str, voorstel_id: str, expect: Expect
) -> Voorstel:
    """One to decide, locked; `Conflict` when that was done."""
    held = await stopvoorstellen.read(session, contractant, voorstel_id, lock=True)
    if held is None:
        raise NotFound("Dit voorstel bestaat niet.")
    expect(held.versie)
    if held.toestand != "open":
        raise Conflict(f"Dit voorstel is al {held.toestand}.", code="niet-open")
    return held


async def decide(
    rt: Runtime,
    session: AsyncSession,
    held: Voorstel,
    toestand: Toestand,
    *,
    stop: str | None = None,
    reden: str | None = None,
) -> Voorstel:
    """Of one from `find_open`: by which stop it is taken over, or why it is not."""
    now = replace(
        held, toestand=toestand, clientenstop_id=stop, reden=reden, versie=held.versie + 1
    )
    await _keep(rt, session, now)
    return now


async def _keep(rt: Runtime, session: AsyncSession, voorstel: Voorstel) -> None:
    await stopvoorstellen.save(session, voorstel)
    event = ClientenstopvoorstelVastgesteld(
        voorstel_id=voorstel.id,
        versie=voorstel.versie,
        contract_id=voorstel.contract_id,
        jaar=voorstel.jaar,
        agb_code=voorstel.agb_code,
        toestand=voorstel.toestand,
        plafond=voorstel.plafond,
        besteed=voorstel.besteed,
        clientenstop_id=voorstel.clientenstop_id,
    )
    await rt.outbox.add(session, event)
