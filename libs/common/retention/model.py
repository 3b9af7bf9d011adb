# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A schedule of retention: categories of data, when their term starts, how long, why, and where."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.crypto import Vault


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
    persoon: sa.ColumnElement[str] | None
    begin: tuple[sa.Column[date], ...] = ()
    langs: tuple[tuple[sa.FromClause, sa.ColumnElement[bool]], ...] = ()
    loopt: sa.ColumnElement[bool] | None = None

    @property
    def van(self) -> sa.ColumnElement[str]:
        """`persoon`, of a table whose rows are somebody's."""
        if self.persoon is None:
            raise LookupError(f"rows of {self.table.name} are nobody's")
        return self.persoon


@dataclass(frozen=True, slots=True)
class Bewaartermijn:
    """A category, and how long its data is kept: `jaren` whole years after `begin`.

    `per_persoon` lets all rows of a person go together, when the last of them may; otherwise each
    goes by itself. `grondslag` is the article, `bron` where it stands, `eigenaar` who decides.
    `blijft` is what is kept for its own term when the file of a person is destroyed.
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
    blijft: bool = False
    voorlopig: str = ""
    geen_voorstel: str = ""

    @property
    def owned(self) -> tuple[Plek, ...]:
        """Where rows are somebody's."""
        return tuple(plek for plek in self.plekken if plek.persoon is not None)

    def grens(self, today: date) -> date:
        """What started before this day has outlived its term `today`."""
        year = today.year - self.jaren
        if self.begin is Begin.EINDE_BOEKJAAR:
            return date(year, 1, 1)
        return _years_on(today, -self.jaren)

    def bewaard_tot(self, begin: date) -> date:
        """The last day on which is kept what started on `begin`."""
        if self.begin is Begin.EINDE_BOEKJAAR:
            return date(begin.year + self.jaren, 12, 31)
        return _years_on(begin, self.jaren)


Sleutels = Callable[[AsyncSession, Vault, str], Awaitable[Sequence[str]]]
"""All by which a person may be found in a value: BSN, its keyed hashes, the pseudonym. The row of
the person is locked until the transaction ends; nothing for one who is not there."""


@dataclass(frozen=True, slots=True)
class Dossiers:
    """Whose files a service has that may be destroyed: the columns of the table of persons.

    `persoon` is what the places of the category name a person by; `sinds` is the last change.
    `bekend` are columns with a key of a person, of now or of before a correction, each with the
    column of the gemeente whose client that is.
    """

    categorie: str
    persoon: sa.Column[str]
    gemeentecode: sa.Column[str]
    pseudoniem: sa.Column[str]
    sinds: sa.Column[datetime]
    sleutels: Sleutels
    bekend: tuple[tuple[sa.Column[str], sa.Column[str]], ...]


@dataclass(frozen=True, slots=True)
class Bewaarschema:
    """The categories of a service, and the reason of each table that is in none.

    `doelen` are the purposes under which a BSN is hashed there; `dossiers` are there where lists
    are kept and carried out.
    """

    termijnen: tuple[Bewaartermijn, ...]
    zonder: Mapping[str, str]
    doelen: tuple[str, ...]
    dossiers: Dossiers | None = None

    def of(self, categorie: str) -> Bewaartermijn | None:
        """The category with this key."""
        return next((one for one in self.termijnen if one.sleutel == categorie), None)


def _years_on(day: date, years: int) -> date:
    """So many years later; 28 February where there is no 29th."""
    year = day.year + years
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)
