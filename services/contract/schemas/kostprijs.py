# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What is taken and shown of the build-up of a tariff; amounts are whole cents."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from libs.common.api import ApiModel
from services.contract.domain.kostprijs import Fase, Methode
from services.contract.schemas.dossiervelden import (
    Centen,
    Functie,
    Procent,
    ProductKeuze,
    Tekst,
    Vastgelegd,
)

Uren = Annotated[Decimal, Field(ge=0, le=10_000, max_digits=8, decimal_places=2)]


class MixFunctie(ApiModel):
    """Een functie in de mix."""

    naam: Functie
    aandeel: Procent
    bruto: Centen
    werkgeverslasten: Procent


class Jaaruren(ApiModel):
    """Uren van een voltijds jaar, en waarin niemand wordt geholpen."""

    contract: Uren
    verlof: Uren
    ziekte: Uren
    scholing: Uren
    overleg: Uren
    reis: Uren


class VerblijfInvoer(ApiModel):
    """Bij hulp per dag: kosten per plaats en dag."""

    huisvesting: Centen
    verzorging: Centen
    uren_per_dag: Uren
    groepsgrootte: Uren
    bezetting: Procent


class KostprijsInvoer(ApiModel):
    """De opbouw van een reëel tarief, met hoe het is onderzocht (C-08)."""

    product: ProductKeuze
    mix: list[MixFunctie] = Field(min_length=1, max_length=50)
    uren: Jaaruren
    reiskosten: Centen = 0
    overige_clientgebonden: Centen = 0
    overhead: Procent = Decimal(0)
    verplichtingen: Centen = 0
    risico: Procent = Decimal(0)
    index: Procent = Decimal(0)
    verblijf: VerblijfInvoer | None = None
    methode: Methode
    motiveringen: dict[Fase, Tekst] = Field(default={})
    laagste: Centen | None = None
    hoogste: Centen | None = None
    gekozen: Centen | None = None
    motivering_afwijking: Tekst | None = None


class Kostprijs(KostprijsInvoer, Vastgelegd):
    """Een vastgelegde kostprijs, uitgerekend."""

    productieve_uren: Decimal
    stappen: dict[str, int]
    tarief: int
    per: Literal["uur", "dag"]
