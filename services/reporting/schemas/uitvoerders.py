# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Who gave help under a lump sum, over HTTP."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import Field

from libs.common.api import ApiModel


class Uitvoerder(ApiModel):
    """Wie de hulp gaf: een lid van de combinatie, een onderaannemer of de aanbieder zelf."""

    agb_code: str
    clienten: int


class Samenwerking(ApiModel):
    """Een taakgericht contract met wie eronder hulp gaf."""

    contract_id: str
    agb_code: str = Field(description="De aanbieder van het contract.")
    clienten: int = Field(description="Unieke cliënten; geen som van de uitvoerders.")
    uitvoerders: list[Uitvoerder]


class Samenwerkingen(ApiModel):
    """Unieke cliënten onder taakgerichte contracten in een periode, zoals bekend."""

    van: str
    tot: str
    peilmoment: datetime
    resultaten: list[Samenwerking]


def samenwerkingen_of(totals: Sequence[Any], members: Sequence[Any]) -> list[Samenwerking]:
    """As shown: each contract with its own count beside those of who gave the help."""
    return [
        Samenwerking(
            contract_id=one.contract_id,
            agb_code=one.agb_code,
            clienten=one.clienten,
            uitvoerders=[
                Uitvoerder(agb_code=member.uitvoerder, clienten=member.clienten)
                for member in members
                if member.contract_id == one.contract_id
            ],
        )
        for one in totals
    ]
