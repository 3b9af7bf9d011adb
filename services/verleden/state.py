# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""How far it is: each message with what became of it, in a file beside the services.

No content and nothing of a person: names of files, headings, and rules.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DONE = ("ingelezen", "bekend", "destijds-geweigerd", "te-beoordelen", "antwoord", "onleesbaar")
"""What need not be offered again."""

_TABLE = """
CREATE TABLE IF NOT EXISTS bericht (
    sha256 TEXT PRIMARY KEY, naam TEXT NOT NULL, soort TEXT NOT NULL, afzender TEXT NOT NULL,
    ontvanger TEXT NOT NULL, identificatie TEXT NOT NULL, dagtekening TEXT NOT NULL,
    rang INTEGER NOT NULL, betreft TEXT, uitkomst TEXT, bevindingen TEXT NOT NULL DEFAULT '[]'
);
CREATE INDEX IF NOT EXISTS ix_bericht_betreft ON bericht (betreft);
"""


@dataclass(frozen=True, slots=True)
class Bericht:
    """One message. `betreft` is what it is an answer to, by kind, parties and identification."""

    sha256: str
    naam: str
    soort: str
    afzender: str
    ontvanger: str
    identificatie: str
    dagtekening: str
    rang: int
    betreft: str | None = None
    uitkomst: str | None = None

    @property
    def kenmerk(self) -> str:
        """What an answer names it by."""
        return kenmerk(self.soort, self.afzender, self.ontvanger, self.identificatie)


def kenmerk(soort: str, afzender: str, ontvanger: str, identificatie: str) -> str:
    """A message by its kind and heading."""
    return "/".join((soort, afzender, ontvanger, identificatie))


_COLUMNS = ", ".join(Bericht.__slots__)


class State:
    """The file; each change is kept at once, or all of a block when it ends well."""

    def __init__(self, file: sqlite3.Connection) -> None:
        self._file = file
        file.executescript(_TABLE)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Keep what is changed in this block when it ends, or nothing of it."""
        self._file.execute("BEGIN")
        try:
            yield
        except BaseException:
            self._file.execute("ROLLBACK")
            raise
        self._file.execute("COMMIT")

    def add(self, bericht: Bericht) -> None:
        """A message of the source; the same bytes again are the same message."""
        values = [getattr(bericht, name) for name in Bericht.__slots__]
        marks = ", ".join("?" * len(values))
        insert = f"INSERT INTO bericht ({_COLUMNS}) VALUES ({marks})"  # noqa: S608 - own names
        self._file.execute(
            f"{insert} ON CONFLICT (sha256) DO UPDATE SET naam = excluded.naam", values
        )

    def settle(self, sha256: str, uitkomst: str, bevindingen: Sequence[Mapping[str, Any]]) -> None:
        """What became of it."""
        self._file.execute(
            "UPDATE bericht SET uitkomst = ?, bevindingen = ? WHERE sha256 = ?",
            (uitkomst, json.dumps([*bevindingen], ensure_ascii=False), sha256),
        )

    def open(self, soorten: Sequence[str]) -> list[Bericht]:
        """Those of these kinds that are to be offered, in an order that files have no part in."""
        kinds, done = ", ".join("?" * len(soorten)), ", ".join("?" * len(DONE))
        query = (
            f"SELECT {_COLUMNS} FROM bericht WHERE soort IN ({kinds})"  # noqa: S608 - own names
            f" AND (uitkomst IS NULL OR uitkomst NOT IN ({done}))"
            " ORDER BY dagtekening, rang, afzender, ontvanger, identificatie, sha256"
        )
        return [Bericht(*row) for row in self._file.execute(query, (*soorten, *DONE))]

    def answer_to(self, bericht: Bericht) -> Bericht | None:
        """The answer that the source has to it; of several the last."""
        query = f"SELECT {_COLUMNS} FROM bericht WHERE betreft = ?"  # noqa: S608 - own names
        order = " ORDER BY dagtekening DESC, sha256 DESC LIMIT 1"
        row = self._file.execute(query + order, (bericht.kenmerk,)).fetchone()
        return None if row is None else Bericht(*row)

    def counts(self) -> dict[str, dict[str, int]]:
        """How many of each kind came to what."""
        found: dict[str, dict[str, int]] = {}
        query = (
            "SELECT soort, coalesce(uitkomst, 'open'), count(*) FROM bericht GROUP BY 1, 2"
            " ORDER BY 1, 2"
        )
        for soort, uitkomst, count in self._file.execute(query):
            found.setdefault(soort, {})[uitkomst] = count
        return found

    def report(self) -> Iterator[tuple[Bericht, list[Mapping[str, Any]]]]:
        """Every message with its findings, by kind and name."""
        query = f"SELECT {_COLUMNS}, bevindingen FROM bericht ORDER BY soort, naam"  # noqa: S608
        for *row, bevindingen in self._file.execute(query):
            yield Bericht(*row), json.loads(bevindingen)


@contextmanager
def opened(path: Path) -> Iterator[State]:
    """The state in a file, which is made when it is not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = sqlite3.connect(path, isolation_level=None)
    try:
        yield State(file)
    finally:
        file.close()
