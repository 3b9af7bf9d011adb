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
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import httpx
from rich.console import Console
from rich.table import Table

from benchmarks.books import DURABLE, ISSUER, described
from benchmarks.facts import PROVIDERS, build, gemeente
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
YEAR = "van=2026-01&tot=2026-12"
TEN_MONTHS = "van=2026-01&tot=2026-10"
THREE_YEARS = "van=2024-01&tot=2026-12"
ROUNDS = 60
_QUESTIONS = 14
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
    try:
        with tempfile.TemporaryDirectory() as folder:
            if asked.events:
                console.print(asyncio.run(_projection(server, Path(folder), asked.events)))
            for count in asked.facts:
                console.print(asyncio.run(_views(server, Path(folder), count, asked.rounds)))
    finally:
        server.stop()
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
        await log.append(list(entries(begin, min(10_000, count - begin))))


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


def _questions(chance: random.Random) -> Iterator[tuple[str, str]]:
    """What is asked: its name and the query."""
    one, agb = f"gemeente={gemeente(chance.randrange(10**6))}", chance.randrange(PROVIDERS)
    regio, provider = f"regio=R{chance.randrange(42):02}", f"aanbieder={agb:08}"
    yield "gemeente, a year by month", f"{YEAR}&groepering=maand&{one}"
    yield "gemeente, a year by form", f"{YEAR}&groepering=zorgvorm&{one}"
    yield "gemeente, 3 years by provider", f"{THREE_YEARS}&groepering=aanbieder&{one}"
    yield "regio, a year by gemeente", f"{YEAR}&groepering=gemeente&{regio}"
    yield "regio, 10 months by product", f"{TEN_MONTHS}&groepering=product&{regio}"
    yield "regio, 3 years by quarter", f"{THREE_YEARS}&groepering=kwartaal&{regio}"
    yield "provider, a year by gemeente", f"{YEAR}&groepering=gemeente&{provider}"
    yield "provider, 3 years by regio", f"{THREE_YEARS}&groepering=regio&{provider}"
    yield "country, 3 years", f"{THREE_YEARS}&groepering="
    yield "country, a year by gemeente", f"{YEAR}&groepering=gemeente"
    yield "country, a year by regio", f"{YEAR}&groepering=regio"
    yield "country, 10 months by form", f"{TEN_MONTHS}&groepering=zorgvorm"
    yield "country, 3 years by month", f"{THREE_YEARS}&groepering=maand"
    yield "country, a year by provider", f"{YEAR}&groepering=aanbieder"


async def _views(server: PostgresServer, folder: Path, count: int, rounds: int) -> Table:
    """Milliseconds a view takes over so many facts, and how many times faster that is."""
    service, log, issuer = await _opened(server, f"facts_{count}", folder)
    connection = await asyncpg.connect(_plain(server.url(f"facts_{count}")))
    taken = await build(connection, count)
    size = await connection.fetchval("SELECT pg_total_relation_size('cel')")
    cells = await connection.fetchval("SELECT count(*) FROM cel")
    title = f"{count:,} facts, {cells:,} cells of {size >> 20} MB, made in {taken:.0f} s"
    table = Table(title=title)
    for heading in ("view", "rows", "median ms", "p99 ms", "from facts ms", "times"):
        table.add_column(heading, justify="right")
    token = issuer.issue(OrgType.BEHEER, "beheer", ["weergaven:lezen"])
    transport = httpx.ASGITransport(app=service.app)
    leave_what_started()  # as an api does
    async with httpx.AsyncClient(
        transport=transport,
        base_url="http://bench/v1",
        headers={"Authorization": f"Bearer {token}"},
        timeout=600,
    ) as client:
        for place in range(_QUESTIONS):
            table.add_row(*await _view(client, place, rounds))
    await connection.close()
    await service.close()
    await log.close()
    return table


def _plain(url: str) -> str:
    """As the driver itself takes it."""
    return url.replace("+asyncpg", "")


async def _view(client: httpx.AsyncClient, place: int, rounds: int) -> tuple[str, ...]:
    chance = random.Random(place)  # noqa: S311 - no secret
    times, rows = [], 0
    for _ in range(rounds):
        name, query = list(_questions(chance))[place]
        taken, answer = await _asked(client, query)
        times.append(taken)
        rows = max(rows, len(answer["rijen"]))
    from_facts, same = await _asked(client, f"{query}&peilmoment={NOW:%Y-%m-%dT%H:%M:%SZ}")
    if (same["rijen"], same["totaal"]) != (answer["rijen"], answer["totaal"]):
        raise SystemExit(f"{query}: the facts say otherwise")
    ordered = sorted(times)
    median, p99 = statistics.median(ordered), ordered[min(len(ordered) - 1, rounds * 99 // 100)]
    ratio = f"{from_facts / median:,.0f}"
    return name, str(rows), f"{median:.1f}", f"{p99:.1f}", f"{from_facts:,.0f}", ratio


async def _asked(client: httpx.AsyncClient, query: str) -> tuple[float, dict[str, Any]]:
    began = time.perf_counter()
    answer = await client.get(f"/kerncijfers?{query}")
    taken = 1_000 * (time.perf_counter() - began)
    if answer.status_code != httpx.codes.OK:
        raise SystemExit(f"{query}: {answer.text}")
    found: dict[str, Any] = answer.json()
    return taken, found


if __name__ == "__main__":
    main()
