# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Events of the contract service over ceilings, and over terms that somebody must keep."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from libs.common.codes import AgbCode
from libs.common.contracts.base import Event


class PlafondVastgesteld(Event):
    """The most that is paid under a contract for care of one year, in cents."""

    type: ClassVar[str] = "nl.jeugdwet.plafond.vastgesteld.v1"
    topic: ClassVar[str] = "jeugdregio.contract"

    contract_id: str
    jaar: int = Field(ge=2000, le=2999)
    versie: int = Field(ge=1)
    agb_code: AgbCode
    bedrag: int = Field(ge=0)

    def key(self) -> str:
        """Ordered per provider."""
        return self.agb_code

    def subject(self) -> str:
        """The contract and the year."""
        return f"{self.contract_id}/{self.jaar}"


class PlafondNabij(Event):
    """Seventy percent of a ceiling is approved; told once for a contract and year. In cents."""

    type: ClassVar[str] = "nl.jeugdwet.plafond.nabij.v1"
    topic: ClassVar[str] = "jeugdregio.contract"

    contract_id: str
    jaar: int = Field(ge=2000, le=2999)
    agb_code: AgbCode
    plafond: int = Field(ge=0)
    besteed: int

    def key(self) -> str:
        """Ordered per provider."""
        return self.agb_code

    def subject(self) -> str:
        """The contract and the year."""
        return f"{self.contract_id}/{self.jaar}"


class PlafondstandVastgesteld(Event):
    """How far a ceiling is spent, as it now stands: told when it passes 70 or 100 percent.

    `besteed` and `plafond` are cents of that moment; `ruim` comes back when a ceiling was raised
    or claims were credited.
    """

    type: ClassVar[str] = "nl.jeugdwet.plafondstand.vastgesteld.v1"
    topic: ClassVar[str] = "jeugdregio.contract"

    contract_id: str
    jaar: int = Field(ge=2000, le=2999)
    versie: int = Field(ge=1)
    agb_code: AgbCode
    stand: Literal["ruim", "nabij", "bereikt"]
    plafond: int = Field(ge=0)
    besteed: int

    def key(self) -> str:
        """Ordered per provider."""
        return self.agb_code

    def subject(self) -> str:
        """The contract and the year."""
        return f"{self.contract_id}/{self.jaar}"


class ClientenstopvoorstelVastgesteld(Event):
    """A client stop that is proposed because a ceiling was reached, and what came of it (C-09).

    Amounts are cents of the moment that it was reached. `vervallen` is what was still open when
    the ceiling was raised or claims were credited.
    """

    type: ClassVar[str] = "nl.jeugdwet.clientenstopvoorstel.vastgesteld.v1"
    topic: ClassVar[str] = "jeugdregio.contract"

    voorstel_id: str
    versie: int = Field(ge=1)
    contract_id: str
    jaar: int = Field(ge=2000, le=2999)
    agb_code: AgbCode
    toestand: Literal["open", "overgenomen", "afgewezen", "vervallen"]
    plafond: int = Field(ge=0)
    besteed: int
    clientenstop_id: str | None = None

    def key(self) -> str:
        """Ordered per provider."""
        return self.agb_code

    def subject(self) -> str:
        """The proposal."""
        return self.voorstel_id


Termijnsoort = Literal[
    "publicatie",
    "ondertekening",
    "strategie",
    "marktconsultatie",
    "gunning",
    "implementatie",
    "plafondaankondiging",
    "plafondvaststelling",
    "plafondplan",
    "plafondgesprek",
    "plafondbesluit",
    "igj-melding",
]


class ContracttermijnNadert(Event):
    """A term of a procurement or contract comes near or went by; told once for each threshold.

    `over` is the dossier that it is about; `dagen` is the threshold in days before `uiterlijk`,
    below zero once it is over.
    """

    type: ClassVar[str] = "nl.jeugdwet.contracttermijn.nadert.v1"
    topic: ClassVar[str] = "jeugdregio.contract"

    over: str
    soort: Termijnsoort
    eigenaar: str
    agb_code: AgbCode | None = None
    uiterlijk: date
    dagen: int

    def key(self) -> str:
        """Ordered per dossier."""
        return self.over

    def subject(self) -> str:
        """The dossier."""
        return self.over
