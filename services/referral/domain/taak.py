# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Something for a person to do: found each day, told once, off the list when it was done."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

Soort = Literal["plan-evalueren", "regie-naar-gi", "toekomstplan", "toekomstplan-vooraf"]
Toestand = Literal["open", "afgehandeld"]


@dataclass(frozen=True, slots=True)
class Taak:
    """About a plan or client (`onderwerp` is its id); `termijn` is the day it goes back to."""

    id: str
    gemeentecode: str
    soort: Soort
    onderwerp: str
    client_id: str | None
    termijn: date
    ontstaan_op: datetime
    versie: int = 1
    afgehandeld_op: datetime | None = None

    @property
    def toestand(self) -> Toestand:
        """Open until it was done."""
        return "open" if self.afgehandeld_op is None else "afgehandeld"

    @property
    def gewijzigd_op(self) -> datetime:
        """The moment of this version."""
        return self.afgehandeld_op or self.ontstaan_op

    def done(self, now: datetime) -> "Taak":
        """Off the list."""
        return replace(self, afgehandeld_op=now, versie=self.versie + 1)
