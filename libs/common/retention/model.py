# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A schedule of retention: categories of data, when their term starts, how long, why, and where."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import sqlalchemy as sa


class Begin(StrEnum):
    """What a term starts with."""

    LAATSTE_WIJZIGING = "laatste wijziging van het dossier"
    EINDE_BOEKJAAR = "einde van het boekjaar"


@dataclass(frozen=True, slots=True)
class Plek:
    """A table with rows of a category.

    `persoon` is the column that tells whose a row is, found by joining `langs`; empty where a row
    is about nobody by itself. `begin` are days and moments of which the last counts; a row to which
    `loopt` applies is in use, however old.
    """

    table: sa.Table
    persoon: sa.Column[str] | None
    begin: tuple[sa.Column[date], ...] = ()
    langs: tuple[tuple[sa.Table, sa.ColumnElement[bool]], ...] = ()
    loopt: sa.ColumnElement[bool] | None = None


@dataclass(frozen=True, slots=True)
class Bewaartermijn:
    """A category, and how long its data is kept: `jaren` whole years after `begin`.

    `per_persoon` lets all rows of a person go together, when the last of them may; otherwise each
    goes by itself. `grondslag` is the article, `bron` where it stands, `eigenaar` who decides.
    `voorlopig` says why a term is to be confirmed, `geen_voorstel` why no list is made of it.
    """

    sleutel: str
    naam: str
    begin: Begin
    jaren: int
    grondslag: str
    bron: str
    eigenaar: str
    plekken: tuple[Plek, ...]
    per_persoon: bool = False
    voorlopig: str = ""
    geen_voorstel: str = ""

    def grens(self, today: date) -> date:
        """What started before this day has outlived its term `today`."""
        year = today.year - self.jaren
        if self.begin is Begin.EINDE_BOEKJAAR:
            return date(year, 1, 1)
        is_leap_day = (today.month, today.day) == (2, 29)
        return date(year, 2, 28) if is_leap_day else today.replace(year=year)


@dataclass(frozen=True, slots=True)
class Bewaarschema:
    """The categories of a service, and the reason of each table that is in none.

    `doelen` are the purposes under which a BSN is hashed there.
    """

    termijnen: tuple[Bewaartermijn, ...]
    zonder: Mapping[str, str]
    doelen: tuple[str, ...]
