# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A schedule of retention: categories of data, when their term starts, how long, why, and where."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.crypto import Vault

GEMEENTECODE = 4
"""Digits of the code of a gemeente."""


class Begin(StrEnum):
    """What a term starts with."""

    LAATSTE_WIJZIGING = "laatste wijziging van het dossier"
    EINDE_BOEKJAAR = "einde van het boekjaar"


@dataclass(frozen=True, slots=True)
class Plek:
    """A table with rows of a category.

    `persoon` is the column that tells whose a row is, found by joining `langs`; empty where a row
    is about nobody by itself. `gemeente` is the code of whose client that is, where `persoon` alone
    may be one of several gemeenten. `begin` are days and moments of which the last counts; a row to
    which `loopt` applies is in use, however old.
    """

    table: sa.Table
    persoon: sa.ColumnElement[str] | None
    begin: tuple[sa.Column[date], ...] = ()
    langs: tuple[tuple[sa.FromClause, sa.ColumnElement[bool]], ...] = ()
    loopt: sa.ColumnElement[bool] | None = None
    gemeente: sa.ColumnElement[str] | None = None

    @property
    def van(self) -> sa.ColumnElement[str]:
        """By what a list names whose a row is: `persoon`, behind the code of its `gemeente`."""
        if self.persoon is None:
            raise LookupError(f"rows of {self.table.name} are nobody's")
        return self.persoon if self.gemeente is None else self.gemeente.concat(self.persoon)

    def of(self, them: Collection[str]) -> sa.ColumnElement[bool]:
        """True for rows of these persons, found by an index of `persoon`."""
        if self.persoon is None or self.gemeente is None:
            return self.van.in_(them)
        codes = sorted({one[:GEMEENTECODE] for one in them})
        keys = sorted({persoon_in(one) for one in them})
        found = (self.gemeente.in_(codes), self.persoon.in_(keys), self.van.in_(sorted(them)))
        return sa.and_(*found)


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


class Gekend(NamedTuple):
    """A person: as the log of processing names one, and all by which one may be found in a value
    (BSN, its keyed hashes, pseudonyms), where nothing is to be left of it."""

    pseudoniem: str
    sleutels: tuple[str, ...]


Key = tuple[Any, ...]
Keys = Mapping[sa.Table, Sequence[Key]]
"""Rows that go, by their primary keys."""

Sleutels = Callable[[AsyncSession, Vault, str], Awaitable[Gekend | None]]
"""Who a person is. Rows of the person are locked until the transaction ends; None for one who is
not there."""

Houders = Callable[[AsyncSession, Vault, Collection[str]], Awaitable[Mapping[str, Sequence[str]]]]
"""By what holds on each of these persons are kept: the first of them is what a new one gets."""

Vooraf = Callable[[AsyncSession, Keys], Awaitable[None]]
"""Keeps what is to stay of rows before they go: sums."""

NogVan = Callable[[AsyncSession, Vault, Sequence[str]], Awaitable[Mapping[str, Collection[str]]]]
"""The BSNs of whom each of these messages, by id, has led to something that is still kept."""


@dataclass(frozen=True, slots=True)
class Dossiers:
    """Of whom a service has data of a category that may be destroyed.

    `client` are the columns of the table of persons: what the places of the category name a person
    by, and whose client that is; empty where there is none, and a person is a key behind the code
    of the gemeente. `sinds` are a key of a person and the last change of what is kept of it.
    `bekend` are columns with a key of a person, of now or of before a correction, each with the
    column of the gemeente whose client that is.

    A service that is the `bron` has the file itself: a client may ask for its destruction, which
    is told to all others, and nothing is left of the client in any message or event. Otherwise
    messages go with the last of what they led to (`nog_van`).
    """

    categorie: str
    client: tuple[sa.Column[str], sa.Column[str]] | None
    sinds: tuple[sa.ColumnElement[str], sa.ColumnElement[datetime]]
    sleutels: Sleutels
    bekend: tuple[tuple[sa.ColumnElement[str], sa.ColumnElement[str]], ...]
    bron: bool = False
    houders: Houders | None = None
    vooraf: Vooraf | None = None
    nog_van: NogVan | None = None


@dataclass(frozen=True, slots=True)
class Bewaarschema:
    """The categories of a service, and the reason of each table that is in none.

    `doelen` are the purposes under which a BSN is hashed there; `dossiers` are the categories of
    which lists are kept and carried out, first the one that is meant when none is named.
    """

    termijnen: tuple[Bewaartermijn, ...]
    zonder: Mapping[str, str]
    doelen: tuple[str, ...]
    dossiers: tuple[Dossiers, ...] = ()

    def of(self, categorie: str) -> Bewaartermijn | None:
        """The category with this key."""
        return next((one for one in self.termijnen if one.sleutel == categorie), None)


def persoon_in(van: str) -> str:
    """The key of a person behind the code of a gemeente."""
    return van[GEMEENTECODE:]


def _years_on(day: date, years: int) -> date:
    """So many years later; 28 February where there is no 29th."""
    year = day.year + years
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)
