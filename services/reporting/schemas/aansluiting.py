# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What is known as approved, per cell and per line; amounts are whole cents."""

from libs.common.api import ApiModel


class Aansluitcel(ApiModel):
    """Wat van een gemeente, aanbieder en maand als goedgekeurd bekend is, in eurocenten."""

    gemeentecode: str
    agb_code: str
    maand: str
    aantal: int
    bedrag: int


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
