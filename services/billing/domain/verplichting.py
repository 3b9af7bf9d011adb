# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What the obligation of a toewijzing follows from: its versions, prices, deliveries, claims."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from libs.ijw.worth import Award, Tarief
from services.billing.domain.grootboek import Cel, Oorzaak

Sleutel = tuple[str, int]
"""Gemeentecode and ToewijzingNummer."""


@dataclass(frozen=True, slots=True)
class Toewijzingversie:
    """A version of the toewijzing and since when it was known; at whose tariffs after a move."""

    bekend_op: datetime
    oorzaak: Oorzaak
    versie: int
    award: Award
    tarief_gemeentecode: str | None = None
    tarief_tot: date | None = None


@dataclass(frozen=True, slots=True)
class Contractversie:
    """A version of a contract: whom it serves and how long."""

    bekend_op: datetime
    oorzaak: Oorzaak
    contract_id: str
    versie: int
    gemeentecodes: frozenset[str]
    geldig_van: date
    geldig_tot: date | None
    uitloop_tot: date | None

    @property
    def term(self) -> tuple[date, date | None]:
        """First and last day."""
        return self.geldig_van, self.geldig_tot


@dataclass(frozen=True, slots=True)
class Productversie:
    """A version of the product in a contract, with tariffs that still ignore the contract's end."""

    bekend_op: datetime
    oorzaak: Oorzaak
    product_id: str
    contract_id: str
    versie: int
    tarieven: tuple[Tarief, ...]


Prijsfeit = Contractversie | Productversie


@dataclass(frozen=True, slots=True)
class Stop:
    """The last delivery on the toewijzing ended, and none runs."""

    oorzaak: Oorzaak
    einddatum: date


@dataclass(frozen=True, slots=True)
class Feiten:
    """All there is to know of one toewijzing; `netto` is approved less credited, by month.

    `categorie` is that of the toewijzing now, None when it names none; `geclaimd` is what claims
    booked, by cell.
    """

    gemeentecode: str
    versies: tuple[Toewijzingversie, ...]
    prijzen: tuple[Prijsfeit, ...]
    stop: Stop | None
    netto: Mapping[int, int]
    categorie: str | None = None
    geclaimd: Mapping[Cel, int] = field(default_factory=dict)


def maand_van(day: date) -> int:
    """Year times 100 plus month."""
    return day.year * 100 + day.month


def maand_tekst(maand: int) -> str:
    """As it is shown: 2026-04."""
    return f"{maand // 100}-{maand % 100:02}"
