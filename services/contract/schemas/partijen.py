# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What is taken and shown of who delivers for whom, and who signs and speaks for whom."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from libs.common.api import ApiModel
from services.contract.schemas.dossiervelden import (
    Functie,
    Procent,
    ProductKeuze,
    Tekst,
    Vastgelegd,
)
from services.contract.schemas.velden import (
    AgbCode,
    Gemeentecode,
    KvkNummer,
    Naam,
    Regiocode,
    Tot,
    Van,
)


class OnderaannemingInvoer(ApiModel):
    """Een hoofdaannemer die een ander laat leveren (C-13)."""

    hoofdaannemer: AgbCode
    onderaannemer: AgbCode | None = None
    kvk_nummer: KvkNummer
    naam: Naam
    zzp: bool = False
    producten: list[ProductKeuze] = Field(default=[], max_length=500)
    geldig_van: Van
    geldig_tot: Tot = None
    toestemming_op: Tot = None
    onder: Annotated[
        str | None, Field(max_length=36, description="De onderaanneming waar deze onder valt.")
    ] = None


class Onderaanneming(OnderaannemingInvoer, Vastgelegd):
    """Een vastgelegde onderaanneming."""


class CombinatieInvoer(ApiModel):
    """Aanbieders die samen één opdracht hebben (C-14)."""

    naam: Naam
    penvoerder: AgbCode
    leden: list[AgbCode] = Field(min_length=2, max_length=100)
    geldig_van: Van
    geldig_tot: Tot = None


class Combinatie(CombinatieInvoer, Vastgelegd):
    """Een vastgelegde combinatie."""


class Deelnemer(ApiModel):
    """Een gemeente of regio die meedoet."""

    code: Annotated[str, StringConstraints(min_length=1, max_length=20)]
    geldig_van: Van
    geldig_tot: Tot = None
    aandeel: Procent = Field(description="Deel van de kosten in procenten.")


class MandaatInvoer(ApiModel):
    """Wie voor wie tekent, met welk stuk (C-15)."""

    schaal: Literal["lokaal", "subregionaal", "regionaal", "bovenregionaal", "landelijk"]
    functie: Functie
    coordinerend: Gemeentecode
    document: Tekst
    contactpersoon: Naam
    deelnemers: list[Deelnemer] = Field(min_length=1, max_length=400)


class Mandaat(MandaatInvoer, Vastgelegd):
    """Een vastgelegd mandaat."""


class AccounthouderInvoer(ApiModel):
    """Welke regio voor alle regio's met een aanbieder spreekt (C-16)."""

    agb_code: AgbCode
    regiocode: Regiocode
    geldig_van: Van
    geldig_tot: Tot = None
    bron: Tekst


class Accounthouder(AccounthouderInvoer, Vastgelegd):
    """Een vastgelegde aanwijzing."""
