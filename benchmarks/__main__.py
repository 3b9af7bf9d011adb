# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""`python -m benchmarks`: what reading and judging cost, against parsing and validating alone."""

import asyncio
import tempfile
import time
from pathlib import Path

from lxml import etree
from rich.console import Console
from rich.table import Table

from benchmarks import ijw
from benchmarks.chain import claims_judged
from benchmarks.made import claim
from libs.ijw.schema import build

SMALL_CLAIMS = 100


def main() -> None:
    """Print the tables."""
    console = Console(highlight=False)
    for table in ijw.tables():
        console.print(table)
    with tempfile.TemporaryDirectory() as folder:
        console.print(asyncio.run(_chain(Path(folder))))


async def _chain(folder: Path) -> Table:
    table = Table(title="embedded billing on SQLite: posted to answered, against A of the same")
    for heading in ("claims", "lines each", "A", "chain", "claims/s", "chain/A"):
        table.add_column(heading, justify="right")
    schema = build("JW323")
    for count, size in ((SMALL_CLAIMS, 10), (1, 1_000), (1, 10_000)):
        raws = [claim(size, f"C{size}-{number}"[:12], number) for number in range(count)]
        began = time.perf_counter()
        for raw in raws:
            schema.assertValid(etree.fromstring(raw))
        base = time.perf_counter() - began
        taken = await claims_judged(folder / f"{count}-{size}", raws)
        rate = f"{count / taken:.0f}"
        figures = (f"{1000 * base:.0f} ms", f"{1000 * taken:.0f} ms", rate, f"{taken / base:.1f}")
        table.add_row(str(count), f"{size:,}", *figures)
    return table


if __name__ == "__main__":
    main()
