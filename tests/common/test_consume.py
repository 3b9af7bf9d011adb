# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The consumer: once in effect, in order, poison parked, and never past what failed."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.clock import SimulatedClock
from libs.common.consume import Consumer, Handler, Limits, replay_dead
from libs.common.contracts import (
    AanbiederVastgesteld,
    Envelope,
    Event,
    GemeenteVastgesteld,
    ToewijzingVastgesteld,
)
from libs.common.contracts.referral import VerzoekBeantwoord
from libs.common.db import Database, upsert
from libs.common.eventlog.port import Entry
from libs.common.eventlog.sqlite import SqliteEventLog
from libs.common.ids import new_id
from libs.common.metrics import Metrics

TOPIC, OTHER = "jeugdregio.contract", "jeugdregio.toewijzing"
both = pytest.mark.both_databases


def entry(event: Event, event_id: str | None = None) -> Entry:
    envelope = Envelope(
        id=event_id or new_id(),
        source="urn:nld:oin:00000099000000001000:systeem:jeugdregio-contract",
        type=event.type,
        subject=event.subject(),
        time="2026-06-08T09:30:00Z",
        partitionkey=event.key(),
        data=event.payload(),
    )
    return Entry(event.topic, event.key(), envelope.to_bytes())


def gemeente(code: str = "9901", versie: int = 1, naam: str = "Stad") -> GemeenteVastgesteld:
    return GemeenteVastgesteld(
        gemeentecode=code, naam=naam, versie=versie, geldig_van=date(2015, 1, 1)
    )


class World:
    """One service that projects gemeenten, and may be told to fail."""

    def __init__(
        self, database: Database, log: SqliteEventLog, tables: Any, clock: SimulatedClock
    ) -> None:
        self.database, self.log, self.tables, self.clock = database, log, tables, clock
        self.fail: Callable[[GemeenteVastgesteld], Exception | None] = lambda _event: None
        self.handled: list[str] = []
        self.metrics = Metrics("test")
        self.subscriptions: dict[str, dict[type[Event], Handler[Any]]] = {
            TOPIC: {GemeenteVastgesteld: self.project}
        }
        self.consumer = self.restart()

    def restart(self, **limits: Any) -> Consumer:
        """A consumer as after a start of the process."""
        self.consumer = Consumer(
            "billing",
            self.database,
            self.log,
            self.tables.consumer,
            self.subscriptions,
            self.clock,
            limits=Limits(retry_s=0.001, **limits),
            metrics=self.metrics,
        )
        return self.consumer

    async def project(
        self, session: AsyncSession, event: GemeenteVastgesteld, envelope: Envelope
    ) -> None:
        row = {"id": event.gemeentecode, "versie": event.versie, "text": event.naam}
        await session.execute(upsert(self.tables.note, row, key=["id"]))
        self.handled.append(f"{event.gemeentecode}/{event.versie}")
        if error := self.fail(event):
            raise error

    async def append(self, *events: Event) -> None:
        await self.log.append([entry(event) for event in events])

    async def drain(self) -> None:
        while await self.consumer.step():
            pass

    async def rows(self, table: sa.Table) -> Sequence[Any]:
        async with self.database.read() as session:
            return (await session.execute(sa.select(table))).all()

    async def notes(self) -> set[str]:
        return {f"{row.id}/{row.versie}" for row in await self.rows(self.tables.note)}

    async def reached(self, positions: Any) -> bool:
        async with self.database.read() as session:
            return await self.consumer.reached(session, positions)


@pytest.fixture
async def world(
    database: Database, event_log: SqliteEventLog, tables: Any, clock: SimulatedClock
) -> AsyncIterator[World]:
    made = World(database, event_log, tables, clock)
    yield made
    await made.consumer.close()


