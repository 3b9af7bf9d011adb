# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A toewijzing as its gemeente published it."""

from datetime import date
from typing import NamedTuple

from libs.ijw.shared import Omvang

VERWIJDERD = "13"


class Toewijzing(NamedTuple):
    """One version of a toewijzing, as its gemeente published it; `budget` in cents.

    After a move, and without a contract of its own gemeente, the tariffs of the contract of
    `tarief_gemeentecode` count until and including `tarief_tot` (R-20, art. 2.7a Jeugdwet).
    """

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
    tarief_gemeentecode: str | None = None
    tarief_tot: date | None = None

    @property
    def verwijderd(self) -> bool:
        """Sent by mistake and to be treated as never sent (RedenWijziging 13)."""
        return self.reden_wijziging == VERWIJDERD

    def at_old_tariff(self, day: date) -> str | None:
        """The gemeente whose tariffs may still count on that day, after a move."""
        if self.tarief_tot is None or day > self.tarief_tot:
            return None
        return self.tarief_gemeentecode
