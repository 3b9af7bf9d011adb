# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""`python -m benchmarks.runtime`: claims over processes on PostgreSQL and Kafka, and embedded.

A claim is done when its answer is released and reporting has counted it. PostgreSQL waits for the
disk at each commit; Kafka is one node, on the same machine as all the rest.
"""

import argparse
import asyncio
import base64
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
from rich.console import Console
from rich.table import Table

from benchmarks.chain import claims_judged, events, poster, publish
from benchmarks.made import claim
from libs.common.auth import OrgType
from libs.common.contracts import ToewijzingVastgesteld
from libs.common.crypto import Vault
from libs.common.eventlog.kafka import KafkaEventLog, KafkaOptions
from tests.infra.kafka import find_jars, own_cluster
from tests.infra.postgres import PostgresServer, find_binaries
from tests.runtime.processes import Installation, until

LINES = 10
AGBS = tuple(f"9000010{number}" for number in range(8))
WORKERS = (1, 2, 4)
AT_ONCE = 4
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
    """The databases of billing and reporting, to look into."""

    billing: asyncpg.Connection
    reporting: asyncpg.Connection

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

    async def last(self) -> int:
        """The number of the last event of billing."""
        return await self.billing.fetchval("SELECT coalesce(max(seq), 0) FROM outbox") or 0

    async def _count(self, database: asyncpg.Connection, of: str, *values: object) -> int:
        found = await database.fetchval(f"SELECT count(*) FROM {of}", *values)  # noqa: S608 - ours
        return int(found)


async def measure(claims: int, console: Console) -> None:
    """Print the tables: rates for each number of workers, then latency at half of the best."""
    numbers = range(claims * (len(WORKERS) + 1))
    raws = [claim(LINES, f"C{n}", n, AGBS[n % len(AGBS)]) for n in numbers]
    rounds = [raws[n * claims : (n + 1) * claims] for n in range(len(WORKERS) + 1)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        embedded = await claims_judged(path / "embedded", rounds[0], counted=True)
        async with _installation(path) as installation, _databases(installation) as databases:
            await _prepared(installation, databases, raws)
            taken = [
                await _with_workers(installation, databases, count, some)
                for count, some in zip(WORKERS, rounds, strict=False)
            ]
            console.print(_rates(claims, embedded, taken))
            best = max(claims / one.counted for one in taken)
            waits = await _at_rate(installation, databases, rounds[-1], best / 2)
            console.print(_latency(best / 2, waits))


async def _prepared(installation: Installation, databases: Databases, raws: list[bytes]) -> None:
    """Everything known that the claims rest on, and one worker of each service at work."""
    vault = Vault(*(base64.b64decode(key) for key in installation.keys))
    known = list(events(raws, vault))
    awards = sum(isinstance(event, ToewijzingVastgesteld) for event in known)
    log = KafkaEventLog(KafkaOptions(installation.cluster.bootstrap, installation.prefix))
    await publish(log, known)
    await log.close()
    for service, role in (("billing", "api"), ("billing", "worker"), ("reporting", "worker")):
        await installation.until_ready(installation.start(service, role))

    async def consumed() -> bool:
        return min(await databases.consumed()) >= awards

    await until(consumed, PATIENCE_S)


async def _with_workers(
    installation: Installation, databases: Databases, count: int, raws: Sequence[bytes]
) -> Taken:
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
    async with _door(installation) as post:

        async def post_some() -> None:
            for raw in waiting:
                await post(raw)

        await asyncio.gather(*(post_some() for _ in range(AT_ONCE)))


@asynccontextmanager
async def _door(
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


async def _at_rate(
    installation: Installation, databases: Databases, raws: Sequence[bytes], rate: float
) -> list[float]:
    """The latencies, sorted, while so many claims a second come in."""
    after = await databases.last()
    async with (
        _door(installation) as post,
        asyncio.TaskGroup() as posts,
    ):
        began = time.perf_counter()
        for number, raw in enumerate(raws):
            await asyncio.sleep(max(0.0, began + number / rate - time.perf_counter()))
            posts.create_task(post(raw))

    async def counted() -> bool:
        return await databases.uncounted() == 0

    await until(counted, PATIENCE_S)
    return sorted(await databases.latencies(after))


def _rates(claims: int, embedded: float, taken: Sequence[Taken]) -> Table:
    title = f"{claims} claims of {LINES} lines: posted, answered and counted; against embedded"
    table = Table(title=title)
    for heading in ("mode", "posted", "answered", "counted", "claims/s", "lines/s", "/ embedded"):
        table.add_column(heading, justify="right")
    base = claims / embedded
    rate = (f"{base:.0f}", f"{LINES * base:.0f}", "1.00")
    table.add_row("embedded", "", "", f"{embedded:.1f} s", *rate)
    for count, one in zip(WORKERS, taken, strict=True):
        reached = claims / one.counted
        rate = (f"{reached:.0f}", f"{LINES * reached:.0f}", f"{reached / base:.2f}")
        times = (f"{one.posted:.1f} s", f"{one.answered:.1f} s", f"{one.counted:.1f} s")
        table.add_row(f"{count} workers", *times, *rate)
    return table


def _latency(rate: float, waits: Sequence[float]) -> Table:
    table = Table(title=f"from event to projection at half of the best rate ({rate:.1f} claims/s)")
    for heading in ("events", "p50", "p90", "p99", "most"):
        table.add_column(heading, justify="right")
    cuts = statistics.quantiles(waits, n=100)
    shown = (f"{1000 * value:.0f} ms" for value in (cuts[49], cuts[89], cuts[98], waits[-1]))
    table.add_row(str(len(waits)), *shown)
    return table


@asynccontextmanager
async def _installation(folder: Path) -> AsyncIterator[Installation]:
    binaries, jars = find_binaries(), find_jars()
    if binaries is None or jars is None:
        raise SystemExit("needs PostgreSQL and Kafka: make setup kafka")
    database = PostgresServer.start(binaries, **_DURABLE)
    try:
        with own_cluster(jars, 1) as cluster:
            installation = Installation(folder, database, cluster)
            installation.prepare()
            try:
                yield installation
            finally:
                installation.stop()
    finally:
        database.stop()


@asynccontextmanager
async def _databases(installation: Installation) -> AsyncIterator[Databases]:
    urls = (installation.database_url(name) for name in ("billing", "reporting"))
    opened = [await asyncpg.connect(url.replace("+asyncpg", "")) for url in urls]
    try:
        yield Databases(*opened)
    finally:
        for connection in opened:
            await connection.close()


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.runtime")
    parser.add_argument("--claims", type=int, default=300, help="for each number of workers")
    arguments = parser.parse_args()
    asyncio.run(measure(arguments.claims, Console(highlight=False)))


if __name__ == "__main__":
    main()
