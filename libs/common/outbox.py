# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The outbox: events stored with their cause, and relayed to the log afterwards.

Invariants:
- an event is stored in the transaction of its cause, or not at all;
- what is stored reaches the log at least once; a crash between append and mark repeats it with
  the same envelope id, by which a consumer knows it;
- rows go to the log in the order of `seq`, so events with one key keep the order of their
  writers, who hold the lock on what the key names;
- no transaction is open while the log is written.
"""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import Row, bulk_insert, listed
from libs.common.clock import Clock
from libs.common.contracts import Envelope
from libs.common.contracts.base import Told
from libs.common.contracts.schemas import has_pseudonyms, schema_uri
from libs.common.db import BigId, Database, UtcDateTime, partial_index
from libs.common.eventlog.port import Entry, EventLog
from libs.common.ids import new_id
from libs.common.metrics import Metrics
from libs.common.tracing import traceparent

BATCH = 1_000

InMark: TypeAlias = Callable[[AsyncSession, Sequence[str]], Awaitable[None]]
Unsent: TypeAlias = sa.Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class OutboxTables:
    """The table of the outbox in one service."""

    outbox: sa.Table


def outbox_tables(metadata: sa.MetaData) -> OutboxTables:
    """Declare the outbox in a service's metadata."""
    seq = sa.Column("seq", BigId, primary_key=True, autoincrement=True)
    bundle = sa.Column("bundle", sa.String(36), nullable=False)
    outbox = sa.Table(
        "outbox",
        metadata,
        seq,
        sa.Column("id", sa.String(36), nullable=False),
        bundle,
        sa.Column("topic", sa.String(100), nullable=False),
        sa.Column("key", sa.String(100), nullable=False),
        sa.Column("envelope", sa.Text, nullable=False),
        sa.Column("added_at", UtcDateTime, nullable=False),
        sa.Column("sent_at", UtcDateTime),
        sa.UniqueConstraint("id", name="uq_outbox_id"),
        partial_index("ix_outbox_unsent_seq", seq, where="sent_at IS NULL"),
        partial_index("ix_outbox_unsent_bundle", bundle, where="sent_at IS NULL"),
    )
    return OutboxTables(outbox)


class Outbox:
    """Where a service leaves its events; `source` is the CloudEvents source of the service.

    `pseudonym_key` names the key of the pseudonyms that it makes, if it makes any.
    """

    def __init__(
        self, tables: OutboxTables, source: str, clock: Clock, pseudonym_key: str | None = None
    ) -> None:
        self.tables = tables
        self.clock = clock
        self._source = source
        self._pseudonym_key = pseudonym_key

    async def add(
        self,
        session: AsyncSession,
        *events: Told,
        correlation_id: str | None = None,
        causation_id: str | None = None,
    ) -> None:
        """Store events in the caller's transaction (one of `Database.begin`); never commits."""
        await self.store(session, self.compose(session, events, correlation_id, causation_id))

    def compose(
        self,
        session: AsyncSession,
        events: Iterable[Told],
        correlation_id: str | None = None,
        causation_id: str | None = None,
    ) -> list[Row]:
        """The rows of events, to `store` together with those of others."""
        trace = traceparent()
        return [self._row(session, event, correlation_id, causation_id, trace) for event in events]

    async def store(self, session: AsyncSession, rows: Sequence[Row]) -> None:
        """Store what was composed, in this order, in the caller's transaction."""
        await bulk_insert(session, self.tables.outbox, rows)

    def _row(
        self,
        session: AsyncSession,
        event: Told,
        correlation_id: str | None,
        cause: str | None,
        trace: str | None,
    ) -> dict[str, object]:
        envelope = Envelope(
            id=new_id(),
            source=self._source,
            type=event.type,
            subject=event.subject(),
            time=self.clock.now(),
            dataschema=schema_uri(event.type),
            partitionkey=event.key(),
            correlationid=correlation_id,
            causationid=cause,
            traceparent=trace,
            pseudoniemsleutel=self._pseudonym_key if has_pseudonyms(event.type) else None,
            data={},
        )
        return {
            "id": envelope.id,
            "bundle": session.info["bundle"],
            "topic": event.topic,
            "key": envelope.partitionkey,
            "envelope": envelope.around(event.text()),
            "added_at": envelope.time,
        }


class Relay:
    """Brings the outbox to the log; any number may run beside each other on one outbox.

    One of them does the work. Two that both think they do repeat events with the same ids, each
    in order, so that every event still comes first after those before it.

    `on_sent(session, bundles)` runs in the transaction that marks the rows, with the bundles
    (transactions of the service) of which now every event stands in the log;
    `on_relayed(session, envelopes)` in the same transaction with what was brought there.
    """

    def __init__(
        self,
        db: Database,
        outbox: Outbox,
        log: EventLog,
        on_sent: InMark | None = None,
        on_relayed: InMark | None = None,
        metrics: Metrics | None = None,
    ) -> None:
        self._db = db
        self._table = outbox.tables.outbox
        self._clock = outbox.clock
        self._log = log
        self._on_sent = on_sent
        self._on_relayed = on_relayed
        self._metrics = metrics
        if metrics is not None:
            metrics.count("events_relayed", by=0)

    async def step(self) -> bool:
        """Relay one batch; True when there was one."""
        if not await self._db.leads("relay"):
            return False
        rows = await self._unsent()
        if not rows:
            return False
        await self._log.append([Entry(r.topic, r.key, r.envelope.encode()) for r in rows])
        await self._mark(rows)
        if self._metrics is not None:
            self._metrics.count("events_relayed", by=len(rows))
        return True

    async def _unsent(self) -> Sequence[Unsent]:
        t = self._table.c
        query = (
            sa.select(t.seq, t.bundle, t.topic, t.key, t.envelope)
            .where(t.sent_at.is_(None))
            .order_by(t.seq)
            .limit(BATCH)
        )
        async with self._db.read() as session:
            return (await session.execute(query)).all()

    async def _mark(self, rows: Sequence[Unsent]) -> None:
        t = self._table.c
        async with self._db.begin() as session:
            sent = listed(session, {"seq": sa.BigInteger()}, [(row.seq,) for row in rows])
            await session.execute(
                sa.update(self._table)
                .where(t.seq.in_(sa.select(sent.c.seq)), t.sent_at.is_(None))
                .values(sent_at=self._clock.now())
            )
            if self._on_relayed is not None:
                await self._on_relayed(session, [row.envelope for row in rows])
            if self._on_sent is not None:
                bundles = list(dict.fromkeys(row.bundle for row in rows))
                await self._on_sent(session, await self._complete(session, bundles))

    async def _complete(self, session: AsyncSession, bundles: list[str]) -> list[str]:
        """Without those that have more events than one batch holds, or were cut by its end."""
        t = self._table.c
        open_ones = sa.select(t.bundle).where(t.sent_at.is_(None), t.bundle.in_(bundles))
        waiting = set((await session.scalars(open_ones)).all())
        return [bundle for bundle in bundles if bundle not in waiting]
