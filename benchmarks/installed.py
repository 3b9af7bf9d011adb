# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""An installation to measure: services as processes on PostgreSQL and Kafka.

A claim is done when its answer is released and reporting has counted it. PostgreSQL waits for the
disk at each commit; Kafka is one node, on the same machine as all the rest.
"""

import asyncio
import base64
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg

from benchmarks.chain import events, poster, publish
from libs.common.auth import OrgType
from libs.common.contracts import ToewijzingVastgesteld
from libs.common.crypto import Vault
from libs.common.eventlog.kafka import KafkaEventLog, KafkaOptions
from tests.infra.kafka import find_jars, own_cluster
from tests.infra.postgres import PostgresServer, find_binaries
from tests.runtime.processes import Installation, until

AGBS = tuple(f"9000010{number}" for number in range(8))
AT_ONCE = 4
Programs = Sequence[tuple[str, str]]
"""Service and role of each."""

PROGRAMS: Programs = (("billing", "api"), ("billing", "worker"), ("reporting", "worker"))
PATIENCE_S = 600
_DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds from the first post until all were posted, answered, and counted by reporting."""

    posted: float
    answered: float
    counted: float


@dataclass(frozen=True, slots=True)
class Databases:
    """The databases of services, to look into."""

    of: Mapping[str, asyncpg.Connection]

    @property
    def billing(self) -> asyncpg.Connection:
        return self.of["billing"]

    @property
    def reporting(self) -> asyncpg.Connection:
        return self.of["reporting"]

    async def answered(self) -> int:
        """Answers that their receivers can see."""
        return await self._count(self.billing, "mail_out WHERE vrijgegeven_op IS NOT NULL")

    async def uncounted(self) -> int:
        """Events of billing that reporting has not applied."""
        ids = await self.billing.fetch("SELECT id FROM outbox")
        known = "inbox WHERE event_id = ANY($1)"
        return len(ids) - await self._count(self.reporting, known, [row["id"] for row in ids])

    async def consumed(self) -> tuple[int, int]:
        """Events that billing and reporting have applied."""
        return await self._count(self.billing, "inbox"), await self._count(self.reporting, "inbox")

    async def latencies(self, after: int) -> list[float]:
        """Seconds from the moment of an event to its application, of events numbered above."""
        rows = await self.billing.fetch("SELECT id, added_at FROM outbox WHERE seq > $1", after)
        added = {row["id"]: row["added_at"] for row in rows}
        query = "SELECT event_id, claimed_at FROM inbox WHERE event_id = ANY($1)"
        applied = await self.reporting.fetch(query, list(added))
        return [(row["claimed_at"] - added[row["event_id"]]).total_seconds() for row in applied]

    async def sizes(self) -> dict[str, float]:
        """Bytes of each database."""
        query = "SELECT pg_database_size(current_database())"
        return {name: float(await one.fetchval(query)) for name, one in self.of.items()}

    async def last(self) -> int:
        """The number of the last event of billing."""
        return await self.billing.fetchval("SELECT coalesce(max(seq), 0) FROM outbox") or 0

    async def _count(self, database: asyncpg.Connection, of: str, *values: object) -> int:
        found = await database.fetchval(f"SELECT count(*) FROM {of}", *values)  # noqa: S608 - ours
        return int(found)


async def started(installation: Installation, programs: Programs = PROGRAMS) -> None:
    """One of each of these programs, ready."""
    for service, role in programs:
        await installation.until_ready(installation.start(service, role))


async def prepared(installation: Installation, databases: Databases, raws: Sequence[bytes]) -> int:
    """Let everything be known that the claims rest on; how many awards that are."""
    data_key, hash_key = (base64.b64decode(key) for key in installation.keys)
    vault = Vault(data_key, hash_key)
    known = list(events(raws, vault))
    awards = sum(isinstance(event, ToewijzingVastgesteld) for event in known)
    log = KafkaEventLog(KafkaOptions(installation.cluster.bootstrap, installation.prefix))
    await publish(log, known)
    await log.close()

    async def consumed() -> bool:
        return min(await databases.consumed()) >= awards

    await until(consumed, PATIENCE_S)
    return awards


async def with_workers(
    installation: Installation, databases: Databases, count: int, raws: Sequence[bytes]
) -> Taken:
    """Let so many workers of each service deal with these claims."""
    for service in ("billing", "reporting"):
        for number in range(count):
            if (service, f"worker-{number}") not in installation.running:
                program = installation.start(service, "worker", name=str(number))
                await installation.until_ready(program)
    await asyncio.sleep(5)  # the partitions have found their readers
    before = await databases.answered()
    began = time.perf_counter()
    await _post(installation, raws)
    posted = time.perf_counter() - began

    async def answered() -> bool:
        return await databases.answered() >= before + len(raws)

    async def counted() -> bool:
        return await databases.uncounted() == 0

    await until(answered, PATIENCE_S)
    done = time.perf_counter() - began
    await until(counted, PATIENCE_S)
    return Taken(posted, done, time.perf_counter() - began)


async def _post(installation: Installation, raws: Sequence[bytes]) -> None:
    waiting = iter(raws)
    async with door(installation) as post:

        async def post_some() -> None:
            for raw in waiting:
                await post(raw)

        await asyncio.gather(*(post_some() for _ in range(AT_ONCE)))


@asynccontextmanager
async def door(
    installation: Installation,
) -> AsyncIterator[Callable[[bytes], Coroutine[Any, Any, None]]]:
    """Posts a claim as the provider that it is of."""
    async with AsyncExitStack() as stack:
        calling = installation.calling
        clients = {
            agb: await stack.enter_async_context(calling("billing", OrgType.AANBIEDER, agb))
            for agb in AGBS
        }

        async def post(raw: bytes) -> None:
            headers = {"Content-Type": "application/xml"}
            client = clients[poster(raw)]
            answer = await client.post("/berichten", content=raw, headers=headers, timeout=60)
            answer.raise_for_status()

        yield post


@asynccontextmanager
async def installed(folder: Path) -> AsyncIterator[Installation]:
    """An empty installation on servers of its own; its files stand in `folder`."""
    binaries, jars = find_binaries(), find_jars()
    if binaries is None or jars is None:
        raise SystemExit("needs PostgreSQL and Kafka: make setup kafka")
    database = PostgresServer.start(binaries, **_DURABLE)
    try:
        with own_cluster(jars, 1) as cluster:
            installation = Installation(folder, database, cluster)
            await installation.prepare()
            try:
                yield installation
            finally:
                installation.stop()
    finally:
        database.stop()


@asynccontextmanager
async def opened(
    installation: Installation, services: Sequence[str] = ("billing", "reporting")
) -> AsyncIterator[Databases]:
    """Connections to look into the databases of these services."""
    urls = {name: installation.database_url(name) for name in services}
    made = {n: await asyncpg.connect(url.replace("+asyncpg", "")) for n, url in urls.items()}
    try:
        yield Databases(made)
    finally:
        for connection in made.values():
            await connection.close()
