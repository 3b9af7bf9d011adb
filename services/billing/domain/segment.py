# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The segment of help that an obligation is reported under: a time-valid mapping, as data.

Contracts say the segment that a product category is in. A row here goes before what they say, from
a month on and up to and including another; of a category that neither names, the category itself
is the segment.
"""

from collections.abc import Mapping
from dataclasses import dataclass

ONBEPAALD = "onbepaald"
"""An aspecific toewijzing names no category, so it is in no segment."""


@dataclass(frozen=True, slots=True)
class Indeling:
    """A category is in a segment from `van` through `tot`, months as year times 100 + month."""

    categorie: str
    segment: str
    van: int
    tot: int | None = None


INDELING: tuple[Indeling, ...] = ()
"""Of our own; empty while contracts say it all."""


def indeling_of(contracten: Mapping[str, str]) -> tuple[Indeling, ...]:
    """Our own rows, then what contracts say of each category, for all months."""
    said = (Indeling(categorie, segment, 0) for categorie, segment in sorted(contracten.items()))
    return (*INDELING, *said)


def segment_of(categorie: str | None, maand: int, indeling: tuple[Indeling, ...] = INDELING) -> str:
    """The segment of a category in a month; the category itself when no row says otherwise."""
    for rij in indeling:
        holds = rij.van <= maand and (rij.tot is None or maand <= rij.tot)
        if rij.categorie == categorie and holds:
            return rij.segment
    return categorie or ONBEPAALD
