# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""`python -m benchmarks.billing`: one large claim from bytes to answer, against A; and naively.

A is lxml parsing plus validation of the same file in the same run. The chain is all that follows a
post: the message stored, read, judged under every rule, its lines and events committed, and the
JW325 written. The naive way judges with a query and an object for every line. `--month SHARE` is
`benchmarks.national`.
"""

import argparse
import asyncio
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from benchmarks import books, national
from benchmarks.large import ROUNDS, cap_lifted, judged
from benchmarks.naive import naive
from benchmarks.peak import peak

SIZES, CAP, NAIVE, STRESS = (1_000, 20_000), 31_000, 1_000, 200_000
REFUSED_EACH = 10


def _table(
    kinds: Sequence[str],
    sizes: Sequence[int],
    rounds: int = ROUNDS,
    refused: Sequence[int | None] = (None, REFUSED_EACH),
) -> Table:
    made = Table(title="one JW323, posted to committed and answered")
    headings = ("database", "lines", "refused", "A", "door", "judged", "lines/s")
    for heading in (*headings, "chain/A", "processors/A"):
        made.add_column(heading, justify="right")
    for kind in kinds:
        for lines, each in ((size, each) for size in sizes for each in refused):
            chain = asyncio.run(judged(kind, lines, rounds, each))
            seconds = (chain.base_s, chain.door_s, chain.judged_s)
            made.add_row(
                kind,
                f"{lines:,}",
                f"1 in {each}" if each else "none",
                *(f"{1000 * one:.0f} ms" for one in seconds),
                f"{lines / (chain.door_s + chain.judged_s):,.0f}",
                f"{chain.ratio:.2f}",
                f"{chain.cpu_ratio:.2f}",
            )
    return made


def _naive_table(kinds: Sequence[str]) -> Table:
    made = Table(title=f"{NAIVE:,} lines: a query for each fact and an object for each line")
    for heading in ("database", "naive", "lines/s", "times the chain"):
        made.add_column(heading, justify="right")
    for kind in kinds:
        chain = asyncio.run(judged(kind, NAIVE))
        slow = asyncio.run(naive(kind, NAIVE))
        times = slow / (chain.door_s + chain.judged_s)
        made.add_row(kind, f"{1000 * slow:.0f} ms", f"{NAIVE / slow:,.0f}", f"{times:.0f}")
    return made


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.billing")
    parser.add_argument("--database", choices=books.KINDS, action="append")
    parser.add_argument("--lines", type=int, action="append", help="instead of the usual sizes")
    parser.add_argument("--month", type=float, metavar="SHARE", help="of a month of the country")
    parser.add_argument("--stress", action="store_true", help="200,000 lines, the cap lifted")
    asked = parser.parse_args()
    kinds = asked.database or books.KINDS
    console = Console(highlight=False)
    if asked.stress:
        with cap_lifted():
            console.print(_table(kinds, (SIZES[-1], STRESS), rounds=1, refused=(None,)))
        return
    console.print(books.described())
    if asked.month:
        console.print(national.table(kinds, asked.month))
        return
    console.print(_table(kinds, asked.lines or (*SIZES, CAP)))
    for kind in kinds:
        most = asyncio.run(peak(kind, CAP))
        console.print(f"{kind}: {most:.0f} MB at most, with a message of {CAP:,} lines")
    console.print(_naive_table(kinds))


if __name__ == "__main__":
    main()
