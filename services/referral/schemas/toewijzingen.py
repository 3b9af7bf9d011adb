# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Allocations over HTTP: awarded without a request, shown, changed."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from libs.common.api import ApiModel
from services.referral.domain import toewijzing as domein
from services.referral.schemas.fields import (
    AgbCode,
    Bsn,
    Budget,
    GegevenOmvang,
    GegevenProduct,
    Omvang,
    Product,
    RedenWijziging,
    omvang_of,
    product_of,
)
from services.referral.schemas.verzendingen import Verzending, verzending_of
from services.referral.store import verzendingen as opslag

Nummer = Annotated[int, Field(ge=1, le=999_999_999)]


class NieuweToewijzing(ApiModel):
    """Toekennen zonder verzoek; met een nummer wordt een lopende toewijzing overgenomen."""

    bsn: Bsn
    agb_code: AgbCode
    toewijzing_nummer: Nummer | None = None
    product: Product | None = None
    ingangsdatum: date
    einddatum: date | None = None
    omvang: Omvang | None = None
    budget: Budget | None = None

    def as_toekenning(self) -> domein.Toekenning:
        """What is awarded."""
        return domein.Toekenning(
            ingangsdatum=self.ingangsdatum,
            einddatum=self.einddatum,
            categorie=self.product.categorie if self.product else None,
            code=self.product.code if self.product else None,
            omvang=self.omvang.as_value() if self.omvang else None,
            budget=self.budget,
        )


class NieuweWijziging(ApiModel):
    """Verkorten, verlengen of verwijderen (reden 13).

    Een `einddatum` van null maakt de toewijzing open; bij verwijderen mag zij ontbreken.
    """

    einddatum: date | None = None
    reden_wijziging: RedenWijziging


class Toewijzing(ApiModel):
    """Een toewijzing zoals zij nu geldt; budget in eurocenten."""

    id: str
    toewijzing_nummer: int
    gemeentecode: str
    agb_code: str
    client_id: str
    product: GegevenProduct | None
    ingangsdatum: date
    einddatum: date | None
    omvang: GegevenOmvang | None
    budget: int | None
    reden_wijziging: str | None
    verzoek_id: str | None
    vastgesteld_op: datetime
    versie: int
    bericht: Verzending | None = Field(description="Het laatste JW301 waarin zij stond.")


class ToewijzingenPagina(ApiModel):
    """Een bladzijde toewijzingen."""

    resultaten: list[Toewijzing]


def toewijzing_of(toewijzing: domein.Toewijzing, sent: opslag.Verzending | None) -> Toewijzing:
    """For showing to its gemeente."""
    toekenning = toewijzing.toekenning
    return Toewijzing(
        id=toewijzing.id,
        toewijzing_nummer=toewijzing.toewijzing_nummer,
        gemeentecode=toewijzing.gemeentecode,
        agb_code=toewijzing.agb_code,
        client_id=toewijzing.client_id,
        product=product_of(toekenning.categorie, toekenning.code),
        ingangsdatum=toekenning.ingangsdatum,
        einddatum=toekenning.einddatum,
        omvang=omvang_of(toekenning.omvang),
        budget=toekenning.budget,
        reden_wijziging=toewijzing.reden_wijziging,
        verzoek_id=toewijzing.verzoek_id,
        vastgesteld_op=toewijzing.vastgesteld_op,
        versie=toewijzing.versie,
        bericht=verzending_of(sent),
    )
