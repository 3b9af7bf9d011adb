# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A toewijzing as its gemeente published it."""

from datetime import date
from typing import NamedTuple

from libs.ijw.shared import Omvang

VERWIJDERD = "13"

JEUGDWET = date(2015, 1, 1)
"""Before this day no gemeente answered for youth care."""

_HEX_DIGITS = 7


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


def open_number(pseudoniem: str) -> int:
    """Stood for the toewijzing of a client without BSN: below zero, so no message has it.

    Lines on it were approved until each had to name a toewijzing; only a credit of one still may.
    """
    return -1 - int(pseudoniem[:_HEX_DIGITS], 16)


def open_toewijzing(nummer: int, client_pseudoniem: str = "") -> Toewijzing:
    """What such a line was judged by: it leaves volume and term open, and was never published."""
    return Toewijzing(
        gemeentecode="",
        agb_code="",
        toewijzing_nummer=nummer,
        versie=0,
        client_pseudoniem=client_pseudoniem,
        categorie=None,
        code=None,
        ingangsdatum=JEUGDWET,
        einddatum=None,
        omvang=None,
        budget=None,
        reden_wijziging=None,
    )
