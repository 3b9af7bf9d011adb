# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""`python -m benchmarks.reporting [--events N] [--facts N ...]`: projection, counting, and views.

On PostgreSQL that keeps what it commits. Events come from a log in SQLite, for a Kafka would be
measured with them. The facts of views are made in the database, of 342 gemeenten, 36 months, 60
products and 3 000 providers; views are asked of the API without a network. Each figure has a
baseline of the same run beside it: events one by one, and the facts counted at the time of asking.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import asyncpg
import httpx
from rich.console import Console
from rich.table import Table

from benchmarks.books import DURABLE, ISSUER, described
from benchmarks.facts import PROVIDERS, build, gemeente
from benchmarks.views import Measured, curve, measured, shown
from libs.common.auth import OrgType, TokenIssuer
from libs.common.clock import SimulatedClock
from libs.common.collector import leave_what_started
from libs.common.contracts import DeclaratieBeoordeeld, Envelope, Event, LeveringGemeld, Regel
from libs.common.eventlog.port import Entry
from libs.common.eventlog.sqlite import SqliteEventLog
from libs.common.ids import new_id
from libs.common.migrate import upgrade
from libs.common.runtime import Parts, Service
from libs.common.settings import Settings
from services.reporting import app, handlers
from tests.infra.postgres import PostgresServer, find_binaries

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ROUNDS = 60
_ONE_BY_ONE = 300


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--facts", type=int, nargs="*", default=[1_000_000])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    asked = parser.parse_args()
    binaries = find_binaries()
    if binaries is None:
        raise SystemExit("needs PostgreSQL: make setup")
    server = PostgresServer.start(binaries, **DURABLE)
    console = Console(highlight=False, width=140)
    found: dict[int, list[Measured]] = {}
    try:
        with tempfile.TemporaryDirectory() as folder:
            if asked.events:
                console.print(asyncio.run(_projection(server, Path(folder), asked.events)))
            for count in asked.facts:
                title, views = asyncio.run(_views(server, Path(folder), count, asked.rounds))
                console.print(shown(title, views))
                found[count] = views
    finally:
        server.stop()
    if len(found) > 1:
        console.print(curve(found))
    console.print(described())


async def _opened(
    server: PostgresServer, name: str, folder: Path
) -> tuple[Service, SqliteEventLog, TokenIssuer]:
    server.create_database(name)
    url = server.url(name)
    await asyncio.to_thread(upgrade, "reporting", url)
    log, issuer = SqliteEventLog(folder / f"{name}.db"), TokenIssuer(ISSUER)
    verifier = issuer.verifier()
    return (
        app.build(Parts(url, log, SimulatedClock(NOW), verifier, Settings(requests_per_minute=0))),
        log,
        issuer,
    )


async def _projection(server: PostgresServer, folder: Path, count: int) -> Table:
    """Events into facts, facts into counts, and how long a claim takes to be seen."""
    table = Table(title=f"{count:,} events on PostgreSQL, one line or delivery each")
    for heading in ("what", "seconds", "events/s", "times the baseline"):
        table.add_column(heading, justify="right")
    alone = await _read(server, folder, "single", _ONE_BY_ONE, batch=1)
    table.add_row("baseline: one event a transaction", *_rate(alone, _ONE_BY_ONE), "1")
    service, log, _ = await _opened(server, "together", folder)
    await _append(log, count)
    consumer = service.runtime.consumer
    assert consumer is not None  # noqa: S101 - it has one
    began = time.perf_counter()
    while await consumer.step():
        pass
    read = time.perf_counter() - began
    while await handlers.count_clients(service.runtime):
        pass
    whole = time.perf_counter() - began
    base = alone / _ONE_BY_ONE
    table.add_row("facts", *_rate(read, count), f"{base / (read / count):.1f}")
    table.add_row("facts and counts", *_rate(whole, count), f"{base / (whole / count):.1f}")
    seen = [await _until_seen(service, log, number) for number in range(10)]
    table.add_row("claim told to claim counted, median", f"{statistics.median(seen):.3f}", "", "")
    table.add_row("the slowest of ten", f"{max(seen):.3f}", "", "")
    await service.close()
    await log.close()
    return table


async def _read(
    server: PostgresServer, folder: Path, name: str, count: int, *, batch: int
) -> float:
    service, log, _ = await _opened(server, name, folder)
    await _append(log, count)
    consumer = service.runtime.consumer
    assert consumer is not None  # noqa: S101 - it has one
    consumer.limits = type(consumer.limits)(batch=batch)
    began = time.perf_counter()
    while await consumer.step():
        pass
    taken = time.perf_counter() - began
    await service.close()
    await log.close()
    return taken


