# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The transformation monitor over HTTP."""

from datetime import datetime

from pydantic import Field

from libs.common.api import ApiModel
from services.reporting.domain.transformatie import Signaal
from services.reporting.handlers.transformatie import Doelstand
from services.reporting.schemas.indicatoren import Doelgroep, Maat


class Doeljaar(ApiModel):
    """Een jaar van een doel."""

    jaar: int
    pad: float = Field(description="Wat het zou zijn: recht tussen afgesproken jaren.")
    werkelijk: float | None = Field(description="Leeg als het niet bekend of verborgen is.")
    signaal: Signaal


class Doel(ApiModel):
    """Van een uitgangswaarde naar een doel."""

    indicator: str
    naam: str
    versie: int
    maat: Maat
    basisjaar: int
    basis: float
    doeljaar: int
    doel: float
    jaren: list[Doeljaar]


class Monitor(ApiModel):
    """De doelen van een regio of gemeente."""

    gebied: str
    peilmoment: datetime
    doelgroep: Doelgroep
    doelen: list[Doel]


def doel_of(one: Doelstand) -> Doel:
    """For showing."""
    maat = next(m for m in one.indicator.maten if m.veld == one.doel.veld)
    return Doel(
        indicator=one.indicator.id,
        naam=one.indicator.naam,
        versie=one.indicator.versie,
        maat=Maat(veld=maat.veld, eenheid=maat.eenheid, naam=maat.naam),
        basisjaar=one.doel.basis[0],
        basis=one.doel.basis[1],
        doeljaar=one.doel.doel[0],
        doel=one.doel.doel[1],
        jaren=[
            Doeljaar(
                jaar=stand.jaar, pad=stand.pad, werkelijk=stand.werkelijk, signaal=stand.signaal
            )
            for stand in one.standen
        ],
    )
