# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Waiting over HTTP: norms, signals, and what is recorded of one who waits."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from libs.common.api import ApiModel
from services.referral.domain import wachttijd as domein
from services.referral.domain.verwijzing import Overbrugging, RedenWachten
from services.referral.schemas.fields import Categorie, Regel, text
from services.referral.store import wachten

Dagen = Annotated[int, Field(ge=0, le=730)]


class NieuweWachtnorm(ApiModel):
    """Hoe lang een jeugdige hoogstens wacht, voor verwijzingen vanaf een dag.

    Zonder categorie voor alles waar geen andere norm voor geldt. Waar niets is vastgesteld geldt
    de Treeknorm: 28 dagen tot de intake, daarna 70 dagen tot de behandeling.
    """

    categorie: Categorie | None = None
    geldig_van: date
    intake_dagen: Dagen = 28
    behandeling_dagen: Dagen = 70
    waarschuwing_dagen: Dagen = 7
    bron: Annotated[str, text(100), Regel, Field(examples=["Treeknorm", "Contract 2026"])]

    def of(self, gemeentecode: str) -> domein.Wachtnorm:
        """As the domain knows it."""
        return domein.Wachtnorm(gemeentecode=gemeentecode, **self.model_dump())


class Wachtnorm(ApiModel):
    """Een norm zoals zij is vastgesteld."""

    categorie: str | None
    geldig_van: date
    intake_dagen: int
    behandeling_dagen: int
    waarschuwing_dagen: int
    bron: str


class WachtnormenLijst(ApiModel):
    """De normen van een gemeente, nieuwste eerst."""

    resultaten: list[Wachtnorm]


class Wachtsignaal(ApiModel):
    """Een termijn die bijna voorbij is, of voorbij."""

    id: str
    verwijzing_id: str
    soort: domein.Soort
    fase: domein.Fase
    norm_dagen: int
    dagen: int = Field(description="Hoeveel dagen het waren toen dit werd gesignaleerd.")
    uiterlijk: date = Field(description="De laatste dag binnen de norm.")
    gesignaleerd_op: datetime


class WachtsignalenPagina(ApiModel):
    """Een bladzijde signalen."""

    resultaten: list[Wachtsignaal]


class Wachten(ApiModel):
    """Wat er bekend is van een jeugdige die wacht; wat ontbreekt blijft zoals het was.

    Een intake waarna de jeugdige weer wacht, is geen start van de hulp.
    """

    eerste_contact: date | None = None
    beoogde_start: date | None = None
    reden_wachten: RedenWachten | None = None
    overbrugging: Overbrugging | None = None


class Uitstroom(ApiModel):
    """Dat een jeugdige uit de crisis is, en of de uitstroom is begeleid."""

    op: date
    begeleid: bool


def norm_of(norm: domein.Wachtnorm) -> Wachtnorm:
    """For showing."""
    return Wachtnorm.model_validate(norm, from_attributes=True)


def signaal_of(signaal: wachten.Gesignaleerd) -> Wachtsignaal:
    """For showing to its gemeente."""
    return Wachtsignaal.model_validate(signaal, from_attributes=True)
