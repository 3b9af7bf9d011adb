# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A toewijzing as its gemeente published it."""

from dataclasses import dataclass
from datetime import date

from libs.ijw.shared import Omvang

VERWIJDERD = "13"


@dataclass(frozen=True, slots=True)
class Toewijzing:
    """One version of a toewijzing, as its gemeente published it; `budget` in cents."""

    gemeentecode: str
    agb_code: str
    toewijzing_nummer: int
    versie: int
    client_pseudoniem: str
    categorie: str | None
    code: str | None
    ingangsdatum: date
    einddatum: date | None
    omvang: Omvang | None
    budget: int | None
    reden_wijziging: str | None

    @property
    def verwijderd(self) -> bool:
        """Sent by mistake and to be treated as never sent (RedenWijziging 13)."""
        return self.reden_wijziging == VERWIJDERD
