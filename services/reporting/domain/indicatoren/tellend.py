# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""On which of its days a fact counts: while its gemeente was a member of the region that is asked
of, and its product was counted in that form of care. Pure.

A spell keeps its true first and last day: who goes on being helped begins and ends nothing because
regions, or what a product is counted as, changed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Protocol, TypeAlias, TypeVar

from services.reporting.domain.indicatoren.feiten import Feiten, Vraag

Dagen: TypeAlias = tuple[date, date]
"""First and last day."""
SPELLEN = ("hulp", "pgbs", "maatregelen", "verblijven", "contracten")
"""Kinds of facts that have a first day, and a last one when they ended."""


INDELING = (
    " Wie door een andere indeling van gemeenten of producten ergens bij komt of af gaat, begint "
    "of beëindigt daarmee geen hulp."
)
"""What the second versions of indicators say that look at beginnings and ends."""
ANDERS_INGEDEELD = (
    "Een andere indeling van gemeenten in regio's, of van producten in zorgvormen, is geen begin "
    "en geen einde van hulp meer."
)


class Geteld(Protocol):
    """A fact of some days; `tellend` are those that count, None is all of them."""

    @property
    def tellend(self) -> Sequence[Dagen] | None:
        """Spans of days."""


class Spel(Geteld, Protocol):
    """A fact that lasts."""

    @property
    def begin(self) -> date:
        """Its first day."""

    @property
    def eind(self) -> date | None:
        """Its last day; None while it runs."""


GeteldT = TypeVar("GeteldT", bound=Geteld)


def hoort(one: Geteld, day: date) -> bool:
    """The day is one on which it counts."""
    return one.tellend is None or any(van <= day <= tot for van, tot in one.tellend)


def stukken(one: Spel) -> Iterator[Dagen]:
    """The spans of its own days that count; the last one ends at `date.max` while it runs."""
    last = one.eind or date.max
    for van, tot in ((date.min, date.max),) if one.tellend is None else one.tellend:
        first, end = max(one.begin, van), min(last, tot)
        if first <= end:
            yield first, end


def telt(one: Spel, vraag: Vraag) -> bool:
    """Any day of it that counts is in the period."""
    if one.tellend is None:
        return vraag.touches(one.begin, one.eind)
    return any(vraag.touches(first, last) for first, last in stukken(one))


def begint(one: Spel, vraag: Vraag) -> bool:
    """It began in the period, on a day that counts."""
    return vraag.has(one.begin) and hoort(one, one.begin)


def eindigt(one: Spel, vraag: Vraag) -> bool:
    """It ended in the period, on a day that counts."""
    return one.eind is not None and vraag.has(one.eind) and hoort(one, one.eind)


def aaneen(spans: Iterable[Dagen]) -> list[Dagen]:
    """Spans of days in order, those that touch or overlap as one."""
    found: list[Dagen] = []
    for van, tot in sorted(spans):
        if found and (found[-1][1] == date.max or van <= found[-1][1] + timedelta(days=1)):
            found[-1] = (found[-1][0], max(found[-1][1], tot))
        else:
            found.append((van, tot))
    return found


def beperkt(one: GeteldT, spans: Sequence[Dagen]) -> GeteldT:
    """The same fact, counting on no other days than these."""
    if one.tellend is None:
        left = list(spans)
    else:
        left = [
            (max(van, first), min(tot, last))
            for van, tot in one.tellend
            for first, last in spans
            if max(van, first) <= min(tot, last)
        ]
    return replace(one, tellend=tuple(left))  # type: ignore[type-var]


def geknipt(feiten: Feiten) -> Feiten:
    """Spells as their parts that count, each with a first and last day of its own.

    So the first versions of some indicators had them: what went on elsewhere began and ended there.
    """
    kept: dict[str, Any] = {
        kind: [part for one in getattr(feiten, kind) for part in _parts(one)] for kind in SPELLEN
    }
    return replace(feiten, **kept)


def onbeperkt(feiten: Feiten) -> Feiten:
    """Figures and referrals as if they count on every day.

    So the first versions of some indicators had them: those of a gemeente that left stayed.
    """
    kept: dict[str, Any] = {
        kind: [replace(one, tellend=None) for one in getattr(feiten, kind)]
        for kind in ("ingaven", "verwijzingen")
    }
    return replace(feiten, **kept)


def _parts(one: Any) -> list[Any]:  # noqa: ANN401 - any spell
    if one.tellend is None:
        return [one]
    return [
        replace(one, begin=first, eind=None if last == date.max else last, tellend=None)
        for first, last in stukken(one)
    ]
