# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Events that the referral service publishes: asked, decided, awarded, started and stopped."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from libs.common.contracts.base import (
    AgbCode,
    ContractModel,
    Event,
    Gemeentecode,
    Maand,
    Moment,
    Pseudoniem,
)

Besluit = Literal["toegekend", "afgewezen", "in-onderzoek"]
LeveringStatus = Literal["lopend", "tijdelijk-gestopt", "gestopt", "verwijderd"]


class VerzoekOntvangen(Event):
    """A provider asked for an allocation."""

    type: ClassVar[str] = "nl.jeugdwet.verzoek.ontvangen.v1"
    topic: ClassVar[str] = "jeugdregio.verzoek"

    verzoek_id: str
    gemeentecode: Gemeentecode
    agb_code: AgbCode
    client_pseudoniem: Pseudoniem
    referentie_aanbieder: str
    categorie: str | None = None
    code: str | None = None
    gewenste_ingangsdatum: date
    verwijzer_type: str
    ontvangen_op: Moment

    def key(self) -> str:
        """Ordered per client."""
        return self.client_pseudoniem

    def subject(self) -> str:
        """The request."""
        return self.verzoek_id


class VerzoekBeantwoord(Event):
    """The gemeente answered a request; `reden` is a code of WJ759."""

    type: ClassVar[str] = "nl.jeugdwet.verzoek.beantwoord.v1"
    topic: ClassVar[str] = "jeugdregio.verzoek"

    verzoek_id: str
    gemeentecode: Gemeentecode
    agb_code: AgbCode
    client_pseudoniem: Pseudoniem
    besluit: Besluit
    reden: str | None = None
    automatisch: bool
    toewijzing_nummer: int | None = None
    beantwoord_op: Moment

    def key(self) -> str:
        """Ordered per client."""
        return self.client_pseudoniem

    def subject(self) -> str:
        """The request."""
        return self.verzoek_id


class Omvang(ContractModel):
    """How much help: a volume in a unit (WJ756) at a frequency (WJ757)."""

    volume: int = Field(ge=0)
    eenheid: str
    frequentie: str


class ToewijzingVastgesteld(Event):
    """An allocation as it now stands; `budget` in cents."""

    type: ClassVar[str] = "nl.jeugdwet.toewijzing.vastgesteld.v1"
    topic: ClassVar[str] = "jeugdregio.toewijzing"

    gemeentecode: Gemeentecode
    agb_code: AgbCode
    toewijzing_nummer: int
    versie: int = Field(ge=1)
    client_pseudoniem: Pseudoniem
    geboortemaand: Maand
    geslacht: str
    categorie: str | None = None
    code: str | None = None
    ingangsdatum: date
    einddatum: date | None = None
    omvang: Omvang | None = None
    budget: int | None = None
    reden_wijziging: str | None = None
    vastgesteld_op: Moment

    def key(self) -> str:
        """Ordered per client."""
        return self.client_pseudoniem

    def subject(self) -> str:
        """The allocation: its number is unique within the gemeente."""
        return f"{self.gemeentecode}/{self.toewijzing_nummer}"


class PgbVastgesteld(Event):
    """A budget of a client to buy help with, as it now stands; it excludes help in kind (OP043).

    Without `code` it is for every product of the category. An `einddatum` before the `begindatum`
    takes it back: then it was never there.
    """

    type: ClassVar[str] = "nl.jeugdwet.pgb.vastgesteld.v1"
    topic: ClassVar[str] = "jeugdregio.toewijzing"

    pgb_id: str
    versie: int = Field(ge=1)
    gemeentecode: Gemeentecode
    client_pseudoniem: Pseudoniem
    categorie: str
    code: str | None = None
    begindatum: date
    einddatum: date | None = None
    vastgesteld_op: Moment

    def key(self) -> str:
        """Ordered per client."""
        return self.client_pseudoniem

    def subject(self) -> str:
        """The budget."""
        return self.pgb_id


class LeveringGemeld(Event):
    """The state of one delivery of help, as its provider reported it."""

    type: ClassVar[str] = "nl.jeugdwet.levering.gemeld.v1"
    topic: ClassVar[str] = "jeugdregio.levering"

    gemeentecode: Gemeentecode
    agb_code: AgbCode
    client_pseudoniem: Pseudoniem
    toewijzing_nummer: int | None = None
    categorie: str | None = None
    code: str | None = None
    begindatum: date
    versie: int = Field(ge=1)
    status: LeveringStatus
    einddatum: date | None = None
    reden_beeindiging: str | None = None

    def key(self) -> str:
        """Ordered per client."""
        return self.client_pseudoniem

    def subject(self) -> str:
        """The delivery: who gives it, on which allocation if any, since when."""
        nummer = self.toewijzing_nummer or "-"
        return f"{self.gemeentecode}/{self.agb_code}/{nummer}/{self.begindatum}"
