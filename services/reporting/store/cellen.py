# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Figures as they now are, from what was counted ahead."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from operator import add, or_
from typing import Any

import sqlalchemy as sa
from pyroaring import BitMap
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import Columns, listed
from libs.ijw.months import month_before, months
from services.reporting import tables as t
from services.reporting.domain import (
    AANBIEDER,
    GEMEENTE,
    PRODUCT,
    ZORGVORM,
    Lid,
    kleinste,
)
from services.reporting.store.celplan import MATEN, Plan, sums
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

_MANY = 8
"""Sets from which on it is quicker to join them all at once."""
_OVERLAPPEND = {"regio", "maand", "kwartaal", "jaar"}


async def counted_figures(session: AsyncSession, window: Window) -> dict[Cell, dict[str, int]]:
    """As `figures` gives them, of now; from the smallest cells that can tell, if any can."""
    return (await counted_together(session, [window]))[window]


async def counted_together(
    session: AsyncSession, windows: Iterable[Window]
) -> dict[Window, dict[Cell, dict[str, int]]]:
    """As `counted_figures` of each; what the same cells answer is read and joined once."""
    found: dict[Window, dict[Cell, dict[str, int]]] = {}
    leden: dict[str | None, Sequence[Lid]] = {}
    by_source: dict[tuple[Any, ...], list[Window]] = {}
    for window in windows:
        by_source.setdefault(_source(window), []).append(window)
    for several in by_source.values():
        names = tuple(dict.fromkeys(name for window in several for name in window.groepering))
        whole = replace(several[0], groepering=names)
        plan = await planned(session, whole, leden, deelbaar=len(several) > 1)
        if plan is None:
            found |= {window: await _of_months(session, window) for window in several}
            continue
        rows = await _rows(session, plan)
        if plan.geheel:
            found[whole] = {plan.cell(row): _figures(row[:MATEN]) for row in rows}
            continue
        parts = _added_up(plan, rows)
        found |= {window: _by_fewer(parts, names, window.groepering) for window in several}
    return found


def _source(window: Window) -> tuple[Any, ...]:
    """What questions have in common of which one is a sum of another: all but dimensions along
    which cells lie beside each other. Regions overlap, and months have weeks in common."""
    apart = tuple(name for name in window.groepering if name in _OVERLAPPEND)
    return window.ungrouped(), apart, kleinste(_letters(window))


def _by_fewer(
    parts: Mapping[Cell, "_Cijfers"], names: Sequence[str], groepering: Sequence[str]
) -> dict[Cell, dict[str, int]]:
    if tuple(names) == tuple(groepering):
        return {cell: one.counted() for cell, one in parts.items()}
    places = [names.index(name) for name in groepering]
    found: dict[Cell, _Cijfers] = {}
    for cell, one in parts.items():
        found.setdefault(tuple([cell[place] for place in places]), _Cijfers()).join(one)
    return {cell: one.counted() for cell, one in found.items()}


async def _rows(session: AsyncSession, plan: Plan) -> list[sa.Row[Any]]:
    """The sums that there are: that of no cells at all is nothing."""
    every = (await session.execute(sums(session, plan))).all()
    return [row for row in every if row[0] is not None]


def _added_up(plan: Plan, rows: Iterable[sa.Row[Any]]) -> dict[Cell, "_Cijfers"]:
    found: dict[Cell, _Cijfers] = {}
    for row in rows:
        for cell, held in plan.places(row):
            one = found.get(cell)
            if one is None:
                one = found[cell] = _Cijfers()
            one.add(row[:MATEN], held=held)
    return found


async def planned(
    session: AsyncSession,
    window: Window,
    leden: dict[str | None, Sequence[Lid]],
    *,
    deelbaar: bool = False,
) -> Plan | None:
    """Which cells a question takes; None when none have all its dimensions.

    `leden` are the members of a region that are known, or of all; `deelbaar` when sums are to be
    joined to others.
    """
    dimensies = kleinste(_letters(window))
    if dimensies is None:
        return None
    if window.leden is not None:
        return Plan(window, dimensies, window.leden, deelbaar=deelbaar)
    if window.by_regio and window.regio not in leden:
        leden[window.regio] = await memberships(session, regio=window.regio)
    members = leden[window.regio] if window.by_regio else ()
    return Plan(window, dimensies, members, deelbaar=deelbaar)


def _letters(window: Window) -> set[str]:
    return {letter for name, letter in _LETTERS.items() if window.asks(name)}


def _figures(measures: Sequence[Any]) -> dict[str, int]:
    """The figures by name; clients by their bits where several cells have any."""
    size, cells, bits, outside, cells_outside, bits_outside, *money = measures
    return _named(
        len(_union(bits)) if cells > 1 else size,
        len(_union(bits_outside)) if cells_outside > 1 else outside,
        money,
    )


def _named(clients: int, outside: int, money: Sequence[int]) -> dict[str, int]:
    awarded, double, claimed, approved = money
    return {
        "unieke_clienten": clients,
        "waarvan_buiten_berichten": outside,
        "toegewezen_bedrag": awarded - double,
        "ingediend_bedrag": claimed,
        "toegekend_bedrag": approved,
    }


def _union(stored: Iterable[bytes]) -> BitMap:
    """All who are in any of these sets; few are joined one by one, for which nothing is set up."""
    sets = [BitMap.deserialize(one) for one in stored]
    return reduce(or_, sets) if len(sets) < _MANY else BitMap.union(*sets)


class _Clienten:
    """How many there are in several cells, from their sizes or their bits."""

    def __init__(self) -> None:
        self._size = 0
        self._cells = 0
        self._stored: list[bytes] = []
        self._joined: list[BitMap] = []

    def add(self, size: int, cells: int, bits: Sequence[bytes] | None) -> None:
        """Those of a sum, of so many cells with anybody."""
        if size:
            self._size += size
            self._cells += cells
            self._stored += bits or ()

    def join(self, other: "_Clienten") -> None:
        """Those of another sum, of which the bits are joined once."""
        if other._size:
            self._size += other._size
            self._cells += other._cells
            self._joined.append(other._bits())

    def count(self) -> int:
        """Each counts once."""
        return len(self._bits()) if self._cells > 1 else self._size

    def _bits(self) -> BitMap:
        if self._stored:
            self._joined.append(_union(self._stored))
            self._stored = []
        if len(self._joined) > 1:
            self._joined = [BitMap.union(*self._joined)]
        return self._joined[0]


class _Cijfers:
    """What sums add up to where several are of one cell of the answer."""

    def __init__(self) -> None:
        self._clients = _Clienten()
        self._outside = _Clienten()
        self._money = (0, 0, 0, 0)

    def add(self, measures: Sequence[Any], *, held: bool) -> None:
        """One sum; `held` when the month before its cells is of the same region."""
        size, cells, bits, outside, cells_outside, bits_outside, awarded, double, *others = measures
        self._clients.add(size, cells, bits)
        self._outside.add(outside, cells_outside, bits_outside)
        money = (awarded, double if held else 0, *others)
        self._money = tuple(map(add, self._money, money))

    def join(self, other: "_Cijfers") -> None:
        """All of another."""
        self._clients.join(other._clients)
        self._outside.join(other._outside)
        self._money = tuple(map(add, self._money, other._money))

    def counted(self) -> dict[str, int]:
        """The figures by name."""
        return _named(self._clients.count(), self._outside.count(), self._money)


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
