# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""`python -m benchmarks.national [SHARE] [--mixed]`: a month of the whole country, answered.

The door is in this process; two workers judge beside it. All of it, with the load, on one
machine: PostgreSQL that waits for its disk at each commit, and an event log on SQLite.
"""

import argparse
import asyncio
import contextlib
import os
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import httpx
import sqlalchemy as sa
from rich.console import Console
from rich.table import Table

from benchmarks import books
from benchmarks.measure import processor_s
from benchmarks.month import Claim, contracts, month
from libs.common.auth import TokenIssuer
from libs.common.clock import SystemClock
from libs.common.collector import leave_what_started
from libs.common.runtime import Service, run_loops
from services.billing import tables as t
from services.billing.store import grootboek
from tests.runtime.processes import until

WORKERS = 2
SHARE = 0.05
_AT_ONCE = 4
_PATIENCE_S = 3_600
_SIZE = {
    "sqlite": "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
    "postgresql": "SELECT pg_database_size(current_database())",
}


@dataclass(frozen=True, slots=True)
class Taken:
    """What a month took: seconds until all was posted, answered, and in the ledger; waits.

    `cpu_s` are seconds of the processors, of load, door, workers and database together.
    """

    lines: int
    messages: int
    posted_s: float
    answered_s: float
    booked_s: float
    cpu_s: float
    waits_s: Sequence[float]
    approved: int
    expected: int
    megabytes: float

    def wait(self, share: float) -> float:
        """The wait that this share of the messages stayed under."""
        return sorted(self.waits_s)[min(len(self.waits_s) - 1, int(share * len(self.waits_s)))]


async def measured(kind: str, share: float, times: int = 1, *, mixed: bool = False) -> Taken:
    """Post the month and wait for the last answer."""
    claims = month(share, times, mixed=mixed)
    issuer = TokenIssuer(books.ISSUER)
    with tempfile.TemporaryDirectory() as name, books.database(kind, Path(name)) as url:
        folder = Path(name)
        await books.migrated(url)
        service = books.opened(url, folder, SystemClock(), issuer.public_key)
        await books.known(
            service, [a for c in claims if c.corrects is None for a in c.awards], contracts(claims)
        )
        raws = [(claim.agb_code, claim.xml()) for claim in claims]
        leave_what_started()  # as an api does; and the month itself is no part of it
        async with _workers(url, folder, service, issuer):
            taken = await _through(service, issuer, claims, raws)
        await service.close()
        await service.runtime.log.close()
    return taken


@asynccontextmanager
async def _workers(
    url: str, folder: Path, service: Service, issuer: TokenIssuer
) -> AsyncIterator[None]:
    """Two processes that judge; on SQLite, where one process writes, this one does it."""
    if url.startswith("sqlite"):
        stop = asyncio.Event()
        loops = asyncio.create_task(run_loops([service], stop))
        yield
        stop.set()
        await loops
        return
    key = folder / "issuer.pem"
    key.write_text(issuer.public_key)
    command = [sys.executable, "-m", "benchmarks.national", "--worker", url, str(folder)]
    running = [
        await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
        for _ in range(WORKERS)
    ]
    for process in running:
        await _ready(process)
    said = [asyncio.create_task(_listen(process)) for process in running]
    try:
        yield
    finally:
        for process in running:
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(signal.SIGTERM)
        await asyncio.gather(*(process.wait() for process in running), *said)


async def _ready(process: asyncio.subprocess.Process) -> None:
    await cast(asyncio.StreamReader, process.stdout).readline()


async def _listen(process: asyncio.subprocess.Process) -> None:
    """What a worker logs: it would stand still once the pipe is full."""
    async for line in cast(asyncio.StreamReader, process.stdout):
        sys.stderr.buffer.write(line)


async def _through(
    service: Service,
    issuer: TokenIssuer,
    claims: Sequence[Claim],
    raws: Sequence[tuple[str, bytes]],
) -> Taken:
    tokens = {agb: books.headers(issuer, agb) for agb, _ in raws}
    left = iter(raws)
    transport = httpx.ASGITransport(service.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://bench/v1") as client:

        async def post_some() -> None:
            for agb, raw in left:
                answer = await client.post("/berichten", content=raw, headers=tokens[agb])
                answer.raise_for_status()

        began, at = time.perf_counter(), processor_s()
        await asyncio.gather(*(post_some() for _ in range(_AT_ONCE)))
        posted = time.perf_counter() - began

    async def all_answered() -> bool:
        return await _answered(service) >= len(raws)

    await until(all_answered, _PATIENCE_S)
    answered, cpu = time.perf_counter() - began, processor_s() - at

    async def all_booked() -> bool:
        async with service.runtime.db.read() as session:
            return not await grootboek.unbooked(session, 1)

    await until(all_booked, _PATIENCE_S)
    booked = time.perf_counter() - began
    waits, approved, size = await _found(service)
    lines = sum(claim.size for claim in claims)
    expected = lines - sum(claim.refused for claim in claims)
    return Taken(lines, len(raws), posted, answered, booked, cpu, waits, approved, expected, size)


async def _answered(service: Service) -> int:
    out = service.runtime.need_mailbox().tables.mail_out
    async with service.runtime.db.read() as session:
        query = sa.select(sa.func.count()).where(out.c.vrijgegeven_op.is_not(None))
        return await session.scalar(query.select_from(out)) or 0


async def _found(service: Service) -> tuple[list[float], int, float]:
    """Seconds from post to answer of each message, lines approved, megabytes of the database."""
    tables = service.runtime.need_mailbox().tables
    came, went = tables.mail_in, tables.mail_out
    both = came.join(went, went.c.betreft == came.c.id)
    moments = sa.select(came.c.ontvangen_op, went.c.vrijgegeven_op).select_from(both)
    approved = sa.select(sa.func.count()).select_from(t.regel).where(t.regel.c.toegekend)
    async with service.runtime.db.read() as session:
        waits = [(row[1] - row[0]).total_seconds() for row in await session.execute(moments)]
        count = await session.scalar(approved) or 0
        size = await session.scalar(sa.text(_SIZE[session.get_bind().dialect.name]))
    return waits, count, (size or 0) / 2**20


async def _work(url: str, folder: Path) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    service = books.opened(url, folder, SystemClock(), (folder / "issuer.pem").read_text())
    leave_what_started()  # as a worker does
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await run_loops([service], stop)
    await service.close()


def table(kinds: Sequence[str], share: float, *, mixed: bool = False) -> Table:
    """A month and twice the month, on each kind of database."""
    what = " with credits and refusals" if mixed else ""
    title = f"{share:.0%} of a month of the whole country{what}, {os.cpu_count()} processors"
    made = Table(title=title)
    headings = (
        "database",
        "messages",
        "lines",
        "posted",
        "answered",
        "booked",
        "lines/s",
        "messages/s",
    )
    for heading in (*headings, "processors/message", "p50", "p99", "database MB"):
        made.add_column(heading, justify="right")
    for kind in kinds:
        for times in (1, 2):
            taken = asyncio.run(measured(kind, share, times, mixed=mixed))
            if taken.approved != taken.expected:
                raise ValueError(f"{taken.approved} lines approved, {taken.expected} expected")
            figures = (
                f"{taken.posted_s:.1f} s",
                f"{taken.answered_s:.1f} s",
                f"{taken.booked_s:.1f} s",
                f"{taken.lines / taken.answered_s:,.0f}",
                f"{taken.messages / taken.answered_s:.0f}",
                f"{1000 * taken.cpu_s / taken.messages:.1f} ms",
                f"{taken.wait(0.5):.1f} s",
                f"{taken.wait(0.99):.1f} s",
                f"{taken.megabytes:,.0f}",
            )
            made.add_row(kind, f"{taken.messages:,}", f"{taken.lines:,}", *figures)
    return made


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.national")
    parser.add_argument("share", nargs="?", type=float, default=SHARE)
    parser.add_argument("--mixed", action="store_true", help="with credits and refusals")
    parser.add_argument("--database", choices=books.KINDS, action="append")
    parser.add_argument("--worker", nargs=2, metavar=("URL", "FOLDER"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.worker:
        url, folder = asked.worker
        asyncio.run(_work(url, Path(folder)))
        return
    kinds = asked.database or books.KINDS
    Console(highlight=False, width=160).print(table(kinds, asked.share, mixed=asked.mixed))


if __name__ == "__main__":
    main()
