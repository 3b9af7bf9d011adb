# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Who gave help under a lump sum, over HTTP."""

from collections.abc import Iterator
from datetime import datetime

from pydantic import Field

from libs.common.api import ApiModel
from services.reporting.handlers import uitvoerders as handlers
from services.reporting.schemas.accounthouders import Aantal, aantal_of


class Uitvoerder(ApiModel):
    """Wie de hulp gaf: een lid van de combinatie, een onderaannemer of de aanbieder zelf."""

    agb_code: str
    clienten: Aantal


class Samenwerking(ApiModel):
    """Een taakgericht contract met wie eronder hulp gaf."""

    contract_id: str
    agb_code: str = Field(description="De aanbieder van het contract.")
    clienten: Aantal = Field(description="Unieke cliënten; geen som van de uitvoerders.")
    uitvoerders: list[Uitvoerder]


class Samenwerkingen(ApiModel):
    """Unieke cliënten onder taakgerichte contracten in een periode, zoals bekend."""

    van: str
    tot: str
    peilmoment: datetime
    definitieversie: str
    resultaten: list[Samenwerking]


def samenwerking_of(one: handlers.Samenwerking) -> Samenwerking:
    """As shown: each contract with its own count beside those of who gave the help."""
    return Samenwerking(
        contract_id=one.contract_id,
        agb_code=one.agb_code,
        clienten=aantal_of(one.clienten, one.drempel),
        uitvoerders=[
            Uitvoerder(agb_code=agb_code, clienten=aantal_of(number, one.drempel))
            for agb_code, number in sorted(one.uitvoerders.items())
        ],
    )


def regels_of(one: Samenwerking) -> Iterator[dict[str, str | None]]:
    """As rows: of the contract itself, which names no one, and of each who gave the help."""
    about = {"contractId": one.contract_id, "agbCode": one.agb_code}
    yield {**about, "uitvoerder": None, "clienten": one.clienten.weergave}
    for each in one.uitvoerders:
        yield {**about, "uitvoerder": each.agb_code, "clienten": each.clienten.weergave}
