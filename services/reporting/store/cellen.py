# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Figures as they now are, from what was counted ahead."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from pyroaring import BitMap
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import Columns, listed
from libs.ijw.months import month_before, months, next_month
from services.reporting import tables as t
from services.reporting.domain import (
    AANBIEDER,
    GEMEENTE,
    PRODUCT,
    ZORGVORM,
    Lid,
    familie,
    kleinste,
)
from services.reporting.store.dimensies import FIGURES, Cell, awarded_once, grouped
from services.reporting.store.leden import memberships
from services.reporting.store.window import Window

_LETTERS = {
    "regio": GEMEENTE,
    "gemeente": GEMEENTE,
    "zorgvorm": ZORGVORM,
    "productcategorie": PRODUCT,
    "product": PRODUCT,
    "aanbieder": AANBIEDER,
}


async def counted_figures(session: AsyncSession, window: Window) -> dict[Cell, dict[str, int]]:
    """As `figures` gives them, of now; from the smallest cells that can tell, if any can."""
    dimensies = kleinste({letter for name, letter in _LETTERS.items() if window.asks(name)})
    if dimensies is None:
        return await _of_months(session, window)
    leden: Sequence[Lid] = window.leden or ()
    if window.by_regio and window.leden is None:
        leden = await memberships(session)
    plan = _Plan(window, dimensies, leden)
    found: dict[Cell, _Cijfers] = {}
    for row in await session.execute(_cells(plan)):
        for cell, held in plan.places(row):
            found.setdefault(cell, _Cijfers()).add(row, held=held)
    return {cell: one.counted() for cell, one in found.items()}


@dataclass(slots=True)
class _Cijfers:
    """What cells add up to: sums of money, and clients by their bits where there are several."""

    toegewezen: int = 0
    ingediend: int = 0
    toegekend: int = 0
    aantal: int = 0
    aantal_buiten: int = 0
    clienten: list[bytes] = field(default_factory=list)
    buiten: list[bytes] = field(default_factory=list)

    def add(self, row: sa.Row[Any], *, held: bool) -> None:
        """One cell; `held` when the month before it is in the same sum."""
        self.toegewezen += row.toegewezen - (row.dubbel if held else 0)
        self.ingediend += row.ingediend
        self.toegekend += row.toegekend
        if aantal := row.aantal:
            self.aantal += aantal
            self.clienten.append(row.clienten)
        if aantal := row.aantal_buiten:
            self.aantal_buiten += aantal
            self.buiten.append(row.buiten)

    def counted(self) -> dict[str, int]:
        """The figures by name."""
        clients = _union(self.clienten, self.aantal)
        outside = _union(self.buiten, self.aantal_buiten)
        money = (self.toegewezen, self.ingediend, self.toegekend)
        return dict(zip(FIGURES, (clients, outside, *money), strict=True))


def _union(stored: Sequence[bytes], size: int) -> int:
    """How many there are in all; one set has its size, and of one nobody read its bits."""
    if len(stored) < 2:  # noqa: PLR2004 - one is no union
        return size
    return len(BitMap.union(*map(BitMap.deserialize, stored)))


class _Plan:
    """Which cells a question takes, and what each of them is part of."""

    def __init__(self, window: Window, dimensies: frozenset[str], leden: Iterable[Lid]) -> None:
        self.window = window
        self.dimensies = dimensies
        self._leden: dict[str, list[Lid]] = {}
        for lid in leden:
            self._leden.setdefault(lid.gemeentecode, []).append(lid)
        self._regios: dict[tuple[str, date], tuple[str | None, ...]] = {}
        self._dimensies = [_DIMENSION[name] for name in window.groepering]
        self._delen: dict[tuple[str, date], tuple[tuple[str | None, bool], ...]] = {}
        self.jaren, self.maanden = _whole_years(window)
        self.wisselend = {
            gemeente
            for gemeente, several in self._leden.items()
            if any(month.replace(month=1) in self.jaren for month in _changes(several))
        }
        """Gemeenten that change region in a whole year: of them the months are read."""

    @property
    def leden(self) -> list[str] | None:
        """The gemeenten that were ever in the region that is asked, if one is, or in a group."""
        if self.window.leden is not None:
            return sorted(self._leden)
        if self.window.regio is None:
            return None
        return [
            gemeente
            for gemeente, several in self._leden.items()
            if any(lid.regiocode == self.window.regio for lid in several)
        ]

    def regios(self, gemeente: str, maand: date) -> tuple[str | None, ...]:
        """The regions of a gemeente on the first of a month; none is one too."""
        key = (gemeente, maand)
        if key not in self._regios:
            several = self._leden.get(gemeente, ())
            found = tuple(sorted({lid.regiocode for lid in several if lid.op(maand)}))
            self._regios[key] = found or (None,)
        return self._regios[key]

    def places(self, row: sa.Row[Any]) -> Iterator[tuple[Cell, bool]]:
        """The cells of the answer that a stored one is part of, and if the month before is too."""
        gemeente, begin = row.gemeentecode, row.begin
        if row.familie[0] == "j" and gemeente in self.wisselend:
            return
        key = (gemeente, begin)
        if key not in self._delen:
            self._delen[key] = tuple(self._parts(gemeente, begin))
        for regio, held in self._delen[key]:
            yield tuple([told(row, regio) for told in self._dimensies]), held

    def _parts(self, gemeente: str, begin: date) -> Iterator[tuple[str | None, bool]]:
        """The regions to count for, with whether the month before is in the same cell."""
        inside = _follows(self.window, begin)
        if not self.window.by_regio:
            yield None, inside
            return
        before = self.regios(gemeente, month_before(begin)) if inside else ()
        for regio in self.regios(gemeente, begin):
            if regio is None and self.window.leden is not None:
                continue
            if self.window.regio in {None, regio}:
                yield regio, regio in before


