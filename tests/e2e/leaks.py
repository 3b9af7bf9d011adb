# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Looking for what names a child of the demo, in places where nothing may."""

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from demo.region import Client

_SHAPES = (
    r"9999\d{5}",  # a BSN that is reserved for tests
    r"\d{4}[A-Z]{2}",
    r"20\d\d-?\d\d-?\d\d",
    r"(?<![A-Za-z])[A-Z][a-z]+(?![A-Za-z])",
)
_CANDIDATES = re.compile(rf"(?=({'|'.join(_SHAPES)}))")
_HASH = re.compile(r"(?<![0-9a-f])(?=[0-9]*[a-f])(?:[0-9a-f]{64}|[0-9a-f]{32})(?![0-9a-f])")
"""Tells nothing, also when its digits happen to be the day on which a child was born."""
_SURE_BYTES = 6
"""A shorter name stands in random bytes by chance."""


class Leaks:
    """BSNs, names, addresses and days of birth of `clienten`; how much was looked at, and found.

    A name counts as a word of its own; all else wherever it stands, in numbers and bytes too.
    """

    def __init__(self, clienten: Iterable[Client]) -> None:
        self._named: set[str] = set()
        for one in clienten:
            born = one.geboortedatum
            self._named |= {one.bsn, one.postcode, born.isoformat(), f"{born:%Y%m%d}"}
            self._named |= {one.voornaam, one.achternaam, one.straat}
        assert all(self._names(one) for one in self._named), "of a shape that is not looked for"
        self.looked: Counter[str] = Counter()
        self.found: list[str] = []

    def look(self, kind: str, place: str, value: object) -> None:
        """At one value; what is found is kept by its place, and not quoted."""
        self.looked[kind] += 1
        if self._names(value):
            self.found.append(f"{kind}: {place}")

    def _names(self, value: object) -> bool:
        text, least = str(value), 0
        if isinstance(value, bytes):
            try:
                text = value.decode()
            except UnicodeDecodeError:
                text, least = value.decode("latin-1"), _SURE_BYTES
        found = _CANDIDATES.finditer(_HASH.sub("", text))
        return any(one[1] in self._named and len(one[1]) >= least for one in found)

    def look_in_database(self, path: Path) -> None:
        """At each value of each column of each table."""
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            named = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            for (table,) in named.fetchall():
                rows = connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - its own names
                columns = [one[0] for one in rows.description]
                self.looked["columns"] += len(columns)
                for row in rows:
                    for column, value in zip(columns, row, strict=True):
                        if value is not None:
                            self.look("values", f"{path.stem}.{table}.{column}", value)
        finally:
            connection.close()
