# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The consumer of one service: batches from the log, one transaction each."""

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

import sqlalchemy as sa
import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.clock import Clock
from libs.common.collector import collector_paused
from libs.common.consume.apply import Applier, Subscriptions, Work, is_its_own
from libs.common.consume.coming import Coming
from libs.common.consume.dead import DeadLetters, replay_dead
from libs.common.consume.tables import ConsumerTables
from libs.common.contracts import EVENTS, Envelope
from libs.common.db import Database, is_passing
from libs.common.eventlog.port import Delivery, EventLog, Positions, Subscription, place
from libs.common.fault import raised_at
from libs.common.metrics import Metrics
from libs.common.tracing import Tracing

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of a consumer.

    `batch` events at most in one transaction; `tries` for an event that fails, `retry_s` seconds
    apart and each time twice as long; it stops at `consecutive_dead` dead letters for which the
    program may be to blame, with nothing good between them, and is called unhealthy after
    `failed_steps` steps that failed in a row.
    `wait_s` seconds a step waits for the first event. A step reads up to `batches` of them at once.
    After `patience_s` seconds in which nobody read on in a partition nothing is expected of it.
    """

    batch: int = 100
    batches: int = 1
    tries: int = 3
    retry_s: float = 0.05
    consecutive_dead: int = 10
    failed_steps: int = 10
    wait_s: float = 0.0
    patience_s: float = 120.0


def is_reached(positions: Positions, at: Positions) -> bool:
    """True when a service that stands `at` has dealt with everything before `positions`."""
    return all(at.get(where, 0) >= offset for where, offset in positions.items())


class Consumer:
    """Reads the topics of `subscriptions` as a member of `group`, into the service's database."""

    def __init__(  # noqa: PLR0913 - the place where a consumer is wired
        self,
        group: str,
        db: Database,
        log: EventLog,
        tables: ConsumerTables,
        subscriptions: Subscriptions,
        clock: Clock,
        *,
        limits: Limits | None = None,
        metrics: Metrics | None = None,
        tracing: Tracing | None = None,
    ) -> None:
        self.limits = limits or Limits()
        self.topics = tuple(subscriptions)
        self._group = group
        self._db = db
        self._log = log
        self._tables = tables
        self._subscriptions = subscriptions
        self._position = tables.consumer_position
        self._applier = Applier(group, tables, subscriptions, clock, tracing)
        self._clock = clock
        self._dead = DeadLetters(group, tables.dead_letter, clock)
        self._metrics = metrics or Metrics(group)
        for topic in self.topics:
            self._metrics.count("dead_letters_parked", topic, by=0)
        self._subscription: Subscription | None = None
        self._newest: dict[str, float] = {}
        self._dead_in_a_row = 0
        self._failed_in_a_row = 0
        self._behind = False
        self._coming = Coming()

    @property
    def behind(self) -> bool:
        """True when more was waiting than goes in one transaction when a step last looked."""
        return self._behind

    @property
    def stopped(self) -> bool:
        """True after too many dead letters in a row; only a restart begins again."""
        return self._dead_in_a_row >= self.limits.consecutive_dead

    @property
    def healthy(self) -> bool:
        """False when stopped, or when step after step fails."""
        return not self.stopped and self._failed_in_a_row < self.limits.failed_steps

    async def step(self) -> bool:
        """Consume what was read at once; True when there was anything.

        Raises when the database or the log fails; the batch then comes again.
        """
        if self.stopped or not self.topics:
            return False
        try:
            busy = await self._step()
        except BaseException:
            self._failed_in_a_row += 1
            await self._back()
            raise
        self._failed_in_a_row = 0
        return busy

    async def barrier(self) -> Positions:
        """Where the topics end now, in a form to store; see `reached`."""
        return await self._log.end_positions(self.topics)

    async def reached(self, session: AsyncSession, positions: Positions) -> bool:
        """True when everything before `positions` had its effect in this service, or was parked."""
        return is_reached(positions, await self.positions(session))

    async def coming(self, session: AsyncSession) -> int:
        """How many events of its topics this service has yet to deal with, whoever of it does.

        Not those of a partition of which nobody deals with any. On SQLite, where offsets count over
        all topics, an upper bound.
        """
        first, ends = await self._log.first_positions(self.topics), await self.barrier()
        at = await self.positions(session)
        waiting = {
            where: max(0, end - max(at.get(where, 0), first.get(where, 0)))
            for where, end in ends.items()
        }
        return self._coming.count(time.monotonic(), waiting, at, self.limits.patience_s)

    async def positions(self, session: AsyncSession) -> Positions:
        """Up to where this service has dealt with its topics."""
        t = self._position.c
        query = sa.select(self._position).where(t.consumer_group == self._group)
        rows = (await session.execute(query)).all()
        return {place(row.topic, row.partition): row.next_offset for row in rows}

    async def replay(self, seqs: Sequence[int] | None = None) -> int:
        """Apply dead letters again, as `replay_dead` does; raises what the first one raises."""
        async with self._db.begin() as session:
            given = (self._tables, self._subscriptions, self._clock, seqs)
            return await replay_dead(session, *given)

    async def close(self) -> None:
        """Leave the group."""
        left, self._subscription = self._subscription, None
        if left is not None:
            await left.close()

    async def _step(self) -> bool:
        if self._subscription is None:
            self._subscription = await self._log.subscribe(self._group, self.topics)
        batch = self.limits.batch
        deliveries = await self._subscription.fetch(batch * self.limits.batches, self.limits.wait_s)
        self._behind = len(deliveries) >= batch
        if not deliveries:
            return False
        await self._batches(
            [deliveries[at : at + batch] for at in range(0, len(deliveries), batch)]
        )
        if self.stopped:
            await self._subscription.rewind()
            return False
        await self._subscription.commit()
        return True

    async def _batches(self, batches: Sequence[Sequence[Delivery]]) -> None:
        """A transaction each; the next is decoded while the database is busy with the one before.

        What cannot be decoded is found again when its batch is applied.
        """
        works = self._decoded(batches[0])
        for batch, following in zip_longest(batches, batches[1:]):
            if self.stopped:
                return
            if following is None:
                await self._part(batch, works)
            else:
                ahead = asyncio.to_thread(self._decoded, following)
                _, works = await asyncio.gather(self._part(batch, works), ahead)

    def _decoded(self, deliveries: Sequence[Delivery]) -> list[Work] | None:
        try:
            return self._applier.decode(deliveries)
        except Exception:
            return None

    async def _back(self) -> None:
        """To what the group committed; a new member begins there too."""
        if self._subscription is None:
            return
        try:
            await self._subscription.rewind()
        except BaseException:
            # It may stand past what was not applied: it must not read on.
            await self.close()
            raise

    async def _in_parts(self, deliveries: Sequence[Delivery]) -> None:
        """By halves, so that what fails by itself is found without trying all others alone."""
        if len(deliveries) == 1:
            error = await self._try(deliveries[0])
            if error is not None:
                await self._park(deliveries[0], error)
            return
        half = len(deliveries) // 2
        for part in (deliveries[:half], deliveries[half:]):
            if not self.stopped:
                await self._part(part)

    async def _part(self, deliveries: Sequence[Delivery], works: list[Work] | None = None) -> None:
        if works is not None or len(deliveries) > 1:
            try:
                await self._apply(deliveries, works)
            except Exception as error:
                if is_passing(error):
                    raise
            else:
                return
        await self._in_parts(deliveries)

    async def _try(self, delivery: Delivery) -> Exception | None:
        """Apply one event, more than once if need be; the error of the last time."""
        last: Exception | None = None
        for attempt in range(self.limits.tries):
            if attempt:
                await asyncio.sleep(self.limits.retry_s * 2 ** (attempt - 1))
            try:
                await self._apply([delivery])
            except Exception as error:
                if is_passing(error):
                    raise
                if is_its_own(error):
                    return error  # the next try finds the same
                last = error
            else:
                return None
        return last

    async def _apply(self, deliveries: Sequence[Delivery], works: list[Work] | None = None) -> None:
        with collector_paused():
            if works is None:
                works = self._applier.decode(deliveries)
            done = await self._applied(deliveries, works)
        self._dead_in_a_row = 0
        self._measure(done)

    async def _applied(
        self, deliveries: Sequence[Delivery], works: Sequence[Work]
    ) -> list[Envelope]:
        async with self._db.begin() as session:
            # First: whoever else has the same partition (it lost its place and does not know it
            # yet) waits here, and then sees what was done.
            await self._applier.advance(session, deliveries)
            return await self._applier.apply(session, works)

    async def _park(self, delivery: Delivery, error: Exception) -> None:
        async with self._db.begin() as session:
            await self._dead.park(session, delivery, error, self.limits.tries)
            await self._applier.advance(session, [delivery])
        if not is_its_own(error):
            self._dead_in_a_row += 1
        self._metrics.count("events_consumed", delivery.topic, "dead")
        self._metrics.count("dead_letters_parked", delivery.topic)
        _log.error(
            "event_parked",
            group=self._group,
            place=delivery.place,
            offset=delivery.offset,
            error=type(error).__name__,
            at=raised_at(error),
            stopped=self.stopped,
        )

    def _measure(self, done: Sequence[Envelope]) -> None:
        """Kind by kind: a metric asked for by its labels costs as much as an event does to read."""
        for kind, count in Counter(envelope.type for envelope in done).items():
            self._metrics.count("events_consumed", kind, "handled", by=count)
        times: dict[str, list[datetime]] = {}
        for envelope in done:
            times.setdefault(EVENTS[envelope.type].topic, []).append(envelope.time)
        now = self._clock.now()
        for topic, recorded in times.items():
            ages = [max((now - moment).total_seconds(), 0.0) for moment in recorded]
            self._metrics.observe_all("projection_seconds", ages, topic)
            newest = max(self._newest.get(topic, 0.0), max(recorded).timestamp())
            self._newest[topic] = newest
            self._metrics.gauge("projection_newest_timestamp_seconds", newest, topic)
