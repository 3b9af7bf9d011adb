# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Statements that answer: distinct clients and sums of money per cell."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import listed
from services.reporting import tables as t
from services.reporting.store.dimensies import FIGURES, Cell, awarded_once, grouped
from services.reporting.store.hulp import helped
from services.reporting.store.leden import memberships
from services.reporting.store.personen import person_of
from services.reporting.store.vormen import VORM, zorgvormen
from services.reporting.store.window import Window, known_at

MAANDBEDRAGEN = ("toegewezen_bedrag", "gedeeld_bedrag", "ingediend_bedrag", "toegekend_bedrag")


async def figures(session: AsyncSession, window: Window) -> dict[Cell, dict[str, int]]:
    """The figures of every cell, in cents and clients; each cell counted for itself."""
    cells: dict[Cell, dict[str, int]] = {}
    sources = (helped(window), _values(window), _lines(window))
    vormen = await _forms(session, window, sources) if window.asks("zorgvorm") else None
    measures = (_clients, _awarded, _claimed)
    for facts, measure in zip(sources, measures, strict=True):
        for row in (await session.execute(measure(window, facts, vormen))).mappings():
            cell = tuple(row[name] for name in window.groepering)
            known = cells.setdefault(cell, dict.fromkeys(FIGURES, 0))
            known.update({name: int(row[name] or 0) for name in FIGURES if name in row})
    return cells


async def clients_paid(session: AsyncSession, window: Window) -> dict[Cell, int]:
    """Of how many clients anything was approved, by cell: a line that a credit took back too."""
    c = t.regel.c
    wanted = [c.toegekend, c.bekend_op <= window.peilmoment]
    wanted.append(c.maand.between(window.van, window.tot))
    own = await _gemeenten(session, window)
    if own is not None:
        wanted.append(c.gemeentecode.in_(own))
    columns = (c.gemeentecode, c.maand, c.agb_code, c.categorie, c.code)
    lines = (
        sa.select(*columns, person_of(c, window.peilmoment))
        .where(*wanted)
        .distinct()
        .subquery("betaald")
    )
    vormen = await _forms(session, window, (lines,)) if window.asks("zorgvorm") else None
    count = sa.func.count(sa.distinct(lines.c.client)).label("aantal")
    query = grouped(window, lines, lambda _: [count], vormen)
    return {tuple(row[:-1]): row[-1] for row in await session.execute(query)}


async def _gemeenten(session: AsyncSession, window: Window) -> list[str] | None:
    """Of which gemeenten facts can be in the window; None for all."""
    if window.gemeente is not None:
        return [window.gemeente]
    if window.leden is not None:
        return sorted({lid.gemeentecode for lid in window.leden})
    if window.regio is None:
        return None
    leden = await memberships(session, window.peilmoment, regio=window.regio)
    return sorted({lid.gemeentecode for lid in leden})


async def money(session: AsyncSession, window: Window) -> dict[str, int]:
    """The amounts of a window without groups, in cents; clients are not counted."""
    found: dict[str, int] = {}
    for query in (_awarded(window, _values(window)), _claimed(window, _lines(window))):
        row = (await session.execute(query)).mappings().one()
        found |= {name: int(amount or 0) for name, amount in row.items()}
    return found


async def money_by_month(session: AsyncSession, window: Window) -> dict[date, dict[str, int]]:
    """The amounts of each month of a window without groups, in cents.

    `gedeeld_bedrag` is what a month holds that the one before it holds too: it counts once in a
    sum over both.
    """
    monthly = replace(window, groepering=("maand",))
    values = _values(window)

    def measures(lid: sa.Subquery) -> list[sa.ColumnElement[Any]]:
        amount = values.c.bedrag
        shared = amount - awarded_once(window, values, amount, lid)
        return [
            sa.func.sum(amount).label("toegewezen_bedrag"),
            sa.func.sum(shared).label("gedeeld_bedrag"),
        ]

    found: dict[date, dict[str, int]] = {}
    for query in (grouped(monthly, values, measures), _claimed(monthly, _lines(window))):
        for row in (await session.execute(query)).mappings():
            amounts = {name: int(row[name] or 0) for name in row if name != "maand"}
            found.setdefault(row["maand"], dict.fromkeys(MAANDBEDRAGEN, 0)).update(amounts)
    return found


