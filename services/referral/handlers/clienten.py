# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Clients as their gemeente registers them."""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.runtime import Runtime
from libs.ijw import evaluate
from services.referral.domain.client import Client, Persoon
from services.referral.handlers.bezwaren import refuse_input
from services.referral.rules.client import CLIENT_RULES, ClientFeiten
from services.referral.store import clienten
from services.referral.store.clienten import Bekend


async def register(
    rt: Runtime,
    session: AsyncSession,
    who: Bekend,
    persoon: Persoon,
    unchanged: Callable[[int], None],
) -> tuple[Client, bool]:
    """The client with these data, and whether it is new; the same data again change nothing.

    `unchanged` is called with the version that is about to be replaced, and may refuse it.
    """
    vault, now = rt.need_vault(), rt.clock.now()
    refuse_input(evaluate(CLIENT_RULES, persoon, ClientFeiten(rt.clock.today()), ""))
    client, made = await clienten.ensure(session, vault, who, persoon, now)
    if made or client.persoon == persoon:
        return client, made
    unchanged(client.versie)
    renewed = replace(client, versie=client.versie + 1, persoon=persoon)
    await clienten.save(session, vault, renewed, now)
    return renewed, False
