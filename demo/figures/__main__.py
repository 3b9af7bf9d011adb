# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""`python -m demo.figures`: the published figures of a region, out of the real services."""

import argparse
import asyncio
import sys
import time
from datetime import date
from pathlib import Path

from rich.console import Console

from demo import folder
from demo.figures import aflezen, berichten, bovenregionaal, grond
from demo.figures.eemland import EEMLAND, KLEIN
from demo.figures.limburg import MLO, MLO_KLEIN, NOORD_KLEIN, NOORD_LIMBURG
from demo.figures.omgeving import region, take_in
from demo.figures.plan import Plan, make_plan
from demo.figures.regio import LATER, played
from libs.common import log as logs
from libs.common.folder import FolderInUseError
from libs.common.runtime import settle

DATA = Path(".data/figures")
_REGIOS = {
    "eemland": EEMLAND,
    "klein": KLEIN,
    "mlo": MLO,
    "mlo-klein": MLO_KLEIN,
    "noord-limburg": NOORD_LIMBURG,
    "noord-klein": NOORD_KLEIN,
}
_ACROSS = "bovenregionaal"
ALLE = ("eemland", "mlo", "noord-limburg", _ACROSS)
"""All that was published, and what is across regions."""


def main() -> None:
    """Play, compare; ends with code 1 when a figure differs."""
    parser = argparse.ArgumentParser(prog="python -m demo.figures", description=__doc__)
    names = (*_REGIOS, _ACROSS)
    parser.add_argument("regio", nargs="*", metavar="REGIO", help=f"{', '.join(names)}; or all")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the databases")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if unknown := sorted({*given.regio} - {*names}):
        parser.error(f"{', '.join(unknown)}: {', '.join(names)}")
    logs.configure("ERROR")
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 110)
    asked = given.regio or ALLE
    right = [_of_one(name, given.data / name, given.seed, console) for name in asked]
    console.print(f"{sum(right)} van {len(asked)} gespeeld zonder verschil.")
    sys.exit(not all(right))


def _of_one(name: str, data: Path, seed: int, console: Console) -> bool:
    """Play one and print its figures; whether all are right."""
    data.parent.mkdir(parents=True, exist_ok=True)
    try:
        folder.start_afresh(data, anew=True)
    except FolderInUseError as who:
        sys.exit(f"In {data} werkt al een ander proces ({who}); stop dat eerst.")
    began = time.monotonic()
    if name == _ACROSS:
        title, cells = "Bovenregionaal", asyncio.run(bovenregionaal.play(data, console))
    else:
        plan = make_plan(_REGIOS[name], seed)
        title, cells = plan.regio.name, asyncio.run(play(plan, data, console))
    right = aflezen.show(cells, console, title)
    console.print(f"Klaar in {time.monotonic() - began:.0f} s. De gegevens staan in {data}.")
    return right


async def play(plan: Plan, data: Path, console: Console) -> list[aflezen.Cell]:
    """The plan through the real services, and what their views say of it."""
    async with region(data, date(played(plan.regio.years[-1]) + 1, 2, 1)) as (_, parties):
        contracts = await grond.found(plan, parties)
    archive = data.with_suffix(".zip")
    written = await asyncio.to_thread(berichten.write_archive, plan.helps, archive)
    kinds = ", ".join(f"{count} {soort}" for soort, count in sorted(written.items()))
    console.print(f"{plan.regio.name}: {kinds or 'geen berichten'}.")
    console.print(
        f"Elk jaar is {LATER} jaar later gespeeld: van voor 2021 wordt geen declaratie "
        "aangenomen (CS100)."
    )
    await asyncio.to_thread(take_in, archive, data)
    async with region(data) as (embedded, parties):
        await grond.tell_of_lump_sums(plan, parties, contracts)
        await grond.tell_beside_messages(plan, parties)
        await settle(*embedded.services.values())
        return await aflezen.read_cells(plan, parties)


if __name__ == "__main__":
    main()
