# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Which gemeente answers for a child: the woonplaatsbeginsel (R-08; article 1.1 Jeugdwet)."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Grond = Literal[
    "adres",
    "adres-voor-verblijf",
    "adres-moeder-bij-geboorte",
    "feitelijk-verblijf",
    "buitenland",
]

TOELICHTINGEN: dict[Grond, str] = {
    "adres": "Zonder verblijf: de gemeente van het BRP-adres.",
    "adres-voor-verblijf": "Met verblijf: de gemeente van het BRP-adres direct voor het eerste van "
    "de verblijven die op elkaar aansluiten.",
    "adres-moeder-bij-geboorte": "Het adres is onbekend of geheim: de gemeente waar de moeder bij "
    "de geboorte stond ingeschreven.",
    "feitelijk-verblijf": "Het adres is onbekend of geheim, en dat van de moeder bij de geboorte "
    "ook: de gemeente waar het kind feitelijk verblijft.",
    "buitenland": "Het adres is in het buitenland: de gemeente waar het kind feitelijk verblijft.",
}
"""One sentence for people, by ground."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Inschrijving:
    """A BRP address, days inclusive: no gemeentecode when it is abroad."""

    van: date
    tot: date | None
    gemeentecode: str | None


@dataclass(frozen=True, slots=True)
class Verblijf:
    """Help with a stay away from home, days inclusive."""

    van: date
    tot: date | None


@dataclass(frozen=True, slots=True)
class Situatie:
    """What is known of where a child lived and stays; a secret address is no `Inschrijving`."""

    inschrijvingen: tuple[Inschrijving, ...]
    verblijven: tuple[Verblijf, ...] = ()
    moeder_bij_geboorte: str | None = None
    feitelijk_verblijf: str | None = None


@dataclass(frozen=True, slots=True)
class Verantwoordelijk:
    """The gemeente that answers for the child on a day, and on which ground."""

    gemeentecode: str
    grond: Grond
    peildatum: date


def responsible(situatie: Situatie, dag: date) -> Verantwoordelijk | None:
    """Who answers on a day; None while too little is known."""
    first = _first_of_chain(situatie.verblijven, dag)
    at = dag if first is None else first - _DAY
    grond: Grond = "adres" if first is None else "adres-voor-verblijf"
    known = [one for one in situatie.inschrijvingen if _covers(one, at)]
    if not known:
        return _without_address(situatie, at)
    if (code := known[-1].gemeentecode) is not None:
        return Verantwoordelijk(code, grond, at)
    return _of(situatie.feitelijk_verblijf, "buitenland", at)


def _first_of_chain(verblijven: Iterable[Verblijf], dag: date) -> date | None:
    """The first day of the stays that join up to this day; None without a stay on it."""
    ordered = sorted(verblijven, key=lambda one: one.van)
    first: date | None = None
    end: date | None = None
    for one in ordered:
        if one.van > dag:
            break
        joins = first is not None and (end is None or one.van <= end + _DAY)
        if not joins:
            first, end = one.van, one.tot
        elif end is not None:
            end = one.tot if one.tot is None else max(end, one.tot)
    running = first is not None and (end is None or end >= dag)
    return first if running else None


def _covers(one: Inschrijving, dag: date) -> bool:
    return one.van <= dag and (one.tot is None or dag <= one.tot)


def _without_address(situatie: Situatie, dag: date) -> Verantwoordelijk | None:
    mother = _of(situatie.moeder_bij_geboorte, "adres-moeder-bij-geboorte", dag)
    return mother or _of(situatie.feitelijk_verblijf, "feitelijk-verblijf", dag)


def _of(code: str | None, grond: Grond, dag: date) -> Verantwoordelijk | None:
    return None if code is None else Verantwoordelijk(code, grond, dag)


def overlapping(inschrijvingen: Sequence[Inschrijving]) -> bool:
    """Nobody is registered at two addresses on one day."""
    ordered = sorted(inschrijvingen, key=lambda one: one.van)
    pairs = itertools.pairwise(ordered)
    return any(one.tot is None or other.van <= one.tot for one, other in pairs)
