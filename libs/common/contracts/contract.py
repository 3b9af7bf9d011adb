# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Events that the contract service publishes: who there is and what was agreed."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from libs.common.codes import AgbCode, Gemeentecode, Regiocode
from libs.common.contracts.base import ContractModel, Event

Variant = Literal["inspanningsgericht", "outputgericht", "taakgericht"]


class GemeenteVastgesteld(Event):
    """A gemeente as it now stands in the register."""

    type: ClassVar[str] = "nl.jeugdwet.gemeente.vastgesteld.v1"
    topic: ClassVar[str] = "jeugdregio.contract"

    gemeentecode: Gemeentecode
    naam: str
    versie: int = Field(ge=1)
    geldig_van: date
    geldig_tot: date | None = None

    def key(self) -> str:
        """Ordered per gemeente."""
        return self.gemeentecode


class Lidmaatschap(ContractModel):
    """One gemeente in a region, for a time."""

    gemeentecode: Gemeentecode
    geldig_van: date
    geldig_tot: date | None = None


class RegioVastgesteld(Event):
    """A region with all its memberships, past ones too."""

    type: ClassVar[str] = "nl.jeugdwet.regio.vastgesteld.v1"
    topic: ClassVar[str] = "jeugdregio.contract"

    regiocode: Regiocode
    naam: str
    versie: int = Field(ge=1)
    leden: tuple[Lidmaatschap, ...]

    def key(self) -> str:
        """Ordered per region."""
        return self.regiocode


class AanbiederVastgesteld(Event):
    """A provider as it now stands in the register."""

    type: ClassVar[str] = "nl.jeugdwet.aanbieder.vastgesteld.v1"
    topic: ClassVar[str] = "jeugdregio.contract"

    agb_code: AgbCode
    naam: str
    versie: int = Field(ge=1)

    def key(self) -> str:
        """Ordered per provider."""
        return self.agb_code


class ContractVastgesteld(Event):
    """A contract between gemeenten and a provider.

    Until `uitloop_tot` help that was awarded before `geldig_tot` goes on at the last tariff.
    """

    type: ClassVar[str] = "nl.jeugdwet.contract.vastgesteld.v1"
    topic: ClassVar[str] = "jeugdregio.contract"

    contract_id: str
    versie: int = Field(ge=1)
    agb_code: AgbCode
    gemeentecodes: tuple[Gemeentecode, ...]
    geldig_van: date
    geldig_tot: date | None = None
    uitloop_tot: date | None = None

    def key(self) -> str:
        """Ordered per provider."""
        return self.agb_code

    def subject(self) -> str:
        """The contract."""
        return self.contract_id


class Tarief(ContractModel):
    """What one unit costs, in cents, for a time; `indexatie_id` is the run that it came of."""

    bedrag: int = Field(ge=0)
    geldig_van: date
    geldig_tot: date | None = None
    indexatie_id: str | None = Field(default=None, max_length=36)


class ContractproductVastgesteld(Event):
    """A product in a contract with all its tariffs, past ones too.

    `segment` is the segment of help that its category is in (C-05), where that is known. From
    `geldig_van` up to and including `geldig_tot` it has this variant, where an amendment said so
    (C-04); for the rest it lasts as long as its contract.
    """

    type: ClassVar[str] = "nl.jeugdwet.contractproduct.vastgesteld.v1"
    topic: ClassVar[str] = "jeugdregio.contract"

    contract_id: str
    product_id: str
    versie: int = Field(ge=1)
    agb_code: AgbCode
    categorie: str
    code: str
    omschrijving: str
    variant: Variant
    eenheid: str | None = None
    tarieven: tuple[Tarief, ...]
    segment: str | None = Field(default=None, max_length=40)
    geldig_van: date | None = None
    geldig_tot: date | None = None

    def key(self) -> str:
        """Ordered per provider."""
        return self.agb_code

    def subject(self) -> str:
        """The product in the contract."""
        return self.product_id


class Productomzetting(ContractModel):
    """A product that goes on in another variant or unit, as a product of its own."""

    product_id: str
    nieuw_product_id: str
    categorie: str
    code: str
    variant_van: Variant
    eenheid_van: str | None = None
    variant_naar: Variant
    eenheid_naar: str | None = None


class Looptijdwijziging(ContractModel):
    """Another last day of a contract."""

    geldig_tot_van: date | None = None
    geldig_tot_naar: date | None = None
    uitloop_tot: date | None = None


class Gemeentewijziging(ContractModel):
    """Gemeenten that join and leave; those that stay or join go on in a contract that follows."""

    erbij: tuple[Gemeentecode, ...]
    eraf: tuple[Gemeentecode, ...]
    vervolgcontract_id: str
    uitloop_tot: date | None = None


class ContractwijzigingVastgesteld(Event):
    """A contract was amended: from which day, and what changed (C-04).

    What the contract and its products then are, is told by their own events.
    """

    type: ClassVar[str] = "nl.jeugdwet.contractwijziging.vastgesteld.v1"
    topic: ClassVar[str] = "jeugdregio.contract"

    contract_id: str
    nummer: int = Field(ge=1)
    contract_versie: int = Field(ge=1)
    agb_code: AgbCode
    ingang: date
    producten: tuple[Productomzetting, ...]
    looptijd: Looptijdwijziging | None = None
    gemeenten: Gemeentewijziging | None = None

    def key(self) -> str:
        """Ordered per provider."""
        return self.agb_code

    def subject(self) -> str:
        """The contract and the number of the amendment."""
        return f"{self.contract_id}/{self.nummer}"