async def _until_seen(service: Service, log: SqliteEventLog, number: int) -> float:
    """One claim among a thousand events: until its cell is there, loops stepping in turn."""
    told = list(entries(2_000_000 + 1_000 * number, 1_000))
    began = time.perf_counter()
    await log.append(told)
    consumer = service.runtime.consumer
    assert consumer is not None  # noqa: S101 - it has one
    while await consumer.step():
        pass
    while await handlers.count_clients(service.runtime):
        pass
    return time.perf_counter() - began


def _rate(seconds: float, count: int) -> tuple[str, str]:
    return f"{seconds:.2f}", f"{count / seconds:,.0f}"


async def _append(log: SqliteEventLog, count: int) -> None:
    for begin in range(0, count, 10_000):
        await log.append(list(entries(begin, min(10_000, count - begin), of=count)))


def entries(begin: int, count: int, of: int = 0) -> Iterator[Entry]:
    """Four lines to a delivery, of a client in 24 events, in a month of the last three years.

    Of all `of` events, or of these alone.
    """
    for number in range(begin, begin + count):
        client = number * 7_919 % max(max(of, count) // 24, 1_000)
        yield _entry(_levering(number, client) if number % 5 == 0 else _declaratie(number, client))


def _declaratie(number: int, client: int) -> DeclaratieBeoordeeld:
    month = date(2024 + number % 3, 1 + number // 3 % 10, 1)
    line = Regel(
        regel_id=f"regel-{number}",
        referentie_nummer=f"R{number}",
        toewijzing_nummer=client,
        categorie="45",
        code=f"45B{client % 20:02}",
        periode_begin=month,
        periode_eind=month,
        volume=1,
        eenheid="04",
        bedrag=8_000 + number % 1_000,
        toegekend=number % 10 > 0,
    )
    return DeclaratieBeoordeeld(
        declaratie_id=f"declaratie-{number}",
        deel=1,
        gemeentecode=gemeente(client),
        agb_code=f"{client % PROVIDERS:08}",
        client_pseudoniem=f"{client:032}",
        declaratie_maand=f"{month:%Y-%m}",
        beoordeeld_op=NOW,
        regels=(line,),
    )


def _levering(number: int, client: int) -> LeveringGemeld:
    begin = date(2024, 1, 1) + timedelta(days=number % 900)
    return LeveringGemeld(
        gemeentecode=gemeente(client),
        agb_code=f"{client % PROVIDERS:08}",
        client_pseudoniem=f"{client:032}",
        toewijzing_nummer=number,
        categorie="45",
        code=f"45B{client % 20:02}",
        begindatum=begin,
        versie=1,
        status="gestopt",
        einddatum=begin + timedelta(days=60),
    )


def _entry(event: Event) -> Entry:
    envelope = Envelope(
        id=new_id(),
        source="urn:nld:oin:00000099000000001000:systeem:bench",
        type=event.type,
        subject=event.subject(),
        time=NOW - timedelta(hours=1),
        partitionkey=event.key(),
        data=event.payload(),
    )
    return Entry(event.topic, event.key(), envelope.to_bytes())


async def _views(
    server: PostgresServer, folder: Path, count: int, rounds: int
) -> tuple[str, list[Measured]]:
    """Over so many facts; the database of them is dropped when all is asked."""
    name = f"facts_{count}"
    service, log, issuer = await _opened(server, name, folder)
    url = server.url(name).replace("+asyncpg", "")  # as the driver itself takes it
    taken = await build(url, count)
    connection = await asyncpg.connect(url)
    size = await connection.fetchval("SELECT pg_total_relation_size('cel')")
    cells = await connection.fetchval("SELECT count(*) FROM cel")
    await connection.close()
    leave_what_started()  # as an api does
    async with AsyncExitStack() as stack:

        @cache
        def asking(org_type: OrgType, code: str) -> httpx.AsyncClient:
            token = issuer.issue(org_type, code, ["weergaven:lezen"], timedelta(hours=8))
            made = httpx.AsyncClient(
                transport=httpx.ASGITransport(app=service.app),
                base_url="http://bench/v1",
                headers={"Authorization": f"Bearer {token}"},
                timeout=600,
            )
            stack.push_async_callback(made.aclose)
            return made

        views = await measured(asking, rounds, NOW)
    await service.close()
    await log.close()
    server.drop_database(name)
    return f"{count:,} facts, {cells:,} cells of {size >> 20} MB, made in {taken:.0f} s", views


if __name__ == "__main__":
    main()
