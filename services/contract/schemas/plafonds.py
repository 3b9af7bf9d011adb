# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Ceilings over HTTP, and client stops that are proposed when one is reached."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, model_validator

from libs.common.api import ApiModel
from services.contract import domain as d
from services.contract.domain.plafond import naar_rato, te_stoppen
from services.contract.schemas.dossiervelden import Tekst
from services.contract.schemas.velden import AgbCode, Tot
from services.contract.store.stopvoorstellen import Voorstel

Bedrag = Annotated[int, Field(strict=True, ge=0, le=9_999_999_999_999)]


class PlafondInvoer(ApiModel):
    """Het hoogste bedrag dat onder het contract voor hulp in een jaar wordt betaald."""

    bedrag: Bedrag | None = Field(default=None, description="Eurocenten.")
    jaarbedrag: Bedrag | None = Field(
        default=None,
        description="Eurocenten van een heel jaar; begint het contract later, dan geldt het deel "
        "van de dagen vanaf zijn begin. In plaats van `bedrag`.",
    )

    @model_validator(mode="after")
    def _one_of_both(self) -> "PlafondInvoer":
        if (self.bedrag is None) == (self.jaarbedrag is None):
            raise ValueError("bedrag of jaarbedrag, en niet allebei")
        return self


class Plafond(ApiModel):
    """Het plafond van een jaar."""

    jaar: int
    bedrag: int
    jaarbedrag: int | None = None


class PlafondsPagina(ApiModel):
    """Een bladzijde plafonds van een contract, oudste jaar eerst."""

    resultaten: list[Plafond]


class Stopvoorstel(ApiModel):
    """Een cliëntenstop die is voorgesteld omdat een plafond is bereikt (C-09)."""

    id: str
    versie: int
    contract_id: str
    jaar: int
    agb_code: AgbCode
    toestand: Literal["open", "overgenomen", "afgewezen", "vervallen"]
    plafond: int
    besteed: int
    clientenstop_id: str | None
    reden: str | None
    ontstaan_op: datetime


class StopvoorstellenPagina(ApiModel):
    """Een bladzijde voorstellen."""

    resultaten: list[Stopvoorstel]


class OverneemInvoer(ApiModel):
    """Wanneer de stop loopt; leeg is vandaag tot en met 31 december van het jaar."""

    geldig_van: Tot = None
    geldig_tot: Tot = None


class AfwijsInvoer(ApiModel):
    """Waarom er geen stop komt."""

    reden: Tekst


def plafond_in(invoer: PlafondInvoer, jaar: int, contract: d.Contract) -> d.Plafond:
    """As the domain knows it, pro rata where it is of a whole year."""
    if invoer.jaarbedrag is None:
        return d.Plafond(jaar, invoer.bedrag or 0)
    return d.Plafond(jaar, naar_rato(invoer.jaarbedrag, jaar, contract.geldig), invoer.jaarbedrag)


def plafond_of(plafond: d.Plafond) -> Plafond:
    """As shown."""
    return Plafond(jaar=plafond.jaar, bedrag=plafond.bedrag, jaarbedrag=plafond.jaarbedrag)


def voorstel_of(voorstel: Voorstel) -> Stopvoorstel:
    """As shown."""
    return Stopvoorstel(**{name: getattr(voorstel, name) for name in Stopvoorstel.model_fields})


def stop_of(
    contract: d.Contract, voorstel: Voorstel, invoer: OverneemInvoer, today: date
) -> dict[str, object]:
    """The client stop that a proposal comes to."""
    return {
        "agbCode": voorstel.agb_code,
        "door": "opdrachtgever",
        "grond": f"Het plafond van {voorstel.jaar} is bereikt.",
        "gemeldOp": today,
        "producten": te_stoppen(contract),
        "gemeentecodes": list(contract.gemeentecodes),
        "geldigVan": invoer.geldig_van or today,
        "geldigTot": invoer.geldig_tot or date(voorstel.jaar, 12, 31),
    }
