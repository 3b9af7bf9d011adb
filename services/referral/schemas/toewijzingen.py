# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Allocations over HTTP: awarded without a request, shown, changed."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field, model_validator

from libs.common.api import ApiModel
from services.referral.domain import toewijzing as domein
from services.referral.domain.contract import Afwijking
from services.referral.domain.herziening import Herziening
from services.referral.schemas.fields import (
    AfwijkingContract,
    AgbCode,
    Bsn,
    Budget,
    GegevenAfwijking,
    GegevenOmvang,
    GegevenProduct,
    Kenmerk,
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

    bsn: Bsn | None = None
    kenmerk: Kenmerk | None = None
    agb_code: AgbCode
    toewijzing_nummer: Nummer | None = None
    verwijzing_id: Annotated[str, Field(max_length=36)] | None = Field(
        default=None, description="De verwijzing waarop wordt toegekend."
    )
    product: Product | None = None
    ingangsdatum: date
    einddatum: date | None = None
    omvang: Omvang | None = None
    budget: Budget | None = None
    afwijking_contract: AfwijkingContract | None = None

    @model_validator(mode="after")
    def _to_somebody(self) -> "NieuweToewijzing":
        if (self.bsn is None) == (self.kenmerk is None):
            raise ValueError("noem het bsn, of van een client zonder bsn het kenmerk")
        return self

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
    instemming_aanbieder: bool = Field(
        default=False,
        description="Nodig voor een einde op een dag die voorbij is, of waarop al is gedeclareerd "
        "(OP186); niet bij reden 02 en 12.",
    )


class NieuweHerziening(ApiModel):
    """Een andere omvang, budget of einddatum voor wat loopt; wat hier staat geldt in zijn geheel.

    Een ander budget of totaalvolume geldt vanaf de ingangsdatum van de toewijzing. Een andere
    omvang per dag, week of maand gaat in op een latere dag: dan eindigt het nummer de dag ervoor,
    en volgt er een nieuw (OP257). `einddatum` is die van de nieuwe situatie.
    """

    ingangsdatum: date
    einddatum: date | None = None
    omvang: Omvang | None = None
    budget: Budget | None = None
    reden_wijziging: RedenWijziging
    instemming_aanbieder: bool = Field(
        default=False, description="Nodig om een budget of totaalvolume te verlagen (OP298, OP299)."
    )

    def of(self, toewijzing_nummer: int) -> Herziening:
        """What it means for this toewijzing."""
        return Herziening(
            toewijzing_nummer=toewijzing_nummer,
            ingangsdatum=self.ingangsdatum,
            einddatum=self.einddatum,
            omvang=self.omvang.as_value() if self.omvang else None,
            budget=self.budget,
        )


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
    verwijzing_id: str | None
    voortzetting_van: str | None = Field(
        description="De toewijzing in een andere gemeente die zij voortzet, na een verhuizing."
    )
    oud_tarief_tot: date | None = Field(
        description="Zonder eigen contract geldt het tarief van die gemeente tot en met deze dag."
    )
    afwijking_contract: GegevenAfwijking | None = Field(
        default=None,
        description="Waarom de hulp buiten een contract om is toegekend; niet in lijsten.",
    )
    vastgesteld_op: datetime
    versie: int
    bericht: Verzending | None = Field(description="Het laatste JW301 waarin zij stond.")


class Herzien(ApiModel):
    """Wat van een herziening kwam; de opvolger alleen als er een nieuw nummer nodig was."""

    toewijzing: Toewijzing
    opvolger: Toewijzing | None


class ToewijzingenPagina(ApiModel):
    """Een bladzijde toewijzingen."""

    resultaten: list[Toewijzing]


def toewijzing_of(
    toewijzing: domein.Toewijzing,
    sent: opslag.Verzending | None,
    afwijking: Afwijking | None = None,
) -> Toewijzing:
    """For showing to its gemeente."""
    toekenning, follows = toewijzing.toekenning, toewijzing.voortzetting
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
        verwijzing_id=toewijzing.verwijzing_id,
        voortzetting_van=follows.toewijzing_id if follows else None,
        oud_tarief_tot=follows.tarief_tot if follows else None,
        afwijking_contract=afwijking
        and GegevenAfwijking(grond=afwijking.grond, motivering=afwijking.motivering),
        vastgesteld_op=toewijzing.vastgesteld_op,
        versie=toewijzing.versie,
        bericht=verzending_of(sent),
    )
