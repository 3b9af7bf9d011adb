# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Clients are counted ahead, a bounded number in a transaction: their months, and the cells."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import islice

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.collector import collector_paused
from libs.common.runtime import Runtime
from libs.ijw.months import month_of
from services.reporting import store
from services.reporting.domain import (
    Maandsleutel,
    Stand,
    Verschillen,
    Zorgvormen,
    verschil,
)
from services.reporting.handlers.eerste_telling import count_first
from services.reporting.handlers.getelden import periods
from services.reporting.store import wijzigingen
from services.reporting.store.eerste_telling import counted_first

_MARKS = 20_000
_CLIENTS = 4_000


async def count_clients(rt: Runtime) -> bool:
    """Count what was marked; True when there was anything. One worker does, of any number."""
    if not await rt.db.leads("tellen"):
        return False
    this = month_of(rt.clock.today())
    async with rt.db.read() as session:
        counted = await counted_first(session)
        if counted:
            marks = await store.marked_to_count(session, _MARKS)
            through = await store.counted_through(session)
    if not counted:
        return await count_first(rt, this)
    if through == this and not marks.clienten and not marks.regios:
        return False
    if through != this or marks.regios:
        async with rt.db.begin() as session:
            await _turn(session, marks.regios, this)
    left = iter(marks.clienten)
    while some := list(islice(left, _CLIENTS)):
        with collector_paused():
            async with rt.db.begin() as session:
                await _count(session, some)
    return True


async def _turn(session: AsyncSession, regios: Mapping[str, list[int]], this: date) -> None:
    """What changes for many clients at once becomes a mark for each."""
    through = await store.counted_through(session, lock=True)
    if through is not None and through != this:
        await store.count_through(session, through, this)
    if regios:
        await store.mark_members(session, sorted(regios))
        await store.uncount_marks(session, [seq for seqs in regios.values() for seq in seqs])


async def _count(session: AsyncSession, clients: Sequence[str]) -> None:
    through = await store.counted_through(session, lock=True)
    assert through is not None  # noqa: S101 - set before
    years = await store.take_marks(session, clients)
    asked = await periods(session, years)
    if not asked:
        return
    vormen = await store.zorgvormen(session)
    new = await _new(session, asked, through, vormen)
    numbers = await store.numbers(session, [client for client, _, _ in asked])
    old = await store.counted_months(session, [(numbers[who], van, tot) for who, van, tot in asked])
    cells: Verschillen = {}
    gone: list[tuple[int, Maandsleutel]] = []
    come: list[tuple[int, Maandsleutel, Stand]] = []
    for client, number in numbers.items():
        before, after = old.get(number, {}), new.get(client, {})
        verschil(cells, number, before, after)
        gone += [(number, key) for key, stand in before.items() if after.get(key) != stand]
        come += [(number, key, stand) for key, stand in after.items() if before.get(key) != stand]
    await store.replace_months(session, gone, come)
    await store.add_to_cells(session, cells)
    empty = [number for client, number in numbers.items() if client not in new]
    if empty:
        await store.forget_numbers(session, empty)
    touched = [key for _, key in gone] + [key for _, key, _ in come]
    if touched:
        await wijzigingen.mark_changed(session, touched)


async def _new(
    session: AsyncSession,
    asked: Sequence[tuple[str, date, date]],
    through: date,
    vormen: Zorgvormen,
) -> dict[str, dict[Maandsleutel, Stand]]:
    found: dict[str, dict[Maandsleutel, Stand]] = {}
    for row in await store.months_of_clients(session, asked, through):
        client, maand, gemeente, agb, categorie, code, hulp, buiten, *geld = row
        if not (hulp or any(geld)):
            continue
        vorm = vormen.van(gemeente, maand, categorie, code)
        key = Maandsleutel(maand, gemeente, agb, vorm, categorie, code)
        stand = Stand(bool(hulp), bool(buiten), *map(int, geld))
        found.setdefault(client, {})[key] = stand
    return found
