# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Facts by the dimensions of a question: they have gemeente, month, category, code and provider."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from services.reporting.store.leden import members_known
from services.reporting.store.window import Window

Cell = tuple[str | int | date | None, ...]
"""The value of each dimension: a month is its first, a quarter 20241, a year 2024."""

GESCHREVEN: Mapping[str, Callable[[Any], str]] = {
    "maand": lambda first: f"{first:%Y-%m}",
    "kwartaal": lambda number: f"{number // 10}-K{number % 10}",
    "jaar": str,
}
"""How values of time are written: `2024-01`, `2024-K1`, `2024`."""

FIGURES = (
    "unieke_clienten",
    "waarvan_buiten_berichten",
    "toegewezen_bedrag",
    "ingediend_bedrag",
    "toegekend_bedrag",
)
# Literals and no parameters: the database must see that the groups are what is selected.
_TWO: sa.ColumnElement[int] = sa.literal_column("2", sa.Integer())
_THREE: sa.ColumnElement[int] = sa.literal_column("3", sa.Integer())
_TEN: sa.ColumnElement[int] = sa.literal_column("10", sa.Integer())
_EMPTY: sa.ColumnElement[str] = sa.literal_column("''", sa.String())
_AT_ONCE = 400
"""Of rows in one union: SQLite takes 500."""
Measures = Callable[[sa.Subquery], Sequence[sa.ColumnElement[Any]]]
"""What is asked of each cell, given the memberships that the facts are joined with."""


def grouped(
    window: Window, facts: sa.Subquery, measures: Measures, vormen: sa.FromClause | None = None
) -> sa.Select[Any]:
    """The measures of each cell; `vormen` says which form of care products of the facts have.

    Without it facts have a column of it, if they are asked for it.
    """
    lid = _leden(window)
    names = _dimensions(facts, lid)
    if window.asks("zorgvorm"):
        names["zorgvorm"] = (facts if vormen is None else vormen).c.zorgvorm
    dimensions = [names[name] for name in window.groepering]
    shown = (names[name].label(name) for name in window.groepering)
    query = sa.select(*shown, *measures(lid)).select_from(facts)
    if vormen is not None:
        query = query.join(vormen, _of_product(facts, vormen))
    if window.by_regio:
        others_too = window.regio is None and window.leden is None
        query = query.join(lid, _member(lid, facts, facts.c.maand), isouter=others_too)
    for name in ("regio", "gemeente", "zorgvorm", "productcategorie", "product", "aanbieder"):
        asked = getattr(window, name)
        if asked is not None:
            query = query.where(names[name] == asked)
    return query.group_by(*dimensions)


def awarded_once(
    window: Window, facts: sa.Subquery, bedrag: sa.ColumnElement[Any], lid: sa.Subquery
) -> sa.ColumnElement[Any]:
    """Cents of a month, without what the month before in the same sum holds too."""
    if "maand" in window.groepering:
        return bedrag
    held = _held_before(window, facts, lid)
    return bedrag - sa.case((held, facts.c.dubbel), else_=0)


def _dimensions(facts: sa.Subquery, lid: sa.Subquery) -> dict[str, sa.ColumnElement[Any]]:
    c = facts.c
    jaar, maand = (sa.cast(sa.extract(part, c.maand), sa.Integer) for part in ("year", "month"))
    kwartaal = sa.cast(jaar * _TEN + (maand + _TWO) // _THREE, sa.Integer)
    product = c.categorie + sa.literal_column("'/'") + sa.func.coalesce(c.code, _EMPTY)
    return {
        "gemeente": c.gemeentecode,
        "maand": c.maand,
        "kwartaal": kwartaal,
        "jaar": jaar,
        "productcategorie": c.categorie,
        "product": product,
        "aanbieder": c.agb_code,
        "regio": lid.c.regiocode,
    }


def _held_before(window: Window, facts: sa.Subquery, lid: sa.Subquery) -> sa.ColumnElement[bool]:
    """The month before is in the same sum, so that what both months hold counts once."""
    inside = facts.c.maand > window.van
    month = sa.cast(sa.extract("month", facts.c.maand), sa.Integer)
    if "kwartaal" in window.groepering:
        inside = sa.and_(inside, month % 3 != 1)
    elif "jaar" in window.groepering:
        inside = sa.and_(inside, month > 1)
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


def _leden(window: Window, name: str = "lid") -> sa.Subquery:
    """Memberships as they were known, or those that are given."""
    if window.leden is None:
        return members_known(window.peilmoment).subquery(name)
    rows = [
        sa.select(
            sa.literal(lid.regiocode).label("regiocode"),
            sa.literal(lid.gemeentecode).label("gemeentecode"),
            sa.literal(lid.geldig_van, sa.Date).label("geldig_van"),
            sa.literal(lid.geldig_tot, sa.Date).label("geldig_tot"),
        )
        for lid in window.leden
    ] or [members_known(window.peilmoment).where(sa.false())]
    parts = [rows[at : at + _AT_ONCE] for at in range(0, len(rows), _AT_ONCE)]
    return sa.union_all(*(sa.select(sa.union_all(*p).subquery()) for p in parts)).subquery(name)


def _member(
    lid: sa.FromClause, facts: sa.Subquery, maand: sa.ColumnElement[Any]
) -> sa.ColumnElement[bool]:
    """The gemeente belongs to the regio on the first of the month."""
    return sa.and_(
        lid.c.gemeentecode == facts.c.gemeentecode,
        lid.c.geldig_van <= maand,
        sa.or_(lid.c.geldig_tot.is_(None), lid.c.geldig_tot >= maand),
    )


def _of_product(facts: sa.Subquery, vormen: sa.FromClause) -> sa.ColumnElement[bool]:
    c, v = facts.c, vormen.c
    return sa.and_(
        v.gemeentecode == c.gemeentecode,
        v.maand == c.maand,
        v.categorie == sa.func.coalesce(c.categorie, ""),
        v.code == sa.func.coalesce(c.code, ""),
    )
