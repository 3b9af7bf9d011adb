# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Subscriptions and deliveries as the endpoints show them."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from libs.common.api import ApiModel
from libs.common.webhooks import Abonnement, Aflevering, Status

Url = Annotated[
    str,
    Field(
        min_length=10,
        max_length=500,
        description="Waar u meldingen wilt ontvangen: https, op een host die de beheerder voor "
        "deze installatie heeft geregistreerd.",
        examples=["https://meldingen.leverancier.example/jeugdregio"],
    ),
]
Typen = Annotated[
    list[str],
    Field(
        max_length=50,
        description="De typen die u wilt ontvangen; leeg is alle die voor uw soort organisatie "
        "bestaan (zie `/abonnementen/typen`).",
    ),
]


class NieuwAbonnement(ApiModel):
    """Waarop de aanroepende organisatie zich abonneert, of voortaan geabonneerd is."""

    url: Url
    typen: Typen = Field(default_factory=list)


class AbonnementUit(ApiModel):
    """Een abonnement; na een stop staat er waarom."""

    id: str
    url: str
    typen: list[str]
    geheim_versie: int
    versie: int
    aangemaakt_op: datetime
    gestopt_op: datetime | None
    stopreden: str | None


class Geheim(ApiModel):
    """Waarmee u de handtekening van een melding controleert."""

    geheim: str = Field(description="Standard Webhooks: `whsec_` en 32 bytes in base64.")
    geheim_versie: int


class AbonnementenPagina(ApiModel):
    """Een bladzijde abonnementen."""

    resultaten: list[AbonnementUit]


class AfleveringUit(ApiModel):
    """Een aflevering: wat er gestuurd is of wordt, en wat ervan kwam."""

    nummer: int
    event_id: str
    type: str
    status: Status
    pogingen: int
    volgende_op: datetime | None
    laatste_op: datetime | None
    uitkomst: str | None
    aangemaakt_op: datetime
    klaar_op: datetime | None
    bericht: str


class AfleveringenPagina(ApiModel):
    """Een bladzijde afleveringen, nieuwste eerst."""

    resultaten: list[AfleveringUit]


class Heraflevering(ApiModel):
    """Wat opnieuw gestuurd moet worden."""

    vanaf: datetime = Field(description="Afleveringen die op of na dit moment zijn ontstaan.")
    ook_afgeleverde: bool = Field(
        default=False, description="Ook wat al is aangekomen; anders alleen wat is opgegeven."
    )


class Herafleverd(ApiModel):
    """Hoeveel er opnieuw gestuurd wordt."""

    aantal: int


class Meldingstype(ApiModel):
    """Een type waarop de aanroepende organisatie zich kan abonneren."""

    type: str
    omschrijving: str
    heeft_gegevens: bool


class Meldingstypen(ApiModel):
    """De typen voor uw soort organisatie."""

    resultaten: list[Meldingstype]


def abonnement_uit(held: Abonnement) -> AbonnementUit:
    values = {name: getattr(held, name) for name in AbonnementUit.model_fields}
    return AbonnementUit(**values | {"typen": list(held.typen)})


def aflevering_uit(held: Aflevering) -> AfleveringUit:
    return AfleveringUit(**{n: getattr(held, n) for n in AfleveringUit.model_fields})
