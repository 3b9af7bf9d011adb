# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What figures are asked of: months as they were known at a moment."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from libs.common.clock import AMSTERDAM
from libs.ijw.worth import month_of, months, next_month


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


def known_at(table: sa.Table, moment: datetime) -> sa.ColumnElement[bool]:
    """What was known of a table at a moment, and not replaced by then."""
    c = table.c
    return sa.and_(c.bekend_op <= moment, sa.or_(c.vervallen_op.is_(None), c.vervallen_op > moment))


def months_of(window: Window) -> sa.CTE:
    """The months of the window with the first of the month after; none that is yet to begin."""
    last = min(window.tot, month_of(window.peilmoment.astimezone(AMSTERDAM).date()))
    rows = [
        sa.select(
            sa.literal(first, sa.Date).label("maand"),
            sa.literal(next_month(first), sa.Date).label("volgende"),
        )
        for first in months(window.van, max(last, window.van))
    ]
    found = sa.union_all(*rows).subquery()
    return sa.select(found).where(found.c.maand <= last).cte("maanden")
