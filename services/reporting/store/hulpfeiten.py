# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""By which facts it is known that a client had help: the conditions of all statements about help.

Each as known at a moment, without one as it now stands.
"""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from libs.ijw.worth import VERWIJDERD
from services.reporting import tables as t
from services.reporting.store.facts import REPORT
from services.reporting.store.window import known_at

_VERWIJDERD = "verwijderd"


def was_delivered(moment: datetime | None = None) -> sa.ColumnElement[bool]:
    """A delivery that was not taken back."""
    return sa.and_(t.levering.c.status != _VERWIJDERD, known_at(t.levering, moment))


def was_reported(moment: datetime | None = None) -> sa.ColumnElement[bool]:
    """A line under a lump sum, of the report that counts."""
    return sa.and_(of_report(), known_at(t.taaklevering, moment))


def of_report() -> sa.ColumnElement[bool]:
    """The line belongs to the report."""
    line, report = t.taaklevering_regel.c, t.taaklevering.c
    return sa.and_(*(line[name] == report[name] for name in REPORT))


def was_approved(moment: datetime | None = None) -> sa.ColumnElement[bool]:
    """An approved debit line that no approved credit took back."""
    c = t.regel.c
    debit = sa.and_(c.toegekend, c.vorig_referentie_nummer.is_(None))
    if moment is None:
        return sa.and_(debit, c.teruggenomen_op.is_(None))
    stands = sa.or_(c.teruggenomen_op.is_(None), c.teruggenomen_op > moment)
    return sa.and_(debit, c.bekend_op <= moment, stands)


def is_outside(moment: datetime | None = None) -> sa.ColumnElement[bool]:
    """An award to a client of whom no message tells (R-21): nothing else says that it had help."""
    known = known_at(t.toewijzing, moment)
    return sa.and_(t.toewijzing.c.buiten_berichten, is_awarded(), known)


def is_awarded() -> sa.ColumnElement[bool]:
    """An award that was not deleted."""
    return ~t.toewijzing.c.reden_wijziging.is_not_distinct_from(VERWIJDERD)


def runs(
    begin: sa.ColumnElement[Any],
    end: sa.ColumnElement[Any],
    maanden: Any,  # noqa: ANN401
) -> sa.ColumnElement[bool]:
    """On at least one day of a month, of columns `maand` and `volgende`."""
    return sa.and_(begin < maanden.volgende, sa.or_(end.is_(None), end >= maanden.maand))
