# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Keys of a lump sum over HTTP; amounts are whole cents."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from libs.common.api import ApiModel
from services.contract.domain.verdeelsleutel import GEHEEL, Sleuteldeel, Sleutelsoort
from services.contract.domain.verdeelsleutel import Verdeelsleutel as Waarde
from services.contract.schemas.dossiervelden import Centen, Jaar, Tekst
from services.contract.schemas.velden import Gemeentecode, Van
from services.contract.store.verdeelsleutels import Vastgesteld

Waarden = Annotated[
    list[Annotated[int, Field(strict=True, ge=0, le=10**13)]], Field(min_length=1, max_length=3)
]


class Deel(ApiModel):
    """Een soort sleutel in de mengvorm, met de tabel waaruit hij volgt."""

    soort: Sleutelsoort = Field(
        description="'clienten' en 'besteding' gaan over het jaar ervoor, '-driejaars' over drie "
        "jaren op rij; 'jeugd' telt 0 tot 18-jarigen; 'gemeentefonds' is een uitkering."
    )
    gewicht: Annotated[int, Field(strict=True, ge=1, le=GEHEEL)] = Field(
        default=GEHEEL, description="Promille van het geheel; alle delen samen 1000."
    )
    bron: Tekst = Field(description="De tabel, met haar versie.")
    peildatum: Van = Field(description="De dag waarop de tabel zo was.")
    jaren: Annotated[list[Jaar], Field(max_length=3)] = Field(
        default=[], description="Waarover de waarden gaan, in volgorde."
    )
    invoer: Annotated[dict[Gemeentecode, Waarden], Field(min_length=1, max_length=400)] = Field(
        description="Per gemeente een waarde per jaar; bij 'vast' duizendsten van een procent."
    )


class VerdeelsleutelInvoer(ApiModel):
    """Het budget van een jaar en hoe het vooraf over de gemeenten wordt verdeeld."""

    bedrag: Centen
    index: Annotated[Decimal, Field(ge=-100, le=1000, max_digits=8, decimal_places=4)] = Field(
        default=Decimal(0), description="Procent waarmee het bedrag nog wordt geïndexeerd."
    )
    delen: list[Deel] = Field(min_length=1, max_length=7)
    motivering: Tekst | None = Field(
        default=None, description="Waarom een vastgestelde sleutel door deze wordt vervangen."
    )

    def as_key(self, jaar: int) -> Waarde:
        """The same for a year."""
        delen = tuple(
            Sleuteldeel(
                soort=one.soort,
                gewicht=one.gewicht,
                bron=one.bron,
                peildatum=one.peildatum,
                jaren=tuple(one.jaren),
                invoer={code: tuple(figures) for code, figures in one.invoer.items()},
            )
            for one in self.delen
        )
        return Waarde(jaar, self.bedrag, self.index, delen)


class Bijdrage(ApiModel):
    """Wat een gemeente in het jaar bijdraagt."""

    gemeentecode: Gemeentecode
    procent: float = Field(description="Aandeel, afgerond op honderdsten; telt niet mee.")
    bedrag: int


class Verdeelsleutel(VerdeelsleutelInvoer):
    """Een vastgestelde versie; zij verandert niet meer."""

    jaar: int
    versie: int
    vastgesteld_op: date
    budget: int = Field(description="Het bedrag na indexatie; de bijdragen samen.")
    bijdragen: list[Bijdrage]


class VerdeelsleutelsPagina(ApiModel):
    """Een bladzijde versies, oudste eerst."""

    resultaten: list[Verdeelsleutel]


def sleutel_of(made: Vastgesteld) -> Verdeelsleutel:
    """For showing."""
    sleutel = made.sleutel
    return Verdeelsleutel(
        bedrag=sleutel.bedrag,
        index=sleutel.index,
        delen=[
            Deel(
                soort=one.soort,
                gewicht=one.gewicht,
                bron=one.bron,
                peildatum=one.peildatum,
                jaren=list(one.jaren),
                invoer={code: list(figures) for code, figures in one.invoer.items()},
            )
            for one in sleutel.delen
        ],
        motivering=made.motivering,
        jaar=sleutel.jaar,
        versie=made.versie,
        vastgesteld_op=made.vastgesteld_op,
        budget=sleutel.budget,
        bijdragen=[
            Bijdrage(
                gemeentecode=code,
                procent=round(float(100 * sleutel.aandelen[code]), 2),
                bedrag=bedrag,
            )
            for code, bedrag in sorted(made.bijdragen.items())
        ],
    )
