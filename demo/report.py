# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What the demo prints: the traffic, the reasons for refusal, one line explained, the region."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console
from rich.table import Table

from libs.ijw import codelist

Json = dict[str, Any]

_HUNDRED, _HALF = 100, 50
_TOP = 8


@dataclass
class Tally:
    """Counts kept while the story is played."""

    sent: Counter[str] = field(default_factory=Counter)
    rejected: Counter[str] = field(default_factory=Counter)
    received: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)

    def post(self, soort: str, *, accepted: bool, codes: Iterable[str]) -> None:
        """One message posted, with the return codes of its answer."""
        self.sent[soort] += 1
        if not accepted:
            self.rejected[soort] += 1
        self.codes.update(codes)


def counted(clients: int | None) -> str:
    """A number, or that it is hidden from the region: of few clients, or telling of few."""
    return "verborgen" if clients is None else str(clients)


def euros(cents: int | None) -> str:
    """`123456` cents as `1.235`: whole euros, half up; nothing when hidden."""
    if cents is None:
        return ""
    return f"{(cents + _HALF) // _HUNDRED:,}".replace(",", ".")


def percent(value: float | None) -> str:
    """One decimal with a comma, or a dash when nothing was awarded."""
    return "-" if value is None else f"{value:.1f}".replace(".", ",") + " %"


def show_traffic(console: Console, tally: Tally) -> None:
    """Messages by kind, and the most frequent return codes."""
    table = Table(title="Berichten", title_justify="left")
    table.add_column("soort")
    for heading in ("ingediend", "aangenomen", "geweigerd", "ontvangen"):
        table.add_column(heading, justify="right")
    for soort in sorted(tally.sent | tally.received):
        sent, refused = tally.sent[soort], tally.rejected[soort]
        numbers = (sent, sent - refused, refused, tally.received[soort])
        table.add_row(soort, *(str(n) if n else "" for n in numbers))
    console.print(table)
    codes = Table(title="Meest gegeven retourcodes", title_justify="left")
    codes.add_column("code")
    codes.add_column("aantal", justify="right")
    codes.add_column("betekenis")
    meanings = codelist("WJ001").codes
    for code, count in tally.codes.most_common(_TOP):
        codes.add_row(code, str(count), meanings.get(code, ""))
    console.print(codes)


def show_explanation(console: Console, explained: Json) -> None:
    """One claim line, rule by rule."""
    table = Table(title="Eén declaratieregel uitgelegd", title_justify="left")
    for heading in ("regel", "oordeel", "code", "wat de regel vraagt", "wat er gezien is"):
        table.add_column(heading, overflow="fold")
    for step in explained["stappen"]:
        if step["oordeel"] == "niet-van-toepassing":
            continue
        refused = step["oordeel"] == "niet-voldaan"
        verdict = f"[{'red' if refused else 'green'}]{step['oordeel']}[/]"
        code = step["retourcode"] if refused else ""
        facts = step["feiten"].items()
        seen = ", ".join(f"{k} {v}" for k, v in facts if v is not None and not k.endswith("Id"))
        table.add_row(step["regel"], verdict, code, step["zin"], seen)
    console.print(table)
    console.print(explained["samenvatting"], soft_wrap=True)


def show_region(console: Console, title: str, view: Json, dimensions: tuple[str, ...]) -> None:
    """A view of the reporting service, with its own total beneath."""
    table = Table(title=title, title_justify="left", show_footer=True)
    total = view["totaal"]
    for number, name in enumerate(dimensions):
        table.add_column(name, footer="totaal" if number == 0 else "")
    table.add_column("cliënten", justify="right", footer=counted(total["uniekeClienten"]))
    for name, heading in _AMOUNTS.items():
        table.add_column(heading, justify="right", footer=euros(total[name]))
    share = percent(total["verzilveringspercentage"])
    table.add_column("verzilvering", justify="right", footer=share)
    for row in view["rijen"]:
        table.add_row(
            *(str(row[name] or "-") for name in dimensions),
            counted(row["uniekeClienten"]),
            *(euros(row[name]) for name in _AMOUNTS),
            percent(row["verzilveringspercentage"]),
        )
    console.print(table)


_AMOUNTS = {
    "toegewezenBedrag": "toegewezen €",
    "ingediendBedrag": "ingediend €",
    "toegekendBedrag": "toegekend €",
}
