# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Statements that answer: distinct clients and sums of money per cell."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.reporting import tables as t
from services.reporting.store.hulp import helped
from services.reporting.store.window import Window, known_at

Cell = tuple[str | date | None, ...]


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


_FIGURES = (
    "unieke_clienten",
    "waarvan_buiten_berichten",
    "toegewezen_bedrag",
    "ingediend_bedrag",
    "toegekend_bedrag",
)


def _clients(window: Window) -> sa.Select[Any]:
    """Distinct clients with help, and those of them of whom no message may tell (R-21)."""
    hulp = helped(window)
    who = hulp.c.client_pseudoniem
    count = sa.func.count(sa.distinct(who)).label("unieke_clienten")
    apart = sa.func.count(sa.distinct(sa.case((hulp.c.buiten, who))))
    return _grouped(window, hulp, [count, apart.label("waarvan_buiten_berichten")])


def _awarded(window: Window) -> sa.Select[Any]:
    c = t.toewijzing_maand.c
    facts = (
        sa.select(t.toewijzing_maand)
        .where(
            c.maand.between(window.van, window.tot),
            known_at(t.toewijzing_maand, window.peilmoment),
        )
        .subquery("waarde")
    )
    once: sa.ColumnElement[Any] = facts.c.bedrag
    lid = _leden(window)
    if "maand" not in window.groepering:
        held = _held_before(window, facts, lid)
        once = facts.c.bedrag - sa.case((held, facts.c.dubbel), else_=0)
    return _grouped(window, facts, [sa.func.sum(once).label("toegewezen_bedrag")], lid)


def _held_before(window: Window, facts: sa.Subquery, lid: sa.Subquery) -> sa.ColumnElement[bool]:
    """The month before is in the same sum, so that what both months hold counts once."""
    inside = facts.c.maand > window.van
    if not window.by_regio:
        return inside
    before = _leden(window, "eerder_lid")
    member = sa.exists().where(_member(before, facts, facts.c.vorige_maand))
    here = lid.c.regiocode
    same_cell = sa.case(
        (here.is_(None), ~member.correlate(facts)),
        else_=member.where(before.c.regiocode == here).correlate(facts, lid),
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
    window: Window,
    facts: sa.Subquery,
    measures: Sequence[sa.ColumnElement[Any]],
    lid: sa.Subquery | None = None,
) -> sa.Select[Any]:
    """Facts (gemeentecode, maand, categorie) by the dimensions of the window."""
    if lid is None:
        lid = _leden(window)
    names: dict[str, sa.ColumnElement[Any]] = {
        "gemeente": facts.c.gemeentecode,
        "maand": facts.c.maand,
        "productcategorie": facts.c.categorie,
        "regio": lid.c.regiocode,
    }
    dimensions = [names[name].label(name) for name in window.groepering]
    query = sa.select(*dimensions, *measures).select_from(facts)
    if window.by_regio:
        query = query.join(lid, _member(lid, facts, facts.c.maand), isouter=window.regio is None)
    if window.regio is not None:
        query = query.where(lid.c.regiocode == window.regio)
    if window.gemeente is not None:
        query = query.where(facts.c.gemeentecode == window.gemeente)
    return query.group_by(*(names[name] for name in window.groepering))


def _leden(window: Window, name: str = "lid") -> sa.Subquery:
    """Memberships as they were known."""
    lid, regio = t.regio_lid.c, t.regio.c
    of_version = sa.and_(lid.regiocode == regio.regiocode, lid.versie == regio.versie)
    return (
        sa.select(t.regio_lid)
        .join(t.regio, of_version)
        .where(known_at(t.regio, window.peilmoment))
        .subquery(name)
    )


def _member(
    lid: sa.FromClause, facts: sa.Subquery, maand: sa.ColumnElement[Any]
) -> sa.ColumnElement[bool]:
    """The gemeente belongs to the regio on the first of the month."""
    return sa.and_(
        lid.c.gemeentecode == facts.c.gemeentecode,
        lid.c.geldig_van <= maand,
        sa.or_(lid.c.geldig_tot.is_(None), lid.c.geldig_tot >= maand),
    )
