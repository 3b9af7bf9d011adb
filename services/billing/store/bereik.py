# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Which lines the figures about aanbieders are added up from."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from libs.ijw.volumes import days
from services.billing import tables as t

_line = t.regel.c


@dataclass(frozen=True, slots=True)
class Bereik:
    """Lines of which gemeenten, that begin in which days."""

    gemeenten: frozenset[str]
    van: date
    tot: date

    @property
    def dagen(self) -> int:
        """How many days it spans."""
        return days(self.van, self.tot)

    @property
    def vorige(self) -> "Bereik":
        """The period of as many days before."""
        length = timedelta(days=self.dagen)
        return Bereik(self.gemeenten, self.van - length, self.van - timedelta(days=1))


def in_scope(bereik: Bereik) -> sa.ColumnElement[Any]:
    """Lines of these gemeenten that begin in these days and were judged here.

    What was judged before the gemeente worked here was judged by the rules of another system: a
    pattern in it is none of ours.
    """
    c = t.declaratie.c
    elsewhere = sa.select(c.id).where(c.uit_verleden, c.gemeentecode.in_(sorted(bereik.gemeenten)))
    return sa.and_(in_period(bereik), _line.declaratie_id.not_in(elsewhere))


def in_period(bereik: Bereik) -> sa.ColumnElement[Any]:
    """All lines of these gemeenten that begin in these days, also those of before."""
    return sa.and_(
        _line.gemeentecode.in_(sorted(bereik.gemeenten)),
        _line.periode_begin.between(bereik.van, bereik.tot),
    )
