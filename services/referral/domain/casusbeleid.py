# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What a gemeente sets for families: when a case is complex, and when to look ahead."""

from collections.abc import Mapping
from dataclasses import dataclass, field

DREMPEL = 4_000_000
"""Cents in twelve months above which a family is a complex case (R-23: EUR 40 000)."""


@dataclass(frozen=True, slots=True)
class Casusbeleid:
    """One version; `versie` 0 is what holds where a gemeente set nothing.

    A family is complex above `drempel` (cents in twelve months), or with so many forms of help
    or aanbieders in that time. `voorsignaal` asks for the future plan half a year before 17 too.
    So many involuntary transfers in twelve months escalate (`overplaatsingen`).
    `verblijfsvormen` tells by product code which form of stay it is.
    """

    gemeentecode: str
    versie: int = 0
    drempel: int = DREMPEL
    vormen: int = 4
    aanbieders: int = 4
    voorsignaal: bool = False
    overplaatsingen: int = 3
    verblijfsvormen: Mapping[str, str] = field(default_factory=dict)
