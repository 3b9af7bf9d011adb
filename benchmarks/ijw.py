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
from concurrent.futures import ThreadPoolExecutor
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
from libs.ijw.schema import compiled

_OFFICIAL = Path(__file__).parents[2] / "shared" / "ijw" / "xsd"
_PARSER = etree.XMLParser(huge_tree=True)
_SIZES = ((10, 200), (1_000, 30), (20_000, 7), (200_000, 3))
"""Lines, and rounds. Above 37 000 a message is beyond the 25 MB of the standard: a stress test."""

_AT_THE_CAP = 37_000
_SMALL, _THREADS, _BATCH = 10, 2, 400


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
    """Time by size, memory, and threads."""
    return [_times(), _memory(), _threads()]


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
    return compiled(soort)


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


def _threads() -> Table:
    columns = ("threads", "messages/s", "ratio")
    table = _table(f"messages of {_SMALL} lines, read and checked in a thread pool", columns)
    raws = [claim(_SMALL, "B1", number) for number in range(_BATCH)]
    with ThreadPoolExecutor(_THREADS) as pool:
        shares = [raws[n::_THREADS] for n in range(_THREADS)]
        alone, together = medians([lambda: _all(raws), lambda: list(pool.map(_all, shares))], 15)
    table.add_row("1", f"{_BATCH / alone:,.0f}", "1.00")
    table.add_row(str(_THREADS), f"{_BATCH / together:,.0f}", f"{alone / together:.2f}")
    return table


def _all(raws: Sequence[bytes]) -> None:
    for raw in raws:
        check(read(raw))


def _table(title: str, columns: Sequence[str]) -> Table:
    table = Table(title=title)
    for heading in columns:
        table.add_column(heading, justify="right")
    return table


if __name__ == "__main__":
    main()
