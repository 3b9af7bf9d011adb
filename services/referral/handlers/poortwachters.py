# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use cases of the gate before help with dyslexia: rules, decisions, and refusing who has none."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.problem import Conflict
from libs.common.runtime import Runtime
from services.referral.domain.client import Client
from services.referral.domain.poortwachter import (
    Bezwaar,
    Dyslexieregel,
    Poortwachtersbesluit,
    objection,
)
from services.referral.domain.toewijzing import Toekenning
from services.referral.handlers import mail
from services.referral.handlers.bezwaren import refuse
from services.referral.handlers.regieberichten import poortwachtersbesluit_vastgesteld
from services.referral.handlers.vinden import registered
from services.referral.store import poortwachters
from services.referral.store.clienten import Bekend


@dataclass(frozen=True, slots=True)
class RecordBesluit:
    """Command: a decision on a registered client; `besluit_of` is called with the client."""

    client: Bekend
    besluit_of: Callable[[Client], Poortwachtersbesluit]


async def establish(
    session: AsyncSession, wanted: Dyslexieregel, unchanged: Callable[[int], None]
) -> Dyslexieregel:
    """The rule as it now is; the same one again changes nothing, another is the next version."""
    of_day = (wanted.gemeentecode, wanted.geldig_van)
    held = await poortwachters.rule_of(session, *of_day, lock=True)
    versie = held.versie if held else 0
    unchanged(versie)
    if held is not None and replace(wanted, versie=versie) == held:
        return held
    made = replace(wanted, versie=versie + 1)
    await poortwachters.set_rule(session, made)
    return made


async def record(
    rt: Runtime, session: AsyncSession, command: RecordBesluit
) -> Poortwachtersbesluit:
    """400 with all that is wrong with it at once."""
    client = await registered(rt, session, command.client)
    made = command.besluit_of(client)
    refuse(made.bezwaren(), "poortwachter")
    await poortwachters.add(session, made)
    event = poortwachtersbesluit_vastgesteld(made, client.pseudoniem)
    await mail.publish(rt, session, [event], made.id)
    return made


async def objection_to(
    session: AsyncSession, client: Client, toekenning: Toekenning
) -> Bezwaar | None:
    """What stands in the way of this award, if it is help with dyslexia (R-07)."""
    regels = await poortwachters.rules(session, client.gemeentecode)
    if not regels:
        return None
    besluiten = await poortwachters.of_client(session, client.id)
    return objection(toekenning, client.persoon.geboortedatum, regels, besluiten)


async def refuse_without_poortwachter(
    session: AsyncSession, client: Client, toekenning: Toekenning
) -> None:
    """409 for help with dyslexia to who was not admitted, or is too young or too old."""
    found = await objection_to(session, client, toekenning)
    if found is not None:
        raise Conflict(found.zin, code=found.code)
