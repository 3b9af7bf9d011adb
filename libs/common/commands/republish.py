# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Republish: what a service ever published, from its outbox into the log once more."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from libs.common.commands.refused import RefusedError
from libs.common.contracts import TOPICS
from libs.common.eventlog.port import Entry
from libs.common.runtime import Runtime

BATCH = 500


async def republish(runtime: Runtime, topics: Collection[str] = ()) -> Mapping[str, int]:
    """Append all events of the outbox, in their order and with their ids; how many.

    Of all topics or of those given. Readers know an event again by its id or by its version. The
    unsent ones are among them, for a database that was put back may call unsent what its readers
    have read; the relay, which holds still meanwhile, sends them once more afterwards.
    Raises `RefusedError` while a worker relays, and for a topic that the service does not write.
    """
    own = {name for name, topic in TOPICS.items() if runtime.name in topic.producers}
    if unknown := sorted(set(topics) - own):
        raise RefusedError(f"{runtime.name} does not write {', '.join(unknown)}")
    if not await runtime.db.leads("relay"):
        raise RefusedError(f"a worker of {runtime.name} relays: stop them all, and run this again")
    done: Counter[str] = Counter()
    after = 0
    while rows := await _events(runtime, after, set(topics) or own):
        await runtime.log.append([Entry(r.topic, r.key, r.envelope.encode()) for r in rows])
        done.update(row.topic for row in rows)
        after = rows[-1].seq
    return done


async def _events(
    runtime: Runtime, after: int, topics: Collection[str]
) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    outbox = runtime.mechanics.outbox.outbox
    t = outbox.c
    query = (
        sa.select(t.seq, t.topic, t.key, t.envelope)
        .where(t.seq > after, t.topic.in_(topics))
        .order_by(t.seq)
        .limit(BATCH)
    )
    async with runtime.db.read() as session:
        return (await session.execute(query)).all()
