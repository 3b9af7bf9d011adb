# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The ways in which it is known that a client had help in a month."""

from typing import Any

import sqlalchemy as sa

from libs.ijw.worth import VERWIJDERD
from services.reporting import tables as t
from services.reporting.store.facts import REPORT
from services.reporting.store.window import Window, known_at, months_of


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
    ran = sa.and_(
        c.begindatum < maanden.c.volgende,
        sa.or_(c.einddatum.is_(None), c.einddatum >= maanden.c.maand),
    )
    return (
        _help(c, maanden.c.maand, sa.false())
        .join(maanden, ran)
        .where(c.status != "verwijderd", known_at(t.levering, window.peilmoment))
    )


def _reported(window: Window, maanden: sa.CTE) -> sa.Select[Any]:
    """Help under lump sums, in the months of it that its report is about."""
    c, report = t.taaklevering_regel.c, t.taaklevering
    ran = sa.and_(
        c.begindatum < maanden.c.volgende,
        sa.or_(c.einddatum.is_(None), c.einddatum >= maanden.c.maand),
        c.periode_begin < maanden.c.volgende,
        c.periode_eind >= maanden.c.maand,
    )
    of_report = sa.and_(*(c[name] == report.c[name] for name in REPORT))
    return (
        _help(c, maanden.c.maand, sa.false())
        .join(report, of_report)
        .join(maanden, ran)
        .where(known_at(report, window.peilmoment))
    )


def _approved(window: Window) -> sa.Select[Any]:
    """Approved debit lines that no approved credit took back."""
    c, moment = t.regel.c, window.peilmoment
    outside = c.toewijzing_nummer < 0  # an invoice on a client without BSN
    return _help(c, c.maand, outside).where(
        c.toegekend,
        c.vorig_referentie_nummer.is_(None),
        c.maand.between(window.van, window.tot),
        c.bekend_op <= moment,
        sa.or_(c.teruggenomen_op.is_(None), c.teruggenomen_op > moment),
    )


def _outside(window: Window, maanden: sa.CTE) -> sa.Select[Any]:
    """Awards to clients outside the messages, in the months that they run."""
    c = t.toewijzing.c
    runs = sa.and_(
        c.ingangsdatum < maanden.c.volgende,
        sa.or_(c.einddatum.is_(None), c.einddatum >= maanden.c.maand),
    )
    deleted = c.reden_wijziging.is_not_distinct_from(VERWIJDERD)
    known = known_at(t.toewijzing, window.peilmoment)
    return (
        _help(c, maanden.c.maand, sa.true())
        .join(maanden, runs)
        .where(c.buiten_berichten, ~deleted, known)
    )


def _help(
    c: sa.ColumnCollection[str, sa.ColumnElement[Any]],
    maand: sa.ColumnElement[Any],
    outside: sa.ColumnElement[bool],
) -> sa.Select[Any]:
    """One way to know of help; every way has the same columns, for the union of them."""
    about = (c.gemeentecode, c.agb_code, c.categorie, c.code)
    return sa.select(c.client_pseudoniem, *about, maand.label("maand"), outside.label("buiten"))
