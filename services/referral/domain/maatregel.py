# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Measures of child protection and probation: the compulsory frame (R-13, R-14, R-25)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

Soort = Literal["ots", "voogdij", "jeugdreclassering"]
Oorzaak = Literal[
    "complexe-scheiding",
    "huiselijk-geweld",
    "mishandeling",
    "verwaarlozing",
    "verslaving",
    "schoolverzuim",
    "gedrag",
    "anders",
]


@dataclass(frozen=True, slots=True)
class Maatregel:
    """As it now stands, days inclusive.

    `eindgesprek_op` is the day of the end talk of an OTS, `nazorg` what was agreed there.
    """

    id: str
    gemeentecode: str
    client_id: str
    soort: Soort
    gi_agb_code: str | None
    begindatum: date
    oorzaken: tuple[Oorzaak, ...]
    versie: int
    gewijzigd_op: datetime
    einddatum: date | None = None
    eindgesprek_op: date | None = None
    nazorg: str | None = None

    def cannot_end(self, einddatum: date, gesprek: date | None) -> Iterator[tuple[str, str]]:
        """Why it cannot end so."""
        if einddatum < self.begindatum:
            yield "einddatum", "ligt voor de begindatum"
        if gesprek is not None and self.soort != "ots":
            yield "eindgesprek", "hoort bij een ondertoezichtstelling"
        if gesprek is not None and gesprek < self.begindatum:
            yield "eindgesprek.op", "ligt voor de begindatum"

    def ended(
        self, einddatum: date, gesprek: date | None, nazorg: str | None, now: datetime
    ) -> "Maatregel":
        """With its last day."""
        return replace(
            self,
            einddatum=einddatum,
            eindgesprek_op=gesprek,
            nazorg=nazorg,
            versie=self.versie + 1,
            gewijzigd_op=now,
        )
