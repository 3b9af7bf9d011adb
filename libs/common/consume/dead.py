# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Dead letters: events that could not be applied, kept whole, to be replayed after a repair."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.clock import Clock
from libs.common.consume.apply import Applier, Subscriptions
from libs.common.consume.tables import ConsumerTables
from libs.common.eventlog.port import Delivery
from libs.common.fault import describe
from libs.common.upsert import insert_ignore

REPLAY_MAX = 100
KEY_MAX = 100


class DeadLetters:
    """Where one group parks what it cannot apply."""

    def __init__(self, group: str, table: sa.Table, clock: Clock) -> None:
        self._group = group
        self._table = table
        self._clock = clock

    async def park(
        self, session: AsyncSession, delivery: Delivery, error: Exception, tries: int
    ) -> None:
        """Keep the delivery with what went wrong; parking it once more changes nothing."""
        row = {
            "consumer_group": self._group,
            "topic": delivery.topic,
            "partition": delivery.partition,
            "log_offset": delivery.offset,
            "key": _storable(delivery.key)[:KEY_MAX],
            "payload": _storable(delivery.payload.decode(errors="backslashreplace")),
            "error": type(error).__name__,
            "message": describe(error, delivery.payload),
            "tries": tries,
            "parked_at": self._clock.now(),
        }
        place = ["consumer_group", "topic", "partition", "log_offset"]
        await session.execute(insert_ignore(self._table, row, key=place))


async def replay_dead(
    session: AsyncSession,
    tables: ConsumerTables,
    subscriptions: Subscriptions,
    clock: Clock,
    seqs: Sequence[int] | None = None,
) -> int:
    """Apply parked events again, oldest first, in the caller's transaction; how many.

    All that were not replayed before, or those of `seqs`; at most `REPLAY_MAX` at a time. The
    first that fails again raises, and with the transaction all are as they were.
    """
    t = tables.dead_letter.c
    query = sa.select(tables.dead_letter).where(t.replayed_at.is_(None))
    if seqs is not None:
        query = query.where(t.seq.in_(seqs))
    rows = (await session.execute(query.order_by(t.seq).limit(REPLAY_MAX))).all()
    for row in rows:
        applier = Applier(row.consumer_group, tables, subscriptions, clock)
        await applier.apply(session, applier.decode([_delivery(row)]))
    await session.execute(
        sa.update(tables.dead_letter)
        .where(t.seq.in_([row.seq for row in rows]))
        .values(replayed_at=clock.now())
    )
    return len(rows)


def _storable(text: str) -> str:
    """PostgreSQL stores no NUL, and what cannot be stored would hold up all that comes after it."""
    return text.replace("\0", "\\x00")


def _delivery(row: sa.Row[*tuple[Any, ...]]) -> Delivery:
    return Delivery(row.topic, row.partition, row.log_offset, row.key, row.payload.encode())
