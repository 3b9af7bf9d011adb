# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What can be offered to a child: who may deliver a product here, and how soon. No child in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from statistics import median

CRISIS = "46"
"""Never refused for a client stop."""

GENOEG = 5
"""Starts below which no waiting time is told: it would be that of somebody."""


@dataclass(frozen=True, slots=True)
class Clientenstop:
    """An aanbieder takes nobody for a while; empty lists stand for all."""

    agb_code: str
    producten: frozenset[str]
    gemeentecodes: frozenset[str]
    geldig_van: date
    geldig_tot: date | None

    def stops(self, product: tuple[str, str | None], gemeentecode: str, day: date) -> bool:
        """Does it stand in the way of this product here on that day?"""
        categorie, code = product
        if categorie == CRISIS:
            return False
        runs = self.geldig_van <= day and (self.geldig_tot is None or day <= self.geldig_tot)
        of_product = not self.producten or {categorie, f"{categorie}/{code}"} & self.producten
        here = not self.gemeentecodes or gemeentecode in self.gemeentecodes
        return runs and bool(of_product) and here


@dataclass(frozen=True, slots=True)
class Plaatsen:
    """Places of an aanbieder for a function this year."""

    functie: str
    afgesproken: int
    beschikbaar: int


@dataclass(frozen=True, slots=True)
class Aanbod:
    """A product of an aanbieder in a gemeente; `wachttijd` in days from request to start."""

    agb_code: str
    naam: str | None
    categorie: str
    code: str
    clientenstop: bool
    wachttijd: int | None
    plaatsen: tuple[Plaatsen, ...]


ALTERNATIEVEN = 3
"""Aanbieders that a family is told of when the one of its choice has no contract (R-04)."""


@dataclass(frozen=True, slots=True)
class Alternatief:
    """Another aanbieder with a contract for the same; `wachttijd` in days, None when unknown."""

    agb_code: str
    naam: str | None
    wachttijd: int | None


Plek = tuple[bool, bool, int, str, str, str]
"""Where an offer stands in a list: what speaks against it, no known wait, the wait, its name."""


def by_wait(aanbod: Sequence[Aanbod]) -> list[tuple[Plek, Aanbod]]:
    """Who takes children first, then the shortest wait, an unknown one last; with its place."""
    placed = [(_plek(one, against=one.clientenstop), one) for one in aanbod]
    return sorted(placed, key=itemgetter(0))


def alternatives(
    aanbod: Sequence[Aanbod], agb_code: str, code: str | None
) -> list[tuple[Plek, Aanbod]]:
    """Other aanbieders that take children, each once, with its place.

    Those with the product that was asked come before those with another of its category; then the
    shortest wait. Every list of alternatives is this one, or the head of it (R-04).
    """
    placed = [
        (_plek(one, against=code not in {None, one.code}), one)
        for one in aanbod
        if one.agb_code != agb_code and not one.clientenstop
    ]
    best: dict[str, tuple[Plek, Aanbod]] = {}
    for place, one in sorted(placed, key=itemgetter(0)):
        best.setdefault(one.agb_code, (place, one))
    return list(best.values())


def _plek(one: Aanbod, *, against: bool) -> Plek:
    name = (one.agb_code, one.categorie, one.code)
    return (against, one.wachttijd is None, one.wachttijd or 0, *name)


def wachttijd(dagen: Sequence[int]) -> int | None:
    """The middle one of enough waits."""
    return round(median(dagen)) if len(dagen) >= GENOEG else None
