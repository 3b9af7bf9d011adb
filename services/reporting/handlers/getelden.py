# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Who is counted, and over which years; and what can be asked before anybody is."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from services.reporting import store
from services.reporting.store import Window
from services.reporting.store.eerste_telling import counted_first

_LAST = date(2999, 12, 1)


async def periods(
    session: AsyncSession, marked: Mapping[str, store.Years]
) -> list[tuple[str, date, date]]:
    """Pseudonyms with the first and last month, of those that were marked and whom they mean now.

    Of these, and of those that mean them, the deliveries under several pseudonyms become those of
    one client.
    """
    if not marked:
        return []
    years = dict(marked)
    followed = await store.followed(session, marked)
    # what is told under the right pseudonym may come in while the correction does
    pairs = [*followed, *await store.meaning(session, marked)]
    if pairs:
        await store.lapse_deliveries(session, (one for pair in pairs for one in pair))
    for client, meant in followed:
        van, tot = years[client]
        since, until = years.get(meant, (van, tot))
        last = None if tot is None or until is None else max(tot, until)
        years[meant] = (min(van, since), last)
    return [
        (client, date(van, 1, 1), _LAST if tot is None else date(tot, 12, 1))
        for client, (van, tot) in sorted(years.items())
    ]


async def as_counted(session: AsyncSession, window: Window) -> Window:
    """The question, to be answered from the facts as long as the first count is not done."""
    if window.nu and not await counted_first(session):
        return replace(window, nu=False)
    return window