class TestEffect:
    @both
    async def test_events_have_their_effect_in_order(self, world: World) -> None:
        await world.append(gemeente(versie=1), gemeente(versie=2), gemeente("9902"))

        assert [await world.consumer.step(), await world.consumer.step()] == [True, False]
        assert {"9901/2", "9902/1"} == await world.notes()
        assert world.handled == ["9901/1", "9901/2", "9902/1"]

    @both
    async def test_an_event_that_comes_twice_has_its_effect_once(self, world: World) -> None:
        same = entry(gemeente(), new_id())
        await world.log.append([same, same])
        await world.drain()
        await world.log.append([same])
        await world.drain()

        assert world.handled == ["9901/1"]

    @both
    async def test_a_death_between_effect_and_offset_repeats_nothing(self, world: World) -> None:
        await world.append(gemeente())

        async def die() -> None:
            raise ConnectionError

        world.consumer._subscription = await world.log.subscribe("billing", [TOPIC])
        world.consumer._subscription.commit = die  # type: ignore[method-assign]
        with pytest.raises(ConnectionError):
            await world.consumer.step()
        assert {"9901/1"} == await world.notes()

        world.restart()
        assert await world.consumer.step()
        assert world.handled == ["9901/1"]

    @both
    async def test_other_types_are_passed_over(self, world: World) -> None:
        new_type = json.loads(entry(gemeente()).payload) | {"type": "nl.jeugdwet.nieuw.v1"}
        await world.append(AanbiederVastgesteld(agb_code="99000001", naam="V", versie=1))
        await world.log.append([Entry(TOPIC, "k", json.dumps(new_type).encode())])
        ends = await world.consumer.barrier()
        await world.drain()

        assert world.handled == []
        assert await world.rows(world.tables.consumer.dead_letter) == []
        assert await world.reached(ends)

    @both
    async def test_a_large_topic_goes_in_batches(self, world: World) -> None:
        await world.append(*(gemeente(versie=n) for n in range(1, 26)))
        world.restart(batch=10)

        steps = [await world.consumer.step() for _ in range(4)]

        assert steps == [True, True, True, False]
        assert [f"9901/{n}" for n in range(1, 26)] == world.handled

    @both
    async def test_a_handler_may_write_events_of_its_own(self, world: World) -> None:
        bundles = []

        async def note_bundle(session: AsyncSession, _e: Event, _v: Envelope) -> None:
            bundles.append(session.info["bundle"])

        world.subscriptions[TOPIC] = {GemeenteVastgesteld: note_bundle}
        world.restart()
        await world.append(gemeente())
        await world.drain()

        assert len(bundles) == 1

    @both
    async def test_counts_by_type_and_outcome(self, world: World) -> None:
        await world.append(gemeente(), gemeente("9902"))
        await world.drain()

        line = b'{outcome="handled",type="nl.jeugdwet.gemeente.vastgesteld.v1"} 2.0'
        assert line in world.metrics.exposition()


