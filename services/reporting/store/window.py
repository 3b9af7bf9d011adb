# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What figures are asked of: months as they were known at a moment."""

from dataclasses import dataclass, replace
from datetime import date, datetime

import sqlalchemy as sa

from libs.common.clock import AMSTERDAM
from libs.ijw.months import month_of, months, next_month
from services.reporting.domain.regios import Lid

DIMENSIES = (
    "regio",
    "gemeente",
    "maand",
    "kwartaal",
    "jaar",
    "zorgvorm",
    "productcategorie",
    "product",
    "aanbieder",
)


@dataclass(frozen=True, slots=True)
class Window:
    """What is asked: firsts of the first and last month, as known at `peilmoment`.

    `groepering` is any of `DIMENSIES`, in the order wanted. A product is `44/44A04`: its category
    and its code. With `nu` the moment is that of asking, so that what was counted ahead answers.
    """

    van: date
    tot: date
    peilmoment: datetime
    groepering: tuple[str, ...]
    regio: str | None = None
    gemeente: str | None = None
    zorgvorm: str | None = None
    productcategorie: str | None = None
    product: str | None = None
    aanbieder: str | None = None
    nu: bool = False
    leden: tuple[Lid, ...] | None = None
    """Members of groups of another kind, which stand where `regio` is asked."""
    labels: tuple[str, ...] | None = None
    """Of the one dimension that is grouped by, gemeente or aanbieder, no more than these; asked of
    what was counted ahead only."""

    def ungrouped(self) -> "Window":
        """The same question for the total."""
        return replace(self, groepering=())

    @property
    def by_regio(self) -> bool:
        """Membership of a regio matters for the answer."""
        return self.asks("regio")

    def asks(self, dimensie: str) -> bool:
        """A dimension is grouped by, or one value of it is asked."""
        return dimensie in self.groepering or getattr(self, dimensie, None) is not None


def known_at(table: sa.FromClause, moment: datetime | None) -> sa.ColumnElement[bool]:
    """What was known of a table at a moment, and not replaced by then; without one what now is."""
    c = table.c
    if moment is None:
        return c.vervallen_op.is_(None)
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
