# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Renames whose file was destroyed in the events that billing told, as the service with the file
does in its own: a rebuild of figures counts the same, and finds nobody."""

from collections import defaultdict

from libs.common.retention.trace import pages
from libs.common.runtime import Runtime
from services.billing.store import vervangen
from services.billing.store.vervangen import Vervanging


async def rename_destroyed(rt: Runtime) -> bool:
    """All that waits, in one walk over the events; True when there was something.

    Each page is a transaction of its own. Whoever is stopped begins again, and finds only what was
    not renamed yet. With events that are not in the log yet it waits.
    """
    async with rt.db.read() as session:
        them = await vervangen.waiting(session)
        if not them or await vervangen.unsent(session, max(one.tot for one in them)):
            return False
    if not await rt.db.leads("vernietiging"):
        return False
    by_name = defaultdict[str, list[Vervanging]](list)
    for one in them:
        by_name[one.pseudoniem].append(one)
    async for rows in pages(rt.db, rt.mechanics.outbox.outbox):
        if changes := vervangen.changes(rows, by_name):
            async with rt.db.begin() as session:
                for change in changes:
                    await session.execute(change)
    async with rt.db.begin() as session:
        await vervangen.done(session, them)
    return True
