# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Events that the billing service publishes: what was claimed, agreed as a lump sum, and delivered
under it."""

from datetime import date
from typing import ClassVar

from pydantic import Field

from libs.common.codes import AgbCode, Gemeentecode
from libs.common.contracts.base import ContractModel, Event, Maand, Moment, Pseudoniem
from libs.common.contracts.voorwaarden import Bijdrage

MAX_REGELS = 160
"""Lines in one event, so that it stays under 64 KB; the lines of a client with more go into
several events."""

MAX_OPGAVEREGELS = 300
"""Lines of a delivery report in one event, for the same reason."""


class Regel(ContractModel):
    """One judged claim line; `bedrag` in cents, a credit is negative."""

    regel_id: str
    referentie_nummer: str
    vorig_referentie_nummer: str | None = None
    toewijzing_nummer: int
    categorie: str
    code: str
    periode_begin: date
    periode_eind: date
    volume: int
    eenheid: str
    bedrag: int
    toegekend: bool
    retourcodes: tuple[str, ...] = ()


class DeclaratieBeoordeeld(Event):
    """The lines of one client in a claim, judged; `deel` counts the events of that client.

    `buiten_berichten` marks an invoice that did not come as a message: when its client has no BSN
    the pseudonym is of a reference between the two parties, and joins with nothing else.
    """

    type: ClassVar[str] = "nl.jeugdwet.declaratie.beoordeeld.v1"
    topic: ClassVar[str] = "jeugdregio.declaratie"

    declaratie_id: str
    deel: int = Field(ge=1)
    gemeentecode: Gemeentecode
    agb_code: AgbCode
    client_pseudoniem: Pseudoniem
    declaratie_maand: Maand
    beoordeeld_op: Moment
    buiten_berichten: bool = False
    regels: tuple[Regel, ...] = Field(max_length=MAX_REGELS)

    def key(self) -> str:
        """Ordered per client."""
        return self.client_pseudoniem

    def subject(self) -> str:
        """The claim."""
        return self.declaratie_id


class Opgaveregel(ContractModel):
    """Help to one client under a lump sum in the period; `dagen` are days of help.

    `uitvoerder` is the member of a combination or the subcontractor that gave it (C-13, C-14); it
    is None when the aanbieder of the contract did.
    """

    client_pseudoniem: Pseudoniem
    categorie: str
    code: str
    begindatum: date
    einddatum: date | None = None
    dagen: int = Field(ge=0)
    uitvoerder: AgbCode | None = None


class TaakleveringOpgegeven(Event):
    """A delivery report of an aanbieder for a gemeente; part `deel` of `delen`.

    Of one contract, gemeente and period the highest `versie` counts, and replaces all lines of
    the versions before it. A version is whole when all its parts are there.
    """

    type: ClassVar[str] = "nl.jeugdwet.taaklevering.opgegeven.v1"
    topic: ClassVar[str] = "jeugdregio.taaklevering"

    opgave_id: str
    contract_id: str
    agb_code: AgbCode
    gemeentecode: Gemeentecode
    periode_begin: date
    periode_eind: date
    versie: int = Field(ge=1)
    deel: int = Field(ge=1)
    delen: int = Field(ge=1)
    opgegeven_op: Moment
    regels: tuple[Opgaveregel, ...] = Field(max_length=MAX_OPGAVEREGELS)

    def key(self) -> str:
        """Ordered per contract and gemeente."""
        return f"{self.contract_id}/{self.gemeentecode}"

    def subject(self) -> str:
        """The version of the report."""
        return self.opgave_id


class TaakafspraakVastgesteld(Event):
    """The lump sum of a year of a contract, in cents; `bijdragen` of gemeenten add up to it (B-14).

    It is agreed once and never changes. Where there is none, what contract fixed by key counts.
    """

    type: ClassVar[str] = "nl.jeugdwet.taakafspraak.vastgesteld.v1"
    topic: ClassVar[str] = "jeugdregio.taaklevering"

    afspraak_id: str
    contract_id: str
    agb_code: AgbCode
    jaar: int = Field(ge=2000, le=2999)
    versie: int = Field(ge=1)
    bedrag: int = Field(ge=0)
    bijdragen: tuple[Bijdrage, ...]
    vastgesteld_op: Moment

    def key(self) -> str:
        """Ordered per contract."""
        return self.contract_id

    def subject(self) -> str:
        """The agreement."""
        return self.afspraak_id
