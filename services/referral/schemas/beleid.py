# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Policies over HTTP."""

from typing import Annotated

from pydantic import Field

from libs.common.api import ApiModel
from services.referral.domain import beleid as domein
from services.referral.schemas.fields import Productcode, TypeVerwijzer, Volume


class NieuwBeleid(ApiModel):
    """Wanneer een verzoek zonder tussenkomst van een mens wordt toegekend."""

    automatisch_toekennen: bool
    maximum_volume: Annotated[
        Volume | None, Field(description="Hoogste volume, in de gevraagde eenheid.")
    ] = None
    verwijzer_typen: Annotated[
        list[TypeVerwijzer] | None,
        Field(max_length=20, description="Toegelaten verwijzers; zonder lijst zijn het alle."),
    ] = None

    gesloten_codes: list[Productcode] = Field(
        default_factory=list,
        max_length=100,
        description="Productcodes van gesloten jeugdhulp: die vraagt een machtiging.",
    )

    def as_beleid(self, gemeentecode: str) -> domein.Beleid:
        """The policy, still without its version."""
        typen = self.verwijzer_typen
        return domein.Beleid(
            gemeentecode=gemeentecode,
            automatisch_toekennen=self.automatisch_toekennen,
            maximum_volume=self.maximum_volume,
            verwijzer_typen=None if typen is None else frozenset(typen),
            gesloten_codes=frozenset(self.gesloten_codes),
        )


class Beleid(ApiModel):
    """Het geldende beleid; versie 0 zolang de gemeente niets vaststelde."""

    gemeentecode: str
    versie: int
    automatisch_toekennen: bool
    maximum_volume: int | None
    verwijzer_typen: list[str] | None
    gesloten_codes: list[str]


def beleid_of(beleid: domein.Beleid) -> Beleid:
    """For showing to its gemeente."""
    typen = beleid.verwijzer_typen
    return Beleid(
        gemeentecode=beleid.gemeentecode,
        versie=beleid.versie,
        automatisch_toekennen=beleid.automatisch_toekennen,
        maximum_volume=beleid.maximum_volume,
        verwijzer_typen=None if typen is None else sorted(typen),
        gesloten_codes=sorted(beleid.gesloten_codes),
    )
