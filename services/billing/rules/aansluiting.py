# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Reconciliation: what two sides hold as approved, and line by line where they differ (X-10)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Cel(NamedTuple):
    """A gemeente, an aanbieder and a month of care, year times 100 plus month."""

    gemeentecode: str
    agb_code: str
    maand: int


class Telling(NamedTuple):
    """Approved lines: how many, and cents with sign."""

    aantal: int
    bedrag: int


NIETS = Telling(0, 0)
Regels = Mapping[str, int]
"""Cents by id of the line."""


@dataclass(frozen=True, slots=True)
class Regelverschil:
    """A line that is on one side only, or with another amount; None where it is not."""

    regel_id: str
    hier: int | None
    daar: int | None


@dataclass(frozen=True, slots=True)
class Celverschil:
    """A cell that differs, and the lines that make it so; None when they were not looked at."""

    cel: Cel
    hier: Telling
    daar: Telling
    regels: tuple[Regelverschil, ...] | None = None


def cells_that_differ(
    hier: Mapping[Cel, Telling], daar: Mapping[Cel, Telling]
) -> list[Celverschil]:
    """In order; what one side does not name is nothing there."""
    both = ((cel, hier.get(cel, NIETS), daar.get(cel, NIETS)) for cel in hier.keys() | daar.keys())
    return [Celverschil(cel, own, other) for cel, own, other in sorted(both) if own != other]


def lines_that_differ(hier: Regels, daar: Regels) -> tuple[Regelverschil, ...]:
    """In order of their ids."""
    return tuple(
        Regelverschil(one, hier.get(one), daar.get(one))
        for one in sorted(hier.keys() | daar.keys())
        if hier.get(one) != daar.get(one)
    )
