# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What is shown of verdicts that would be others now; amounts are whole cents."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from pydantic import Field

from libs.common.api import ApiModel


class OpenVerschil(ApiModel):
    """Een regel die met wat nu bekend is een ander oordeel zou krijgen."""

    declaratie_id: str
    nummer: int = Field(description="Volgnummer van de regel in het bericht.")
    gemeentecode: str
    agb_code: str
    toewijzing_nummer: int
    referentie_nummer: str
    categorie: str
    code: str
    periode_begin: date
    periode_eind: date
    bedrag: int = Field(description="In centen; negatief bij een creditregel.")
    toegekend_toen: bool
    toegekend_nu: bool
    retourcodes_toen: list[str]
    retourcodes_nu: list[str]
    bevindingen_nu: list[str]
    sinds: datetime = Field(description="Wanneer het verschil is gevonden.")


class VerschillenPagina(ApiModel):
    """Een bladzijde verschillen."""

    resultaten: list[OpenVerschil]


def verschil_of(row: sa.Row[Any]) -> OpenVerschil:
    """For showing."""
    return OpenVerschil(
        declaratie_id=row.declaratie_id,
        nummer=row.nummer,
        gemeentecode=row.gemeentecode,
        agb_code=row.agb_code,
        toewijzing_nummer=row.toewijzing_nummer,
        referentie_nummer=row.referentie_nummer,
        categorie=row.categorie,
        code=row.code,
        periode_begin=row.periode_begin,
        periode_eind=row.periode_eind,
        bedrag=row.bedrag,
        toegekend_toen=row.toegekend,
        toegekend_nu=not row.toegekend,
        retourcodes_toen=row.retourcodes,
        retourcodes_nu=row.retourcodes_nu,
        bevindingen_nu=row.meldingen_nu,
        sinds=row.sinds,
    )
