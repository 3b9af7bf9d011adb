# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Key figures of cells, and what each figure means; amounts are whole cents."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from libs.common.api import ApiModel
from services.reporting.schemas.indicatoren import Doelgroep

Dimensie = Literal[
    "regio",
    "subregio",
    "provincie",
    "gemeente",
    "maand",
    "kwartaal",
    "jaar",
    "zorgvorm",
    "productcategorie",
    "product",
    "aanbieder",
]


class Cijfers(ApiModel):
    """De cijfers van één cel; bedragen in eurocenten. Leeg is wat voor de doelgroep verborgen is:
    van te weinig cliënten, of te herleiden tot te weinig cliënten."""

    unieke_clienten: int | None
    waarvan_buiten_berichten: int | None = Field(
        description="Clienten zonder BSN of over wie geen bericht uitgaat: zij tellen mee, en zijn "
        "met niets anders te koppelen."
    )
    toegewezen_bedrag: int | None
    ingediend_bedrag: int | None
    toegekend_bedrag: int | None
    verzilveringspercentage: float | None = Field(
        description="Toegekend gedeeld door toegewezen, in procenten; leeg als niets is toegewezen."
    )


class Rij(Cijfers):
    """Een cel met de waarden van zijn dimensies; leeg als daarop niet is gegroepeerd."""

    regio: str | None = None
    subregio: str | None = Field(default=None, description="Code van een deel van een regio.")
    provincie: str | None = None
    gemeente: str | None = None
    gemeentenaam: str | None = None
    maand: str | None = Field(default=None, description="jjjj-mm")
    kwartaal: str | None = Field(default=None, description="jjjj-Kn")
    jaar: str | None = None
    zorgvorm: str | None = Field(
        default=None,
        description="Zoals de gemeente of een regio ervan het product indeelt, anders naar JZ020; "
        "`niet-toegewezen` als niets dat zegt.",
    )
    productcategorie: str | None = Field(
        default=None, description="Code uit JZ020; leeg bij een generieke toewijzing."
    )
    product: str | None = Field(
        default=None,
        description="Categorie en productcode, zoals `44/44A04`; leeg bij een generieke "
        "toewijzing.",
    )
    aanbieder: str | None = Field(default=None, description="AGB-code.")


class Kerncijfers(ApiModel):
    """Een weergave: elke rij en het totaal zijn eigen tellingen."""

    van: str
    tot: str
    peilmoment: datetime
    definitieversie: str
    doelgroep: Doelgroep = Field(
        description="Voor wie de cijfers zijn: niets onder 5 cliënten voor een regio, onder 10 "
        "voor anderen; `gemeente` is zonder ondergrens."
    )
    groepering: list[Dimensie]
    rijen: list[Rij]
    totaal: Cijfers


class Definitie(ApiModel):
    """Wat een cijfer betekent."""

    id: str
    veld: str
    naam: str
    formule: str
    versie: str


class Definities(ApiModel):
    """Alle definities."""

    resultaten: list[Definitie]
