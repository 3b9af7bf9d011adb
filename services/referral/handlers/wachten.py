# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Waiting: norms that gemeenten set, and terms that come near their end or went by (R-11)."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.contracts.referral import WachttijdGesignaleerd
from libs.common.runtime import Runtime
from services.referral.domain.client import Client
from services.referral.domain.verwijzing import Verwijzing
from services.referral.domain.wachttijd import Wachtnorm, Wachtsignaal, norm_for, signals
from services.referral.handlers import mail
from services.referral.store import clienten, verwijzingen, wachten

AT_ONCE = 100


async def set_norm(rt: Runtime, session: AsyncSession, norm: Wachtnorm) -> Wachtnorm:
    """From a day on; referrals of before keep theirs."""
    await wachten.set_norm(session, norm, rt.clock.now())
    return norm


async def judge(rt: Runtime, session: AsyncSession, client: Client, verwijzing: Verwijzing) -> bool:
    """Tell what is new about its terms; True when there was anything."""
    if verwijzing.verwijsdatum is None:
        return False
    norm = norm_for(await wachten.norms(session, {verwijzing.gemeentecode}), verwijzing)
    told = False
    for signaal in signals(verwijzing, norm, rt.clock.today()):
        if await wachten.tell(session, verwijzing, signaal, rt.clock.now()):
            event = _event(verwijzing, client, signaal)
            await mail.publish(rt, session, [event], verwijzing.id)
            told = True
    return told


async def tell_waiting(rt: Runtime) -> bool:
    """Go through all who wait, some at a time; True when anything was new."""
    vault, after, told = rt.need_vault(), "", False
    while True:
        async with rt.db.read() as session:  # nothing is written while there is nothing to tell
            found = await wachten.waiting(session, vault, after, AT_ONCE)
            due = await _with_news(rt, session, found)
        if due:
            async with rt.db.begin() as session:
                for one in due:
                    client = await clienten.lock(session, vault, one.client_id)
                    (held,) = await verwijzingen.by_ids(session, vault, [one.id])
                    told |= await judge(rt, session, client, held)
        if len(found) < AT_ONCE:
            return told
        after = found[-1].id


async def count_overdue(rt: Runtime, session: AsyncSession) -> None:
    """For the metrics."""
    rt.metrics.gauge("waiting_overdue", await wachten.count_overdue(session))


async def _with_news(
    rt: Runtime, session: AsyncSession, found: Sequence[Verwijzing]
) -> list[Verwijzing]:
    told = await wachten.told(session, [one.id for one in found])
    normen = await wachten.norms(session, {one.gemeentecode for one in found})
    today = rt.clock.today()
    return [
        one
        for one in found
        if any(
            (one.id, signaal.soort, signaal.fase) not in told
            for signaal in signals(one, norm_for(normen, one), today)
        )
    ]


def _event(verwijzing: Verwijzing, client: Client, signaal: Wachtsignaal) -> WachttijdGesignaleerd:
    return WachttijdGesignaleerd(
        verwijzing_id=verwijzing.id,
        gemeentecode=verwijzing.gemeentecode,
        client_pseudoniem=client.pseudoniem,
        categorie=verwijzing.categorie,
        agb_code=verwijzing.agb_code,
        soort=signaal.soort,
        fase=signaal.fase,
        norm_dagen=signaal.norm_dagen,
        dagen=signaal.dagen,
        uiterlijk=signaal.uiterlijk,
    )
