# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Figures that were told, each part of them once. Pure.

A region may tell what its gemeenten tell too, and a gemeente a total beside its parts. A total says
all; what a region tells beyond its gemeenten is what these did not tell.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from services.reporting.domain.indicatoren.feiten import Ingave
from services.reporting.domain.regios import Lid


def met_leden(ingaven: Iterable[Ingave], leden: Sequence[Lid]) -> list[Ingave]:
    """With the gemeenten of the year, where a region told it."""
    known: dict[tuple[str, int], frozenset[str]] = {}
    found = []
    for one in ingaven:
        if one.gemeente.isdecimal():
            found.append(one)
            continue
        key = (one.gemeente, one.jaar)
        if key not in known:
            known[key] = frozenset(
                lid.gemeentecode
                for lid in leden
                if lid.regiocode == one.gemeente
                and lid.maanden[0].year <= one.jaar <= lid.maanden[1].year
            )
        found.append(replace(one, leden=known[key]))
    return found


def eenmaal(ingaven: Iterable[Ingave]) -> list[Ingave]:
    """Of one kind and year: lump sums of contracts as they are, of what was told no part twice."""
    told: defaultdict[str, list[Ingave]] = defaultdict(list)
    found = []
    for one in ingaven:
        if one.aanbieder is None:
            told[one.gemeente].append(one)
        else:
            found.append(one)
    counted: dict[str, list[Ingave]] = {}
    for code in sorted(told, key=lambda code: (len(told[code][0].leden), code)):
        own = _als_binnen(_zonder_delen(told[code]), counted)
        counted[code] = [replace(one, waarde=_rest(one, counted)) for one in own]
    return [*found, *(one for own in counted.values() for one in own)]


def _zonder_delen(own: list[Ingave]) -> list[Ingave]:
    """Its total where there is one, else its parts."""
    totals = [one for one in own if not one.onderwerp]
    return totals or own


def _als_binnen(own: list[Ingave], counted: dict[str, list[Ingave]]) -> list[Ingave]:
    """Parts as one total where a total lies within: of which part that is cannot be told."""
    if not own[0].onderwerp or all(one.onderwerp for one in _binnen(own[0], counted)):
        return own
    return [replace(own[0], onderwerp="", waarde=sum(one.waarde for one in own))]


def _binnen(one: Ingave, counted: dict[str, list[Ingave]]) -> list[Ingave]:
    """What was told by those that lie within it."""
    return [
        other
        for code, own in counted.items()
        for other in own
        if code in one.leden or (other.leden and other.leden <= one.leden)
    ]


def _rest(one: Ingave, counted: dict[str, list[Ingave]]) -> int:
    """What is left of it after those that lie within it: all of them for a total, else those about
    the same."""
    within = [
        other
        for other in _binnen(one, counted)
        if not one.onderwerp or other.onderwerp == one.onderwerp
    ]
    return max(0, one.waarde - sum(other.waarde for other in within)) if within else one.waarde
