# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""When the continuity of an aanbieder is at risk (C-23; CS 3.4.2). Pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

Gebeurtenis = Literal[
    "liquiditeit", "bestuurlijke-onrust", "toezichtmaatregel", "straf-of-tuchtmaatregel"
]
JAREN = 3


def redenen(resultaten: Mapping[int, int], gebeurtenissen: Sequence[Gebeurtenis]) -> Iterator[str]:
    """Why there is a risk: `resultaten` are cents by year; none when there is no risk."""
    for jaar in sorted(resultaten):
        row = range(jaar - JAREN + 1, jaar + 1)
        if all(resultaten.get(one, 0) < 0 for one in row):
            yield f"drie jaar op rij een negatief resultaat ({row[0]}-{row[-1]})"
            break
    yield from gebeurtenissen
