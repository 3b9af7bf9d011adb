# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The first count: all clients at once, when what there was to read has been read (ADR 0039).

It goes on where it was cut off: months are counted of who is marked, and cells are made anew. What
is told meanwhile is marked, and counted after it.
"""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.collector import collector_paused
from libs.common.ids import new_id
from libs.common.runtime import Runtime
from services.reporting import store
from services.reporting.domain import FAMILIES, Familie, Zorgvormen
from services.reporting.handlers.getelden import periods
from services.reporting.store import eerste_telling as eerste
from services.reporting.store import wijzigingen

_CLIENTS = 5_000
_LANES = 2
_MUCH = 5_000
"""Events, or awards without a value, that are worth waiting for."""


@dataclass(frozen=True, slots=True)
class _Count:
    """One that is busy, in several transactions at a time."""

    rt: Runtime
    telling: str

    async def related(self) -> None:
        """First, and not beside each other."""
        async with self.rt.db.read() as session:
            clients = await eerste.of_several(session)
        for place in range(0, len(clients), _CLIENTS):
            await self._months(clients[place : place + _CLIENTS])

    async def months(self, ranges: Iterator[tuple[int, int]]) -> None:
        for van, tot in ranges:
            async with self.rt.db.read() as session:
                clients = await eerste.numbered(session, van, tot)
            await self._months(clients)

    async def _months(self, clients: eerste.Numbered) -> None:
        with collector_paused():
            async with self.rt.db.begin() as session:
                through = await eerste.counting(session, self.telling)
                await _months(session, clients, through)

    async def cells(self, families: Iterator[Familie]) -> None:
        for familie in families:
            with collector_paused():
                async with self.rt.db.read() as reading:
                    async for cells in eerste.made_cells(reading, familie):
                        async with self.rt.db.begin() as session:
                            await eerste.counting(session, self.telling)
                            await eerste.put_cells(session, cells)


async def count_first(rt: Runtime, this: date) -> bool:
    """Count all that is marked, through this month; True when there was anything.

    Raises `OtherCountError` when another worker began one too.
    """
    async with rt.db.read() as session:
        begun = await store.counted_through(session) is not None
        if not begun and not await store.any_marked(session):
            return False
    if not begun and await _more_comes(rt):
        return False
    count = _Count(rt, new_id())
    async with rt.db.begin() as session:
        most = await eerste.begin_counting(session, this, count.telling)
        if not begun:  # else some were counted under the forms of before
            await store.uncount_marks(session, await store.marks_of_regions(session))
    await count.related()
    ranges = iter([(van, van + _CLIENTS - 1) for van in range(1, most + 1, _CLIENTS)])
    async with asyncio.TaskGroup() as lanes:
        for _ in range(_LANES):
            lanes.create_task(count.months(ranges))
    families = iter(FAMILIES[::-1])
    async with asyncio.TaskGroup() as lanes:
        for _ in range(_LANES):
            lanes.create_task(count.cells(families))
    async with rt.db.begin() as session:
        await eerste.counting(session, count.telling)
        await wijzigingen.mark_all_changed(session)
        await eerste.end_counting(session)
    return True


async def _more_comes(rt: Runtime) -> bool:
    """So much is yet to be read or valued that what is counted now is soon counted again."""
    async with rt.db.read() as session:
        if len((await store.marked(session, _MUCH))[0]) >= _MUCH:
            return True
        consumer = rt.consumer
        if consumer is None or consumer.stopped:
            return False
        return await consumer.coming(session) >= _MUCH


async def _months(session: AsyncSession, clients: eerste.Numbered, through: date) -> None:
    """Of those of these that are marked."""
    asked = await periods(session, await eerste.take_first_marks(session, clients))
    if not asked:
        return
    numbers = await store.numbers(session, [client for client, _, _ in asked])
    vormen = await store.zorgvormen(session)
    found = await store.months_of_clients(session, asked, through)
    replaced = [(numbers[client], van, tot) for client, van, tot in asked]
    await eerste.put_months(session, replaced, _records(found, numbers, vormen))
    empty = numbers.keys() - {row[0] for row in found}
    if empty:
        await store.forget_numbers(session, [numbers[client] for client in empty])


def _records(
    found: store.Maandstanden, numbers: Mapping[str, int], vormen: Zorgvormen
) -> Iterator[eerste.Record]:
    for client, maand, gemeente, agb, categorie, code, hulp, buiten, *geld in found:
        if hulp or any(geld):
            vorm = vormen.van(gemeente, maand, categorie, code)
            key = (maand, gemeente, agb, vorm, categorie, code)
            yield (numbers[client], *key, bool(hulp), bool(buiten), *geld)
