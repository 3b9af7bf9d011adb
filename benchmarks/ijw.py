# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""`python -m benchmarks.ijw`: the library against lxml parsing plus validation alone (A).

A uses the official schemas where the reference folder stands beside the checkout, and else the
schema that the library makes of its own declarations; the table says which.
"""

import re
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, cast

from lxml import etree
from rich.console import Console
from rich.table import Table

from benchmarks.made import claim
from benchmarks.measure import medians, own_peak_megabytes, peak_megabytes
from libs.ijw import JW323, Finding, Level, check, declaratie_antwoord, read, verdict, write
from libs.ijw.lend import Lender
from libs.ijw.schema import build

_OFFICIAL = Path(__file__).parents[2] / "shared" / "ijw" / "xsd"
_PARSER = etree.XMLParser(huge_tree=True)
_SIZES = ((1_000, 30), (20_000, 7), (200_000, 3))
"""Lines, and rounds. Above 37 000 a message is beyond the 25 MB of the standard: a stress test."""

_AT_THE_CAP = 37_000
_SMALL, _THREADS, _BATCH, _ROUNDS = 10, 2, 400, 15


def main() -> None:
    """Print the tables; with a file, read and check that and print the memory it took."""
    if len(sys.argv) > 1:
        check(read(Path(sys.argv[1]).read_bytes(), max_bytes=None))
        sys.stdout.write(f"{own_peak_megabytes()}\n")
        return
    console = Console(highlight=False)
    for table in tables():
        console.print(table)


def tables() -> Sequence[Table]:
    """Time by size, memory, and small messages."""
    return [_times(), _memory(), _small()]


def _times() -> Table:
    whose = "the official schema" if _OFFICIAL.is_dir() else "our own schema"
    columns = ("message", "lines", "MB", "A", "level 1", "read", "read + check", "all/A")
    table = _table(f"libs/ijw against A: lxml parse plus {whose}", columns)
    for size, rounds in _SIZES:
        for soort, make in (
            ("JW323", partial(claim, size, "B1")),
            ("JW325", partial(_answer, size)),
        ):
            raw = make()
            acts = _acts(raw, _schema(soort))
            taken = medians(acts, rounds)
            figures = (f"{1000 * seconds:.2f} ms" for seconds in taken)
            megabytes = f"{len(raw) / 2**20:.2f}"
            table.add_row(soort, f"{size:,}", megabytes, *figures, f"{taken[-1] / taken[0]:.2f}")
    return table


def _acts(raw: bytes, schema: Any) -> list[Callable[[], object]]:  # noqa: ANN401 - an lxml schema
    return [
        lambda: schema.assertValid(etree.fromstring(raw, _PARSER)),
        lambda: verdict(raw, max_bytes=None),
        lambda: read(raw, max_bytes=None),
        lambda: check(read(raw, max_bytes=None)),
    ]


def _schema(soort: str) -> Any:  # noqa: ANN401 - an lxml schema
    if _OFFICIAL.is_dir():
        return etree.XMLSchema(etree.parse(_OFFICIAL / f"{soort}.xsd"))
    return build(soort)


_SCHEMAS = Lender(partial(_schema, "JW323"))


def _answer(lines: int) -> bytes:
    """A JW325 that refuses every line of a claim."""
    message = cast(JW323, read(claim(lines, "B1"), max_bytes=None))
    findings = [
        Finding("TR304", Level.ACROSS_MESSAGES, "9338", f"{place}/Prestaties/Prestatie[{n}]", "-")
        for place, client in _placed(message)
        for n in range(1, len(client.prestaties) + 1)
    ]
    when = date(2026, 8, 10)
    return write(declaratie_antwoord(message, findings, identificatie="A1", dagtekening=when))


def _placed(message: JW323) -> Sequence[tuple[str, Any]]:
    clienten = enumerate(message.declaratie.clienten, start=1)
    return [(f"/Bericht/Declaratie/Clienten/Client[{n}]", client) for n, client in clienten]


def _memory() -> Table:
    table = _table("peak memory of a process that reads and checks", ("message", "MB", "peak MB"))
    samples = {
        "20,000 lines": claim(20_000, "B1"),
        "37,000 lines, compact: the cap": re.sub(rb">\s+<", b"><", claim(_AT_THE_CAP, "B1")),
    }
    with tempfile.TemporaryDirectory() as folder:
        for name, raw in samples.items():
            path = Path(folder) / "claim.xml"
            path.write_bytes(raw)
            peak = peak_megabytes("benchmarks.ijw", path)
            table.add_row(name, f"{len(raw) / 2**20:.1f}", f"{peak:.0f}")
    return table


def _small() -> Table:
    """Small messages by the batch: alone, in two threads, in two processes."""
    columns = ("what", "one thread", "all/A", f"{_THREADS} threads", f"{_THREADS} processes")
    table = _table(f"messages of {_SMALL} lines a second; in brackets against one thread", columns)
    raws = [claim(_SMALL, "B1", number) for number in range(_BATCH)]
    shares = [raws[n::_THREADS] for n in range(_THREADS)]
    base = 0.0
    with ThreadPoolExecutor(_THREADS) as threads, ProcessPoolExecutor(_THREADS) as processes:
        for name, act in (("A", _parse_and_validate), ("read + check", _read_and_check)):
            alone, threaded, forked = medians(
                [
                    partial(act, raws),
                    partial(_each, threads, act, shares),
                    partial(_each, processes, act, shares),
                ],
                _ROUNDS,
            )
            base = base or alone
            rates = (f"{_BATCH / t:,.0f} ({alone / t:.2f})" for t in (threaded, forked))
            table.add_row(name, f"{_BATCH / alone:,.0f}", f"{alone / base:.2f}", *rates)
    return table


def _each(pool: Executor, act: Callable[[list[bytes]], None], shares: list[list[bytes]]) -> None:
    list(pool.map(act, shares))


def _read_and_check(raws: list[bytes]) -> None:
    for raw in raws:
        check(read(raw))


def _parse_and_validate(raws: list[bytes]) -> None:
    with _SCHEMAS.lent() as schema:
        for raw in raws:
            schema.assertValid(etree.fromstring(raw))


def _table(title: str, columns: Sequence[str]) -> Table:
    table = Table(title=title)
    for heading in columns:
        table.add_column(heading, justify="right")
    return table


if __name__ == "__main__":
    main()
