# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The shapes of the register and the log on the wire."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from libs.common.api import ApiModel
from libs.common.logboek import Activiteit, Handeling

Bsn = Annotated[
    str,
    Field(pattern=r"^\d{9}$", description="Burgerservicenummer.", examples=["999900006"]),
]


class Verwerkingsactiviteit(ApiModel):
    """Wat deze dienst met persoonsgegevens doet, met doel en grondslag."""

    id: str
    uri: str
    versie: int
    naam: str
    doel: str
    grondslag: str
    geen_regel_omdat: str | None = Field(
        default=None,
        description="Waarom er geen regel per betrokkene van wordt bewaard; leeg als die er is.",
    )


class VerwerkingsactiviteitenPagina(ApiModel):
    """Alle activiteiten."""

    resultaten: list[Verwerkingsactiviteit]


class VerwerkingenZoekvraag(ApiModel):
    """Van wie; het BSN staat nooit in een URI."""

    bsn: Bsn


class Verwerking(ApiModel):
    """Eén handeling met gegevens van de client."""

    id: str
    activiteit: str = Field(description="URI van de verwerkingsactiviteit.")
    naam: str
    actie: str
    actor: str = Field(description="De organisatie die handelde, of `systeem`.")
    tijdstip: datetime
    bericht: str | None = Field(description="Het bericht waarover het ging.")


class VerwerkingenPagina(ApiModel):
    """Nieuwste eerst."""

    resultaten: list[Verwerking]


def activiteit_of(one: Activiteit, base: str) -> Verwerkingsactiviteit:
    """As it is shown; `base` is where the resources of the service stand."""
    return Verwerkingsactiviteit(
        id=one.id,
        uri=activity_uri(base, one.id),
        versie=one.versie,
        naam=one.naam,
        doel=one.doel,
        grondslag=one.grondslag,
        geen_regel_omdat=one.geen_regel or None,
    )


def verwerking_of(one: Handeling, naam: str, base: str) -> Verwerking:
    """As it is shown."""
    return Verwerking(
        id=one.id,
        activiteit=activity_uri(base, one.activiteit),
        naam=naam,
        actie=one.actie,
        actor=one.actor,
        tijdstip=one.begin_op,
        bericht=one.onderwerp or None,
    )


def activity_uri(base: str, activity_id: str) -> str:
    """By which a log of any organisation names an activity."""
    return f"{base}/verwerkingsactiviteiten/{activity_id}"
