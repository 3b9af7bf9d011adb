# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A person of the gemeente decides on a request: award it, reject it, or look into it first."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.ids import new_id
from libs.common.problem import NotFound
from libs.common.runtime import Runtime
from libs.ijw import evaluate
from services.referral.domain.client import Client
from services.referral.domain.toewijzing import decision_moment
from services.referral.domain.verzoek import Afwijzing, Besluit, GenomenBesluit, Verzoek
from services.referral.handlers import uitgaand
from services.referral.handlers.bezwaren import refuse_input, refuse_state
from services.referral.handlers.toekennen import (
    Grondslag,
    ensure_awardable,
    honour,
    keep_besluit,
)
from services.referral.rules.besluit import AFWIJZING_RULES, BESLUIT_RULES, BesluitFeiten
from services.referral.store import clienten, verzoeken


@dataclass(frozen=True, slots=True)
class Decide:
    """Command: this decision on this request.

    `afwijkingen` are fields of the award that differ from what was asked (IV094); `afwijzing` is
    there for a rejection. `unchanged` is called with the version of the request that is about to
    be answered, and may refuse it.
    """

    gemeentecode: str
    verzoek_id: str
    besluit: Besluit
    afwijkingen: dict[str, Any]
    afwijzing: Afwijzing
    unchanged: Callable[[int], None]


async def decide(rt: Runtime, session: AsyncSession, command: Decide) -> GenomenBesluit:
    """Load, evaluate, decide, tell the aanbieder with a JW301 or JW319."""
    verzoek, client = await _load(rt, session, command)
    command.unchanged(verzoek.versie)
    feiten = BesluitFeiten(verzoek.status, verzoek.gevraagd.ingangsdatum)
    refuse_state(evaluate(BESLUIT_RULES, command.besluit, feiten, ""))
    if command.besluit == "toegekend":
        return await _award(rt, session, client, verzoek, command)
    if command.besluit == "afgewezen":
        refuse_input(evaluate(AFWIJZING_RULES, command.afwijzing, feiten, ""))
    return await _reply(rt, session, client, verzoek, command)


async def _load(rt: Runtime, session: AsyncSession, command: Decide) -> tuple[Verzoek, Client]:
    """Read again once the client is locked: of two decisions at once the second sees the first."""
    vault = rt.need_vault()
    key = (command.gemeentecode, command.verzoek_id)
    found = await verzoeken.read(session, vault, *key)
    if found is None:
        raise NotFound("Dit verzoek bestaat niet.")
    client = await clienten.lock(session, vault, found.client_id)
    return await verzoeken.read(session, vault, *key) or found, client


async def _award(
    rt: Runtime, session: AsyncSession, client: Client, verzoek: Verzoek, command: Decide
) -> GenomenBesluit:
    toekenning = replace(verzoek.gevraagd, **command.afwijkingen)
    uitgaand.home_of(client)
    await ensure_awardable(session, client, verzoek.agb_code, toekenning)
    besluit = await honour(rt, session, client, verzoek, toekenning, Grondslag())
    await uitgaand.send_jw301(rt, session, client, verzoek.agb_code)
    return besluit


async def _reply(
    rt: Runtime, session: AsyncSession, client: Client, verzoek: Verzoek, command: Decide
) -> GenomenBesluit:
    """Reject, or put under investigation."""
    afwijzing = command.afwijzing if command.besluit == "afgewezen" else None
    besluit = GenomenBesluit(
        id=new_id(),
        verzoek_id=verzoek.id,
        volgnummer=verzoek.versie,
        besluit=command.besluit,
        automatisch=False,
        genomen_op=decision_moment(rt.clock.now()),
        reden=afwijzing.reden if afwijzing else None,
        woonplaats_gemeente=afwijzing.gemeente if afwijzing else None,
    )
    await keep_besluit(rt, session, client, verzoek, besluit)
    await uitgaand.send_jw319(rt, session, verzoek, afwijzing, besluit.id)
    return besluit
