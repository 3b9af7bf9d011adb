# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Terms of settlement over HTTP."""

from typing import Annotated

from pydantic import Field, model_validator

from libs.common.api import ApiModel
from libs.common.contracts.voorwaarden import PROMILLE, Grondslag
from services.contract.domain.afrekenvoorwaarden import Afrekenvoorwaarden as Waarde
from services.contract.schemas.velden import Gemeentecode

Promille = Annotated[int, Field(strict=True, ge=0, le=PROMILLE)]
Gewicht = Annotated[int, Field(strict=True, ge=0, le=10**9)]


class Productgewicht(ApiModel):
    """Wat een dag van een product weegt; 1000 is een gewone dag."""

    categorie: Annotated[str, Field(pattern=r"^\d{2}$")]
    code: Annotated[str, Field(pattern=r"^[0-9A-Za-z]{1,5}$")]
    gewicht: Gewicht


class AfrekenvoorwaardenInvoer(ApiModel):
    """Hoe een jaar van het contract achteraf wordt afgerekend."""

    grondslag: Grondslag = Field(
        description="Waarnaar de realisatie telt; 'eenheden' zijn gewogen dagen."
    )
    budget: Annotated[int, Field(strict=True, ge=0, le=9_999_999_999_999)] | None = Field(
        default=None, description="Eurocenten; verdeeld naar de sleutel als er geen lumpsum is."
    )
    sleutel: Annotated[dict[Gemeentecode, Gewicht], Field(max_length=342)] = Field(
        default_factory=dict, description="Gewicht per gemeente."
    )
    band: Promille = Field(
        default=0, description="Binnen deze afwijking in promille wordt niet verrekend."
    )
    onderschrijding: Promille = Field(
        default=0, description="Deel van een onderschrijding dat de aanbieder teruggeeft."
    )
    overschrijding: Promille = Field(
        default=0, description="Deel van een overschrijding dat de aanbieder erbij krijgt."
    )
    gewichten: Annotated[list[Productgewicht], Field(max_length=500)] = Field(
        default_factory=list, description="Bij 'eenheden': wat een dag van elk product weegt."
    )

    @model_validator(mode="after")
    def _each_once(self) -> "AfrekenvoorwaardenInvoer":
        named = {(one.categorie, one.code) for one in self.gewichten}
        if len(named) < len(self.gewichten):
            raise ValueError("elk product heeft één gewicht")
        return self

    def as_terms(self, jaar: int) -> Waarde:
        """The same for a year."""
        return Waarde(
            jaar=jaar,
            grondslag=self.grondslag,
            budget=self.budget,
            sleutel=self.sleutel,
            band=self.band,
            onderschrijding=self.onderschrijding,
            overschrijding=self.overschrijding,
            gewichten={(one.categorie, one.code): one.gewicht for one in self.gewichten},
        )


class Afrekenvoorwaarden(AfrekenvoorwaardenInvoer):
    """De afrekenvoorwaarden van een jaar."""

    jaar: int


def voorwaarden_of(terms: Waarde) -> Afrekenvoorwaarden:
    """For showing."""
    return Afrekenvoorwaarden(
        jaar=terms.jaar,
        grondslag=terms.grondslag,
        budget=terms.budget,
        sleutel=dict(terms.sleutel),
        band=terms.band,
        onderschrijding=terms.onderschrijding,
        overschrijding=terms.overschrijding,
        gewichten=[
            Productgewicht(categorie=categorie, code=code, gewicht=gewicht)
            for (categorie, code), gewicht in sorted(terms.gewichten.items())
        ],
    )
