# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The event log on Apache Kafka.

Writing waits for all replicas that are in sync, through an idempotent producer; the key chooses
the partition. Reading is in consumer groups. A batch that was fetched holds up a rebalance until
it is committed or rewound, so that its partitions do not go to another member meanwhile; a member
that takes too long loses them, its commit fails, and what it did comes again to the other one.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRebalanceListener, TopicPartition
from aiokafka.coordinator.assignors.roundrobin import RoundRobinPartitionAssignor

from libs.common.contracts.base import CONTENT_TYPE
from libs.common.db import Wake
from libs.common.eventlog.kafka.clients import started
from libs.common.eventlog.kafka.groups import committed_by, move_group
from libs.common.eventlog.kafka.options import KafkaOptions
from libs.common.eventlog.port import Delivery, Entry, Positions, place

_ASSIGNORS = (RoundRobinPartitionAssignor,)
"""In turn, so that each member has its part of each topic: the sticky one gave all partitions of
the busiest to one. One alone: aiokafka asks to join once for each, and each time but the first
upsets the group that it has just joined, which then may never come to rest."""
_HEADERS = [("content-type", CONTENT_TYPE.encode())]


class KafkaEventLog:
    """The log on one cluster; connects when it is first used."""

    wait_s = 1.0

    def __init__(self, options: KafkaOptions) -> None:
        self.wake = Wake()
        self._options = options
        self._producing = asyncio.Lock()
        self._producer: AIOKafkaProducer | None = None
        self._looking = asyncio.Lock()
        self._looker: AIOKafkaConsumer | None = None
        self._subscriptions: set[KafkaSubscription] = set()

    async def append(self, entries: Sequence[Entry]) -> None:
        """All entries, each acknowledged by every replica in sync."""
        if not entries:
            return
        producer = await self._writer()
        try:
            sent = [await producer.send(*self._record(e), headers=_HEADERS) for e in entries]
            await asyncio.gather(*sent)
        except BaseException:
            # Its sequence numbers may have a gap now: the next append begins with a new one.
            await self._drop(producer)
            raise
        self.wake.set()

    async def subscribe(self, group: str, topics: Sequence[str]) -> "KafkaSubscription":
        """Join a group; partitions come with the first fetches."""
        options, name = self._options, f"{self._options.prefix}{group}"
        consumer = AIOKafkaConsumer(
            group_id=name,
            group_instance_id=f"{name}-{options.member}" if options.member else None,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            session_timeout_ms=options.session_timeout_ms,
            heartbeat_interval_ms=options.session_timeout_ms // 4,
            partition_assignment_strategy=_ASSIGNORS,
            **options.client(),
        )
        subscription = KafkaSubscription(consumer, options, self._subscriptions.discard)
        consumer.subscribe([options.prefix + t for t in topics], listener=subscription.listener)
        await started(consumer.start(), consumer.stop)
        self._subscriptions.add(subscription)
        return subscription

    async def end_positions(self, topics: Sequence[str]) -> Positions:
        """The end of each partition in which records are kept."""
        async with self._looking:
            looker = await self._started_looker()
            partitions = await self._partitions(topics)
            first = await looker.beginning_offsets(partitions)
            ends = await looker.end_offsets(partitions)
        bare = len(self._options.prefix)
        held = (p for p in partitions if ends[p] > first[p])
        return {place(p.topic[bare:], p.partition): ends[p] for p in held}

    async def first_positions(self, topics: Sequence[str]) -> Positions:
        """The first record kept in each partition."""
        async with self._looking:
            looker = await self._started_looker()
            first = await looker.beginning_offsets(await self._partitions(topics))
        bare = len(self._options.prefix)
        return {place(p.topic[bare:], p.partition): offset for p, offset in first.items()}

    async def committed(self, group: str, topics: Sequence[str]) -> Positions:
        """What the cluster keeps for the group."""
        return await committed_by(self._options, group, topics)

    async def move(self, group: str, positions: Positions) -> None:
        """Commit from outside the group, which the cluster allows only when it has no members."""
        await move_group(self._options, group, positions)

    async def close(self) -> None:
        """Leave all groups and let go of all connections."""
        for subscription in list(self._subscriptions):
            await subscription.close()
        if self._producer is not None:
            await self._drop(self._producer)
        if self._looker is not None:
            await self._looker.stop()
            self._looker = None

    def _record(self, entry: Entry) -> tuple[str, bytes, bytes]:
        return self._options.prefix + entry.topic, entry.payload, entry.key.encode()

    async def _writer(self) -> AIOKafkaProducer:
        async with self._producing:
            if self._producer is None:
                producer = AIOKafkaProducer(
                    acks="all", enable_idempotence=True, linger_ms=2, **self._options.client()
                )
                await started(producer.start(), producer.stop)
                self._producer = producer
            return self._producer

    async def _drop(self, producer: AIOKafkaProducer) -> None:
        if self._producer is producer:
            self._producer = None
        await producer.stop()

    async def _started_looker(self) -> AIOKafkaConsumer:
        if self._looker is None:
            looker = AIOKafkaConsumer(**self._options.client())
            await started(looker.start(), looker.stop)
            self._looker = looker
        return self._looker

    async def _partitions(self, topics: Sequence[str]) -> list[TopicPartition]:
        producer = await self._writer()
        names = [self._options.prefix + topic for topic in topics]
        return [
            TopicPartition(name, n)
            for name in names
            for n in sorted(await producer.partitions_for(name))
        ]


