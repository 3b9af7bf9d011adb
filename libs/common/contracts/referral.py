# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Events that the referral service publishes: asked, decided, awarded, started and stopped."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from libs.common.codes import AgbCode, Gemeentecode
from libs.common.contracts.base import ContractModel, Event, Maand, Moment, Pseudoniem

Besluit = Literal["toegekend", "afgewezen", "in-onderzoek"]
Verzoeksoort = Literal["VOT", "VOW"]
Toegang = Literal["individuele-voorziening", "vrij-toegankelijk"]
Hulp = Literal["jeugdhulp", "preventie", "advies", "toegangsgesprek"]
VerwijzingStatus = Literal[
    "ontvangen",
    "gevalideerd",
    "woonplaats-getoetst",
    "poort-getoetst",
    "in-onderzoek",
    "toegekend",
    "afgewezen",
    "toegewezen",
    "gestart",
    "tijdelijk-gestopt",
    "beeindigd",
    "ingetrokken",
    "overgedragen",
]
LeveringStatus = Literal["lopend", "tijdelijk-gestopt", "gestopt", "verwijderd"]


class VerzoekOntvangen(Event):
    """A provider asked for an allocation (VOT), or for another package (VOW, no product named)."""

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
    verwijzer_type: str | None = None
    soort: Verzoeksoort = "VOT"
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


class VerwijzingVastgesteld(Event):
    """A referral as it now stands: by whom (COD327), to what, how far, and on which days.

    `cbs_hulpvorm` and `cbs_verwijzer` are there for free help that counts as youth help; what is
    awarded counts by its allocation. `sinds` is when the state was reached.
    """

    type: ClassVar[str] = "nl.jeugdwet.verwijzing.vastgesteld.v1"
    topic: ClassVar[str] = "jeugdregio.verzoek"

    verwijzing_id: str
    versie: int = Field(ge=1)
    gemeentecode: Gemeentecode
    client_pseudoniem: Pseudoniem
    geboortemaand: Maand
    geslacht: str
    verwijzer_code: str
    verwijzer_detail: str | None = None
    toegang: Toegang
    hulp: Hulp
    cbs_hulpvorm: str | None = None
    cbs_verwijzer: str | None = None
    categorie: str | None = None
    code: str | None = None
    agb_code: AgbCode | None = None
    status: VerwijzingStatus
    sinds: Moment
    reden_afwijzing: str | None = None
    doorgeleid_op: date | None = None
    verwijsdatum: date | None = None
    aanvraagdatum: date | None = None
    toewijsdatum: date | None = None
    beoogde_start: date | None = None
    begindatum: date | None = None
    einddatum: date | None = None
    eerste_contact: date | None = None
    reden_wachten: str | None = None
    overbrugging: str | None = None
    gestart_met_crisis: bool = False
    crisis_uit_op: date | None = None

    def key(self) -> str:
        """Ordered per client."""
        return self.client_pseudoniem

    def subject(self) -> str:
        """The referral."""
        return self.verwijzing_id


class WachttijdGesignaleerd(Event):
    """A term of waiting comes near its last day, or is over; told once each for a referral.

    `intake` runs from the referral to the first contact, `behandeling` from there to the start of
    help; `dagen` and `norm_dagen` in days, `uiterlijk` is the last day within the norm.
    """

    type: ClassVar[str] = "nl.jeugdwet.wachttijd.gesignaleerd.v1"
    topic: ClassVar[str] = "jeugdregio.verzoek"

    verwijzing_id: str
    gemeentecode: Gemeentecode
    client_pseudoniem: Pseudoniem
    categorie: str | None = None
    agb_code: AgbCode | None = None
    soort: Literal["intake", "behandeling"]
    fase: Literal["nadert", "overschreden"]
    norm_dagen: int = Field(ge=0)
    dagen: int = Field(ge=0)
    uiterlijk: date

    def key(self) -> str:
        """Ordered per client."""
        return self.client_pseudoniem

    def subject(self) -> str:
        """The referral."""
        return self.verwijzing_id


class TermijnVerstreken(Event):
    """The last day of a term went by without what it is for; told once for each term.

    `termijn` is what it is for: to decide at all, or to reject on the woonplaatsbeginsel (OP359).
    `besluit_uiterlijk` is that last day.
    """

    type: ClassVar[str] = "nl.jeugdwet.termijn.verstreken.v1"
    topic: ClassVar[str] = "jeugdregio.verzoek"

    verzoek_id: str
    soort: Verzoeksoort
    gemeentecode: Gemeentecode
    agb_code: AgbCode
    client_pseudoniem: Pseudoniem
    besluit_uiterlijk: date
    termijn: Literal["besluit", "woonplaats"] = "besluit"

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
    """An allocation as it now stands; `budget` in cents.

    After a move `voortzetting_van` is the subject of the one in the gemeente before that it
    continues. Where the new gemeente has no contract for the product, the tariffs of the contract
    of `tarief_gemeentecode` count until and including `tarief_tot` (art. 2.7a Jeugdwet).
    `buiten_berichten` marks a client of whom no message may tell (OP003): one without a BSN has the
    pseudonym of a reference, that joins with nothing but invoices under that reference.
    """

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
    voortzetting_van: str | None = None
    tarief_gemeentecode: Gemeentecode | None = None
    tarief_tot: date | None = None
    buiten_berichten: bool = False
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
