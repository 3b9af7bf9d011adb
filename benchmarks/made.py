# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Made claims: as many lines as asked, ten to a child, all in order."""

from datetime import date
from itertools import islice
from math import ceil

from demo import messages
from demo.messages import Envelope, Line
from libs.ijw import reserved_bsns

AGB, GEMEENTE = "90000101", "0327"
TARIEF = 8_000
_LINES_A_CHILD = 10
_JULY = (date(2026, 7, 1), date(2026, 7, 31))


def claim(lines: int, identificatie: str, number: int = 0, agb: str = AGB) -> bytes:
    """A valid JW323 for July 2026; `number` keeps references of several claims apart.

    There are not enough test BSNs for very many children: these get more lines each.
    """
    bsns = list(islice(reserved_bsns(), ceil(lines / _LINES_A_CHILD)))
    lines_a_child = ceil(lines / len(bsns))
    made = [_line(bsns[n // lines_a_child], n, number) for n in range(lines)]
    envelope = Envelope(agb, GEMEENTE, identificatie, date(2026, 8, 5))
    return messages.declaratie(envelope, f"N{number}L{lines}", _JULY, made)


def toewijzing_nummer(line: int, number: int) -> int:
    """Every line is for an award of its own."""
    return 1 + number * 20_000 + line


def _line(bsn: str, line: int, number: int) -> Line:
    volume = 4 + line % 5
    return Line(
        bsn=bsn,
        referentie=f"R{number}-{line}",
        toewijzing=toewijzing_nummer(line, number),
        categorie="45",
        code="45B01",
        begin=_JULY[0],
        eind=_JULY[1],
        volume=volume,
        eenheid="04",
        tarief=TARIEF,
        bedrag=volume * TARIEF,
    )
