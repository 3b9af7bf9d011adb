# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""`python -m benchmarks.runtime`: claims over processes on PostgreSQL and Kafka, and embedded."""

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.chain import claims_judged
from benchmarks.installed import (
    AGBS,
    PATIENCE_S,
    Databases,
    Taken,
    door,
    installed,
    opened,
    prepared,
    started,
    with_workers,
)
from benchmarks.made import claim
from tests.runtime.processes import Installation, until

LINES = 10
WORKERS = (1, 2, 4)


async def measure(claims: int, console: Console) -> None:
    """Print the tables: rates for each number of workers, then latency at half of the best."""
    numbers = range(claims * (len(WORKERS) + 1))
    raws = [claim(LINES, f"C{n}", n, AGBS[n % len(AGBS)]) for n in numbers]
    rounds = [raws[n * claims : (n + 1) * claims] for n in range(len(WORKERS) + 1)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        tries = [path / f"embedded-{number}" for number in range(3)]
        embedded = statistics.median(
            [await claims_judged(one, rounds[0], counted=True) for one in tries]
        )
        async with installed(path) as installation, opened(installation) as databases:
            await started(installation)
            await prepared(installation, databases, raws)
            taken = [
                await with_workers(installation, databases, count, some)
                for count, some in zip(WORKERS, rounds, strict=False)
            ]
            console.print(_rates(claims, embedded, taken))
            best = max(claims / one.counted for one in taken)
            waits = await _at_rate(installation, databases, rounds[-1], best / 2)
            console.print(_latency(best / 2, waits))


async def _at_rate(
    installation: Installation, databases: Databases, raws: Sequence[bytes], rate: float
) -> list[float]:
    """The latencies, sorted, while so many claims a second come in."""
    after = await databases.last()
    async with (
        door(installation) as post,
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


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.runtime")
    parser.add_argument("--claims", type=int, default=300, help="for each number of workers")
    arguments = parser.parse_args()
    asyncio.run(measure(arguments.claims, Console(highlight=False)))


if __name__ == "__main__":
    main()
