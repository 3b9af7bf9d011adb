# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What billing tells of approved lines that deserve a look."""

from typing import Any, Literal

import sqlalchemy as sa
from pydantic import Field

from libs.common.api import ApiModel
from services.billing.schemas.declaraties import Periode

Soort = Literal["zonder-start", "na-stop"]

_ZINNEN: dict[Soort, str] = {
    "zonder-start": "Voor toewijzing {nummer} is geen start gemeld tot en met {eind}.",
    "na-stop": "De levering op toewijzing {nummer} is volgens de meldingen gestopt voor {begin}.",
}


class Signaal(ApiModel):
    """Een toegekende regel zonder gemelde levering; hij blijft toegekend (OP364)."""

    regel_id: str
    nummer: int = Field(description="Volgnummer van de regel in het bericht.")
    referentie_nummer: str
    toewijzing_nummer: int
    productperiode: Periode
    soort: Soort
    zin: str


class SignalenPagina(ApiModel):
    """Een bladzijde signalen."""

    resultaten: list[Signaal]


def signaal_of(row: sa.Row[Any]) -> Signaal:
    """The view of a line for which no delivery is known."""
    soort: Soort = "na-stop" if row.gestart else "zonder-start"
    begin, eind = row.periode_begin, row.periode_eind
    return Signaal(
        regel_id=row.id,
        nummer=row.nummer,
        referentie_nummer=row.referentie_nummer,
        toewijzing_nummer=row.toewijzing_nummer,
        productperiode=Periode(begindatum=begin, einddatum=eind),
        soort=soort,
        zin=_ZINNEN[soort].format(nummer=row.toewijzing_nummer, begin=begin, eind=eind),
    )
