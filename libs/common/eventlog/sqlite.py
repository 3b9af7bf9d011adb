# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The event log in one SQLite file: a table with offsets, and the cursor of every group.

A table and not a queue, so that replay, restart and a reader that lags behave as they do on a
broker. Each topic has one partition, 0. Offsets count over all topics, so a group reads its
topics in the order in which they were written together, and a topic's own offsets have gaps.
A group has one reader at a time.
"""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import sqlalchemy as sa

from libs.common.db import Database, Wake
from libs.common.eventlog.port import Delivery, Entry, Positions, partition_of, place
from libs.common.upsert import upsert

PARTITION = 0
LOOK_AGAIN_S = 0.2
"""How soon a waiting reader sees what another process wrote."""

_metadata = sa.MetaData()
_log = sa.Table(
    "event_log",
    _metadata,
    sa.Column("offset", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("topic", sa.String(100), nullable=False),
    sa.Column("key", sa.String(100), nullable=False),
    sa.Column("payload", sa.LargeBinary, nullable=False),
)
_ends = sa.Table(
    "topic_end",
    _metadata,
    sa.Column("topic", sa.String(100), primary_key=True),
    sa.Column("next_offset", sa.Integer, nullable=False),
)
_cursors = sa.Table(
    "group_cursor",
    _metadata,
    sa.Column("reader_group", sa.String(100), primary_key=True),
    sa.Column("topic", sa.String(100), primary_key=True),
    sa.Column("next_offset", sa.Integer, nullable=False),
)
_END = sa.select(sa.func.coalesce(sa.func.max(_log.c.offset), -1) + 1)


class SqliteEventLog:
    """The log in the file at `path`, which is made when it is not there."""

    wait_s = 0.0

    def __init__(self, path: Path | str) -> None:
        self.wake = Wake()
        self._db = Database(f"sqlite:///{path}")
        self._making = asyncio.Lock()
        self._made = False

    async def append(self, entries: Sequence[Entry]) -> None:
        """All of the entries in one transaction."""
        if not entries:
            return
        db = await self._open()
        async with db.begin() as session:
            first = int(await session.scalar(_END) or 0)
            await session.execute(sa.insert(_log), _records(entries, first))
            await session.execute(upsert(_ends, _topic_ends(entries, first), key=["topic"]))
        self.wake.set()

    async def subscribe(self, group: str, topics: Sequence[str]) -> "SqliteSubscription":
        """Read topics from where the group committed."""
        return SqliteSubscription(await self._open(), self.wake, group, topics)

    async def end_positions(self, topics: Sequence[str]) -> Positions:
        """The end of each topic that has records."""
        db = await self._open()
        async with db.read() as session:
            query = sa.select(_ends).where(_ends.c.topic.in_(topics))
            rows = (await session.execute(query)).all()
        return {place(row.topic, PARTITION): row.next_offset for row in rows}

    async def first_positions(self, topics: Sequence[str]) -> Positions:
        """The beginning: nothing is ever taken away here."""
        return {place(topic, PARTITION): 0 for topic in topics}

    async def committed(self, group: str, topics: Sequence[str]) -> Positions:
        """The cursors of the group."""
        db, t = await self._open(), _cursors.c
        wanted = sa.and_(t.reader_group == group, t.topic.in_(topics))
        async with db.read() as session:
            rows = (await session.execute(sa.select(_cursors).where(wanted))).all()
        return {place(row.topic, PARTITION): row.next_offset for row in rows}

    async def move(self, group: str, positions: Positions) -> None:
        """Set the cursors; nobody may be reading, which this file cannot see."""
        rows = [
            {"reader_group": group, "topic": partition_of(name)[0], "next_offset": offset}
            for name, offset in positions.items()
        ]
        if not rows:
            return
        db = await self._open()
        async with db.begin() as session:
            await session.execute(upsert(_cursors, rows, key=["reader_group", "topic"]))

    async def close(self) -> None:
        """Close the file."""
        await self._db.dispose()

    async def _open(self) -> Database:
        async with self._making:
            if not self._made:
                async with self._db.begin() as session:
                    await (await session.connection()).run_sync(_metadata.create_all)
                self._made = True
        return self._db


def _records(entries: Sequence[Entry], first: int) -> list[dict[str, object]]:
    return [
        {"offset": offset, "topic": entry.topic, "key": entry.key, "payload": entry.payload}
        for offset, entry in enumerate(entries, first)
    ]


def _topic_ends(entries: Sequence[Entry], first: int) -> list[dict[str, object]]:
    ends = {entry.topic: offset + 1 for offset, entry in enumerate(entries, first)}
    return [{"topic": topic, "next_offset": end} for topic, end in ends.items()]


class SqliteSubscription:
    """The hold of one reader; the working positions are kept here, the committed in the file."""

    def __init__(self, db: Database, wake: Wake, group: str, topics: Sequence[str]) -> None:
        self._db = db
        self._wake = wake
        self._group = group
        self._topics = tuple(topics)
        self._working: dict[str, int] = {}

    async def fetch(self, limit: int, wait_s: float = 0) -> list[Delivery]:
        """The next records in the order of their offsets."""
        loop = asyncio.get_running_loop()
        until = loop.time() + wait_s
        while True:
            ticket = self._wake.ticket()
            deliveries = await self._look(limit)
            left_s = until - loop.time()
            if deliveries or left_s <= 0:
                return deliveries
            await self._wake.wait(min(left_s, LOOK_AGAIN_S), ticket)

    async def commit(self) -> None:
        """Write the working positions to the file."""
        if not self._working:
            return
        rows = [
            {"reader_group": self._group, "topic": topic, "next_offset": offset}
            for topic, offset in self._working.items()
        ]
        async with self._db.begin() as session:
            await session.execute(upsert(_cursors, rows, key=["reader_group", "topic"]))

    async def rewind(self) -> None:
        """Forget the working positions; the next fetch reads the committed ones."""
        self._working = {}

    async def close(self) -> None:
        """Nothing to let go of: the log holds the file."""
        self._working = {}

    async def _look(self, limit: int) -> list[Delivery]:
        if not self._working:
            self._working = await self._committed()
        async with self._db.read() as session:
            end = int(await session.scalar(_END) or 0)
            if end <= min(self._working.values()):
                return []
            rows = (await session.execute(self._query(limit))).all()
        # Read in one order over all topics: whatever lies before the last one read was seen.
        seen = rows[-1].offset + 1 if len(rows) == limit else end
        self._working = {topic: max(at, seen) for topic, at in self._working.items()}
        return [Delivery(topic, PARTITION, at, key, raw) for at, topic, key, raw in rows]

    async def _committed(self) -> dict[str, int]:
        t = _cursors.c
        query = sa.select(t.topic, t.next_offset).where(t.reader_group == self._group)
        async with self._db.read() as session:
            found = {row.topic: row.next_offset for row in await session.execute(query)}
        return {topic: found.get(topic, 0) for topic in self._topics}

    def _query(self, limit: int) -> sa.Select[int, str, str, bytes]:
        starts: defaultdict[int, list[str]] = defaultdict(list)
        for topic, offset in self._working.items():
            starts[offset].append(topic)
        t = _log.c
        wanted = [sa.and_(t.topic.in_(topics), t.offset >= at) for at, topics in starts.items()]
        return (
            sa.select(t.offset, t.topic, t.key, t.payload)
            .where(t.offset >= min(starts), sa.or_(*wanted))
            .order_by(t.offset)
            .limit(limit)
        )
