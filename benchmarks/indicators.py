# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""`python -m benchmarks.indicators [--facts N] [--rounds N] [--only I-11 ...]`: every indicator as
it is asked of a gemeente, a region, by provider, and of the country, over a month and a year.

On PostgreSQL, counted by the service itself. The baseline of each is the same question answered
from all facts of its kinds, as a monthly report reads them, which must say the same.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table
from sqlalchemy.ext.asyncio import AsyncSession

from benchmarks.books import DURABLE, ISSUER, described
from benchmarks.care import add_care
from benchmarks.facts import build
from benchmarks.reporting import NOW
from libs.common.auth import TokenIssuer
from libs.common.clock import SimulatedClock
from libs.common.collector import leave_what_started
from libs.common.db import Database
from libs.common.eventlog.sqlite import SqliteEventLog
from libs.common.migrate import upgrade
from libs.common.runtime import Parts
from libs.common.settings import Settings
from services.reporting import app
from services.reporting.domain.indicatoren import Indicator, indicatoren
from services.reporting.handlers import count_clients
from services.reporting.handlers.gevraagd import Antwoord, Gebied, Gevraagd
from services.reporting.handlers.indicatoren import antwoord_van, read_indicator
from services.reporting.handlers.laden import load
from services.reporting.store.figures import gemeente_names
from tests.infra.postgres import PostgresServer, find_binaries

PERIODS = {
    "month": (date(2025, 6, 1), date(2025, 6, 30)),
    "year": (date(2025, 1, 1), date(2025, 12, 31)),
}
PROVIDER = "aanbieder"


@dataclass(frozen=True, slots=True)
class Vraag:
    """Who is asked of, by whom, and by what."""

    name: str
    gebied: Gebied
    doelgroep: str
    groepering: tuple[str, ...]


def questions(one: Indicator) -> Iterator[Vraag]:
    """Of the largest gemeente and the region that it is in."""
    yield Vraag("gemeente", Gebied(None, "0001"), "gemeente", one.vast)
    yield Vraag("regio", Gebied("R00"), "regio", one.vast)
    if PROVIDER in one.dimensies:
        yield Vraag("regio by provider", Gebied("R00"), "regio", (PROVIDER,))
    yield Vraag("country", Gebied(), "openbaar", one.vast)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--facts", type=int, default=300_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="*")
    asked = parser.parse_args()
    binaries = find_binaries()
    if binaries is None:
        raise SystemExit("needs PostgreSQL: make setup")
    several = [one for one in indicatoren() if not asked.only or one.id in asked.only]
    server = PostgresServer.start(binaries, **DURABLE)
    console = Console(highlight=False, width=140)
    try:
        server.create_database("facts")
        with tempfile.TemporaryDirectory() as folder:
            url, log = server.url("facts"), Path(folder) / "log.db"
            upgrade("reporting", url)
            console.print(asyncio.run(_measured(url, log, asked.facts, several, asked.rounds)))
    finally:
        server.stop()
    console.print(described())


async def _measured(
    url: str, path: Path, count: int, several: Sequence[Indicator], rounds: int
) -> Table:
    await build(url.replace("+asyncpg", ""), count)
    await add_care(url.replace("+asyncpg", ""))
    log = SqliteEventLog(path)
    parts = (SimulatedClock(NOW), TokenIssuer(ISSUER).verifier(), Settings())
    service = app.build(Parts(url, log, *parts))
    while await count_clients(service.runtime):
        pass
    leave_what_started()
    table = Table(title=f"{count:,} facts, milliseconds: median, and of all facts")
    for heading in ("indicator", "of", *PERIODS, "from all facts", "times"):
        table.add_column(heading, justify="right")
    for one in several:
        for vraag in questions(one):
            table.add_row(one.id, vraag.name, *await row(service.runtime.db, one, vraag, rounds))
    await service.close()
    await log.close()
    return table


async def row(db: Database, one: Indicator, vraag: Vraag, rounds: int) -> list[str]:
    """Of a month and of a year, and what the year takes from all facts."""
    taken = []
    for periode in PERIODS.values():
        asked = Gevraagd(periode, NOW, vraag.groepering, nu=True)
        times = []
        for _ in range(rounds):
            spent, found = await _timed(db, read_indicator, one, vraag, asked)
            times.append(spent)
        taken.append(statistics.median(times))
    whole, expected = await _timed(db, from_facts, one, vraag, asked)
    if found != expected:
        raise SystemExit(f"{one.id} {vraag.name}: the facts say otherwise")
    return [*(f"{ms:.0f}" for ms in taken), f"{whole:.0f}", f"{whole / taken[-1]:.1f}"]


async def from_facts(
    session: AsyncSession, one: Indicator, gebied: Gebied, asked: Gevraagd, doelgroep: str
) -> list[Antwoord]:
    """The same from all facts of its kinds, of years around the period and of all help."""
    geladen = await load(session, gebied, asked, [one])
    found = geladen.naast_elkaar(one, asked)
    names = await gemeente_names(session)
    return [antwoord_van(one, *found, asked.groepering, doelgroep, names)]


Read = Callable[[AsyncSession, Indicator, Gebied, Gevraagd, str], Awaitable[list[Antwoord]]]


async def _timed(
    db: Database, read: Read, one: Indicator, vraag: Vraag, asked: Gevraagd
) -> tuple[float, Antwoord]:
    async with db.read() as session:
        began = time.perf_counter()
        (found,) = await read(session, one, vraag.gebied, asked, vraag.doelgroep)
        return 1_000 * (time.perf_counter() - began), found


if __name__ == "__main__":
    main()
