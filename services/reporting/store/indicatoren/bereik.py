# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Of which gemeenten, until when, and as known when facts are read for indicators."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

import sqlalchemy as sa

from libs.common.clock import AMSTERDAM
from services.reporting.domain.zorgvormen import Plaats, Zorgvormen
from services.reporting.store.window import known_at


@dataclass(frozen=True, slots=True)
class Bereik:
    """Facts of these gemeenten (None: all) as known at `peilmoment`.

    `van` and `tot` are the first and last day that any formula looks at money or traffic. Help is
    read from its beginning, for who returns and how long it lasts, unless `smal` says that nothing
    outside these days matters. `regio` is asked of as a whole.
    """

    van: date
    tot: date
    peilmoment: datetime
    gemeenten: tuple[str, ...] | None = None
    regio: str | None = None
    smal: bool = False
    buiten: bool = False
    """No amounts on an award with a value in their month, of months that have passed."""

    def of(self, column: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
        """The fact is of one of the gemeenten."""
        return sa.true() if self.gemeenten is None else column.in_(self.gemeenten)

    def ended(self, column: sa.ColumnElement[date | None]) -> sa.ColumnElement[bool]:
        """What ended on that day, or runs, has a day that matters."""
        return sa.or_(column.is_(None), column >= self.van) if self.smal else sa.true()

    def sent(self, column: sa.ColumnElement[datetime]) -> sa.ColumnElement[bool]:
        """It came in on a day that matters, wherever that day begins."""
        if not self.smal:
            return sa.true()
        begin = datetime.combine(self.van, time.min, AMSTERDAM)
        end = datetime.combine(self.tot, time.max, AMSTERDAM)
        return column.between(begin.astimezone(UTC), end.astimezone(UTC))

    def known(self, table: sa.Table) -> sa.ColumnElement[bool]:
        """It was known at the moment, and is of one of the gemeenten."""
        at = known_at(table, self.peilmoment)
        return sa.and_(at, self.of(table.c.gemeentecode)) if "gemeentecode" in table.c else at


def placed(
    vormen: Zorgvormen, gemeente: str, categorie: str | None, code: str | None, dag: date
) -> dict[str, Any]:
    """`zorgvorm`, `segment` and `hulpvorm` of a product in the month of a day."""
    return at(vormen.plaats(gemeente, dag.replace(day=1), categorie or "", code or ""))


def at(plaats: Plaats) -> dict[str, Any]:
    """The same of a place."""
    return {
        "zorgvorm": plaats.zorgvorm,
        "segment": plaats.segment,
        "hulpvorm": plaats.hulpvorm,
    }
