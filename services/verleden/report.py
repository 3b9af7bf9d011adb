# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What came of it: a table for people, and a file with every message that was not taken in."""

import csv
from pathlib import Path

from rich.console import Console
from rich.table import Table

from services.verleden.state import State

_WELL = ("ingelezen", "bekend", "antwoord", "te-beoordelen")
_HEADING = (
    "bestand",
    "soort",
    "afzender",
    "ontvanger",
    "identificatie",
    "dagtekening",
    "uitkomst",
    "regel",
    "retourcode",
    "plaats",
    "melding",
)


def write_report(state: State, path: Path) -> int:
    """Every message that was not taken in, a line for each reason; gives how many messages."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(_HEADING)
        for one, bevindingen in state.report():
            if one.uitkomst in _WELL:
                continue
            count += 1
            known = (
                one.naam,
                one.soort,
                one.afzender,
                one.ontvanger,
                one.identificatie,
                one.dagtekening,
                one.uitkomst or "open",
            )
            for why in bevindingen or [{}]:
                writer.writerow(
                    [
                        *known,
                        *(why.get(n) or "" for n in ("regel", "retourcode", "plaats", "melding")),
                    ]
                )
    return count


def show(state: State, console: Console) -> None:
    """Kinds by outcome."""
    counts = state.counts()
    outcomes = sorted({outcome for of_kind in counts.values() for outcome in of_kind})
    table = Table("soort", *outcomes)
    for soort, of_kind in counts.items():
        table.add_row(soort, *(str(of_kind.get(outcome, "")) for outcome in outcomes))
    console.print(table)
