# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The delivery of wijkteam help to the CBS, over HTTP."""

from datetime import date
from typing import Annotated

from pydantic import Field

from libs.common.api import ApiModel
from services.referral.domain.cbslevering import CbsRecord as Kept
from services.referral.schemas.fields import AgbCode


class CbsVraag(ApiModel):
    """Over welk halfjaar, en van wie: het wijkteam, of een aanbieder."""

    periode: Annotated[
        str,
        Field(pattern=r"^20[0-9]{2}-H[12]$", examples=["2026-H1"], description="jjjj-Hn"),
    ]
    aanbieder: AgbCode | None = Field(default=None, description="Zonder: het eigen wijkteam.")


class CbsRecord(ApiModel):
    """Een record van Beleidsinformatie Jeugd; wat leeg is en de uitkomst vult aan wie levert, want
    die zijn hier niet bekend."""

    bsn: str
    geboortedatum: str = Field(description="jjjjmmdd")
    geslacht: str = Field(description="M, V of O.")
    postcode: str | None = Field(description="Leeg als alleen de gemeente wordt geleverd.")
    gemeente: str
    verwijzer: str | None
    hulpvorm: str
    gestart_met_crisis: str = Field(description="01 (ja) of 02 (nee).")
    begindatum: date
    einddatum: date | None
    reden_beeindiging: str | None = Field(description="01 tot en met 05.")


class CbsLevering(ApiModel):
    """De levering van een halfjaar, in haar geheel."""

    periode: str
    van: date
    tot: date
    uiterlijk: date
    aanbieder: str | None
    resultaten: list[CbsRecord]


def record_of(one: Kept) -> CbsRecord:
    """For showing."""
    return CbsRecord(**{name: getattr(one, name) for name in CbsRecord.model_fields})
