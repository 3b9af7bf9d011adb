# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Events of the contract service over what a region keeps beside its contracts."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from libs.common.codes import AgbCode, Gemeentecode, Regiocode
from libs.common.contracts.base import ContractModel, Event


class _OverAanbieder(Event):
    """What a region keeps of a provider, as it now stands."""

    topic: ClassVar[str] = "jeugdregio.contract"

    dossier_id: str
    versie: int = Field(ge=1)
    eigenaar: str
    agb_code: AgbCode

    def key(self) -> str:
        """Ordered per provider."""
        return self.agb_code

    def subject(self) -> str:
        """The dossier."""
        return self.dossier_id


class AanbiederprofielVastgesteld(_OverAanbieder):
    """What regions must know of a provider (C-01), as far as others have use for it.

    `ews_plichtig` is one that was named for the early warning system for its special offer.
    """

    type: ClassVar[str] = "nl.jeugdwet.aanbiederprofiel.vastgesteld.v1"

    soort: Literal["jhp", "gi", "vt", "wijkteam", "solist"]
    ews_plichtig: bool = False
    cruciale_functies: tuple[str, ...] = ()


class AccounthouderVastgesteld(_OverAanbieder):
    """Which region speaks with a provider for all regions, for a time."""

    type: ClassVar[str] = "nl.jeugdwet.accounthouder.vastgesteld.v1"

    regiocode: Regiocode
    geldig_van: date
    geldig_tot: date | None = None
    bron: str


class ClientenstopVastgesteld(_OverAanbieder):
    """A provider takes nobody for a while, but for crisis; empty lists stand for all."""

    type: ClassVar[str] = "nl.jeugdwet.clientenstop.vastgesteld.v1"

    producten: tuple[str, ...] = ()
    gemeentecodes: tuple[Gemeentecode, ...] = ()
    geldig_van: date
    geldig_tot: date | None = None


class CapaciteitVastgesteld(_OverAanbieder):
    """Places of a provider for a function in a year."""

    type: ClassVar[str] = "nl.jeugdwet.capaciteit.vastgesteld.v1"

    functie: str
    jaar: int = Field(ge=2000, le=2999)
    afgesproken: int = Field(ge=0)
    beschikbaar: int = Field(ge=0)


class OnderaannemingVastgesteld(_OverAanbieder):
    """Who delivers for a head (C-13); `agb_code` is the head, to whom alone is paid.

    `onderaannemer` is empty for who has no AGB code; empty `producten` stand for all.
    """

    type: ClassVar[str] = "nl.jeugdwet.onderaanneming.vastgesteld.v1"

    onderaannemer: AgbCode | None = None
    kvk_nummer: str = Field(pattern=r"^[0-9]{8}$")
    producten: tuple[str, ...] = ()
    geldig_van: date
    geldig_tot: date | None = None


class CombinatieVastgesteld(_OverAanbieder):
    """Aanbieders that have one assignment together (C-14); `agb_code` is the penvoerder.

    `leden` has all members, the penvoerder too: a figure of the combination counts what they
    delivered together once, one of a member what that delivered.
    """

    type: ClassVar[str] = "nl.jeugdwet.combinatie.vastgesteld.v1"

    naam: str
    leden: tuple[AgbCode, ...] = Field(min_length=2)
    geldig_van: date
    geldig_tot: date | None = None


class ContinuiteitsrisicoVastgesteld(_OverAanbieder):
    """Whether the continuity of a provider is at risk, and why.

    `accounthouder` is the region that speaks with the provider for all of them, when it is told.
    """

    type: ClassVar[str] = "nl.jeugdwet.continuiteitsrisico.vastgesteld.v1"

    open: bool
    redenen: tuple[str, ...] = ()
    accounthouder: Regiocode | None = None


class ZorgfunctieVastgesteld(Event):
    """At which scale a region arranges a function of youth care, with whom and how it pays.

    Rows of one region and function may overlap; what the source does not tell is left out.
    """

    type: ClassVar[str] = "nl.jeugdwet.zorgfunctie.vastgesteld.v1"
    topic: ClassVar[str] = "jeugdregio.contract"

    zorgfunctie_id: str
    versie: int = Field(ge=1)
    regiocode: Regiocode
    functie: str
    schaal: str
    gebied: str
    coordinerende_partij: str | None = None
    keuze: str | None = None
    bekostiging: str | None = None
    geldig_van: date
    geldig_tot: date | None = None

    def key(self) -> str:
        """Ordered per region."""
        return self.regiocode

    def subject(self) -> str:
        """The row."""
        return self.zorgfunctie_id


class ProductindelingVastgesteld(Event):
    """Where a region counts a product, or without `code` a whole category, in its reports.

    `cbs_hulpvorm` is left out for what is no youth help.
    """

    type: ClassVar[str] = "nl.jeugdwet.productindeling.vastgesteld.v1"
    topic: ClassVar[str] = "jeugdregio.contract"

    dossier_id: str
    versie: int = Field(ge=1)
    eigenaar: str
    categorie: str
    code: str | None = None
    segment: str
    perceel: str | None = None
    zorgvorm: str
    cbs_hulpvorm: str | None = None
    geldig_van: date
    geldig_tot: date | None = None

    def key(self) -> str:
        """Ordered per row."""
        return self.dossier_id


class KleineAanbieder(ContractModel):
    """A provider that did little, by what, and whether notice may be given for it."""

    agb_code: AgbCode
    signalen: tuple[str, ...]
    opzegbaar: bool


class KleineAanbiedersVastgesteld(Event):
    """The yearly list of providers that did little for who contracted them, drawn up once (C-17).

    Without amounts or numbers of clients; `gecontracteerd` is how many had a contract.
    """

    type: ClassVar[str] = "nl.jeugdwet.kleineaanbieders.vastgesteld.v1"
    topic: ClassVar[str] = "jeugdregio.contract"

    contractant: str
    jaar: int = Field(ge=2000, le=2999)
    gecontracteerd: int = Field(ge=0)
    aanbieders: tuple[KleineAanbieder, ...]

    def key(self) -> str:
        """Ordered per contractant."""
        return self.contractant

    def subject(self) -> str:
        """The contractant and the year."""
        return f"{self.contractant}/{self.jaar}"
