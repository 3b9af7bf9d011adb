# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A request for an allocation (VOT), its terms, and the answers that are still possible."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from libs.ijw.calendar import add_working_days
from services.referral.domain.toets import Toets
from services.referral.domain.toewijzing import Toekenning

RETOUR_WERKDAGEN = 3
"""Working days to send any retourbericht (OP090)."""

BESLUIT_WERKDAGEN = 5
"""Working days to answer a VOT, per AangevraagdProduct (OP274)."""

ONDERZOEK = timedelta(weeks=8)
"""From the Dagtekening of a VOT under investigation to its final answer (OP274)."""

WOONPLAATSBEGINSEL = "8"
"""Reason of rejection (WJ759) that names another gemeente (OP359)."""

Besluit = Literal["toegekend", "afgewezen", "in-onderzoek"]
VerzoekStatus = Literal["open", "in-onderzoek", "toegekend", "afgewezen"]

OPEN: tuple[VerzoekStatus, ...] = ("open", "in-onderzoek")
"""Without a final answer (TR374)."""


@dataclass(frozen=True, slots=True)
class Verwijzer:
    """Who referred the client; `type` is a code of COD327."""

    type: str
    naam: str | None = None
    zorgverlener_code: str | None = None


@dataclass(frozen=True, slots=True)
class Verzoek:
    """One AangevraagdProduct of a JW315, decided on its own."""

    id: str
    bericht_id: str
    gemeentecode: str
    agb_code: str
    client_id: str
    referentie_aanbieder: str
    gevraagd: Toekenning
    verwijzer: Verwijzer
    commentaar: tuple[str, ...]
    dagtekening: date
    ontvangen_op: datetime
    retour_uiterlijk: date
    besluit_uiterlijk: date
    status: VerzoekStatus = "open"
    versie: int = 1
    beschikking_nummer: int | None = None
    beschikking_ingangsdatum: date | None = None
    toetsen: tuple[Toets, ...] = ()

    @property
    def open(self) -> bool:
        """No final answer yet."""
        return self.status in OPEN

    def of_client(self, client_id: str) -> "Verzoek":
        """The request once it is known whose it is."""
        return replace(self, client_id=client_id)

    def answered(self, besluit: Besluit) -> "Verzoek":
        """The request after this answer, with the term for the next one if any."""
        uiterlijk = self.besluit_uiterlijk
        if besluit == "in-onderzoek":
            uiterlijk = self.dagtekening + ONDERZOEK
        return replace(self, status=besluit, versie=self.versie + 1, besluit_uiterlijk=uiterlijk)


@dataclass(frozen=True, slots=True)
class Afwijzing:
    """Why a request is rejected (WJ759); the gemeente only with the woonplaatsbeginsel."""

    reden: str | None
    gemeente: str | None = None


@dataclass(frozen=True, slots=True)
class Termijnen:
    """Last days to send the retourbericht and to decide."""

    retour: date
    besluit: date

    @classmethod
    def from_receipt(cls, day: date) -> "Termijnen":
        """Counted from the day of receipt, in Dutch working days."""
        return cls(
            add_working_days(day, RETOUR_WERKDAGEN), add_working_days(day, BESLUIT_WERKDAGEN)
        )


@dataclass(frozen=True, slots=True)
class GenomenBesluit:
    """One decision on a request as it was taken; `volgnummer` counts them from 1.

    An automatic one names the version of the policy and the checks that it passed.
    """

    id: str
    verzoek_id: str
    volgnummer: int
    besluit: Besluit
    automatisch: bool
    genomen_op: datetime
    reden: str | None = None
    woonplaats_gemeente: str | None = None
    beleid_versie: int | None = None
    toetsen: tuple[Toets, ...] = ()
    toewijzing_id: str | None = None
    toewijzing_nummer: int | None = None
