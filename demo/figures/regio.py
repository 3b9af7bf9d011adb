# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What a region prints of its years: clients by care form and by gemeente, and what it spent.

The regions themselves are in `eemland` and `limburg`: another one is data of the same shape.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Form:
    """A care form: clients per year, and the product by which it is delivered here.

    `tarief` is cents per unit; None is help under a lump sum, of which no claim is sent. `offered`
    is how many aanbieders have it, `ages` at what ages children get it.
    """

    name: str
    clients: Mapping[int, int]
    categorie: str
    code: str
    eenheid: str
    tarief: int | None
    offered: int
    ages: tuple[int, int] = (0, 16)


@dataclass(frozen=True, slots=True)
class Member:
    """A gemeente with its clients per year."""

    code: str
    name: str
    clients: Mapping[int, int]


LATER = 4
"""Years between what is published and what is played: a claim may not be of before 2021 (CS100).

Four, so that a leap year is one again.
"""


def played(year: int) -> int:
    """The year in which a published year is played."""
    return year + LATER


@dataclass(frozen=True, slots=True)
class Meting:
    """A figure that an indicator gives of a year: `expected` in the unit of its field."""

    year: int
    indicator: str
    field: str
    expected: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class Regio:
    """A region as published. `unique` counts each child once; `spend` is cents.

    `chosen` names the cells of which nothing legible was printed, `retained` how many children
    have help in the next year too. `turnover` are cents of each aanbieder of a year, where it is
    told: of a region without lump sums and with one tariff, so that nothing is left over. `places`
    are agreed for `JZPLUS`, `awarded` is how much is awarded for what is claimed, and `metingen`
    are figures beside clients and money. `jeugdigen` is what is told of all young people, `ots` how
    many supervision orders run at the end of a year.
    """

    code: str
    name: str
    years: tuple[int, ...]
    forms: tuple[Form, ...]
    members: tuple[Member, ...]
    unique: Mapping[int, int]
    spend: Mapping[int, int]
    retained: int
    chosen: frozenset[tuple[str, int]] = frozenset()
    turnover: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    places: Mapping[int, int] = field(default_factory=dict)
    awarded: Fraction = Fraction(8, 5)
    metingen: tuple[Meting, ...] = ()
    jeugdigen: Mapping[int, int] = field(default_factory=dict)
    ots: Mapping[int, int] = field(default_factory=dict)


JZPLUS = "jeugdzorgplus"
"""The function under which places of closed care are agreed."""
