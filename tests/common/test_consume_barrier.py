# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The consumer when what it stands on fails, and how far it has come."""

import asyncio
import json
from dataclasses import replace

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.consume.coming import Coming
from libs.common.contracts import (
    Envelope,
    Event,
    ToewijzingVastgesteld,
)
from libs.common.contracts.referral import VerzoekBeantwoord
from libs.common.eventlog.port import Entry
from tests.common.consuming import OTHER, TOPIC, World, entry, gemeente

both = pytest.mark.both_databases


class TestInfrastructure:
    @both
    async def test_a_database_that_fails_parks_nothing(self, world: World) -> None:
        world.fail = lambda _event: OperationalError("x", None, Exception("gone"))
        await world.append(gemeente())
        for _ in range(10):
            with pytest.raises(OperationalError):
                await world.consumer.step()
        assert not world.consumer.healthy

        world.fail = lambda _event: None
        await world.drain()

        assert world.consumer.healthy
        assert {"9901/1"} == await world.notes()
        assert await world.rows(world.tables.consumer.dead_letter) == []

    async def test_a_step_that_is_cancelled_comes_again(self, world: World) -> None:
        def hang(_event: Event) -> None:
            raise asyncio.CancelledError

        world.fail = hang
        await world.append(gemeente())
        with pytest.raises(asyncio.CancelledError):
            await world.consumer.step()

        world.fail = lambda _event: None
        await world.drain()
        assert {"9901/1"} == await world.notes()


class TestComing:
    def test_is_what_waits_where_somebody_reads_on(self) -> None:
        """And where nothing waited until now, however long the position stood."""
        coming, waiting = Coming(), {"a/0": 6, "a/1": 4, "a/2": 0}

        assert coming.count(0.0, waiting, {"a/0": 3, "a/2": 9}, 120.0) == 10
        assert coming.count(119.0, waiting, {"a/0": 3, "a/1": 1, "a/2": 9}, 120.0) == 10
        waiting["a/2"] = 5
        assert coming.count(121.0, waiting, {"a/0": 3, "a/1": 1, "a/2": 9}, 120.0) == 4 + 5
        assert coming.count(122.0, waiting, {"a/0": 4, "a/1": 1, "a/2": 9}, 120.0) == 15
        assert coming.count(400.0, waiting, {"a/0": 4, "a/1": 1, "a/2": 9}, 120.0) == 0

    @both
    async def test_a_consumer_expects_nothing_of_who_stands_still(self, world: World) -> None:
        world.restart(batch=2)
        await world.append(*(gemeente(versie=n) for n in range(1, 6)))

        async def coming() -> int:
            async with world.database.read() as session:
                return await world.consumer.coming(session)

        assert await coming() == 5
        await world.consumer.step()
        assert await coming() == 3
        world.consumer.limits = replace(world.consumer.limits, patience_s=0)
        assert await coming() == 0
        await world.consumer.step()
        assert await coming() == 1


class TestBarrier:
    @both
    async def test_holds_until_everything_before_it_had_its_effect(self, world: World) -> None:
        world.restart(batch=2)
        await world.append(*(gemeente(versie=n) for n in range(1, 5)))
        ends = json.loads(json.dumps(await world.consumer.barrier()))
        await world.append(gemeente(versie=5))

        seen = [await world.reached(ends)]
        while await world.consumer.step():
            seen.append(await world.reached(ends))

        assert seen == [False, False, True, True]

    async def test_of_empty_topics_is_reached_at_once(self, world: World) -> None:
        assert await world.reached(await world.consumer.barrier())

    async def test_counts_every_topic_of_the_consumer(self, world: World) -> None:
        async def ignore(_s: AsyncSession, _e: Event, _v: Envelope) -> None:
            return

        world.subscriptions[OTHER] = {ToewijzingVastgesteld: ignore}
        world.restart()
        antwoord = VerzoekBeantwoord(
            verzoek_id="v",
            gemeentecode="9901",
            agb_code="99000001",
            client_pseudoniem="0" * 32,
            besluit="afgewezen",
            automatisch=False,
            beantwoord_op="2026-06-08T09:30:00Z",
        )
        await world.append(gemeente(), antwoord)
        await world.log.append([Entry(OTHER, "k", entry(antwoord).payload)])

        ends = await world.consumer.barrier()
        assert {f"{TOPIC}/0", f"{OTHER}/0"} == set(ends)
        assert not await world.reached(ends)
        await world.drain()
        assert await world.reached(ends)

    async def test_a_consumer_of_nothing_does_nothing(self, world: World) -> None:
        world.subscriptions.clear()
        world.restart()

        assert not await world.consumer.step()
        assert await world.consumer.barrier() == {}
