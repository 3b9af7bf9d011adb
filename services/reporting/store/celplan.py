# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Which cells a question takes, added up by the database as far as it can tell them apart."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import gathered
from libs.ijw.months import month_before, months, next_month
from services.reporting import tables as t
from services.reporting.domain import GEMEENTE, VELDEN, Lid, familie
from services.reporting.store.dimensies import Cell
from services.reporting.store.window import Window

MATEN = 10
"""Columns of a sum before its key: clients, of how many cells with anybody, and their bits; the
same of those outside the messages; cents awarded, held twice, claimed and approved."""
_TIJD = {"maand", "kwartaal", "jaar"}
_KOLOMMEN: Mapping[str, tuple[str, ...]] = {
    "regio": ("gemeentecode",),
    "gemeente": ("gemeentecode",),
    "maand": ("vanaf",),
    "kwartaal": ("vanaf",),
    "jaar": ("vanaf",),
    "zorgvorm": ("zorgvorm",),
    "productcategorie": ("categorie",),
    "product": ("categorie", "code"),
    "aanbieder": ("agb_code",),
}
"""What must be told apart of cells for a dimension; `vanaf` is the month in which one begins."""
_RECHT = {"gemeente", "maand", "zorgvorm", "aanbieder"}
"""Labels that stand in the answer as they stand in a cell, one column each."""


class Plan:
    """Which cells a question takes, and what each sum of them is part of; `deelbaar` when sums are
    to be joined after all."""

    def __init__(
        self,
        window: Window,
        dimensies: frozenset[str],
        leden: Iterable[Lid],
        *,
        deelbaar: bool = False,
    ) -> None:
        self._deelbaar = deelbaar
        self.window = window
        self.dimensies = dimensies
        self._leden: dict[str, list[Lid]] = {}
        for lid in leden:
            self._leden.setdefault(lid.gemeentecode, []).append(lid)
        self.jaren, self.maanden = _whole_years(window)
        moves = {
            gemeente: [month for month in _changes(several) if window.van < month <= window.tot]
            for gemeente, several in self._leden.items()
            if window.by_regio
        }
        self.wisselend = {gemeente for gemeente, several in moves.items() if several}
        """Gemeenten that change region in the window: their months are told apart."""
        self.per_maand = {
            gemeente
            for gemeente, several in moves.items()
            if any(month.month > 1 and month.replace(month=1) in self.jaren for month in several)
        }
        """Those that do so in a whole year: of them the months are read."""
        names = [name for one in window.groepering for name in _KOLOMMEN[one]]
        if self.wisselend:
            names += ["gemeentecode", "vanaf"]
        self.sleutel = tuple(dict.fromkeys(names))
        """The columns by which sums are told apart."""
        self._recht = not self.wisselend and _RECHT.issuperset(window.groepering)
        self._gesplitst = bool(self.wisselend) or "regio" in window.groepering
        self._regios: dict[tuple[str, date], tuple[str | None, ...]] = {}
        self._dimensies = [_DIMENSION[name] for name in window.groepering]
        self._delen: dict[tuple[str, date | None], tuple[tuple[str | None, bool], ...]] = {}

    @property
    def leden(self) -> list[str] | None:
        """The gemeenten in the region that is asked, if one is, or in a group; None are all."""
        if self.window.leden is not None:
            return sorted(self._leden)
        if self.window.regio is None:
            return None
        return [
            gemeente
            for gemeente, several in self._leden.items()
            if any(self._hier(lid) for lid in several)
        ]

    def _hier(self, lid: Lid) -> bool:
        """It is of the region that is asked, and of a month of the window."""
        begin, end = lid.maanden
        return (
            lid.regiocode == self.window.regio
            and begin <= self.window.tot
            and self.window.van <= end
        )

    @property
    def beginnen(self) -> list[date]:
        """On which cells begin: months, and Januaries of whole years."""
        found = {*self.jaren, *self.maanden}
        return sorted(found | set(self.in_jaren) if self.per_maand else found)

    @property
    def in_jaren(self) -> list[date]:
        """The months of the whole years."""
        return [m for jaar in self.jaren for m in months(jaar, jaar.replace(month=12))]

    @property
    def volgend(self) -> list[date]:
        """Of these cells the month before is in the same sum, if it is of the same region."""
        return [begin for begin in self.beginnen if _follows(self.window, begin)]

    @property
    def geheel(self) -> bool:
        """Each sum is a cell of the answer, and no part of one."""
        names = set(self.window.groepering)
        if self._deelbaar or self.wisselend or names & {"regio", "product"}:
            return False
        return "maand" in names or not ("kwartaal" in names or ("jaar" in names and self.maanden))

    @property
    def alleen(self) -> bool:
        """Each sum is of one cell, so that nothing is to be added up."""
        told_apart = {name for letter in self.dimensies for name in VELDEN[letter]}
        once = len(self.beginnen) == 1 or bool(_TIJD & {*self.window.groepering})
        return self.geheel and once and told_apart <= {*self.sleutel}

    def cell(self, row: sa.Row[Any], regio: str | None = None) -> Cell:
        """The labels of a sum in the answer."""
        if self._recht:
            return tuple(row[MATEN:])
        return tuple([told(row, regio) for told in self._dimensies])

    def places(self, row: sa.Row[Any]) -> Iterator[tuple[Cell, bool]]:
        """The cells of the answer that a sum is part of, and if the month before is too."""
        if not self._gesplitst:
            yield self.cell(row), True
            return
        key = (row.gemeentecode, row.vanaf if "vanaf" in self.sleutel else None)
        if key not in self._delen:
            self._delen[key] = tuple(self._parts(*key))
        for regio, held in self._delen[key]:
            yield self.cell(row, regio), held

    def _parts(self, gemeente: str, begin: date | None) -> Iterator[tuple[str | None, bool]]:
        """The regions to count for, with whether the month before is of the same one."""
        before = None if begin is None else self._op(gemeente, month_before(begin))
        for regio in self._op(gemeente, begin or self.window.van):
            if regio is None and self.window.leden is not None:
                continue
            if self.window.regio in {None, regio}:
                yield regio, before is None or regio in before

    def _op(self, gemeente: str, maand: date) -> tuple[str | None, ...]:
        """The regions of a gemeente on the first of a month; none is one too."""
        key = (gemeente, maand)
        if key not in self._regios:
            several = self._leden.get(gemeente, ())
            found = tuple(sorted({lid.regiocode for lid in several if lid.op(maand)}))
            self._regios[key] = found or (None,)
        return self._regios[key]


