# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Tables for child protection (R-14), and consults to others (R-22)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

Deelnemer = Literal[
    "ouders", "jeugdige", "rvdk", "veilig-thuis", "gi", "gezinscoach", "lokaal-team", "voorzitter"
]
Resultaat = Literal["vrijwillig", "verzoek-onderzoek", "spoed"]
Onderwerp = Literal[
    "opvoeding", "gedrag", "psychisch", "veiligheid", "school", "scheiding", "verblijf", "anders"
]
Vrager = Literal[
    "huisarts", "jeugdarts", "medisch-specialist", "poh-jeugd", "lokaal-team", "cjg", "school", "gi"
]
Vervolg = Literal["geen", "vrij-toegankelijk", "lokaal-team", "jeugdhulp"]


@dataclass(frozen=True, slots=True)
class Beschermingstafel:
    """A case at the table; without `resultaat` it is still to be held.

    `verzoek-onderzoek` and `spoed` go to the Raad voor de Kinderbescherming.
    """

    id: str
    gemeentecode: str
    client_id: str
    datum: date
    deelnemers: tuple[Deelnemer, ...]
    versie: int
    gewijzigd_op: datetime
    resultaat: Resultaat | None = None
    vervolg: str | None = None

    def concluded(
        self,
        resultaat: Resultaat,
        deelnemers: tuple[Deelnemer, ...],
        vervolg: str,
        now: datetime,
    ) -> "Beschermingstafel":
        """Once it was held, by those who were there."""
        return replace(
            self,
            resultaat=resultaat,
            deelnemers=deelnemers,
            vervolg=vervolg,
            versie=self.versie + 1,
            gewijzigd_op=now,
        )


@dataclass(frozen=True, slots=True)
class Consult:
    """Advice to a referrer about nobody by name; `vervolg` is what it led to."""

    id: str
    gemeentecode: str
    datum: date
    onderwerp: Onderwerp
    vrager: Vrager
    versie: int
    gewijzigd_op: datetime
    vervolg: Vervolg | None = None

    def followed(self, vervolg: Vervolg, now: datetime) -> "Consult":
        """Once it is known what came of it."""
        return replace(self, vervolg=vervolg, versie=self.versie + 1, gewijzigd_op=now)
