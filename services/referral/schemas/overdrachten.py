# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Handing a client over, over HTTP."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from libs.common.api import ApiModel
from services.referral.domain import overdracht as domein
from services.referral.schemas.clienten import Client
from services.referral.schemas.fields import Gemeentecode, Regel, text
from services.referral.schemas.personen import Adres
from services.referral.schemas.toewijzingen import Nummer, Toewijzing


class NieuweOverdracht(ApiModel):
    """Een client die verhuist: wat loopt gaat over naar een andere gemeente, als die bevestigt."""

    client_id: Annotated[str, Field(max_length=36)]
    naar: Gemeentecode
    per: date = Field(description="De eerste dag onder de nieuwe gemeente.")
    toewijzing_nummers: Annotated[list[Nummer], Field(min_length=1, max_length=100)] | None = Field(
        default=None,
        description="Zonder lijst alles wat loopt. Hulp met verblijf blijft bij de gemeente van "
        "voor het verblijf (woonplaatsbeginsel): laat die dan weg.",
    )


class Bevestiging(ApiModel):
    """De nieuwe gemeente neemt de hulp over; het adres is dat van na de verhuizing."""

    adres: Adres


class Weigering(ApiModel):
    """Waarom de nieuwe gemeente de hulp niet overneemt; zonder persoonsgegevens."""

    reden: Annotated[str, text(200), Regel]


class Overdracht(ApiModel):
    """Een aangeboden overdracht en wat ervan kwam."""

    id: str
    van: str
    naar: str
    per: date
    toestand: domein.Toestand
    reden: str | None
    versie: int
    aangeboden_op: datetime


class OverdrachtDossier(Overdracht):
    """Met om wie en om welke hulp het gaat; na bevestiging met de voortzetting."""

    client: Client
    toewijzingen: list[Toewijzing]
    voortzettingen: list[Toewijzing]


class OverdrachtenPagina(ApiModel):
    """Een bladzijde overdrachten."""

    resultaten: list[Overdracht]


def overdracht_of(overdracht: domein.Overdracht) -> Overdracht:
    """As shown to both."""
    return Overdracht(**{name: getattr(overdracht, name) for name in Overdracht.model_fields})
