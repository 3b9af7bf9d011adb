# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Payments that the bank could not make, over HTTP."""

from datetime import date
from typing import Annotated

from pydantic import Field, field_validator

from libs.common.api import ApiModel
from services.billing.domain import betaling as d

EndToEndId = Annotated[str, Field(pattern=r"^[0-9A-Za-z-]{1,35}$")]


class NieuweMislukking(ApiModel):
    """Eén betaling die niet aankwam; een ander bevestigt dat."""

    end_to_end_id: EndToEndId
    soort: d.Misluksoort = Field(
        description="'afgewezen' als de bank niet betaalde, 'teruggestort' als het geld terugkwam."
    )
    code: str = Field(
        pattern=r"^[A-Z0-9]{4}$",
        description="De reden volgens ISO 20022.",
        examples=["AC04"],
    )
    op: date = Field(description="De dag die de bank geeft.")

    def as_mislukking(self, persoon: str) -> d.Mislukking:
        """As reported by this person."""
        return d.Mislukking(self.soort, self.code, self.op, persoon)


class Mislukkingbesluit(ApiModel):
    """Of deze betalingen echt zijn mislukt: dan staat alles waarvoor zij waren weer open."""

    betalingen: list[EndToEndId] = Field(min_length=1, max_length=500)
    besluit: d.Besluit

    @field_validator("betalingen")
    @classmethod
    def _once(cls, betalingen: list[str]) -> list[str]:
        if len(set(betalingen)) < len(betalingen):
            raise ValueError("noemt een betaling twee keer")
        return betalingen
