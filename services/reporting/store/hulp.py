# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The ways in which it is known that a client had help in a month."""

from typing import Any

import sqlalchemy as sa

from services.reporting import tables as t
from services.reporting.store.hulpfeiten import (
    is_outside,
    of_report,
    runs,
    was_approved,
    was_delivered,
    was_reported,
)
from services.reporting.store.personen import person_of
from services.reporting.store.window import Window, months_of


def helped(window: Window) -> sa.Subquery:
    """Who had help, where and when: by a delivery, a delivery report, or an approved line.

    Of a client outside the messages nothing tells of a delivery: its award counts, and `buiten`
    marks it, for its pseudonym joins with no other (R-21).
    """
    maanden = months_of(window)
    return sa.union_all(
        _delivered(window, maanden),
        _reported(window, maanden),
        _approved(window),
        _outside(window, maanden),
    ).subquery("hulp")


def _delivered(window: Window, maanden: sa.CTE) -> sa.Select[Any]:
    """Deliveries in the months in which they ran; those to come after the moment are not told."""
    c = t.levering.c
    return (
        _help(window, c, maanden.c.maand, sa.false())
        .join(maanden, runs(c.begindatum, c.einddatum, maanden.c))
        .where(was_delivered(window.peilmoment))
    )


def _reported(window: Window, maanden: sa.CTE) -> sa.Select[Any]:
    """Help under lump sums, in the months of it that its report is about."""
    c = t.taaklevering_regel.c
    within = runs(c.periode_begin, c.periode_eind, maanden.c)
    return (
        _help(window, c, maanden.c.maand, sa.false())
        .join(t.taaklevering, of_report())
        .join(maanden, sa.and_(runs(c.begindatum, c.einddatum, maanden.c), within))
        .where(was_reported(window.peilmoment))
    )


def _approved(window: Window) -> sa.Select[Any]:
    """Approved debit lines that no approved credit took back."""
    c = t.regel.c
    outside = c.toewijzing_nummer < 0  # an invoice on a client without BSN
    return _help(window, c, c.maand, outside).where(
        c.maand.between(window.van, window.tot), was_approved(window.peilmoment)
    )


def _outside(window: Window, maanden: sa.CTE) -> sa.Select[Any]:
    """Awards to clients outside the messages, in the months that they run."""
    c = t.toewijzing.c
    return (
        _help(window, c, maanden.c.maand, sa.true())
        .join(maanden, runs(c.ingangsdatum, c.einddatum, maanden.c))
        .where(is_outside(window.peilmoment))
    )


def _help(
    window: Window,
    c: sa.ColumnCollection[str, sa.ColumnElement[Any]],
    maand: sa.ColumnElement[Any],
    outside: sa.ColumnElement[bool],
) -> sa.Select[Any]:
    """One way to know of help; every way has the same columns, for the union of them."""
    about = (c.gemeentecode, c.agb_code, c.categorie, c.code)
    who = person_of(c, window.peilmoment)
    return sa.select(who, *about, maand.label("maand"), outside.label("buiten"))