async def gemeente_names(session: AsyncSession) -> dict[str, str]:
    """Names by code."""
    c = t.gemeente.c
    return {
        row.gemeentecode: row.naam
        for row in await session.execute(sa.select(c.gemeentecode, c.naam))
    }


async def ended_gemeenten(session: AsyncSession) -> dict[str, date]:
    """The last day of those that are no more, by code."""
    c = t.gemeente.c
    query = sa.select(c.gemeentecode, c.geldig_tot).where(c.geldig_tot.is_not(None))
    return {row.gemeentecode: row.geldig_tot for row in await session.execute(query)}


async def message_counts(
    session: AsyncSession, van: datetime, tot: datetime, moment: datetime, party: str | None
) -> Sequence[Mapping[str, Any]]:
    """Messages received in [van, tot) by kind and status, of one party or of all; a message is
    known from the moment on which it reached that status."""
    c = t.bericht.c
    query = (
        sa.select(c.soort, c.status, sa.func.count().label("aantal"))
        .where(c.ontvangen_op >= van, c.ontvangen_op < tot, c.verwerkt_op <= moment)
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


def _values(window: Window) -> sa.Subquery:
    """What awards were known to be worth."""
    c = t.toewijzing_maand.c
    known = known_at(t.toewijzing_maand, window.peilmoment)
    wanted = (c.maand.between(window.van, window.tot), known)
    return sa.select(t.toewijzing_maand).where(*wanted).subquery("waarde")


def _lines(window: Window) -> sa.Subquery:
    """Lines that were known to be judged."""
    c = t.regel.c
    wanted = (c.maand.between(window.van, window.tot), c.bekend_op <= window.peilmoment)
    return sa.select(t.regel).where(*wanted).subquery("ingediend")


async def _forms(
    session: AsyncSession, window: Window, sources: Sequence[sa.Subquery]
) -> sa.FromClause:
    """The forms of care of all products in these facts, as they were known."""
    vormen = await zorgvormen(session, window.peilmoment)
    found = sa.union(
        *(
            sa.select(
                c.gemeentecode,
                c.maand,
                sa.func.coalesce(c.categorie, "").label("categorie"),
                sa.func.coalesce(c.code, "").label("code"),
            )
            for c in (facts.c for facts in sources)
        )
    )
    rows = [(*row, vormen.van(*row)) for row in await session.execute(found)]
    return listed(session, VORM, rows)


_Forms = sa.FromClause | None


def _clients(window: Window, hulp: sa.Subquery, vormen: _Forms = None) -> sa.Select[Any]:
    """Distinct clients with help, and those of them of whom no message may tell (R-21)."""
    who = hulp.c.client
    count = sa.func.count(sa.distinct(who)).label("unieke_clienten")
    apart = sa.func.count(sa.distinct(sa.case((hulp.c.buiten, who))))
    measures = [count, apart.label("waarvan_buiten_berichten")]
    return grouped(window, hulp, lambda _: measures, vormen)


def _awarded(window: Window, facts: sa.Subquery, vormen: _Forms = None) -> sa.Select[Any]:
    def once(lid: sa.Subquery) -> list[sa.ColumnElement[Any]]:
        amount = awarded_once(window, facts, facts.c.bedrag, lid)
        return [sa.func.sum(amount).label("toegewezen_bedrag")]

    return grouped(window, facts, once, vormen)


def _claimed(window: Window, facts: sa.Subquery, vormen: _Forms = None) -> sa.Select[Any]:
    granted = sa.case((facts.c.toegekend, facts.c.bedrag), else_=0)
    sums = [
        sa.func.sum(facts.c.bedrag).label("ingediend_bedrag"),
        sa.func.sum(granted).label("toegekend_bedrag"),
    ]
    return grouped(window, facts, lambda _: sums, vormen)
