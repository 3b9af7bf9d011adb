# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The story of `make demo-referral`: what each party receives, and that everybody takes it in."""

import io
import sqlite3
from pathlib import Path

from rich.console import Console

from demo.toegang import play


async def test_each_party_receives_what_the_story_says(tmp_path: Path) -> None:
    console = Console(file=io.StringIO(), width=140)

    await play(tmp_path, console)

    assert isinstance(console.file, io.StringIO)
    told = " ".join(console.file.getvalue().split())
    for part in (
        "JW317, krijgt JW318 (zonder retourcodes)",
        "Leusden ontvangt VOT VOT-Noor: 16 toetsen, alle geslaagd; het verzoek is toegekend",
        "1 45B01 │ 2026-12-01 │ 2026-12-07 │ 2 uur per week │ 12 │ VOW-Noor",
        "2 45B01 │ 2026-12-08 │ 2027-06-30 │ 3 uur per week │ │ VOW-Noor",
        "Leusden kent toe: 409 geen-machtiging",
        "4 43G01 │ 2026-12-01 │ 2027-05-31",
        "reden 12: Geïnitieerd door de aanbieder",
        "Leusden │ 2 45B01 │ 2026-12-08 │ 2026-12-14 │ 3 uur per week │ 07",
        "Soest ontvangt het aanbod: aangeboden, per 2026-12-15",
        "Soest │ 1 45B01 │ 2026-12-15 │ 2027-06-30",
        "JW319 │ Leusden │ afgewezen │ │ │ │ 4 │ VOT-Isa",
        "reden 4: Past niet binnen contract",
    ):
        assert part in told, part
    assert _parked(tmp_path) == {}


def _parked(folder: Path) -> dict[str, int]:
    """Events that a service could not take in, by service."""
    found = {}
    for name in ("contract", "referral", "billing", "reporting"):
        connection = sqlite3.connect(folder / f"{name}.db")
        (count,) = connection.execute("SELECT count(*) FROM dead_letter").fetchone()
        connection.close()
        found[name] = count
    return {name: count for name, count in found.items() if count}
