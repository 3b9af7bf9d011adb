# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The consumer: once in effect, in order, poison parked, and never past what failed."""

import json
from collections.abc import Sequence

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.consume import AbsurdEventError, replay_dead
from libs.common.contracts import (
    AanbiederVastgesteld,
    Envelope,
    Event,
    GemeenteVastgesteld,
)
from libs.common.eventlog.port import Entry
from libs.common.ids import new_id
from tests.common.consuming import TOPIC, World, entry, gemeente

both = pytest.mark.both_databases


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
    async def test_what_cannot_go_back_does_not_go_on(self, world: World) -> None:
        """The database is away, and then so is the log: nothing may be passed over."""
        await world.append(gemeente(versie=1), gemeente(versie=2))

        async def fail() -> None:
            raise TimeoutError

        world.fail = lambda _event: ConnectionError()
        subscription = await world.log.subscribe("billing", [TOPIC])
        subscription.rewind = fail  # type: ignore[method-assign]
        world.consumer._subscription = subscription
        with pytest.raises(TimeoutError):
            await world.consumer.step()
        world.fail = lambda _event: None
        await world.append(gemeente(versie=3))
        await world.drain()

        assert {"9901/3"} == await world.notes()
        assert world.handled[-3:] == ["9901/1", "9901/2", "9901/3"]

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
    async def test_events_of_a_kind_can_be_taken_together(self, world: World) -> None:
        world.together()
        world.restart(batch=10)
        await world.append(*(gemeente(versie=n) for n in range(1, 26)))
        await world.drain()

        assert world.handled == [f"9901/{n}" for n in range(1, 26)]
        assert world.batches == [10, 10, 5]

    @both
    async def test_what_is_read_at_once_has_a_transaction_a_batch(self, world: World) -> None:
        world.together()
        world.restart(batch=4, batches=3)
        unreadable = Entry(TOPIC, "9901", b"{}")
        await world.append(*(gemeente(versie=n) for n in range(1, 7)))
        await world.log.append([unreadable])
        await world.append(*(gemeente(versie=n) for n in range(7, 12)))
        assert await world.consumer.step(), "twelve, of which the seventh is no event"

        assert world.handled == [f"9901/{n}" for n in range(1, 12)]
        assert world.batches == [4, 2, 1, 4]
        assert len(await world.rows(world.tables.consumer.dead_letter)) == 1
        assert not await world.consumer.step()

    @both
    async def test_one_that_fails_among_many_is_found_by_halves(self, world: World) -> None:
        world.together()
        world.restart(batch=64)
        world.fail = lambda event: ValueError() if event.versie == 13 else None
        await world.append(*(gemeente(str(9900 + n), versie=n) for n in range(1, 65)))
        await world.drain()

        (dead,) = await world.rows(world.tables.consumer.dead_letter)
        assert json.loads(dead.payload)["data"]["versie"] == 13
        assert len(await world.notes()) == 63
        assert len(world.handled) < 64 * 7, "halves, not each by itself"

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

    @both
    async def test_a_version_that_is_not_known_waits_and_stops_nobody(self, world: World) -> None:
        world.restart(consecutive_dead=2)
        later = [entry(gemeente(f"99{n:02}")) for n in range(5)]
        payloads = [one.payload.replace(b"vastgesteld.v1", b"vastgesteld.v2") for one in later]
        await world.log.append([Entry(TOPIC, "k", one) for one in payloads])
        await world.append(gemeente("9950"))
        await world.drain()

        dead = await world.rows(world.tables.consumer.dead_letter)
        assert [one.error for one in dead] == ["UnknownVersionError"] * 5
        assert (world.consumer.healthy, await world.notes()) == (True, {"9950/1"})
        line = b'jeugdregio_dead_letters_parked_total{topic="jeugdregio.contract"} 5.0'
        assert line in world.metrics.exposition()

    @both
    async def test_what_is_wrong_by_its_content_stops_nobody(self, world: World) -> None:
        world.fail = lambda e: AbsurdEventError() if e.gemeentecode != "9950" else None
        world.restart(consecutive_dead=2)
        await world.append(*(gemeente(f"99{n:02}") for n in range(5)), gemeente("9950"))
        await world.drain()

        dead = await world.rows(world.tables.consumer.dead_letter)
        assert [one.error for one in dead] == ["AbsurdEventError"] * 5
        assert (world.consumer.healthy, await world.notes()) == (True, {"9950/1"})

    @both
    async def test_what_no_database_can_store_is_parked_too(self, world: World) -> None:
        rubbish = Entry(TOPIC, "k\0" + "k" * 300, b"\x00\xff garbage")
        await world.log.append([rubbish, entry(gemeente())])
        await world.drain()

        (dead,) = await world.rows(world.tables.consumer.dead_letter)
        assert (dead.payload, dead.key) == (r"\x00\xff garbage", r"k\x00" + "k" * 95)
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


async def test_is_behind_while_more_is_waiting_than_goes_in_one_transaction(world: World) -> None:
    await world.append(*(gemeente(f"990{number}") for number in range(5)))
    consumer = world.restart(batch=2, batches=2)

    seen = []
    while await consumer.step():
        seen.append(consumer.behind)

    assert seen == [True, False]
    assert not consumer.behind