class KafkaSubscription:
    """A member of a group; the working positions are those of the batch that is out."""

    def __init__(
        self,
        consumer: AIOKafkaConsumer,
        options: KafkaOptions,
        closed: "Callable[[KafkaSubscription], None]",
    ) -> None:
        self._consumer = consumer
        self._bare = len(options.prefix)
        self._closed = closed
        self._working: dict[TopicPartition, int] = {}
        self.listener = _Listener(self._working, options.hold_rebalance_s)

    async def fetch(self, limit: int, wait_s: float = 0) -> list[Delivery]:
        """The next records, in order within each partition."""
        found = await self._consumer.getmany(timeout_ms=int(wait_s * 1000), max_records=limit)
        deliveries = [self._delivery(record) for records in found.values() for record in records]
        if deliveries:
            self._working.update({p: records[-1].offset + 1 for p, records in found.items()})
            self.listener.batch_is_out()
        return deliveries

    async def commit(self) -> None:
        """Commit the working positions; raises when the partitions have gone to another member."""
        if self._working:
            await self._consumer.commit(dict(self._working))
        self._settled()

    async def rewind(self) -> None:
        """Read again from what the group committed."""
        try:
            for partition in self._consumer.assignment():
                committed = await self._consumer.committed(partition)
                if committed is None:
                    await self._consumer.seek_to_beginning(partition)
                else:
                    self._consumer.seek(partition, committed)
        finally:
            self._settled()

    async def close(self) -> None:
        """Leave the group."""
        self._settled()
        self._closed(self)
        await self._consumer.stop()

    def _settled(self) -> None:
        self._working.clear()
        self.listener.batch_is_settled()

    def _delivery(self, record: Any) -> Delivery:  # noqa: ANN401 - aiokafka's record
        return Delivery(
            topic=record.topic[self._bare :],
            partition=record.partition,
            offset=record.offset,
            key=(record.key or b"").decode(errors="backslashreplace"),
            payload=record.value or b"",
        )


class _Listener(ConsumerRebalanceListener):  # type: ignore[misc]
    """Holds up a rebalance while a batch is out."""

    def __init__(self, working: dict[TopicPartition, int], hold_s: float) -> None:
        self._working = working
        self._hold_s = hold_s
        self._settled = asyncio.Event()
        self._settled.set()

    def batch_is_out(self) -> None:
        self._settled.clear()

    def batch_is_settled(self) -> None:
        self._settled.set()

    async def on_partitions_revoked(self, revoked: Sequence[TopicPartition]) -> None:
        try:
            async with asyncio.timeout(self._hold_s):
                await self._settled.wait()
        except TimeoutError:
            return

    async def on_partitions_assigned(self, assigned: Sequence[TopicPartition]) -> None:
        """Nothing to do: a new member begins at what the group committed."""
