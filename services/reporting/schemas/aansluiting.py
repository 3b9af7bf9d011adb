# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What is known as approved, per cell and per line; amounts are whole cents."""

from typing import Annotated

from pydantic import Field

from libs.common.api import ApiModel
from services.reporting.schemas.velden import AgbCode, Gemeentecode, Maand


class Aansluitcel(ApiModel):
    """Wat van een gemeente, aanbieder en maand als goedgekeurd bekend is, in eurocenten."""

    gemeentecode: Gemeentecode
    agb_code: AgbCode
    maand: Maand
    aantal: Annotated[int, Field(ge=0, le=10**9)]
    bedrag: Annotated[int, Field(ge=-(10**15), le=10**15)]


class Aansluiting(ApiModel):
    """Een bladzijde van de aansluiting met declaraties."""

    resultaten: list[Aansluitcel]


class Aansluitregel(ApiModel):
    """Een goedgekeurde regel, zonder gegevens van een cliënt."""

    regel_id: str
    bedrag: int


class Aansluitregels(ApiModel):
    """Een bladzijde regels."""

    resultaten: list[Aansluitregel]
