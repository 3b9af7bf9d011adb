# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Terms of settlement, as billing has them from contract, over HTTP."""

from pydantic import Field

from libs.common.api import ApiModel
from services.billing.domain.afrekening import JaarVoorwaarden


class Weging(ApiModel):
    """Wat een dag van een product weegt; 1000 is een gewone dag."""

    categorie: str
    code: str
    gewicht: int


class Afrekenvoorwaarden(ApiModel):
    """Hoe een jaar van een contract wordt afgerekend, zoals contract het heeft vastgelegd."""

    contract_id: str
    agb_code: str
    jaar: int
    versie: int = Field(description="Van de voorwaarden; een afrekening noemt welke zij gebruikte.")
    grondslag: str
    budget: int | None = Field(description="Eurocenten.")
    sleutel: dict[str, int] = Field(description="Gewicht per gemeente.")
    band: int = Field(description="Promille waarbinnen niet wordt verrekend.")
    onderschrijding: int = Field(description="Promille dat de aanbieder teruggeeft.")
    overschrijding: int = Field(description="Promille dat de aanbieder erbij krijgt.")
    gewichten: list[Weging]


class AfrekenvoorwaardenPagina(ApiModel):
    """Een bladzijde voorwaarden."""

    resultaten: list[Afrekenvoorwaarden]


def voorwaarden_of(one: JaarVoorwaarden) -> Afrekenvoorwaarden:
    """For showing."""
    terms = one.terms
    return Afrekenvoorwaarden(
        contract_id=one.contract_id,
        agb_code=one.agb_code,
        jaar=one.jaar,
        versie=terms.versie,
        grondslag=terms.grondslag,
        budget=terms.budget,
        sleutel=dict(terms.sleutel),
        band=terms.voorwaarden.band,
        onderschrijding=terms.voorwaarden.onderschrijding,
        overschrijding=terms.voorwaarden.overschrijding,
        gewichten=[
            Weging(categorie=categorie, code=code, gewicht=gewicht)
            for (categorie, code), gewicht in sorted(terms.gewichten.items())
        ],
    )
