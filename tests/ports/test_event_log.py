# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The promises of the event log, tested on every adapter. A new one joins `ADAPTERS`.

An adapter opens the log that is kept in a folder; opening it again finds what was kept.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from libs.common.contracts import TOPICS
from libs.common.eventlog.kafka import KafkaEventLog, KafkaOptions, create_topics
from libs.common.eventlog.port import Delivery, Entry, EventLog, GroupInUseError, Subscription
from libs.common.eventlog.sqlite import SqliteEventLog
from libs.common.ids import new_id
from tests.infra.kafka import KafkaCluster

Open = Callable[[], Awaitable[EventLog]]


Opening = Callable[[], Awaitable[EventLog]]


def sqlite(_request: pytest.FixtureRequest, folder: Path) -> Opening:
    async def open_one() -> EventLog:
        return SqliteEventLog(folder / "log.db")

    return open_one


def kafka(request: pytest.FixtureRequest, _folder: Path) -> Opening:
    """Topics of their own for each test, on the cluster of the run."""
    cluster: KafkaCluster = request.getfixturevalue("kafka_server")
    options = KafkaOptions(
        cluster.bootstrap, prefix=f"{new_id()}.", session_timeout_ms=2_000, replicas=1
    )
    made: list[str] = []

    async def open_one() -> EventLog:
        if not made:
            made.extend(await create_topics(options, [TOPICS[TOPIC], TOPICS[OTHER]]))
        return KafkaEventLog(options)

    return open_one


ADAPTERS: dict[str, Callable[[pytest.FixtureRequest, Path], Opening]] = {
    "sqlite": sqlite,
    "kafka": kafka,
}
TOPIC, OTHER = "jeugdregio.toewijzing", "jeugdregio.contract"
PATIENCE_S = 15
"""How long an adapter may take to deliver what is there: joining a group takes a broker time."""


@pytest.fixture(params=list(ADAPTERS))
async def open_log(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Open]:
    async with AsyncExitStack() as stack:
        opening = ADAPTERS[request.param](request, tmp_path)

        async def open_one() -> EventLog:
            log = await opening()
            stack.push_async_callback(log.close)
            return log

        yield open_one


@pytest.fixture
async def log(open_log: Open) -> EventLog:
    return await open_log()


def entries(count: int, *, topic: str = TOPIC, keys: int = 1, first: int = 0) -> list[Entry]:
    numbers = range(first, first + count)
    return [Entry(topic, f"key-{n % keys}", f'{{"n":{n}}}'.encode()) for n in numbers]


async def drain(reader: Subscription, count: int) -> list[Delivery]:
    """Fetch until `count` records came."""
    found: list[Delivery] = []
    async with asyncio.timeout(PATIENCE_S):
        while len(found) < count:
            found += await reader.fetch(count - len(found), wait_s=1)
    return found


def payloads(records: list[Delivery] | list[Entry]) -> list[bytes]:
    return [record.payload for record in records]


async def test_records_of_a_key_come_in_the_order_of_appending(log: EventLog) -> None:
    for first in range(0, 60, 20):
        await log.append(entries(20, keys=4, first=first))
    found = await drain(await log.subscribe("reader", [TOPIC]), 60)

    assert sorted(payloads(found)) == sorted(payloads(entries(60)))
    for key in {record.key for record in found}:
        sent = [e.payload for e in entries(60, keys=4) if e.key == key]
        assert sent == [record.payload for record in found if record.key == key]


async def test_a_key_stays_in_one_partition_and_offsets_rise(log: EventLog) -> None:
    await log.append(entries(40, keys=8))
    found = await drain(await log.subscribe("reader", [TOPIC]), 40)

    assert len({(d.key, d.partition) for d in found}) == 8
    for where in {d.place for d in found}:
        offsets = [d.offset for d in found if d.place == where]
        assert sorted(set(offsets)) == offsets


async def test_a_record_comes_as_it_was_written(log: EventLog) -> None:
    entry = Entry(TOPIC, "sleutel-é", '{"naam":"Ü"}'.encode())
    await log.append([entry])
    (found,) = await drain(await log.subscribe("reader", [TOPIC]), 1)

    assert (entry.topic, entry.key, entry.payload) == (found.topic, found.key, found.payload)


