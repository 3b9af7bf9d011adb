# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What is taken and shown of aanbieders and of what is agreed with them."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from libs.common.api import ApiModel
from services.contract.schemas.dossiervelden import (
    Functie,
    Jaar,
    Plaatsen,
    ProductKeuze,
    Tekst,
    Vastgelegd,
)
from services.contract.schemas.velden import AgbCode, Gemeentecode, Naam, Tot, Van


class Postadres(ApiModel):
    """Waar post aankomt."""

    straat: Naam
    postcode: Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{3} ?[A-Z]{2}$")]
    plaats: Naam


class Vestiging(ApiModel):
    """Een plaats waar wordt geholpen."""

    naam: Naam
    plaats: Naam
    agb_code: AgbCode | None = None


class AanbiederprofielInvoer(ApiModel):
    """Wat regio's van een aanbieder moeten weten (C-01)."""

    agb_code: AgbCode
    soort: Literal["jhp", "gi", "vt", "wijkteam", "solist"]
    groep: Naam | None = None
    ubo_gecontroleerd_op: Tot = None
    postadres: Postadres | None = None
    contact_cbs: Naam | None = None
    vestigingen: list[Vestiging] = Field(default=[], max_length=500)
    cruciale_functies: list[Functie] = Field(default=[], max_length=50)
    ews_plichtig: bool = False
    schaars: bool = False
    uniek: bool = False
    tevredenheid: Annotated[int | None, Field(ge=10, le=100, description="In tienden.")] = None


class Aanbiederprofiel(AanbiederprofielInvoer, Vastgelegd):
    """Een vastgelegd aanbiederprofiel."""


class ProductindelingInvoer(ApiModel):
    """Waar een product bij hoort in rapportages en bij het CBS (C-05)."""

    product: ProductKeuze
    segment: Functie
    perceel: Functie | None = None
    zorgvorm: Functie
    cbs_hulpvorm: Functie | None = None
    geldig_van: Van
    geldig_tot: Tot = None


class Productindeling(ProductindelingInvoer, Vastgelegd):
    """Een vastgelegde indeling."""


class Meting(ApiModel):
    """Een meting van een prestatie, of een oordeel van 1 tot 5 met een toelichting."""

    datum: Van
    waarde: Annotated[Decimal | None, Field(max_digits=18, decimal_places=4)] = None
    oordeel: Annotated[int | None, Field(ge=1, le=5)] = None
    toelichting: Tekst | None = None


class Afspraak(ApiModel):
    """Een afspraak uit een gesprek, met opvolging."""

    datum: Van
    tekst: Tekst
    uiterlijk: Tot = None
    afgerond_op: Tot = None


class KpiInvoer(ApiModel):
    """Een prestatieafspraak met een aanbieder (C-18)."""

    agb_code: AgbCode
    naam: Naam
    formule: Tekst
    streefwaarde: Annotated[Decimal | None, Field(max_digits=18, decimal_places=4)] = None
    eenheid: Functie | None = None
    geldig_van: Van
    geldig_tot: Tot = None
    metingen: list[Meting] = Field(default=[], max_length=500)
    afspraken: list[Afspraak] = Field(default=[], max_length=500)


class Kpi(KpiInvoer, Vastgelegd):
    """Een vastgelegde prestatieafspraak."""


class ClientenstopInvoer(ApiModel):
    """Een aanbieder neemt tijdelijk niemand aan; crisis altijd wel (C-19)."""

    agb_code: AgbCode
    door: Literal["aanbieder", "opdrachtgever"]
    grond: Tekst
    gemeld_op: Van
    toestemming_op: Tot = None
    producten: list[ProductKeuze] = Field(default=[], max_length=500, description="Leeg is alle.")
    gemeentecodes: list[Gemeentecode] = Field(default=[], max_length=400)
    geldig_van: Van
    geldig_tot: Tot = None


class Clientenstop(ClientenstopInvoer, Vastgelegd):
    """Een vastgelegde cliëntenstop."""


class CapaciteitInvoer(ApiModel):
    """Plaatsen van een aanbieder of regio voor een functie in een jaar (C-20)."""

    agb_code: AgbCode | None = None
    functie: Functie
    schaal: Literal["lokaal", "subregionaal", "regionaal", "bovenregionaal", "landelijk"]
    jaar: Jaar
    afgesproken: Plaatsen
    beschikbaar: Plaatsen
    bezette_dagen: Annotated[int, Field(ge=0)] = 0
    beschikbare_dagen: Annotated[int, Field(ge=0)] = 0
    streefjaar: Jaar | None = None
    streefplaatsen: Plaatsen | None = None


class Padpunt(ApiModel):
    """Plaatsen in een jaar op weg naar het doel."""

    jaar: int
    plaatsen: float


class Capaciteit(CapaciteitInvoer, Vastgelegd):
    """Vastgelegde capaciteit."""

    bezetting: float | None = Field(description="Procent van de beschikbare dagen.")
    pad: list[Padpunt]
    verandering: int | None = Field(
        default=None, description="Plaatsen meer of minder tot het doel."
    )
    verandering_procent: float | None = None