class TestPoison:
    @both
    async def test_is_parked_and_the_rest_goes_on(self, world: World) -> None:
        world.fail = lambda e: ValueError("bad") if e.gemeentecode == "9902" else None
        await world.append(gemeente("9901"), gemeente("9902"), gemeente("9903"))
        ends = await world.consumer.barrier()
        await world.drain()

        assert {"9901/1", "9903/1"} == await world.notes()
        (dead,) = await world.rows(world.tables.consumer.dead_letter)
        assert tuple(dead)[1:5] == ("billing", TOPIC, 0, 1)
        assert (dead.key, dead.error, dead.message, dead.tries) == ("9902", "ValueError", "bad", 3)
        assert json.loads(dead.payload)["partitionkey"] == "9902"
        assert await world.reached(ends)
        assert world.consumer.healthy

    @both
    async def test_is_tried_a_few_times_first(self, world: World) -> None:
        failures = iter([ValueError(), ValueError()])
        world.fail = lambda _event: next(failures, None)
        await world.append(gemeente())
        await world.drain()

        assert {"9901/1"} == await world.notes()
        assert await world.rows(world.tables.consumer.dead_letter) == []

    @pytest.mark.parametrize(
        "payload",
        [
            b"\xff\xfe not text",
            b"{",
            b'{"specversion": "0.3"}',
            b'{"id":"1","source":"urn:nld:oin:1:systeem:a","specversion":"1.0","subject":"s",'
            b'"type":"nl.jeugdwet.gemeente.vastgesteld.v1","time":"2026-06-08T09:30:00Z",'
            b'"partitionkey":"k","data":{"gemeentecode":"zes"}}',
        ],
    )
    async def test_what_cannot_be_read_is_parked(self, world: World, payload: bytes) -> None:
        await world.log.append([Entry(TOPIC, "k", payload), entry(gemeente())])
        await world.drain()

        (dead,) = await world.rows(world.tables.consumer.dead_letter)
        assert dead.error == "ValidationError"
        assert "zes" not in dead.message
        assert {"9901/1"} == await world.notes()

    async def test_what_is_told_of_it_holds_no_value_of_it(self, world: World) -> None:
        world.fail = lambda e: KeyError(f"{e.naam} {e.gemeentecode} is 3 of {e.versie}")
        await world.append(gemeente(versie=7, naam="Geheimstad"))
        await world.drain()

        (dead,) = await world.rows(world.tables.consumer.dead_letter)
        assert dead.message == "'… … is 3 of …'"

    @both
    async def test_with_nothing_good_between_the_consumer_stops(self, world: World) -> None:
        world.fail = lambda _event: ValueError()
        world.restart(consecutive_dead=3)
        await world.append(*(gemeente(versie=n) for n in range(1, 9)))
        await world.drain()

        assert len(await world.rows(world.tables.consumer.dead_letter)) == 3
        assert not world.consumer.healthy
        assert not await world.consumer.step()

        world.fail = lambda _event: None
        world.restart()
        await world.drain()
        assert "9901/8" in await world.notes()
        assert world.consumer.healthy

    @both
    async def test_a_good_one_between_starts_the_count_again(self, world: World) -> None:
        world.fail = lambda e: ValueError() if e.versie % 3 else None
        world.restart(consecutive_dead=3)
        await world.append(*(gemeente(versie=n) for n in range(1, 13)))
        await world.drain()

        assert len(await world.rows(world.tables.consumer.dead_letter)) == 8
        assert world.consumer.healthy

    @both
    async def test_replay_gives_it_its_effect_after_all_and_once(self, world: World) -> None:
        world.fail = lambda _event: ValueError()
        await world.append(gemeente())
        await world.drain()
        world.fail = lambda _event: None

        counts = []
        for _ in range(2):
            async with world.database.begin() as session:
                counts.append(await self.replay(world, session))

        assert counts == [1, 0]
        assert {"9901/1"} == await world.notes()
        (dead,) = await world.rows(world.tables.consumer.dead_letter)
        assert world.clock.now() == dead.replayed_at

    @both
    async def test_replay_that_fails_again_changes_nothing(self, world: World) -> None:
        world.fail = lambda e: ValueError() if e.versie == 2 else None
        await world.append(gemeente(versie=2))
        await world.drain()

        with pytest.raises(ValueError, match=r"^$"):
            async with world.database.begin() as session:
                await self.replay(world, session)

        (dead,) = await world.rows(world.tables.consumer.dead_letter)
        assert dead.replayed_at is None

    async def test_replay_takes_the_chosen_ones(self, world: World) -> None:
        world.fail = lambda _event: ValueError()
        await world.append(gemeente("9901"), gemeente("9902"))
        await world.drain()
        world.fail = lambda _event: None
        _, second = await world.rows(world.tables.consumer.dead_letter)
        async with world.database.begin() as session:
            assert await self.replay(world, session, [second.seq]) == 1

        assert {"9902/1"} == await world.notes()

    async def replay(
        self, world: World, session: AsyncSession, seqs: Sequence[int] | None = None
    ) -> int:
        return await replay_dead(
            session, world.tables.consumer, world.subscriptions, world.clock, seqs
        )


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
