# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""`python -m benchmarks.rebuild [--events N] [--workers N ...]`: reporting built from Kafka.

From an empty database to all facts, and to all counts, by one worker and by two that share the
partitions, with the loops that a worker has. PostgreSQL keeps what it commits; it, the broker and
the workers share one machine. The clock starts when the first event was applied.
"""

import argparse
import asyncio
import contextlib
import signal
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import asyncpg
from rich.console import Console
from rich.table import Table

from benchmarks.books import DURABLE, described
from benchmarks.measure import processor_s
from benchmarks.reporting import NOW, entries
from libs.common.auth import TokenIssuer
from libs.common.clock import SimulatedClock
from libs.common.collector import leave_what_started
from libs.common.contracts import TOPICS
from libs.common.eventlog.kafka import KafkaEventLog, KafkaOptions, create_topics
from libs.common.migrate import upgrade
from libs.common.runtime import Parts, run_loops
from libs.common.settings import Settings
from services.reporting import app
from tests.infra.kafka import KafkaCluster, find_jars, own_cluster
from tests.infra.postgres import PostgresServer, find_binaries
from tests.runtime.processes import until

WORKERS = (1, 2)
_AT_ONCE = 5_000
_PATIENCE_S = 3_600
_APPLIED = "SELECT coalesce(sum(next_offset), 0)::bigint FROM consumer_position"
_UNCOUNTED = (
    "SELECT EXISTS (SELECT FROM te_tellen) OR EXISTS (SELECT FROM te_waarderen) "
    "OR NOT EXISTS (SELECT FROM telstand WHERE telling IS NULL)"
)


@dataclass(frozen=True, slots=True)
class Built:
    """Seconds until all facts were there, and all counts; processor seconds of all of it."""

    facts_s: float
    counted_s: float
    cpu_s: float


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rebuild")
    parser.add_argument("--events", type=int, default=200_000)
    parser.add_argument("--workers", type=int, nargs="*", default=WORKERS)
    parser.add_argument("--worker", nargs=2, metavar=("URL", "KAFKA"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.worker:
        asyncio.run(_work(*asked.worker))
        return
    binaries, jars = find_binaries(), find_jars()
    if binaries is None or jars is None:
        raise SystemExit("needs PostgreSQL and Kafka: make setup kafka")
    console = Console(highlight=False, width=140)
    server = PostgresServer.start(binaries, **DURABLE)
    try:
        with own_cluster(jars, 1) as cluster:
            console.print(asyncio.run(_table(server, cluster, asked.events, asked.workers)))
    finally:
        server.stop()
    console.print(described())


async def _table(
    server: PostgresServer, cluster: KafkaCluster, count: int, workers: Sequence[int]
) -> Table:
    options = KafkaOptions(cluster.bootstrap, replicas=1)
    await create_topics(options, TOPICS.values())
    log = KafkaEventLog(options)
    for begin in range(0, count, _AT_ONCE):
        await log.append(list(entries(begin, min(_AT_ONCE, count - begin), of=count)))
    table = Table(title=f"{count:,} events on Kafka, one line or delivery each")
    for heading in ("workers", "facts", "events/s", "counted", "events/s", "processors an event"):
        table.add_column(heading, justify="right")
    for number in workers:
        await log.move("reporting", await log.first_positions(tuple(TOPICS)))
        built = await _built(server, cluster.bootstrap, count, number)
        table.add_row(
            str(number),
            f"{built.facts_s:.1f} s",
            f"{count / built.facts_s:,.0f}",
            f"{built.counted_s:.1f} s",
            f"{count / built.counted_s:,.0f}",
            f"{1e6 * built.cpu_s / count:.0f} us",
        )
    await log.close()
    return table


async def _built(server: PostgresServer, bootstrap: str, count: int, workers: int) -> Built:
    name = f"reporting_{workers}"
    server.create_database(name)
    url = server.url(name)
    await asyncio.to_thread(upgrade, "reporting", url)
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))

    async def is_applied(least: int) -> bool:
        return int(await connection.fetchval(_APPLIED)) >= least

    async def is_counted() -> bool:
        return not await connection.fetchval(_UNCOUNTED)

    async def begun() -> bool:
        return await is_applied(1)

    async def done() -> bool:
        return await is_applied(count)

    async with _workers(url, bootstrap, workers):
        await until(begun, _PATIENCE_S)
        began, at = time.perf_counter(), processor_s()
        await until(done, _PATIENCE_S)
        facts = time.perf_counter() - began
        await until(is_counted, _PATIENCE_S)
        built = Built(facts, time.perf_counter() - began, processor_s() - at)
    await connection.close()
    return built


@asynccontextmanager
async def _workers(url: str, bootstrap: str, count: int) -> AsyncIterator[None]:
    command = [sys.executable, "-m", "benchmarks.rebuild", "--worker", url, bootstrap]
    quiet = asyncio.subprocess.DEVNULL
    running = [await asyncio.create_subprocess_exec(*command, stdout=quiet) for _ in range(count)]
    try:
        yield
    finally:
        for process in running:
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(signal.SIGTERM)
        await asyncio.gather(*(process.wait() for process in running))


async def _work(url: str, bootstrap: str) -> None:
    """A worker of reporting."""
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    log = KafkaEventLog(KafkaOptions(bootstrap, replicas=1))
    verifier = TokenIssuer("https://tokens.bench").verifier()
    service = app.build(Parts(url, log, SimulatedClock(NOW), verifier, Settings()))
    leave_what_started()  # as a worker does
    await run_loops([service], stop)
    await service.close()
    await log.close()


if __name__ == "__main__":
    main()
