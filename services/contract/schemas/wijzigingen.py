# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Amendments of a contract over HTTP; amounts are whole cents."""

from datetime import date
from typing import Annotated

from pydantic import Field

from libs.common.api import ApiModel
from services.contract import domain as d
from services.contract.domain.wijziging import Deelname
from services.contract.domain.wijziging import Looptijd as LooptijdWaarde
from services.contract.domain.wijziging import Omzetting as OmzettingWaarde
from services.contract.domain.wijziging import Wijziging as Waarde
from services.contract.schemas.contracten import Tarief, tarief_in
from services.contract.schemas.dossiervelden import Tekst
from services.contract.schemas.velden import Eenheid, Gemeentecode, Tot, Uitloop, Van
from services.contract.store.wijzigingen import Vastgelegd

ProductId = Annotated[str, Field(max_length=36)]


class OmzettingInvoer(ApiModel):
    """Een product dat in een andere variant of eenheid verdergaat."""

    product_id: ProductId
    variant: d.Variant
    eenheid: Eenheid | None = None
    tarieven: list[Tarief] = Field(
        default=[], max_length=100, description="Vanaf de ingangsdatum; leeg bij euro's."
    )


class LooptijdInvoer(ApiModel):
    """Een ander einde van het contract; een tarief zonder einde loopt mee."""

    geldig_tot: Tot
    uitloop_tot: Uitloop = None

    def as_term(self) -> LooptijdWaarde:
        """As the domain knows it."""
        return LooptijdWaarde(self.geldig_tot, self.uitloop_tot)


class GemeentenInvoer(ApiModel):
    """De gemeenten die vanaf 1 januari verdergaan, in een contract dat op dit volgt."""

    gemeentecodes: list[Gemeentecode] = Field(min_length=1, max_length=400)
    uitloop_tot: Uitloop = None

    def as_deelname(self) -> Deelname:
        """As the domain knows it."""
        return Deelname(tuple(self.gemeentecodes), self.uitloop_tot)


class WijzigingInvoer(ApiModel):
    """Een wijziging van een contract: van producten, looptijd of gemeenten, één tegelijk."""

    ingangsdatum: Van
    grond: Tekst
    producten: list[OmzettingInvoer] = Field(default=[], max_length=100)
    looptijd: LooptijdInvoer | None = None
    gemeenten: GemeentenInvoer | None = None

    def as_amendment(self) -> Waarde:
        """As the domain knows it."""
        return Waarde(
            self.ingangsdatum,
            self.grond,
            tuple(
                OmzettingWaarde(
                    one.product_id, one.variant, one.eenheid, tuple(map(tarief_in, one.tarieven))
                )
                for one in self.producten
            ),
            self.looptijd.as_term() if self.looptijd else None,
            self.gemeenten.as_deelname() if self.gemeenten else None,
        )


class Omzetting(ApiModel):
    """Wat een product was en is; het gaat verder als een eigen product."""

    product_id: str
    nieuw_product_id: str
    categorie: str
    code: str
    variant_van: str
    eenheid_van: str | None
    variant_naar: str
    eenheid_naar: str | None


class Looptijd(ApiModel):
    """Het einde van het contract, voor en na de wijziging."""

    geldig_tot_van: date | None
    geldig_tot_naar: date | None
    uitloop_tot: date | None


class Gemeenten(ApiModel):
    """Wie erbij komt en wie eraf gaat, en het contract waarin de anderen verdergaan."""

    erbij: list[str]
    eraf: list[str]
    vervolgcontract_id: str
    uitloop_tot: date | None


class Wijziging(ApiModel):
    """Een vastgelegde wijziging; zij verandert niet meer."""

    nummer: int
    contract_versie: int = Field(description="De versie van het contract waar zij toe leidde.")
    ingangsdatum: date
    grond: str
    vastgesteld_op: date
    producten: list[Omzetting]
    looptijd: Looptijd | None
    gemeenten: Gemeenten | None


class WijzigingenPagina(ApiModel):
    """Een bladzijde wijzigingen, oudste eerst."""

    resultaten: list[Wijziging]


def wijziging_of(made: Vastgelegd) -> Wijziging:
    """For showing."""
    return Wijziging(
        nummer=made.nummer,
        contract_versie=made.contract_versie,
        ingangsdatum=made.ingang,
        grond=made.grond,
        vastgesteld_op=made.vastgesteld_op,
        producten=[Omzetting.model_validate(one) for one in made.producten],
        looptijd=made.looptijd and Looptijd.model_validate(made.looptijd),
        gemeenten=made.gemeenten and Gemeenten.model_validate(made.gemeenten),
    )
