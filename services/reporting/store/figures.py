# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Statements that answer: distinct clients and sums of money per cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.ijw.worth import months, next_month
from services.reporting import tables as t

Cell = tuple[str | date | None, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """What is asked: firsts of the first and last month, as known at `peilmoment`.

    `groepering` is any of regio, gemeente, maand and productcategorie, in the order wanted.
    """

    van: date
    tot: date
    peilmoment: datetime
    groepering: tuple[str, ...]
    regio: str | None = None
    gemeente: str | None = None

    def ungrouped(self) -> "Window":
        """The same question for the total."""
        return Window(self.van, self.tot, self.peilmoment, (), self.regio, self.gemeente)

    @property
    def by_regio(self) -> bool:
        """Membership of a regio matters for the answer."""
        return self.regio is not None or "regio" in self.groepering


async def figures(session: AsyncSession, window: Window) -> dict[Cell, dict[str, int]]:
    """The figures of every cell, in cents and clients; each cell counted for itself."""
    cells: dict[Cell, dict[str, int]] = {}
    for query in (_clients(window), _awarded(window), _claimed(window)):
        for row in (await session.execute(query)).mappings():
            cell = tuple(row[name] for name in window.groepering)
            known = cells.setdefault(cell, dict.fromkeys(_FIGURES, 0))
            known.update({name: int(row[name] or 0) for name in _FIGURES if name in row})
    return cells


async def money(session: AsyncSession, window: Window) -> dict[str, int]:
    """The amounts of a window without groups, in cents; clients are not counted."""
    found: dict[str, int] = {}
    for query in (_awarded(window), _claimed(window)):
        row = (await session.execute(query)).mappings().one()
        found |= {name: int(amount or 0) for name, amount in row.items()}
    return found


async def gemeente_names(session: AsyncSession) -> dict[str, str]:
    """Names by code."""
    c = t.gemeente.c
    return {
        row.gemeentecode: row.naam
        for row in await session.execute(sa.select(c.gemeentecode, c.naam))
    }


async def message_counts(
    session: AsyncSession, van: datetime, tot: datetime, party: str | None
) -> Sequence[Mapping[str, Any]]:
    """Messages received in [van, tot) by kind and status; of one party, or of all."""
    c = t.bericht.c
    query = (
        sa.select(c.soort, c.status, sa.func.count().label("aantal"))
        .where(c.ontvangen_op >= van, c.ontvangen_op < tot)
        .group_by(c.soort, c.status)
        .order_by(c.soort, c.status)
    )
    if party is not None:
        query = query.where(sa.or_(c.afzender == party, c.ontvanger == party))
    return [dict(row) for row in (await session.execute(query)).mappings()]


async def approved_before(session: AsyncSession, moment: datetime) -> int:
    """Cents approved in all lines judged before this moment; read from an index alone."""
    c = t.regel.c
    query = sa.select(sa.func.sum(c.bedrag)).where(c.bekend_op < moment, c.toegekend)
    return int(await session.scalar(query) or 0)


_FIGURES = ("unieke_clienten", "toegewezen_bedrag", "ingediend_bedrag", "toegekend_bedrag")


def _clients(window: Window) -> sa.Select[Any]:
    """Distinct clients with help: by a running delivery, or by an approved line."""
    helped = sa.union_all(_delivered(window), _approved(window)).subquery("hulp")
    count = sa.func.count(sa.distinct(helped.c.client_pseudoniem)).label("unieke_clienten")
    return _grouped(window, helped, [count])


def _delivered(window: Window) -> sa.Select[Any]:
    c, maanden = t.levering.c, _maanden(window)
    newest = _newest(window, t.levering, _LEVERING_KEY)
    return (
        sa.select(c.client_pseudoniem, c.gemeentecode, c.categorie, maanden.c.maand)
        .join(newest, _same(t.levering, newest, [*_LEVERING_KEY, "versie"]))
        .join(
            maanden,
            sa.and_(
                c.begindatum < maanden.c.volgende,
                sa.or_(c.einddatum.is_(None), c.einddatum >= maanden.c.maand),
            ),
        )
        .where(c.status != "verwijderd")
    )


def _approved(window: Window) -> sa.Select[Any]:
    """Approved debit lines that no approved credit took back."""
    c, credit = t.regel.c, t.regel.alias("credit")
    taken_back = sa.exists().where(
        credit.c.agb_code == c.agb_code,
        credit.c.vorig_referentie_nummer == c.referentie_nummer,
        credit.c.toegekend,
        credit.c.bekend_op <= window.peilmoment,
    )
    return sa.select(c.client_pseudoniem, c.gemeentecode, c.categorie, c.maand).where(
        c.toegekend,
        c.vorig_referentie_nummer.is_(None),
        c.maand.between(window.van, window.tot),
        c.bekend_op <= window.peilmoment,
        ~taken_back,
    )


def _awarded(window: Window) -> sa.Select[Any]:
    c = t.toewijzing_maand.c
    newest = _newest(window, t.toewijzing, _TOEWIJZING_KEY)
    facts = (
        sa.select(t.toewijzing_maand)
        .join(newest, _same(t.toewijzing_maand, newest, [*_TOEWIJZING_KEY, "versie"]))
        .where(c.maand.between(window.van, window.tot))
        .subquery("waarde")
    )
    once: sa.ColumnElement[Any] = facts.c.bedrag
    if "maand" not in window.groepering:
        once = facts.c.bedrag - sa.case((_held_before(window, facts), facts.c.dubbel), else_=0)
    return _grouped(window, facts, [sa.func.sum(once).label("toegewezen_bedrag")])


def _held_before(window: Window, facts: sa.Subquery) -> sa.ColumnElement[bool]:
    """The month before is in the same sum, so that what both months hold counts once."""
    inside = facts.c.maand > window.van
    if not window.by_regio:
        return inside
    before = t.regio_lid.alias("eerder_lid")
    member = sa.exists().where(_member(before, facts, facts.c.vorige_maand))
    here = t.regio_lid.c.regiocode
    same_cell = sa.case(
        (here.is_(None), ~member.correlate(facts)),
        else_=member.where(before.c.regiocode == here).correlate(facts, t.regio_lid),
    )
    return sa.and_(inside, same_cell)


def _claimed(window: Window) -> sa.Select[Any]:
    c = t.regel.c
    facts = (
        sa.select(t.regel)
        .where(c.maand.between(window.van, window.tot), c.bekend_op <= window.peilmoment)
        .subquery("ingediend")
    )
    granted = sa.case((facts.c.toegekend, facts.c.bedrag), else_=0)
    sums = [
        sa.func.sum(facts.c.bedrag).label("ingediend_bedrag"),
        sa.func.sum(granted).label("toegekend_bedrag"),
    ]
    return _grouped(window, facts, sums)


def _grouped(
    window: Window, facts: sa.Subquery, measures: Sequence[sa.ColumnElement[Any]]
) -> sa.Select[Any]:
    """Facts (gemeentecode, maand, categorie) by the dimensions of the window."""
    names: dict[str, sa.ColumnElement[Any]] = {
        "gemeente": facts.c.gemeentecode,
        "maand": facts.c.maand,
        "productcategorie": facts.c.categorie,
        "regio": t.regio_lid.c.regiocode,
    }
    dimensions = [names[name].label(name) for name in window.groepering]
    query = sa.select(*dimensions, *measures).select_from(facts)
    if window.by_regio:
        member = _member(t.regio_lid, facts, facts.c.maand)
        query = query.join(t.regio_lid, member, isouter=window.regio is None)
    if window.regio is not None:
        query = query.where(t.regio_lid.c.regiocode == window.regio)
    if window.gemeente is not None:
        query = query.where(facts.c.gemeentecode == window.gemeente)
    return query.group_by(*(names[name] for name in window.groepering))


def _member(
    lid: sa.FromClause, facts: sa.Subquery, maand: sa.ColumnElement[Any]
) -> sa.ColumnElement[bool]:
    """The gemeente belongs to the regio on the first of the month."""
    return sa.and_(
        lid.c.gemeentecode == facts.c.gemeentecode,
        lid.c.geldig_van <= maand,
        sa.or_(lid.c.geldig_tot.is_(None), lid.c.geldig_tot >= maand),
    )


_TOEWIJZING_KEY = ["gemeentecode", "toewijzing_nummer"]
_LEVERING_KEY = [
    "gemeentecode",
    "agb_code",
    "client_pseudoniem",
    "toewijzing_nummer",
    "begindatum",
]


def _newest(window: Window, table: sa.Table, key: Sequence[str]) -> sa.Subquery:
    """The version of each that was the newest one known at the asked moment."""
    columns = [table.c[name] for name in key]
    return (
        sa.select(*columns, sa.func.max(table.c.versie).label("versie"))
        .where(table.c.bekend_op <= window.peilmoment)
        .group_by(*columns)
        .subquery(f"{table.name}_nieuwste")
    )


def _same(table: sa.Table, newest: sa.Subquery, key: Sequence[str]) -> sa.ColumnElement[bool]:
    return sa.and_(*(table.c[name] == newest.c[name] for name in key))


def _maanden(window: Window) -> sa.CTE:
    """The months of the window with the first of the month after."""
    rows = [
        sa.select(
            sa.literal(first, sa.Date).label("maand"),
            sa.literal(next_month(first), sa.Date).label("volgende"),
        )
        for first in months(window.van, window.tot)
    ]
    return sa.union_all(*rows).cte("maanden")
