# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What may go goes when it is old enough, in batches, once a day; all else stays."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from libs.common import prune
from libs.common.clock import SimulatedClock
from libs.common.commands.parser import OPERATE, parser_of
from libs.common.mechanics import mechanics
from libs.common.prune import RULES, STAYS, Pruner
from libs.common.runtime import Runtime, Service
from services.billing import tables as t

Start = Callable[..., Awaitable[Service]]
INBOX, DEAD = (t.metadata.tables[name] for name in ("inbox", "dead_letter"))


@pytest.fixture
async def runtime(start: Start) -> Runtime:
    return (await start("billing")).runtime


async def claimed(runtime: Runtime, prefix: str, count: int, at: datetime) -> None:
    rows = [
        {"consumer_group": "billing", "event_id": f"{prefix}-{n}", "claimed_at": at}
        for n in range(count)
    ]
    async with runtime.db.begin() as session:
        await session.execute(sa.insert(INBOX), rows)


async def left(runtime: Runtime) -> set[str]:
    async with runtime.db.read() as session:
        return set((await session.scalars(sa.select(INBOX.c.event_id))).all())


async def dead_letter(runtime: Runtime, offset: int, replayed_at: datetime | None) -> None:
    row: dict[str, Any] = {
        "consumer_group": "billing",
        "topic": "jeugdregio.contract",
        "partition": 0,
        "log_offset": offset,
        "key": "k",
        "payload": "{}",
        "error": "ValueError",
        "message": "",
        "tries": 3,
        "parked_at": runtime.clock.now() - timedelta(days=365),
        "replayed_at": replayed_at,
    }
    async with runtime.db.begin() as session:
        await session.execute(sa.insert(DEAD).values(row))


async def command(runtime: Runtime, *arguments: str) -> list[str]:
    asked = parser_of("billing").parse_args(["prune", *arguments])
    return [line async for line in OPERATE["prune"](runtime, asked)]


@pytest.mark.both_databases
async def test_old_rows_go_in_batches_and_others_stay(
    runtime: Runtime, clock: SimulatedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prune, "BATCH", 4)
    now = clock.now()
    await claimed(runtime, "old", 10, now - timedelta(days=31))
    await claimed(runtime, "new", 3, now - timedelta(days=29))
    await dead_letter(runtime, 1, None)
    await dead_letter(runtime, 2, now - timedelta(days=91))
    await dead_letter(runtime, 3, now - timedelta(days=89))
    pruner = Pruner(runtime.db, runtime.mechanics, clock)

    assert await pruner.step()
    assert len(await left(runtime)) == 9
    steps = 0
    while await pruner.step():
        steps += 1

    assert steps == 3  # two batches of the inbox and one of dead letters
    assert await left(runtime) == {"new-0", "new-1", "new-2"}
    async with runtime.db.read() as session:
        assert set((await session.scalars(sa.select(DEAD.c.log_offset))).all()) == {1, 3}


@pytest.mark.both_databases
async def test_it_looks_once_a_day(runtime: Runtime, clock: SimulatedClock) -> None:
    pruner = Pruner(runtime.db, runtime.mechanics, clock)
    assert not await pruner.step()
    await claimed(runtime, "old", 2, clock.now() - timedelta(days=31))

    assert not await pruner.step()
    assert len(await left(runtime)) == 2
    clock.move_to(clock.now() + timedelta(days=1))
    assert await pruner.step()
    assert await left(runtime) == set()


@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
async def test_of_two_workers_one_prunes(
    runtime: Runtime, start: Start, clock: SimulatedClock
) -> None:
    other = (await start("billing", url=runtime.db.url)).runtime
    one, two = (Pruner(r.db, r.mechanics, clock) for r in (runtime, other))
    assert not await one.step()
    await claimed(runtime, "old", 2, clock.now() - timedelta(days=31))

    assert not await two.step()
    assert len(await left(runtime)) == 2


@pytest.mark.both_databases
async def test_a_dry_run_tells_and_deletes_nothing(runtime: Runtime, clock: SimulatedClock) -> None:
    await claimed(runtime, "old", 5, clock.now() - timedelta(days=31))

    told = await command(runtime, "--dry-run")
    assert told[0].startswith("inbox 5 rows would go, claimed_at before 2026-10-24")
    assert len(await left(runtime)) == 5
    done = await command(runtime)
    assert done[0].startswith("inbox 5 rows gone")
    assert await left(runtime) == set()


def test_every_table_of_the_mechanics_goes_by_a_rule_or_stays_for_a_reason() -> None:
    metadata = sa.MetaData()
    mechanics(metadata, consumes=True, mail=True, notifies=True, destroys=True)
    assert {rule.table for rule in RULES} | set(STAYS) == set(metadata.tables)
    assert not {rule.table for rule in RULES} & set(STAYS)