def _follows(window: Window, begin: date) -> bool:
    if "maand" in window.groepering or begin <= window.van:
        return False
    if "kwartaal" in window.groepering:
        return begin.month % 3 != 1
    return "jaar" not in window.groepering or begin.month > 1


_DIMENSION: Mapping[str, Callable[[sa.Row[Any], str | None], Any]] = {
    "regio": lambda _, regio: regio,
    "gemeente": lambda row, _: row.gemeentecode,
    "maand": lambda row, _: row.begin,
    "kwartaal": lambda row, _: row.begin.year * 10 + (row.begin.month + 2) // 3,
    "jaar": lambda row, _: row.begin.year,
    "zorgvorm": lambda row, _: row.zorgvorm,
    "productcategorie": lambda row, _: row.categorie or None,
    "product": lambda row, _: f"{row.categorie}/{row.code}" if row.categorie else None,
    "aanbieder": lambda row, _: row.agb_code,
}
"""What a cell is of, in the answer; its region is that of its gemeente in its month."""


def _changes(several: Iterable[Lid]) -> Iterator[date]:
    """The firsts of months, not of January, on which the regions of a gemeente may change."""
    for lid in several:
        begin, end = lid.maanden
        if begin.month > 1:
            yield begin
        if end != date.max and end.month < 12:  # noqa: PLR2004 - December
            yield next_month(end.replace(day=1))


def _whole_years(window: Window) -> tuple[list[date], list[date]]:
    """The years of the window that can be taken whole, and the months that are left."""
    every = list(months(window.van, window.tot))
    if {"maand", "kwartaal"} & set(window.groepering):
        return [], every
    within = set(every)
    jaren = [m for m in every if m.month == 1 and m.replace(month=12) in within]
    return jaren, [m for m in every if m.replace(month=1) not in jaren]


def _cells(plan: _Plan) -> sa.Select[Any]:
    window, c = plan.window, t.cel.c
    of_year, of_month = (familie(plan.dimensies, jaar=jaar) for jaar in (True, False))
    each = [month for jaar in plan.jaren for month in months(jaar, jaar.replace(month=12))]
    parts = [
        sa.and_(c.familie == of_year, c.begin.in_(plan.jaren)) if plan.jaren else None,
        sa.and_(c.familie == of_month, c.begin.in_(plan.maanden)) if plan.maanden else None,
        sa.and_(
            c.familie == of_month, c.begin.in_(each), c.gemeentecode.in_(sorted(plan.wisselend))
        )
        if plan.wisselend
        else None,
    ]
    columns = [column for name, column in c.items() if name not in {"clienten", "buiten"}]
    bits = (sa.literal(b""), sa.literal(b"")) if _alone(plan) else (c.clienten, c.buiten)
    named = (bits[0].label("clienten"), bits[1].label("buiten"))
    query = sa.select(*columns, *named).where(sa.or_(*(one for one in parts if one is not None)))
    asked = {
        c.gemeentecode: window.gemeente,
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
    return query if plan.leden is None else query.where(c.gemeentecode.in_(plan.leden))


def _alone(plan: _Plan) -> bool:
    """Each cell of the answer is one stored cell, so that nobody needs its bits."""
    names = plan.window.groepering
    told = {letter for name, letter in _LETTERS.items() if name in names and name != "regio"}
    if PRODUCT in plan.dimensies and not {"product", "gemeente"} <= set(names):
        return False
    per_year = "jaar" in names and not plan.maanden and not plan.wisselend
    return plan.dimensies <= told and ("maand" in names or per_year)


_MONTH_BEFORE: Columns = {"maand": sa.Date(), "vorige_maand": sa.Date()}


async def _of_months(session: AsyncSession, window: Window) -> dict[Cell, dict[str, int]]:
    """Counted from the months of clients: for gemeente, provider and product together."""
    pairs = [(maand, month_before(maand)) for maand in months(window.van, window.tot)]
    before, c = listed(session, _MONTH_BEFORE, pairs), t.client_maand.c
    known = {"categorie", "code"}
    facts = (
        sa.select(
            *(column for name, column in c.items() if name not in known),
            sa.func.nullif(c.categorie, "", type_=sa.String).label("categorie"),
            sa.func.nullif(c.code, "", type_=sa.String).label("code"),
            before.c.vorige_maand,
        )
        .join(before, before.c.maand == c.maand)
        .subquery("telling")
    )
    f = facts.c

    def measures(lid: sa.Subquery) -> list[sa.ColumnElement[Any]]:
        values = (
            sa.func.count(sa.distinct(sa.case((f.hulp, f.client)))),
            sa.func.count(sa.distinct(sa.case((f.buiten, f.client)))),
            sa.func.sum(awarded_once(window, facts, f.toegewezen, lid)),
            sa.func.sum(f.ingediend),
            sa.func.sum(f.toegekend),
        )
        return [value.label(name) for name, value in zip(FIGURES, values, strict=True)]

    found = {}
    for row in (await session.execute(grouped(window, facts, measures))).mappings():
        cell = tuple(row[name] for name in window.groepering)
        found[cell] = {name: int(row[name] or 0) for name in FIGURES}
    return found