async def test_what_was_not_committed_comes_again(log: EventLog) -> None:
    await log.append(entries(6))
    reader = await log.subscribe("reader", [TOPIC])
    await drain(reader, 2)
    await reader.commit()
    await drain(reader, 3)

    await reader.rewind()

    assert payloads(entries(4, first=2)) == payloads(await drain(reader, 4))


async def test_fetch_goes_on_where_it_was_also_without_commit(log: EventLog) -> None:
    await log.append(entries(4))
    reader = await log.subscribe("reader", [TOPIC])
    first = await drain(reader, 2)

    assert payloads(entries(4)) == payloads(first + await drain(reader, 2))
    assert await reader.fetch(10) == []


async def test_a_reader_that_comes_back_begins_at_the_commit(log: EventLog) -> None:
    await log.append(entries(5))
    reader = await log.subscribe("reader", [TOPIC])
    await drain(reader, 2)
    await reader.commit()
    await drain(reader, 1)
    await reader.close()

    again = await log.subscribe("reader", [TOPIC])

    assert payloads(entries(3, first=2)) == payloads(await drain(again, 3))


async def test_everything_is_kept_over_a_restart(open_log: Open) -> None:
    log = await open_log()
    await log.append(entries(5))
    reader = await log.subscribe("reader", [TOPIC])
    await drain(reader, 2)
    await reader.commit()
    ends = await log.end_positions([TOPIC])
    await reader.close()
    await log.close()

    again = await open_log()
    assert ends == await again.end_positions([TOPIC])
    await again.append(entries(1, first=5))

    found = await drain(await again.subscribe("reader", [TOPIC]), 4)
    assert payloads(entries(4, first=2)) == payloads(found)


async def test_groups_know_nothing_of_each_other(log: EventLog) -> None:
    await log.append(entries(3))
    one, two = [await log.subscribe(group, [TOPIC]) for group in ("one", "two")]
    await drain(one, 3)
    await one.commit()

    assert payloads(entries(3)) == payloads(await drain(two, 3))


async def test_a_new_group_replays_from_the_beginning(log: EventLog) -> None:
    await log.append(entries(4))
    old = await log.subscribe("old", [TOPIC])
    await drain(old, 4)
    await old.commit()
    await log.append(entries(1, first=4))

    assert payloads(entries(5)) == payloads(await drain(await log.subscribe("new", [TOPIC]), 5))


async def test_a_topic_that_joins_later_is_read_from_its_beginning(log: EventLog) -> None:
    await log.append(entries(2, topic=OTHER) + entries(2))
    reader = await log.subscribe("reader", [TOPIC])
    await drain(reader, 2)
    await reader.commit()
    await reader.close()

    wider = await log.subscribe("reader", [TOPIC, OTHER])

    assert [d.topic for d in await drain(wider, 2)] == [OTHER, OTHER]


async def test_only_asked_topics_come(log: EventLog) -> None:
    await log.append(entries(2, topic=OTHER) + entries(2) + entries(2, topic=OTHER, first=2))
    found = await drain(await log.subscribe("reader", [OTHER]), 4)

    assert {OTHER} == {d.topic for d in found}
    assert payloads(entries(4)) == payloads(found)


async def test_fetch_gives_no_more_than_the_limit(log: EventLog) -> None:
    await log.append(entries(25))
    reader = await log.subscribe("reader", [TOPIC])
    sizes: list[int] = []
    async with asyncio.timeout(PATIENCE_S):
        while sum(sizes) < 25:
            sizes.append(len(await reader.fetch(10, wait_s=1)))

    assert max(sizes) <= 10


async def test_end_positions_lie_after_everything_appended(log: EventLog) -> None:
    await log.append(entries(30, keys=10))
    ends = await log.end_positions([TOPIC])
    await log.append(entries(5, keys=10, first=30))
    found = await drain(await log.subscribe("reader", [TOPIC]), 35)

    before = {d.payload for d in found if d.offset < ends.get(d.place, 0)}
    assert set(payloads(entries(30))) == before


