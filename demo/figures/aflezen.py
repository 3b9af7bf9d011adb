# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What was published beside what the views say, cell by cell."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from demo.figures.regio import Regio
from demo.parties import Json, Parties

_LOOKS, _PAUSE_S = 1_200, 0.5
CHOSEN = "gekozen"


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure: of which table and year, what was expected and what was measured."""

    table: str
    name: str
    year: int
    expected: int
    measured: int
    note: str = ""

    @property
    def right(self) -> bool:
        """They are the same."""
        return self.expected == self.measured


async def read_cells(regio: Regio, parties: Parties) -> list[Cell]:
    """All cells of both tables with their totals, and the spending, read as the region."""
    await _settled(regio, parties)
    return [cell for year in regio.years for cell in await _of_year(regio, year, parties)]


async def _of_year(regio: Regio, year: int, parties: Parties) -> list[Cell]:
    vormen = await _view(regio, year, parties, "zorgvorm")
    gemeenten = await _view(regio, year, parties, "gemeente")
    return [*_tables(regio, year, vormen, gemeenten)]


def _tables(regio: Regio, year: int, vormen: Json, gemeenten: Json) -> Iterator[Cell]:
    per_vorm = {row["zorgvorm"]: row["uniekeClienten"] for row in vormen["rijen"]}
    per_gemeente = {row["gemeente"]: row["uniekeClienten"] for row in gemeenten["rijen"]}
    for form in regio.forms:
        note = CHOSEN if (form.name, year) in regio.chosen else ""
        measured = per_vorm.pop(form.name, 0)
        yield Cell("zorgvorm", form.name, year, form.clients[year], measured, note)
    for name, measured in per_vorm.items():
        yield Cell("zorgvorm", str(name), year, 0, measured)
    unique = regio.unique[year]
    yield Cell("zorgvorm", "totaal uniek", year, unique, vormen["totaal"]["uniekeClienten"])
    summed = sum(form.clients[year] for form in regio.forms)
    measured = sum(row["uniekeClienten"] for row in vormen["rijen"])
    yield Cell("zorgvorm", "overlap", year, summed - unique, measured - unique)
    for member in regio.members:
        measured = per_gemeente.get(member.code, 0)
        yield Cell("gemeente", member.name, year, member.clients[year], measured)
    yield Cell("gemeente", "totaal uniek", year, unique, gemeenten["totaal"]["uniekeClienten"])
    rows = sum(member.clients[year] for member in regio.members)
    yield Cell("gemeente", "som van de rijen", year, rows, sum(per_gemeente.values()))


async def _view(regio: Regio, year: int, parties: Parties, groepering: str) -> Json:
    query = f"van={year}-01&tot={year}-12&groepering={groepering}"
    party = parties[f"regio:{regio.code}"]
    view: Json = await party.call("GET", f"/reporting/v1/kerncijfers?{query}")
    return view


async def _settled(regio: Regio, parties: Parties) -> None:
    """Reporting follows within moments: wait until looks a while apart are the same."""
    before: list[Json] = []
    for _ in range(_LOOKS):
        now = [(await _view(regio, year, parties, "gemeente"))["totaal"] for year in regio.years]
        if now == before and all(total["uniekeClienten"] for total in now):
            return
        before = now
        await asyncio.sleep(_PAUSE_S)


def show(cells: list[Cell], console: Console) -> bool:
    """Print all; true when every cell is right."""
    table = Table(title="Gepubliceerd en gemeten")
    for heading in ("tabel", "cel", "jaar", "gepubliceerd", "gemeten", ""):
        right = heading in ("gepubliceerd", "gemeten")
        table.add_column(heading, justify="right" if right else "left")
    for cell in cells:
        said = ", ".join(filter(None, (cell.note, "" if cell.right else "[bold red]anders[/]")))
        numbers = (f"{cell.expected:,}", f"{cell.measured:,}")
        shown = (number.replace(",", ".") for number in numbers)
        table.add_row(cell.table, cell.name, str(cell.year), *shown, said)
    console.print(table)
    wrong = sum(not cell.right for cell in cells)
    console.print(f"{len(cells)} cijfers, {wrong} anders dan gepubliceerd.")
    return not wrong
