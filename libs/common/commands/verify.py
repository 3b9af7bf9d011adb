# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Verify: does a database agree with the log, in what it published and in what it has read?

They differ after a restore: the database is older than the log, the log lost records, or the
database is ahead of that of a maker, so that it has read what nobody has made.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import sqlalchemy as sa
from pydantic import ValidationError

from libs.common.contracts import TOPICS, Envelope
from libs.common.eventlog.port import Delivery
from libs.common.ids import new_id
from libs.common.runtime import Runtime

BATCH = 500
SHOWN = 100
READ_WITHIN = timedelta(days=7)
"""Of what was read the last is compared: databases that were put back are not further apart."""


@dataclass
class Found:
    """What was compared, and what does not agree."""

    compared: int = 0
    unknown: int = 0
    """Events in the log, made by this service, that its outbox does not have."""

    lost: int = 0
    """Events that its outbox sent, to topics that keep all, and that the log does not have."""

    unmade: int = 0
    """Events that it has read of late, and that the log does not have."""

    first: list[str] = field(default_factory=list)
    """The first of them, a line each: place, type, subject, moment and id."""

    @property
    def agrees(self) -> bool:
        """Nothing is unknown, lost or unmade."""
        return not (self.unknown or self.lost or self.unmade)

    def show(self, line: str) -> None:
        """Keep a line, unless there are enough."""
        if len(self.first) < SHOWN:
            self.first.append(line)


async def verify(runtime: Runtime) -> Found:
    """Read all that the service publishes and reads, as nobody in particular; changes nothing."""
    topics = [name for name, t in TOPICS.items() if runtime.name in (*t.producers, *t.consumers)]
    unmade = await _read_of_late(runtime)
    newest = await _newest(runtime)
    seen = bytearray(newest // 8 + 1)  # a bit for each row of the outbox
    found = Found()
    async for deliveries in _all_of(runtime, topics):
        readable = _readable(deliveries)
        unmade -= readable.keys()
        envelopes = _of(readable, runtime.settings.source(runtime.name))
        seqs = await _seqs(runtime, list(envelopes))
        found.compared += len(envelopes)
        for event_id, (envelope, delivery) in envelopes.items():
            seq = seqs.get(event_id)
            if seq is None:
                found.unknown += 1
                where = f"{delivery.place} {delivery.offset}"
                found.show(f"not in the outbox: {where} {_about(envelope)}")
            elif seq <= newest:
                seen[seq // 8] |= 1 << seq % 8
    await _look_for_lost(runtime, seen, newest, found)
    found.unmade = len(unmade)
    for event_id in sorted(unmade):
        found.show(f"read, and not in the log: {event_id}")
    return found


Readable = dict[str, tuple[Envelope, Delivery]]


def _of(readable: Readable, source: str) -> Readable:
    return {k: found for k, found in readable.items() if found[0].source == source}


def _readable(deliveries: Sequence[Delivery]) -> Readable:
    found: Readable = {}
    for delivery in deliveries:
        try:
            envelope = Envelope.from_bytes(delivery.payload)
        except ValidationError:
            continue  # whoever wrote that, it was not a relay
        found[envelope.id] = (envelope, delivery)
    return found


async def _all_of(runtime: Runtime, topics: Sequence[str]) -> AsyncIterator[list[Delivery]]:
    """Everything up to where the topics end now, through a group that leaves no trace."""
    ends = dict(await runtime.log.end_positions(topics))
    if not ends:
        return
    reader = await runtime.log.subscribe(f"{runtime.name}-verify-{new_id()}", topics)
    try:
        while ends:
            deliveries = await reader.fetch(BATCH, 1)
            yield deliveries
            _strike(ends, deliveries)
    finally:
        await reader.close()


def _strike(ends: dict[str, int], deliveries: Sequence[Delivery]) -> None:
    for delivery in deliveries:
        if delivery.offset + 1 >= ends.get(delivery.place, 0):
            ends.pop(delivery.place, None)


async def _read_of_late(runtime: Runtime) -> set[str]:
    """What the inbox claimed last, looked at before the log is: whatever it has came from there."""
    tables = runtime.mechanics.consumer
    if tables is None:
        return set()
    t = tables.inbox.c
    async with runtime.db.read() as session:
        last = await session.scalar(sa.select(sa.func.max(t.claimed_at)))
        if last is None:
            return set()
        query = sa.select(t.event_id).where(t.claimed_at >= last - READ_WITHIN)
        return set((await session.scalars(query)).all())


async def _newest(runtime: Runtime) -> int:
    """The last row that was sent before the log is read."""
    t = runtime.mechanics.outbox.outbox.c
    async with runtime.db.read() as session:
        query = sa.select(sa.func.max(t.seq)).where(t.sent_at.is_not(None))
        return int(await session.scalar(query) or 0)


async def _seqs(runtime: Runtime, ids: Sequence[str]) -> dict[str, int]:
    t = runtime.mechanics.outbox.outbox.c
    async with runtime.db.read() as session:
        rows = await session.execute(sa.select(t.id, t.seq).where(t.id.in_(ids)))
        return {row.id: row.seq for row in rows}


async def _look_for_lost(runtime: Runtime, seen: bytearray, newest: int, found: Found) -> None:
    kept = [name for name, topic in TOPICS.items() if topic.retention_days is None]
    t = runtime.mechanics.outbox.outbox.c
    query = sa.select(t.seq, t.envelope).where(t.sent_at.is_not(None), t.topic.in_(kept))
    after = 0
    while True:
        page = query.where(t.seq > after, t.seq <= newest).order_by(t.seq).limit(BATCH)
        async with runtime.db.read() as session:
            rows = (await session.execute(page)).all()
        if not rows:
            return
        for row in rows:
            if not seen[row.seq // 8] >> row.seq % 8 & 1:
                found.lost += 1
                about = _about(Envelope.from_bytes(row.envelope.encode()))
                found.show(f"not in the log: outbox {row.seq} {about}")
        after = rows[-1].seq


def _about(envelope: Envelope) -> str:
    return f"{envelope.type} {envelope.subject} {envelope.time.isoformat()} {envelope.id}"