async def test_whoever_read_all_of_a_partition_has_reached_its_end(log: EventLog) -> None:
    await log.append(entries(12, keys=6) + entries(3, topic=OTHER))
    ends = await log.end_positions([TOPIC, OTHER])
    found = await drain(await log.subscribe("reader", [TOPIC, OTHER]), 15)

    reached = {d.place: d.offset + 1 for d in found}
    assert ends == reached


async def test_an_empty_topic_has_no_end(log: EventLog) -> None:
    await log.append(entries(1))

    assert await log.end_positions([OTHER]) == {}


async def test_fetch_waits_for_what_comes_and_no_longer(log: EventLog) -> None:
    reader = await log.subscribe("reader", [TOPIC])
    await log.append(entries(1))
    await drain(reader, 1)
    loop = asyncio.get_running_loop()
    began = loop.time()
    waiting = asyncio.create_task(reader.fetch(10, wait_s=PATIENCE_S))
    await asyncio.sleep(0.05)
    await log.append(entries(1, first=1))

    assert payloads(entries(1, first=1)) == payloads(await waiting)
    assert loop.time() - began < PATIENCE_S / 3


async def test_nothing_there_is_an_empty_list(log: EventLog) -> None:
    await log.append([])
    reader = await log.subscribe("reader", [TOPIC])

    assert await reader.fetch(10) == []
    assert await reader.fetch(10, wait_s=0.05) == []
    await reader.commit()


async def test_an_append_wakes_this_process(log: EventLog) -> None:
    ticket = log.wake.ticket()
    await log.append(entries(1))

    assert ticket.is_set()


async def test_writers_beside_each_other_lose_nothing(log: EventLog) -> None:
    batches = [entries(5, first=n * 5) for n in range(8)]
    await asyncio.gather(*(log.append(batch) for batch in batches))
    found = payloads(await drain(await log.subscribe("reader", [TOPIC]), 40))

    assert sorted(payloads(entries(40))) == sorted(found)
    for batch in batches:
        sent = payloads(batch)
        assert sent == [p for p in found if p in sent]


async def test_what_a_group_committed_is_seen_from_outside(log: EventLog) -> None:
    await log.append(entries(6))
    reader = await log.subscribe("reader", [TOPIC])
    before = await log.committed("reader", [TOPIC])
    found = await drain(reader, 4)
    await reader.commit()
    after = dict(await log.committed("reader", [TOPIC]))

    assert not any(before.values())
    assert after[found[-1].place] == found[-1].offset + 1
    assert not any((await log.committed("another", [TOPIC])).values())


async def test_a_group_that_is_moved_goes_on_from_there(log: EventLog) -> None:
    await log.append(entries(6))
    reader = await log.subscribe("reader", [TOPIC])
    found = await drain(reader, 6)
    await reader.commit()
    await reader.close()

    await log.move("reader", {found[2].place: found[2].offset})
    again = await log.subscribe("reader", [TOPIC])

    assert payloads(entries(4, first=2)) == payloads(await drain(again, 4))


async def test_the_first_positions_are_where_a_new_group_begins(log: EventLog) -> None:
    await log.append(entries(5, keys=3))
    old = await log.subscribe("reader", [TOPIC])
    await drain(old, 5)
    await old.commit()
    await old.close()

    await log.move("reader", await log.first_positions([TOPIC]))
    again = await drain(await log.subscribe("reader", [TOPIC]), 5)

    assert sorted(payloads(entries(5, keys=3))) == sorted(payloads(again))


@pytest.mark.parametrize("open_log", ["kafka"], indirect=True)
async def test_a_group_with_members_is_not_moved(log: EventLog) -> None:
    """A file does not know its readers: there the folder is held."""
    await log.append(entries(3))
    reader = await log.subscribe("reader", [TOPIC])
    found = await drain(reader, 3)

    with pytest.raises(GroupInUseError):
        await log.move("reader", {found[0].place: 0})
    await reader.commit()
