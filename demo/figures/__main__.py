# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""`python -m demo.figures`: the published figures of a region, out of the real services."""

import argparse
import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

from rich.console import Console

from demo import folder
from demo.figures import aflezen, berichten, grond
from demo.figures.plan import Plan, make_plan
from demo.figures.regio import EEMLAND, KLEIN, played
from demo.parties import Parties, open_parties
from libs.common import log as logs
from libs.common.folder import FolderInUseError
from libs.common.runtime import settle
from libs.common.serve import serving
from services.embedded import Embedded, clock_of, open_embedded

DATA = Path(".data/figures")
_REGIOS = {"eemland": EEMLAND, "klein": KLEIN}


def main() -> None:
    """Play, compare; ends with code 1 when a figure differs."""
    parser = argparse.ArgumentParser(prog="python -m demo.figures", description=__doc__)
    parser.add_argument("regio", nargs="?", choices=sorted(_REGIOS), default="eemland")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the databases")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    logs.configure("ERROR")
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 110)
    try:
        folder.start_afresh(given.data, anew=True)
    except FolderInUseError as who:
        sys.exit(f"In {given.data} werkt al een ander proces ({who}); stop dat eerst.")
    began = time.monotonic()
    plan = make_plan(_REGIOS[given.regio], given.seed)
    cells = asyncio.run(play(plan, given.data, console))
    right = aflezen.show(cells, console)
    console.print(f"Klaar in {time.monotonic() - began:.0f} s. De gegevens staan in {given.data}.")
    sys.exit(not right)


async def play(plan: Plan, data: Path, console: Console) -> list[aflezen.Cell]:
    """The plan through the real services, and what their views say of it."""
    async with _region(data, date(played(plan.regio.years[-1]) + 1, 2, 1)) as (_, parties):
        contracts = await grond.found(plan, parties)
    archive = data.with_suffix(".zip")
    written = await asyncio.to_thread(berichten.write_archive, plan, archive)
    kinds = ", ".join(f"{count} {soort}" for soort, count in sorted(written.items()))
    console.print(f"{plan.regio.name}: {kinds}.")
    await asyncio.to_thread(_take_in, archive, data)
    async with _region(data) as (embedded, parties):
        await grond.tell_of_lump_sums(plan, parties, contracts)
        await settle(*embedded.services.values())
        return await aflezen.read_cells(plan.regio, parties)


def _take_in(archive: Path, data: Path) -> None:
    """As a region would that begins with its past."""
    stand, verslag = data.with_suffix(".stand"), data.with_suffix(".csv")
    stand.unlink(missing_ok=True)
    command = ["services.verleden", archive, "--data", data, "--stand", stand, "--verslag", verslag]
    subprocess.run([sys.executable, "-m", *map(str, command)], check=True)  # noqa: S603 - our own


@asynccontextmanager
async def _region(data: Path, first: date | None = None) -> AsyncIterator[tuple[Embedded, Parties]]:
    async with (
        open_embedded(data, clock_of(data, first), at_rest=True) as embedded,
        serving(embedded.app, "127.0.0.1", 0) as url,
        open_parties(url, embedded.client_secret) as parties,
    ):
        yield embedded, parties


if __name__ == "__main__":
    main()
