# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What an aanbieder asks (VOT or VOW), its terms, and the answers that are still possible."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import ClassVar, Literal, Self

from libs.common.clock import AMSTERDAM
from libs.ijw.calendar import add_working_days
from services.referral.domain.aanbod import Alternatief
from services.referral.domain.herziening import Pakket
from services.referral.domain.toets import Toets
from services.referral.domain.toewijzing import Toekenning
from services.referral.domain.verwijzer import GI

RETOUR_WERKDAGEN = 3
"""Working days to send any retourbericht (OP090)."""

BESLUIT_WERKDAGEN = 5
"""Working days to answer a VOT, per AangevraagdProduct (OP274), or a VOW (OP346)."""

ONDERZOEK = timedelta(weeks=8)
"""From the Dagtekening of a VOT under investigation to its final answer (OP274)."""

WOONPLAATS_DAGEN = timedelta(weeks=2)
"""From receipt, to reject a VOT on the woonplaatsbeginsel (OP359)."""

ONDERZOEK_GI = timedelta(days=14)
"""From the Dagtekening, to look into the woonplaats behind a decision of a GI (R-05)."""

MAATREGELEN = frozenset({"47", "48"})
"""Categories of jeugdreclassering and jeugdbescherming: asked with a VOT, never with a VOW."""

WOONPLAATSBEGINSEL = "8"
"""Reason of rejection (WJ759) that names another gemeente (OP359)."""

Soort = Literal["VOT", "VOW"]
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Verzoek(ABC):
    """What an aanbieder asks under one reference, and what came of it: a VOT or a VOW."""

    soort: ClassVar[Soort]

    id: str
    bericht_id: str
    gemeentecode: str
    agb_code: str
    client_id: str
    referentie_aanbieder: str
    dagtekening: date
    ontvangen_op: datetime
    retour_uiterlijk: date
    besluit_uiterlijk: date
    status: VerzoekStatus = "open"
    versie: int = 1
    toetsen: tuple[Toets, ...] = ()

    @property
    def open(self) -> bool:
        """No final answer yet."""
        return self.status in OPEN

    @property
    def onderzoek(self) -> timedelta:
        """How long it may be looked into."""
        return ONDERZOEK

    @property
    def woonplaats_uiterlijk(self) -> date | None:
        """The last day to reject it on the woonplaatsbeginsel; None where that cannot be."""
        return None

    @property
    @abstractmethod
    def ingangsdatum(self) -> date:
        """The first day on which something is to be other than it is."""

    def of_client(self, client_id: str) -> Self:
        """The request once it is known whose it is."""
        return replace(self, client_id=client_id)

    def answered(self, besluit: Besluit) -> Self:
        """The request after this answer, with the term for the next one if any."""
        uiterlijk = self.besluit_uiterlijk
        if besluit == "in-onderzoek":
            uiterlijk = self.dagtekening + self.onderzoek
        return replace(self, status=besluit, versie=self.versie + 1, besluit_uiterlijk=uiterlijk)


@dataclass(frozen=True, slots=True, kw_only=True)
class VerzoekToewijzing(Verzoek):
    """A VOT: one AangevraagdProduct of a JW315, decided on its own."""

    soort: ClassVar[Soort] = "VOT"

    gevraagd: Toekenning
    verwijzer: Verwijzer
    commentaar: tuple[str, ...] = ()
    beschikking_nummer: int | None = None
    beschikking_ingangsdatum: date | None = None
    gezagsdrager_bekend: bool = False
    """The aanbieder knows who has authority over the client (OP002x1)."""

    @property
    def van_gi(self) -> bool:
        """A GI decided that this help is needed, or it is the measure that a GI carries out."""
        return self.verwijzer.type == GI or self.gevraagd.categorie in MAATREGELEN

    @property
    def onderzoek(self) -> timedelta:
        """Shorter behind the decision of a GI: there is only the woonplaats to look into."""
        return ONDERZOEK_GI if self.van_gi else ONDERZOEK

    @property
    def woonplaats_uiterlijk(self) -> date:
        """Two weeks from the day of receipt (OP359)."""
        return self.ontvangen_op.astimezone(AMSTERDAM).date() + WOONPLAATS_DAGEN

    @property
    def ingangsdatum(self) -> date:
        """When help is to begin."""
        return self.gevraagd.ingangsdatum


@dataclass(frozen=True, slots=True, kw_only=True)
class VerzoekWijziging(Verzoek):
    """A VOW: the whole package that a client is to have, decided as a whole (OP344)."""

    soort: ClassVar[Soort] = "VOW"

    reden: str
    pakket: Pakket

    @property
    def ingangsdatum(self) -> date:
        """The first day that differs."""
        return min(self.pakket.ingangsdata, default=self.dagtekening)


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

    An automatic one names the version of the policy and the checks that it passed; one for want of
    a contract names who does have one.
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
    alternatieven: tuple[Alternatief, ...] = ()
