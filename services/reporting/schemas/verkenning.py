# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A what-if of another scale, over HTTP; amounts are whole cents."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from pydantic import Field

from libs.common.api import ApiModel
from services.reporting.domain.indicatoren.afscherming import Getoond
from services.reporting.domain.verkenning import Binding
from services.reporting.schemas.indicatoren import Doelgroep


class Omvang(ApiModel):
    """Wie en wat het betreft; leeg als het is verborgen."""

    clienten: int | None
    lopend: int | None = Field(description="Op de laatste dag van het jaar, of van wat bekend is.")
    toegekend: int | None = Field(description="Eurocenten.")
    aandeel: float | None = Field(description="Procent van alles wat er is toegekend.")
    verborgen: bool


class OmvangGemeente(Omvang):
    """Van een gemeente."""

    gemeente: str


class Contractterm(ApiModel):
    """Tot wanneer een contract voor gemeenten van de regio geldt."""

    tot: date | None
    uitloop_tot: date | None


class OmvangAanbieder(Omvang):
    """Van een aanbieder, met wat hem bindt na de dag van de verplaatsing."""

    aanbieder: str = Field(description="AGB-code.")
    contracten: list[Contractterm] = Field(description="Die op die dag nog gelden of uitlopen.")
    andere_regios: int = Field(description="Regio's die hem op die dag ook onder contract hebben.")


class Schaalverkenning(ApiModel):
    """Wat er meeverhuist als een zorgvorm op een andere schaal wordt geregeld."""

    zorgvorm: str
    jaar: int
    per: date
    peilmoment: datetime
    definitieversie: str
    doelgroep: Doelgroep
    begroting: int | None = Field(description="Ingave `begroting` van de zorgvorm, eurocenten.")
    totaal: Omvang
    gemeenten: list[OmvangGemeente]
    aanbieders: list[OmvangAanbieder]


def omvang_of(one: Getoond) -> Omvang:
    """For showing."""
    return Omvang(**_values(one))


def gemeente_of(code: str, one: Getoond) -> OmvangGemeente:
    """For showing."""
    return OmvangGemeente(**_values(one), gemeente=code)


def aanbieder_of(agb_code: str, one: Getoond, bound: Binding) -> OmvangAanbieder:
    """For showing."""
    return OmvangAanbieder(
        **_values(one),
        aanbieder=agb_code,
        contracten=[
            Contractterm(tot=term.tot, uitloop_tot=term.uitloop) for term in bound.contracten
        ],
        andere_regios=bound.andere_regios,
    )


def regels_of(shown: Schaalverkenning) -> Iterator[dict[str, Any]]:
    """As rows: of each gemeente, of which no contract is told, and of each aanbieder."""
    none = {"contracten": None, "andereRegios": None}
    for dimensie, rows in (("gemeente", shown.gemeenten), ("aanbieder", shown.aanbieders)):
        for one in rows:
            told = none | one.model_dump(mode="json", by_alias=True)
            terms = told["contracten"]
            told["contracten"] = None if terms is None else len(terms)
            verborgen = "ja" if one.verborgen else "nee"
            yield told | {"dimensie": dimensie, "code": told[dimensie], "verborgen": verborgen}


def _values(one: Getoond) -> dict[str, Any]:
    return {**one.waarden, "verborgen": one.verborgen}
