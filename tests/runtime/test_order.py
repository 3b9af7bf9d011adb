# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Events of one key have their effect once and in order, however many work and whoever leaves."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.clock import SystemClock
from libs.common.consume import Consumer, ConsumerTables, Limits, consumer_tables
from libs.common.contracts import TOPICS, Envelope, GemeenteVastgesteld
from libs.common.db import BigId, Database, new_metadata
from libs.common.eventlog.kafka import KafkaEventLog, KafkaOptions, create_topics
from libs.common.eventlog.port import EventLog
from libs.common.eventlog.sqlite import SqliteEventLog
from libs.common.ids import new_id
from libs.common.loop import Loop
from libs.common.outbox import Outbox, OutboxTables, Relay, outbox_tables
from tests.infra.kafka import KafkaCluster
from tests.infra.postgres import PostgresServer
from tests.runtime.processes import until

TOPIC = "jeugdregio.contract"
KEYS = [f"99{number:02}" for number in range(12)]
VERSIONS = 40
SOURCE = "urn:nld:oin:00000099000000001000:systeem:jeugdregio-contract"


@dataclass(frozen=True)
class Tables:
    metadata: sa.MetaData
    outbox: OutboxTables
    consumer: ConsumerTables
    seen: sa.Table


@pytest.fixture(scope="session")
def tables() -> Tables:
    metadata = new_metadata()
    seen = sa.Table(
        "seen",
        metadata,
        sa.Column("seq", BigId, primary_key=True, autoincrement=True),
        sa.Column("key", sa.String(4), nullable=False),
        sa.Column("versie", sa.Integer, nullable=False),
    )
    return Tables(metadata, outbox_tables(metadata), consumer_tables(metadata), seen)


class Installation:
    """Any number of processes, as far as database and log can tell: none shares an object."""

    def __init__(self, url: str, tables: Tables, open_log: Callable[[], EventLog]) -> None:
        self.tables = tables
        self._url, self._open_log = url, open_log
        self._stack = AsyncExitStack()

    def database(self) -> Database:
        made = Database(self._url)
        self._stack.push_async_callback(made.dispose)
        return made

    async def relay(self) -> Callable[[], Awaitable[None]]:
        """A process that relays; gives what makes it leave."""
        outbox = Outbox(self.tables.outbox, SOURCE, SystemClock())
        database, log = self.database(), self._open_log()
        leave = self._run(Loop("relay", Relay(database, outbox, log).step, idle_s=0.05))

        async def gone() -> None:
            await leave()
            await database.dispose()
            await log.close()

        self._stack.push_async_callback(gone)
        return gone

    async def consumer(self) -> Callable[[], Awaitable[None]]:
        """A process that consumes; gives what makes it leave."""
        database, log = self.database(), self._open_log()
        consumer = Consumer(
            "test",
            database,
            log,
            self.tables.consumer,
            {TOPIC: {GemeenteVastgesteld: self._note}},
            SystemClock(),
            limits=Limits(batch=7, wait_s=0.1),
        )
        leave = self._run(Loop("consumer", consumer.step, idle_s=0.05))

        async def gone() -> None:
            await leave()
            await consumer.close()
            await log.close()

        self._stack.push_async_callback(gone)
        return gone

    async def write(self, key: str, database: Database) -> None:
        """All versions of one key, each in a transaction of its own."""
        outbox = Outbox(self.tables.outbox, SOURCE, SystemClock())
        for versie in range(1, VERSIONS + 1):
            event = GemeenteVastgesteld(
                gemeentecode=key, naam="Stad", versie=versie, geldig_van=date(2015, 1, 1)
            )
            async with database.begin() as session:
                await outbox.add(session, event)

    async def seen(self, database: Database) -> dict[str, list[int]]:
        """The versions of each key in the order of their effect."""
        found: dict[str, list[int]] = defaultdict(list)
        async with database.read() as session:
            rows = await session.execute(sa.select(self.tables.seen).order_by("seq"))
            for row in rows:
                found[row.key].append(row.versie)
        return found

    async def close(self) -> None:
        await self._stack.aclose()

    async def _note(
        self, session: AsyncSession, event: GemeenteVastgesteld, _envelope: Envelope
    ) -> None:
        row = {"key": event.gemeentecode, "versie": event.versie}
        await session.execute(sa.insert(self.tables.seen).values(row))

    def _run(self, loop: Loop) -> Callable[[], Awaitable[None]]:
        stop = asyncio.Event()
        running = asyncio.create_task(loop.run(stop))

        async def leave() -> None:
            stop.set()
            await running

        return leave


async def _installation(
    request: pytest.FixtureRequest, folder: Path, tables: Tables
) -> Installation:
    if request.param == "sqlite":
        shared = SqliteEventLog(folder / "log.db")
        return Installation(f"sqlite:///{folder / 'one.db'}", tables, lambda: shared)
    server: PostgresServer = request.getfixturevalue("postgres")
    cluster: KafkaCluster = request.getfixturevalue("kafka_server")
    name = f"order_{new_id().replace('-', '')}"
    server.create_database(name)
    options = KafkaOptions(
        cluster.bootstrap, prefix=f"{new_id()}.", session_timeout_ms=2_000, replicas=1
    )
    await create_topics(options, [TOPICS[TOPIC]])
    return Installation(server.url(name), tables, lambda: KafkaEventLog(options))


@pytest.fixture(params=["sqlite", "postgres and kafka"])
async def installation(
    request: pytest.FixtureRequest, tmp_path: Path, tables: Tables
) -> AsyncIterator[Installation]:
    made = await _installation(request, tmp_path, tables)
    async with made.database().begin() as session:
        await (await session.connection()).run_sync(tables.metadata.create_all)
    yield made
    await made.close()


async def test_once_and_in_order_while_relays_and_consumers_come_and_go(
    installation: Installation, request: pytest.FixtureRequest
) -> None:
    database = installation.database()
    alone = "sqlite" in request.node.name  # a file has one reader
    relays = [await installation.relay() for _ in range(2)]
    consumers = [await installation.consumer() for _ in range(1 if alone else 3)]
    writing = asyncio.gather(*(installation.write(key, database) for key in KEYS))

    async def some_seen() -> bool:
        return sum(map(len, (await installation.seen(database)).values())) > len(KEYS)

    await until(some_seen)
    await relays[0]()  # the leader leaves, and the other takes over
    if not alone:
        await consumers[0]()
        await installation.consumer()
    await installation.relay()
    await writing

    async def all_seen() -> bool:
        found = await installation.seen(database)
        return sum(map(len, found.values())) >= len(KEYS) * VERSIONS

    await until(all_seen)
    await asyncio.sleep(1)  # what comes twice would come now

    expected = {key: list(range(1, VERSIONS + 1)) for key in KEYS}
    assert await installation.seen(database) == expected
