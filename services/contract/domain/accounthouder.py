# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Which region speaks with an aanbieder for all of them (C-16). Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Aanwijzing:
    """A region named as account holder for a time, by some source."""

    regiocode: str
    geldig_van: date
    geldig_tot: date | None
    bron: str


@dataclass(frozen=True, slots=True)
class Accounthouder:
    """The region, and why it is."""

    regiocode: str
    bron: str


def accounthouder(
    aanwijzingen: Sequence[Aanwijzing], omzet: Mapping[str, int], day: date
) -> Accounthouder | None:
    """Who is named on the day; else the region with most turnover (cents), the first by code."""
    for one in aanwijzingen:
        if one.geldig_van <= day and (one.geldig_tot is None or day <= one.geldig_tot):
            return Accounthouder(one.regiocode, one.bron)
    spent = {code: bedrag for code, bedrag in omzet.items() if bedrag > 0}
    if not spent:
        return None
    largest = min(spent, key=lambda code: (-spent[code], code))
    return Accounthouder(largest, "grootste omzet")
