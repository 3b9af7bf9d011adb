# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Events that referral publishes around families and young people: plans, measures, tasks.

Never what was written about people: codes, days, counts and pseudonyms only.
"""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from libs.common.codes import AgbCode, Gemeentecode
from libs.common.contracts.base import Event, Moment, Pseudoniem

TOPIC = "jeugdregio.regie"


class GezinsplanVastgesteld(Event):
    """The plan of a family as it now stands; the family is named by an id that is in no message."""

    type: ClassVar[str] = "nl.jeugdwet.gezinsplan.vastgesteld.v1"
    topic: ClassVar[str] = TOPIC

    plan_id: str
    versie: int = Field(ge=1)
    gemeentecode: Gemeentecode
    gezin_id: str
    regisseur: Literal["ouder", "netwerk", "lokaal-team", "gi"]
    toestand: Literal["lopend", "beeindigd"]
    begindatum: date
    einddatum: date | None = None
    evaluaties: int = Field(ge=0)
    evaluatie_uiterlijk: date
    doelen: int = Field(ge=0)
    doelen_bereikt: int = Field(ge=0)
    vastgesteld_op: Moment

    def key(self) -> str:
        """Ordered per family."""
        return self.gezin_id

    def subject(self) -> str:
        """The plan."""
        return self.plan_id


class MaatregelVastgesteld(Event):
    """A measure of child protection or probation as it now stands; `oorzaken` are cause codes."""

    type: ClassVar[str] = "nl.jeugdwet.maatregel.vastgesteld.v1"
    topic: ClassVar[str] = TOPIC

    maatregel_id: str
    versie: int = Field(ge=1)
    gemeentecode: Gemeentecode
    client_pseudoniem: Pseudoniem
    soort: Literal["ots", "voogdij", "jeugdreclassering"]
    begindatum: date
    einddatum: date | None = None
    oorzaken: tuple[str, ...] = ()
    eindgesprek_op: date | None = None
    vastgesteld_op: Moment

    def key(self) -> str:
        """Ordered per client."""
        return self.client_pseudoniem

    def subject(self) -> str:
        """The measure."""
        return self.maatregel_id


class TaakVastgesteld(Event):
    """Something that a person has to do, or did; `termijn` is the day it goes back to."""

    type: ClassVar[str] = "nl.jeugdwet.taak.vastgesteld.v1"
    topic: ClassVar[str] = TOPIC

    taak_id: str
    versie: int = Field(ge=1)
    gemeentecode: Gemeentecode
    soort: str
    onderwerp: str
    client_pseudoniem: Pseudoniem | None = None
    termijn: date
    toestand: Literal["open", "afgehandeld"]
    vastgesteld_op: Moment

    def key(self) -> str:
        """Ordered per subject."""
        return self.onderwerp

    def subject(self) -> str:
        """The task."""
        return self.taak_id


class ToekomstplanVastgesteld(Event):
    """The plan of a young person for life as an adult, as it now stands."""

    type: ClassVar[str] = "nl.jeugdwet.toekomstplan.vastgesteld.v1"
    topic: ClassVar[str] = TOPIC

    plan_id: str
    versie: int = Field(ge=1)
    gemeentecode: Gemeentecode
    client_pseudoniem: Pseudoniem
    toestand: Literal["concept", "goedgekeurd"]
    vervolgregimes: tuple[str, ...] = ()
    goedgekeurd_op: date | None = None
    vastgesteld_op: Moment

    def key(self) -> str:
        """Ordered per client."""
        return self.client_pseudoniem

    def subject(self) -> str:
        """The plan."""
        return self.plan_id


class PoortwachtersbesluitVastgesteld(Event):
    """Who was admitted, or not, to a phase of help with dyslexia (R-07); it never changes."""

    type: ClassVar[str] = "nl.jeugdwet.poortwachtersbesluit.vastgesteld.v1"
    topic: ClassVar[str] = TOPIC

    besluit_id: str
    gemeentecode: Gemeentecode
    client_pseudoniem: Pseudoniem
    fase: Literal["diagnose", "behandeling"]
    aangevraagd_op: date
    besluit_datum: date
    toelaatbaar: bool
    vastgesteld_op: Moment

    def key(self) -> str:
        """Ordered per client."""
        return self.client_pseudoniem

    def subject(self) -> str:
        """The decision."""
        return self.besluit_id


class VerblijfVastgesteld(Event):
    """A place where a child stays, as it now stands; `reden` is why it came here."""

    type: ClassVar[str] = "nl.jeugdwet.verblijf.vastgesteld.v1"
    topic: ClassVar[str] = TOPIC

    verblijf_id: str
    versie: int = Field(ge=1)
    gemeentecode: Gemeentecode
    client_pseudoniem: Pseudoniem
    vorm: str
    agb_code: AgbCode | None = None
    begindatum: date
    einddatum: date | None = None
    reden: str
    einde_reden: str | None = None
    onvrijwillig: bool
    vastgesteld_op: Moment

    def key(self) -> str:
        """Ordered per client."""
        return self.client_pseudoniem

    def subject(self) -> str:
        """The stay."""
        return self.verblijf_id


class EscalatieVastgesteld(Event):
    """A case at an expert team as it now stands; advice and decision are in no event."""

    type: ClassVar[str] = "nl.jeugdwet.escalatie.vastgesteld.v1"
    topic: ClassVar[str] = TOPIC

    escalatie_id: str
    versie: int = Field(ge=1)
    gemeentecode: Gemeentecode
    client_pseudoniem: Pseudoniem
    niveau: Literal["lokaal", "regionaal", "bovenregionaal"]
    reden: str
    toestand: Literal["open", "geadviseerd", "besloten", "afgesloten"]
    automatisch: bool
    geopend_op: date
    doorbraak: bool = False
    uitkomst: str | None = None
    les: str | None = None
    vastgesteld_op: Moment

    def key(self) -> str:
        """Ordered per client."""
        return self.client_pseudoniem

    def subject(self) -> str:
        """The escalation."""
        return self.escalatie_id


class TafelAfgerond(Event):
    """A table for child protection was held; all but `vrijwillig` goes to the Raad."""

    type: ClassVar[str] = "nl.jeugdwet.beschermingstafel.afgerond.v1"
    topic: ClassVar[str] = TOPIC

    tafel_id: str
    versie: int = Field(ge=1)
    gemeentecode: Gemeentecode
    client_pseudoniem: Pseudoniem
    datum: date
    resultaat: Literal["vrijwillig", "verzoek-onderzoek", "spoed"]
    vastgesteld_op: Moment

    def key(self) -> str:
        """Ordered per client."""
        return self.client_pseudoniem

    def subject(self) -> str:
        """The table."""
        return self.tafel_id


class ConsultVastgesteld(Event):
    """Advice that was given about nobody by name, and what came of it: no youth help."""

    type: ClassVar[str] = "nl.jeugdwet.consult.vastgesteld.v1"
    topic: ClassVar[str] = TOPIC

    consult_id: str
    versie: int = Field(ge=1)
    gemeentecode: Gemeentecode
    datum: date
    onderwerp: str
    vrager: str
    vervolg: str | None = None
    vastgesteld_op: Moment

    def key(self) -> str:
        """Ordered per consult."""
        return self.consult_id

    def subject(self) -> str:
        """The consult."""
        return self.consult_id
