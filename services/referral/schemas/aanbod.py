# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What can be offered, over HTTP; nothing of any client."""

from pydantic import Field

from libs.common.api import ApiModel
from services.referral.domain import aanbod as domein


class Plaatsen(ApiModel):
    """Plaatsen van de aanbieder voor een functie in dit jaar."""

    functie: str
    afgesproken: int
    beschikbaar: int


class Aanbod(ApiModel):
    """Een gecontracteerd product van een aanbieder."""

    agb_code: str
    naam: str | None
    categorie: str
    code: str
    clientenstop: bool = Field(description="Neemt nu niemand aan; crisis altijd wel.")
    wachttijd: int | None = Field(
        description="Dagen van verzoek tot start, de middelste van het afgelopen jaar; leeg bij "
        "minder dan vijf starts."
    )
    plaatsen: list[Plaatsen]


class AanbodPagina(ApiModel):
    """Een bladzijde aanbod: eerst wie aanneemt, daarbinnen wie het snelst begint."""

    resultaten: list[Aanbod]


def aanbod_of(one: domein.Aanbod) -> Aanbod:
    """As it is shown."""
    return Aanbod(
        agb_code=one.agb_code,
        naam=one.naam,
        categorie=one.categorie,
        code=one.code,
        clientenstop=one.clientenstop,
        wachttijd=one.wachttijd,
        plaatsen=[
            Plaatsen(functie=p.functie, afgesproken=p.afgesproken, beschikbaar=p.beschikbaar)
            for p in one.plaatsen
        ],
    )
