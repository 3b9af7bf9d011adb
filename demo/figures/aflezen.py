# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What was published beside what the views say, cell by cell."""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from demo.figures.plan import LUMP_SHARE, Plan
from demo.figures.regio import Regio, played
from demo.parties import Json, Parties

CHOSEN = "gekozen"
_COUNT = "uniekeClienten"


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure: of which table and year, what was expected and what was measured."""

    table: str
    name: str
    year: int
    expected: float | str
    measured: float | str
    note: str = ""

    @property
    def right(self) -> bool:
        """They are the same."""
        return self.expected == self.measured


async def read_cells(plan: Plan, parties: Parties) -> list[Cell]:
    """All cells of both tables with their totals, and the spending, read as the region.

    For services that are at rest: reporting follows the others.
    """
    return [cell for year in plan.regio.years for cell in await _of_year(plan, year, parties)]


async def _of_year(plan: Plan, year: int, parties: Parties) -> list[Cell]:
    regio = plan.regio
    found = [await _indicator(regio, year, parties, id_) for id_ in ("I-02", "I-03", "I-04")]
    money = [await _indicator(regio, year, parties, id_) for id_ in ("I-06", "I-07")]
    cells = [*_tables(regio, year, *found), *_spending(plan, year, *money)]
    for one in regio.metingen:
        if one.year == year:
            shown = await _indicator(regio, year, parties, one.indicator)
            measured = shown["totaal"]["waarden"][one.field] or 0
            cells.append(Cell(one.indicator, one.field, year, one.expected, measured, one.note))
    return cells


def _tables(
    regio: Regio, year: int, vormen: Json, gemeenten: Json, overlap: Json
) -> Iterator[Cell]:
    unique = regio.unique[year]
    per_vorm = _rows(vormen, "zorgvorm")
    for form in regio.forms:
        note = CHOSEN if (form.name, year) in regio.chosen else ""
        yield Cell(
            "zorgvorm", form.name, year, form.clients[year], per_vorm.pop(form.name, 0), note
        )
    for name, measured in per_vorm.items():
        yield Cell("zorgvorm", name, year, 0, measured)
    yield Cell("zorgvorm", "totaal uniek", year, unique, vormen["totaal"]["waarden"][_COUNT])
    summed = sum(form.clients[year] for form in regio.forms)
    measured = overlap["totaal"]["waarden"]["overlap"]
    yield Cell("zorgvorm", "overlap", year, summed - unique, measured)
    per_gemeente = _rows(gemeenten, "gemeente")
    for member in regio.members:
        measured = per_gemeente.get(member.code, 0)
        yield Cell("gemeente", member.name, year, member.clients[year], measured)
    yield Cell("gemeente", "totaal uniek", year, unique, gemeenten["totaal"]["waarden"][_COUNT])
    rows = sum(member.clients[year] for member in regio.members)
    yield Cell("gemeente", "som van de rijen", year, rows, sum(per_gemeente.values()))


def _spending(plan: Plan, year: int, spent: Json, per_client: Json) -> Iterator[Cell]:
    """In cents; the cost of a client is half up, as the indicator has it. What part of it is a lump
    sum nobody printed: claims and keys of contracts bring it in, and its size is chosen."""
    spend, unique = plan.regio.spend[year], plan.regio.unique[year]
    measured = spent["totaal"]["waarden"]
    yield Cell("geld", "uitgaven", year, spend, measured["uitgaven"])
    lumps = sum(cents for (when, _), cents in plan.lump_sums.items() if when == played(year))
    if lumps:
        note = f"{CHOSEN}: {LUMP_SHARE:.0%} taakgericht"
        yield Cell("geld", "waarvan declaraties", year, spend - lumps, measured["toegekend"], note)
        yield Cell("geld", "waarvan taakgericht", year, lumps, measured["bijdragen"], note)
    measured = per_client["totaal"]["waarden"]["kostenPerClient"]
    yield Cell("geld", "kosten per client", year, (2 * spend + unique) // (2 * unique), measured)


def _rows(view: Json, dimension: str) -> dict[str, int]:
    """Clients per cell; a hidden one counts as none, and so as different."""
    return {row["cel"][dimension]: row["waarden"].get(_COUNT) or 0 for row in view["rijen"]}


async def _indicator(regio: Regio, year: int, parties: Parties, id_: str) -> Json:
    party = parties[f"regio:{regio.code}"]
    query = f"van={played(year)}-01&tot={played(year)}-12"
    view: Json = await party.call("GET", f"/reporting/v1/indicatoren/{id_}?{query}")
    return view


def show(cells: list[Cell], console: Console, name: str = "") -> bool:
    """Print all; true when every cell is right."""
    table = Table(title=f"{name}: gepubliceerd en gemeten" if name else "Gepubliceerd en gemeten")
    for heading in ("tabel", "cel", "jaar", "gepubliceerd", "gemeten", ""):
        right = heading in ("gepubliceerd", "gemeten")
        table.add_column(heading, justify="right" if right else "left")
    for cell in cells:
        said = ", ".join(filter(None, (cell.note, "" if cell.right else "[bold red]anders[/]")))
        shown = (_dutch(cell.expected), _dutch(cell.measured))
        table.add_row(cell.table, cell.name, str(cell.year), *shown, said)
    console.print(table)
    wrong = sum(not cell.right for cell in cells)
    console.print(f"{len(cells)} cijfers, {wrong} anders dan gepubliceerd.")
    return not wrong


def _dutch(shown: float | str) -> str:
    if isinstance(shown, str):
        return shown
    return f"{shown:,}".translate(str.maketrans(",.", ".,"))
