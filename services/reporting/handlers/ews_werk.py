# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What the worker does for the early warning system: levels kept up, deliveries counted."""

import hashlib
import json
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.runtime import Runtime
from services.reporting.domain.ews.normen import normen_op
from services.reporting.domain.ews.perioden import verwachtingen
from services.reporting.domain.kwartaal import Kwartaal
from services.reporting.handlers.accounthouder import year_before
from services.reporting.handlers.beoordelen import duties
from services.reporting.handlers.ews import tell_levels
from services.reporting.store import ews, partijen

_WORK = "niveaus"
_AT_ONCE = 50
DUE_WITHIN = timedelta(days=14)
"""Before the last day of a delivery, in which it is called due."""


async def keep_levels(rt: Runtime) -> bool:
    """Look at all providers anew when the day or anything that levels follow from is another.

    Claims count each day. True when it looked. One worker does, of any number, and not before all
    events were read: a level of half of the facts would be told.
    """
    if not await rt.db.leads("ews"):
        return False
    async with rt.db.read() as session:
        seen = await _fingerprint(rt, session)
        if await ews.last_seen(session, _WORK) == seen or not await _caught_up(rt, session):
            return False
        followed = await _look_at_duties(rt, session)
    if not followed:
        return False
    for start in range(0, len(followed), _AT_ONCE):
        async with rt.db.begin() as session:
            await tell_levels(rt, session, followed[start : start + _AT_ONCE])
    async with rt.db.begin() as session:
        kwartaal = Kwartaal.laatst_voorbij(rt.clock.today())
        normen = normen_op(await ews.norms_at(session, rt.clock.now()), kwartaal.begin)
        of_all = await duties(session, followed, kwartaal, rt.clock.now(), normen)
        await ews.save_duties(session, of_all)
        await ews.note_seen(session, _WORK, seen)
    return True


async def count_deliveries(rt: Runtime, session: AsyncSession) -> None:
    """For the metrics: deliveries to come within two weeks, and those that are late."""
    today = rt.clock.today()
    kwartaal = Kwartaal.laatst_voorbij(today)
    normen = normen_op(await ews.norms_at(session, rt.clock.now()), kwartaal.begin)
    bound = [code for code, one in (await ews.duties(session)).items() if one.verplicht]
    there = await ews.delivered_periods(session)
    open_ones = [
        one
        for one in verwachtingen(normen, kwartaal)
        for code in bound
        if (code, one.periode) not in there
    ]
    late = sum(one.uiterlijk < today for one in open_ones)
    near = sum(today <= one.uiterlijk <= today + DUE_WITHIN for one in open_ones)
    rt.metrics.gauge("ews_deliveries_overdue", late)
    rt.metrics.gauge("ews_deliveries_due", near)


async def _fingerprint(rt: Runtime, session: AsyncSession) -> str:
    traces = [rt.clock.today(), *await ews.traces(session)]
    return hashlib.sha256(json.dumps(traces, default=str).encode()).hexdigest()


async def _caught_up(rt: Runtime, session: AsyncSession) -> bool:
    if rt.consumer is None:
        return True
    return await rt.consumer.reached(session, await rt.consumer.barrier())


async def _look_at_duties(rt: Runtime, session: AsyncSession) -> list[str]:
    """All providers that are followed, or spent enough in the year before to be."""
    kwartaal = Kwartaal.laatst_voorbij(rt.clock.today())
    normen = normen_op(await ews.norms_at(session, rt.clock.now()), kwartaal.begin)
    year = year_before(kwartaal.begin)
    large = await partijen.approved_above(session, year, normen.omzetgrens)
    return sorted(await ews.followed(session) | large)