def sums(session: AsyncSession, plan: Plan) -> sa.Select[Any]:
    """The sums of a question: their measures (`MATEN`), and then what tells them apart."""
    if plan.alleen:
        return _of_one_each(plan)
    key = list(_sleutel(plan))
    c: Any = t.cel.c
    source = None
    if plan.wisselend:  # by a month that is that of a cell only for some
        of_cell = [column for name, column in c.items() if name not in {*plan.sleutel}]
        source = cells_of(plan, (*of_cell, *key)).subquery("deel")
        c, key = source.c, [source.c[name] for name in plan.sleutel]
    clients = _clients(session, c.aantal, c.clienten, plan)
    outside = _clients(session, c.aantal_buiten, c.buiten, plan)
    amounts = tuple(
        sa.cast(sa.func.sum(one), sa.BigInteger)
        for one in (c.toegewezen, _dubbel(c, plan), c.ingediend, c.toegekend)
    )
    columns = (*clients, *outside, *amounts, *key)
    query = cells_of(plan, columns) if source is None else sa.select(*columns)
    return query.group_by(*(getattr(one, "element", one) for one in key))


def _of_one_each(plan: Plan) -> sa.Select[Any]:
    """Sums of one cell each: as the cells stand, and nobody needs their bits."""
    c, one, none = t.cel.c, sa.literal(1), sa.null()
    clients = (c.aantal, one, none, c.aantal_buiten, one, none)
    amounts = (c.toegewezen, _dubbel(c, plan), c.ingediend, c.toegekend)
    return cells_of(plan, (*clients, *amounts, *_sleutel(plan)))


def _sleutel(plan: Plan) -> Iterator[sa.ColumnElement[Any]]:
    """What tells sums apart; the month only of who moves, where no time is asked."""
    c = t.cel.c
    for name in plan.sleutel:
        if name != "vanaf":
            yield c[name]
        elif _TIJD.isdisjoint(plan.window.groepering):
            yield sa.case((c.gemeentecode.in_(sorted(plan.wisselend)), c.begin)).label(name)
        else:
            yield c.begin.label(name)


