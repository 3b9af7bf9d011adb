# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""`python -m demo`: a year of a youth-care region in one command."""

import argparse
import asyncio
import random
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from datetime import time as clock_time
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from demo import folder, founding, report
from demo.parties import Json, Parties, open_parties
from demo.play import Play
from demo.region import MONTHS, REGIO, Region, make_region, month
from libs.common import log as logs
from libs.common.clock import Clock, SimulatedClock
from libs.common.folder import FolderInUseError
from libs.common.runtime import settle
from libs.common.serve import serving
from services.embedded import Embedded, open_embedded

DATA = Path(".data/demo")
STEPS_A_MONTH = 4


def main() -> None:
    """Play, print, end."""
    parser = argparse.ArgumentParser(prog="python -m demo", description=__doc__)
    parser.add_argument("--seed", type=int, default=2026, help="another number, another region")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the databases")
    parser.add_argument(
        "--opnieuw", action="store_true", help="begin anew, whatever stands in the folder"
    )
    arguments = parser.parse_args()
    logs.configure("WARNING")
    # A pipe has no width of its own.
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 110)
    try:
        folder.start_afresh(arguments.data, anew=arguments.opnieuw)
        asyncio.run(_demo(arguments.seed, arguments.data, console))
    except FolderInUseError as who:
        sys.exit(f"In {arguments.data} werkt al een ander proces ({who}); stop dat eerst.")


async def _demo(seed: int, data: Path, console: Console) -> None:
    began = time.monotonic()
    region = make_region(seed)
    clock = SimulatedClock(datetime.combine(month(0), clock_time(7), UTC))
    async with _region(data, clock) as (_, parties):
        play = await _play(region, parties, seed, console)
    # Read when all have followed, so that the same seed gives the same figures.
    async with _region(data, clock, at_rest=True) as (embedded, parties):
        await settle(*embedded.services.values())
        await _show(replace(play, parties=parties), console)
    _say_how_to_go_on(console, data, time.monotonic() - began)


@asynccontextmanager
async def _region(
    data: Path, clock: Clock, *, at_rest: bool = False
) -> AsyncIterator[tuple[Embedded, Parties]]:
    async with (
        open_embedded(data, clock, at_rest=at_rest) as embedded,
        serving(embedded.app, "127.0.0.1", 0) as url,
        open_parties(url, embedded.client_secret) as parties,
    ):
        yield embedded, parties


async def _play(region: Region, parties: Parties, seed: int, console: Console) -> Play:
    console.print(
        f"Een regio met {len(region.gemeenten)} gemeenten, {len(region.aanbieders)} aanbieders en "
        f"{len(region.clienten)} cliënten, {MONTHS} maanden lang (seed {seed})."
    )
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task("inrichten", total=MONTHS * STEPS_A_MONTH + 2)
        await founding.found_region(region, parties)

        def advance(text: str) -> None:
            bar.update(task, advance=1, description=text)

        play = Play(region, parties, random.Random(seed), advance)
        await play.run()
        await founding.found_examples(parties)
    return play


async def _show(play: Play, console: Console) -> None:
    report.show_traffic(console, play.tally)
    explained = await _a_refused_line(play)
    if explained is not None:
        report.show_explanation(console, explained)
    for groepering in (("gemeente", "productcategorie"), ("maand",)):
        view = await _view(play, ",".join(groepering))
        report.show_region(console, f"Regio per {' en '.join(groepering)}", view, groepering)


async def _view(play: Play, groepering: str) -> Json:
    query = f"van={month(0):%Y-%m}&tot={month(MONTHS - 1):%Y-%m}&groepering={groepering}"
    regio = play.parties[f"regio:{REGIO}"]
    view: Json = await regio.call("GET", f"/reporting/v1/kerncijfers?{query}")
    return view


async def _a_refused_line(play: Play) -> Json | None:
    """The explanation of some line with more than one finding, or else of any refused one."""
    best: Json | None = None
    for aanbieder in play.region.aanbieders:
        party = play.parties[f"aanbieder:{aanbieder.agb}"]
        for declaratie in (await party.call("GET", "/billing/v1/declaraties"))["resultaten"]:
            if not declaratie["aantalAfgewezen"]:
                continue
            path = f"/billing/v1/declaraties/{declaratie['id']}/regels"
            for regel in (await party.call("GET", f"{path}?limit=500"))["resultaten"]:
                if not regel["toegekend"]:
                    best = await party.call("GET", f"{path}/{regel['nummer']}/toelichting")
                if len(regel["retourcodes"]) > 1:
                    return best
    return best


def _say_how_to_go_on(console: Console, data: Path, seconds: float) -> None:
    console.print(
        f"\nKlaar in {seconds:.0f} s. De gegevens staan in {data}.\n"
        "Verder kijken: [bold]make serve[/] houdt deze regio draaiend en zegt hoe u een token "
        "krijgt.\nAPI-documentatie daarna op http://127.0.0.1:8000/referral/v1/docs (en zo voor "
        "contract, billing en reporting).",
        soft_wrap=True,
    )


if __name__ == "__main__":
    main()
