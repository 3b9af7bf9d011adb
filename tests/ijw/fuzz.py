# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""`make fuzz`: our verdict and the official one on as many documents as asked."""

import argparse
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path

from rich.console import Console

from libs.ijw.declare import MESSAGES
from tests.ijw.official import Tally, compare

_OFFICIAL = Path(__file__).parents[3] / "shared" / "ijw" / "xsd"


def main() -> int:
    """1 when any document got two verdicts; each of them is kept in a file."""
    parser = argparse.ArgumentParser(prog="python -m tests.ijw.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=100_000, help="documents of each message")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--soort", choices=list(MESSAGES), nargs="*", default=list(MESSAGES))
    parser.add_argument("--jobs", type=int, default=None)
    asked = parser.parse_args()
    if not _OFFICIAL.is_dir():
        sys.stderr.write("the official schemas are not here: ../shared/ijw/xsd\n")
        return 2
    return _run(asked)


def _run(asked: argparse.Namespace) -> int:
    console = Console(highlight=False)
    console.print(f"seed {asked.seed}")
    found = 0
    with ProcessPoolExecutor(asked.jobs) as pool:
        given = (repeat(_OFFICIAL), asked.soort, repeat(asked.count), repeat(asked.seed))
        for soort, tally in zip(asked.soort, pool.map(compare, *given), strict=True):
            figures = f"{tally.valid:>8,} valid {tally.invalid:>8,} not"
            console.print(f"{soort} {figures} {len(tally.disagreements):>4} disagreements")
            found += len(tally.disagreements)
            _keep(soort, tally, console)
    return 1 if found else 0


def _keep(soort: str, tally: Tally, console: Console) -> None:
    if not tally.disagreements:
        return
    folder = Path(tempfile.mkdtemp(prefix=f"fuzz-{soort}-"))
    for number, (amiss, raw) in enumerate(tally.disagreements):
        (folder / f"{number}.xml").write_bytes(raw)
        console.print(f"  {folder / f'{number}.xml'}: {amiss}", markup=False)


if __name__ == "__main__":
    sys.exit(main())
