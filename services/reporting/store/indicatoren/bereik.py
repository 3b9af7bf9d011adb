# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Of which gemeenten, until when, and as known when facts are read for indicators."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from services.reporting.domain.zorgvormen import Plaats, Zorgvormen
from services.reporting.store.window import known_at


@dataclass(frozen=True, slots=True)
class Bereik:
    """Facts of these gemeenten (None: all) as known at `peilmoment`.

    `van` and `tot` are the first and last day that any formula looks at money or traffic; help is
    read from its beginning, for who returns and how long it lasts. `regio` is asked of as a whole.
    """

    van: date
    tot: date
    peilmoment: datetime
    gemeenten: tuple[str, ...] | None = None
    regio: str | None = None

    def of(self, column: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
        """The fact is of one of the gemeenten."""
        return sa.true() if self.gemeenten is None else column.in_(self.gemeenten)

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
