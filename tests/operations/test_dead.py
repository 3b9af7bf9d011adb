# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Dead letters are listed without what stands in them, and applied again: all, or those named."""

from collections.abc import Awaitable, Callable
from datetime import date

import pytest
import sqlalchemy as sa

from libs.common.commands import RefusedError
from libs.common.commands.dead import list_dead, replay
from libs.common.contracts import GemeenteVastgesteld
from libs.common.eventlog.sqlite import SqliteEventLog
from libs.common.runtime import Runtime, Service, settle
from services.reporting import tables as t
from tests.common.consuming import entry

Start = Callable[..., Awaitable[Service]]


@pytest.fixture
async def parked(start: Start, event_log: SqliteEventLog) -> Runtime:
    """Three gemeenten that reporting could not store."""
    reporting = await start("reporting")
    events = [
        GemeenteVastgesteld(
            gemeentecode=f"990{n}", naam=f"Geheimstad {n}", versie=1, geldig_van=date(2015, 1, 1)
        )
        for n in range(3)
    ]
    await event_log.append([entry(event) for event in events])
    await _sql(reporting.runtime, "ALTER TABLE gemeente RENAME TO weg")
    await settle(reporting)
    return reporting.runtime


async def _sql(runtime: Runtime, statement: str) -> None:
    async with runtime.db.begin() as session:
        await session.execute(sa.text(statement))


async def _repaired(runtime: Runtime) -> None:
    await _sql(runtime, "ALTER TABLE weg RENAME TO gemeente")


async def _names(runtime: Runtime) -> set[str]:
    async with runtime.db.read() as session:
        return set((await session.scalars(sa.select(t.gemeente.c.naam))).all())


@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
async def test_they_are_listed_without_their_content(parked: Runtime) -> None:
    lines = await list_dead(parked)

    assert [line.split()[0] for line in lines] == ["1", "2", "3"]
    assert all("jeugdregio.contract/0" in line and "ProgrammingError" in line for line in lines)
    assert "Geheimstad" not in " ".join(lines)


@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
async def test_those_named_are_applied_and_then_the_rest(parked: Runtime) -> None:
    await _repaired(parked)

    assert await replay(parked, [2]) == 1
    assert await _names(parked) == {"Geheimstad 1"}
    assert await replay(parked) == 2
    assert await list_dead(parked) == []
    assert len(await _names(parked)) == 3


@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
async def test_what_still_cannot_be_applied_stays(parked: Runtime) -> None:
    with pytest.raises(RefusedError, match="1 still cannot be applied"):
        await replay(parked)
    assert len(await list_dead(parked)) == 3


@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
async def test_one_that_cannot_be_applied_stops_none_of_the_others(parked: Runtime) -> None:
    await _repaired(parked)
    assert parked.mechanics.consumer is not None
    dead = parked.mechanics.consumer.dead_letter
    async with parked.db.begin() as session:
        await session.execute(sa.update(dead).where(dead.c.seq == 1).values(payload="{}"))

    told = r"1 still cannot be applied \(ValidationError\); 2 others were"
    with pytest.raises(RefusedError, match=told):
        await replay(parked)

    assert [line.split()[0] for line in await list_dead(parked)] == ["1"]
    assert len(await _names(parked)) == 2


@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
async def test_an_unknown_number_is_refused_before_anything_is_done(parked: Runtime) -> None:
    await _repaired(parked)
    with pytest.raises(RefusedError, match="no dead letter waits as 99"):
        await replay(parked, [1, 99])
    assert len(await list_dead(parked)) == 3
