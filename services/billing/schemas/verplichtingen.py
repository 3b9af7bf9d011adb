# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What the interface shows of the obligation ledger."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from pydantic import Field

from libs.common.api import ApiModel
from services.billing.domain.verplichting import maand_tekst
from services.billing.store.saldi import Saldo


class Verplichting(ApiModel):
    """De stand van een maand, gemeente, aanbieder en segment, in eurocenten."""

    maand: str
    gemeentecode: str
    agb_code: str
    segment: str = Field(
        description="Wat contracten van de productcategorie zeggen, anders de categorie."
    )
    toegewezen: int
    gewijzigd: int
    vrijgevallen: int
    goedgekeurd: int
    gecrediteerd: int
    open: int = Field(
        description="Toegewezen en gewijzigd, min vrijgevallen en goedgekeurd, plus gecrediteerd."
    )


class VerplichtingenPagina(ApiModel):
    """Een bladzijde standen."""

    resultaten: list[Verplichting]


class Grootboekregel(ApiModel):
    """Een boeking van de ene rekening op de andere, in eurocenten; een storno is negatief."""

    maand: str
    soort: str
    debet: str
    credit: str
    bedrag: int
    oorzaak_soort: str = Field(description="Wat deze boeking veroorzaakte.")
    oorzaak: str = Field(description="Het kenmerk daarvan, bijvoorbeeld de declaratie.")
    bericht_id: str | None = Field(
        description="Het JW323 achter een declaratie; leeg bij wat niet als bericht kwam."
    )
    gebeurtenis_id: str | None = Field(
        description="Het event achter een toewijzing (JW301), levering (JW305, JW307), contract of "
        "tarief; leeg bij een declaratie en de kalender."
    )
    categorie: str | None = Field(
        description="De productcategorie van de declaratieregels waar dit van is; leeg als het die "
        "van de toewijzing is."
    )
    volgnummer: int
    storno: bool
    geboekt_op: datetime


class GrootboekPagina(ApiModel):
    """Een bladzijde boekingen."""

    resultaten: list[Grootboekregel]


def verplichting_of(saldo: Saldo) -> Verplichting:
    """For showing."""
    maand, gemeentecode, agb_code, segment = saldo.plaats
    return Verplichting(
        maand=maand_tekst(maand),
        gemeentecode=gemeentecode,
        agb_code=agb_code,
        segment=segment,
        **{str(soort): bedrag for soort, bedrag in saldo.bedragen.items()},
        open=saldo.open,
    )


def grootboekregel_of(row: sa.Row[Any], gebeurtenis_id: str | None) -> Grootboekregel:
    """For showing."""
    return Grootboekregel(
        maand=maand_tekst(row.maand),
        soort=row.soort,
        debet=row.debet,
        credit=row.credit,
        bedrag=row.bedrag,
        oorzaak_soort=row.oorzaak_soort,
        oorzaak=row.oorzaak,
        bericht_id=row.bericht_id,
        gebeurtenis_id=gebeurtenis_id,
        categorie=row.categorie or None,
        volgnummer=row.volgnummer,
        storno=row.storno,
        geboekt_op=row.geboekt_op,
    )
