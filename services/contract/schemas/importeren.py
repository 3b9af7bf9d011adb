# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Rows of an import, and what came of them."""

from typing import Annotated

from pydantic import Field, StringConstraints

from libs.common.api import ApiModel
from services.contract.schemas.contracten import ProductInvoer, Tarief

_Id = Annotated[str, StringConstraints(pattern=r"^[0-9a-f-]{1,36}$")]


class ProductRij(ProductInvoer):
    """Een product erbij in een contract."""

    contract_id: _Id


class TariefRij(Tarief):
    """Een tarief erbij bij een product in een contract."""

    contract_id: _Id
    categorie: Annotated[str, StringConstraints(pattern=r"^[0-9]{2}$")]
    code: Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{1,5}$")]


class Rijfout(ApiModel):
    """Wat er aan een rij niet klopt."""

    rij: int = Field(description="Nummer van de rij, vanaf 1, zonder de kop.")
    veld: str
    code: str
    reden: str


class Importverslag(ApiModel):
    """Wat er van de rijen is geworden."""

    rijen: int
    nieuw: int
    gewijzigd: int
    gelijk: int = Field(description="Rijen die er al zo stonden; daarvan volgt geen gebeurtenis.")
    geweigerd: int
    fouten: list[Rijfout] = Field(description="Ten hoogste 5000 van de fouten, op rij.")