def _clients(
    session: AsyncSession,
    size: sa.ColumnElement[int],
    bits: sa.ColumnElement[bytes],
    plan: Plan,
) -> tuple[sa.ColumnElement[Any], ...]:
    """The sizes added up, of how many cells with anybody, and their bits: of one nobody reads
    these, unless the sum goes into another."""
    anybody = size > 0
    several = sa.func.count().filter(anybody)
    every = gathered(session, bits, anybody)
    return sa.func.sum(size), several, sa.case((several > 1, every)) if plan.geheel else every


def _dubbel(c: Any, plan: Plan) -> sa.ColumnElement[int]:  # noqa: ANN401 - columns of any table
    """What the month before holds too, where that is in the same sum."""
    if not plan.volgend:
        return sa.literal(0)
    return sa.case((c.begin.in_(plan.volgend), c.dubbel), else_=0)


def cells_of(plan: Plan, columns: Iterable[sa.ColumnElement[Any]]) -> sa.Select[Any]:
    """Columns of the cells that a question takes."""
    c = t.cel.c
    of_year, of_month = (familie(plan.dimensies, jaar=jaar) for jaar in (True, False))
    moving = c.gemeentecode.in_(sorted(plan.per_maand))
    years = sa.and_(c.familie == of_year, c.begin.in_(plan.jaren))
    parts = [
        sa.and_(years, ~moving) if plan.per_maand else years if plan.jaren else None,
        sa.and_(c.familie == of_month, c.begin.in_(plan.maanden)) if plan.maanden else None,
        sa.and_(c.familie == of_month, c.begin.in_(plan.in_jaren), moving)
        if plan.per_maand
        else None,
    ]
    query = sa.select(*columns).where(sa.or_(*(one for one in parts if one is not None)))
    return narrowed(plan, query)


def narrowed(plan: Plan, query: sa.Select[Any]) -> sa.Select[Any]:
    """A query of cells for those that are asked, of any month."""
    window, c = plan.window, t.cel.c
    asked = {
        c.gemeentecode: window.gemeente if GEMEENTE in plan.dimensies else "",  # first in the key
        c.zorgvorm: window.zorgvorm,
        c.categorie: window.productcategorie,
        c.agb_code: window.aanbieder,
    }
    query = query.where(*(column == value for column, value in asked.items() if value is not None))
    if window.aanbieder is not None:
        query = query.where(c.agb_code != "")  # what its index holds
    if window.product is not None:
        categorie, _, code = window.product.partition("/")
        query = query.where(c.categorie == categorie, c.code == code)
    if window.labels is not None:
        query = query.where(c[_KOLOMMEN[window.groepering[0]][0]].in_(window.labels))
    return query if plan.leden is None else query.where(c.gemeentecode.in_(plan.leden))


def _follows(window: Window, begin: date) -> bool:
    if "maand" in window.groepering or begin <= window.van:
        return False
    if "kwartaal" in window.groepering:
        return begin.month % 3 != 1
    return "jaar" not in window.groepering or begin.month > 1


_DIMENSION: Mapping[str, Callable[[sa.Row[Any], str | None], Any]] = {
    "regio": lambda _, regio: regio,
    "gemeente": lambda row, _: row.gemeentecode,
    "maand": lambda row, _: row.vanaf,
    "kwartaal": lambda row, _: row.vanaf.year * 10 + (row.vanaf.month + 2) // 3,
    "jaar": lambda row, _: row.vanaf.year,
    "zorgvorm": lambda row, _: row.zorgvorm,
    "productcategorie": lambda row, _: row.categorie or None,
    "product": lambda row, _: f"{row.categorie}/{row.code}" if row.categorie else None,
    "aanbieder": lambda row, _: row.agb_code,
}
"""What a sum is of, in the answer; its region is that of its gemeente in its month."""


def _changes(several: Iterable[Lid]) -> Iterator[date]:
    """The firsts of months on which the regions of a gemeente may change."""
    for lid in several:
        begin, end = lid.maanden
        yield begin
        if end != date.max:
            yield next_month(end.replace(day=1))


def _whole_years(window: Window) -> tuple[list[date], list[date]]:
    """The years of the window that can be taken whole, and the months that are left."""
    every = list(months(window.van, window.tot))
    if {"maand", "kwartaal"} & set(window.groepering):
        return [], every
    within = set(every)
    jaren = [m for m in every if m.month == 1 and m.replace(month=12) in within]
    return jaren, [m for m in every if m.replace(month=1) not in jaren]
