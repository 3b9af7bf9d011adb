# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Terms of a contract for a year, as data: how it is settled afterwards."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from libs.common.codes import AgbCode, Gemeentecode
from libs.common.contracts.base import ContractModel, Event

Grondslag = Literal["clienten", "dagen", "eenheden", "bedrag"]
PROMILLE = 1000


class Sleutelgewicht(ContractModel):
    """The weight of a gemeente in the key."""

    gemeentecode: Gemeentecode
    gewicht: int = Field(ge=0)


class Productgewicht(ContractModel):
    """What a day of a product weighs in thousandths; 1000 is a plain day."""

    categorie: str
    code: str
    gewicht: int = Field(ge=0)


class AfrekenvoorwaardenVastgesteld(Event):
    """How a year of a contract is settled afterwards, whole and with its version (C-11).

    `budget` in cents is split over gemeenten by `sleutel` where there is no lump sum. `band` is
    the deviation in thousandths within which nothing is settled between gemeenten; the two clauses
    say which part in thousandths of under- or overspending is settled with the provider. Of
    `eenheden` each day weighs as `gewichten` say.
    """

    type: ClassVar[str] = "nl.jeugdwet.afrekenvoorwaarden.vastgesteld.v1"
    topic: ClassVar[str] = "jeugdregio.contract"

    contract_id: str
    jaar: int = Field(ge=2000, le=2999)
    versie: int = Field(ge=1)
    agb_code: AgbCode
    grondslag: Grondslag
    budget: int | None = Field(default=None, ge=0)
    sleutel: tuple[Sleutelgewicht, ...] = ()
    band: int = Field(default=0, ge=0, le=PROMILLE)
    onderschrijding: int = Field(default=0, ge=0, le=PROMILLE)
    overschrijding: int = Field(default=0, ge=0, le=PROMILLE)
    gewichten: tuple[Productgewicht, ...] = ()

    def key(self) -> str:
        """Ordered per provider."""
        return self.agb_code

    def subject(self) -> str:
        """The contract and the year."""
        return f"{self.contract_id}/{self.jaar}"


class Bijdrage(ContractModel):
    """What a gemeente contributes in a year, in cents."""

    gemeentecode: Gemeentecode
    bedrag: int = Field(ge=0)


class VerdeelsleutelVastgesteld(Event):
    """How the lump sum of a year is split over gemeenten beforehand, frozen in a version (C-10).

    `budget` is in cents, indexed; `bijdragen` add up to it. `soorten` are the kinds of key that
    were mixed. A version never changes: what is agreed otherwise later is the next one.
    """

    type: ClassVar[str] = "nl.jeugdwet.verdeelsleutel.vastgesteld.v1"
    topic: ClassVar[str] = "jeugdregio.contract"

    contract_id: str
    jaar: int = Field(ge=2000, le=2999)
    versie: int = Field(ge=1)
    agb_code: AgbCode
    budget: int = Field(ge=0)
    soorten: tuple[str, ...]
    bijdragen: tuple[Bijdrage, ...]
    vastgesteld_op: date

    def key(self) -> str:
        """Ordered per provider."""
        return self.agb_code

    def subject(self) -> str:
        """The contract and the year."""
        return f"{self.contract_id}/{self.jaar}"
