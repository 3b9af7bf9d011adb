# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What contract takes and shows of contracts; amounts are whole cents."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from libs.common.api import ApiModel
from services.contract import domain as d
from services.contract.schemas.velden import (
    AgbCode,
    Cents,
    Eenheid,
    Gemeentecode,
    InkoopId,
    Omschrijving,
    Tot,
    Uitloop,
    Van,
)
from services.contract.store import StoredContract, StoredProduct


class Tarief(ApiModel):
    """Een tarief per eenheid in een periode."""

    bedrag: Cents
    geldig_van: Van
    geldig_tot: Tot = None
    indexatie_id: Annotated[
        str | None,
        Field(
            max_length=36,
            description="De indexatie waar het tarief uit komt. Alleen om te lezen: wat wordt "
            "meegestuurd telt niet.",
            json_schema_extra={"readOnly": True},
        ),
    ] = None


class TarievenInvoer(ApiModel):
    """Alle tarieven van een product, ook vroegere."""

    tarieven: list[Tarief] = Field(max_length=100)


class ProductInvoer(ApiModel):
    """Een product in precies één uitvoeringsvariant."""

    categorie: Annotated[
        str, StringConstraints(pattern=r"^[0-9]{2}$"), Field(description="Code uit JZ020.")
    ]
    code: Annotated[
        str,
        StringConstraints(pattern=r"^[0-9A-Z]{1,5}$"),
        Field(description="Productcode binnen de categorie."),
    ]
    omschrijving: Omschrijving
    variant: d.Variant = Field(description="Uitvoeringsvariant, precies één per product.")
    eenheid: Eenheid | None = None
    tarieven: list[Tarief] = Field(default=[], max_length=100)


class Product(ProductInvoer):
    """Een gecontracteerd product."""

    id: str
    geldig_van: date | None = Field(
        default=None, description="Eerste dag in deze variant na een wijziging; anders leeg."
    )
    geldig_tot: date | None = Field(
        default=None, description="Laatste dag in deze variant door een wijziging; anders leeg."
    )


class ContractInvoer(ApiModel):
    """Een contract met een aanbieder voor een of meer gemeenten."""

    agb_code: AgbCode
    gemeentecodes: list[Gemeentecode] = Field(min_length=1, max_length=400)
    geldig_van: Van
    geldig_tot: Tot = None
    uitloop_tot: Uitloop = None
    inkoop_id: InkoopId = None
    producten: list[ProductInvoer] = Field(default=[], max_length=500)


class Contract(ApiModel):
    """Een geregistreerd contract."""

    id: str
    versie: int
    agb_code: AgbCode
    contractant: str = Field(description="De regio of gemeente die het contract sloot.")
    gemeentecodes: list[Gemeentecode]
    geldig_van: Van
    geldig_tot: Tot
    uitloop_tot: Uitloop
    inkoop_id: InkoopId
    vervolg_van: str | None = Field(
        description="Het contract waar dit voor andere gemeenten op volgt, na een wijziging."
    )
    producten: list[Product]


class ContractenPagina(ApiModel):
    """Een bladzijde contracten."""

    resultaten: list[Contract]


def product_of(stored: StoredProduct) -> Product:
    """As shown."""
    product = stored.product
    tarieven = [
        Tarief(
            bedrag=x.bedrag,
            geldig_van=x.geldig.van,
            geldig_tot=x.geldig.tot,
            indexatie_id=x.indexatie_id,
        )
        for x in product.tarieven
    ]
    return Product(
        id=stored.id,
        categorie=product.categorie,
        code=product.code,
        omschrijving=product.omschrijving,
        variant=product.variant,
        eenheid=product.eenheid,
        tarieven=tarieven,
        geldig_van=product.van,
        geldig_tot=product.tot,
    )


def contract_of(stored: StoredContract) -> Contract:
    """As shown."""
    contract = stored.contract
    return Contract(
        id=stored.id,
        versie=stored.versie,
        agb_code=contract.agb_code,
        contractant=contract.contractant,
        gemeentecodes=list(contract.gemeentecodes),
        geldig_van=contract.geldig.van,
        geldig_tot=contract.geldig.tot,
        uitloop_tot=contract.uitloop_tot,
        inkoop_id=contract.inkoop_id,
        vervolg_van=contract.vervolg_van,
        producten=[product_of(p) for p in stored.producten],
    )


def tarief_in(tarief: Tarief) -> d.Tarief:
    """As the domain knows it."""
    return d.Tarief(tarief.bedrag, d.Geldigheid(tarief.geldig_van, tarief.geldig_tot))


def product_in(product: ProductInvoer) -> d.Product:
    """As the domain knows it."""
    return d.Product(
        categorie=product.categorie,
        code=product.code,
        omschrijving=product.omschrijving,
        variant=product.variant,
        eenheid=product.eenheid,
        tarieven=tuple(tarief_in(x) for x in product.tarieven),
    )


def contract_in(invoer: ContractInvoer, contractant: str) -> d.Contract:
    """As the domain knows it."""
    return d.Contract(
        agb_code=invoer.agb_code,
        contractant=contractant,
        gemeentecodes=tuple(invoer.gemeentecodes),
        geldig=d.Geldigheid(invoer.geldig_van, invoer.geldig_tot),
        producten=tuple(product_in(p) for p in invoer.producten),
        uitloop_tot=invoer.uitloop_tot,
        inkoop_id=invoer.inkoop_id,
    )
