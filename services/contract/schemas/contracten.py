# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What contract takes and shows over HTTP; amounts are whole cents."""

import re
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from libs.common.api import ApiModel
from services.contract import domain as d
from services.contract.store import StoredContract, StoredProduct


def _only_iso(value: object) -> object:
    """A number would be read as seconds since 1970, and give a date that nobody meant."""
    if isinstance(value, date) or (isinstance(value, str) and _ISO_DATE.fullmatch(value)):
        return value
    raise PydanticCustomError("date_parsing", "is not a date")


_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NO_CONTROL = r"^[^\x00-\x1f\x7f]+$"

Gemeentecode = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{4}$"), Field(description="CBS-code, vier cijfers.")
]
AgbCode = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{8}$"), Field(description="AGB-code, acht cijfers.")
]
KvkNummer = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{8}$"), Field(description="Nummer in het KvK-register.")
]
Regiocode = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Z][A-Z0-9-]{1,19}$"),
    Field(description="Eigen code van de regio; begint met een letter."),
]
Naam = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=80, pattern=_NO_CONTROL),
]
Omschrijving = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=_NO_CONTROL),
]
Eenheid = Annotated[
    str, StringConstraints(max_length=2), Field(description="Code uit WJ756, passend bij variant.")
]
Cents = Annotated[
    int, Field(strict=True, ge=0, le=99_999_999, description="Eurocenten per eenheid.")
]
Van = Annotated[date, BeforeValidator(_only_iso), Field(description="Eerste dag.")]
Tot = Annotated[
    date | None,
    BeforeValidator(lambda value: value if value is None else _only_iso(value)),
    Field(description="Laatste dag; leeg is onbepaald."),
]
Uitloop = Annotated[
    date | None,
    BeforeValidator(lambda value: value if value is None else _only_iso(value)),
    Field(
        description="Tot en met deze dag loopt hulp door die voor het einde van het contract is "
        "toegewezen, tegen het laatste tarief; leeg is geen uitloop."
    ),
]


InkoopId = Annotated[
    str | None,
    Field(max_length=36, description="De inkoop waaruit het contract volgt, uit `/inkopen`."),
]


class GemeenteInvoer(ApiModel):
    """Een gemeente volgens het CBS."""

    naam: Naam
    geldig_van: Van
    geldig_tot: Tot = None


class Gemeente(GemeenteInvoer):
    """Een geregistreerde gemeente."""

    gemeentecode: Gemeentecode


class Lid(ApiModel):
    """Een gemeente die in een periode bij de regio hoort."""

    gemeentecode: Gemeentecode
    geldig_van: Van
    geldig_tot: Tot = None


class RegioInvoer(ApiModel):
    """Een samenwerkingsverband met al zijn leden, ook vroegere."""

    naam: Naam
    leden: list[Lid] = Field(max_length=400)


class Regio(RegioInvoer):
    """Een geregistreerde regio."""

    regiocode: Regiocode


class AanbiederInvoer(ApiModel):
    """Een jeugdhulpaanbieder."""

    naam: Naam
    kvk_nummer: KvkNummer | None = None


class Aanbieder(AanbiederInvoer):
    """Een geregistreerde aanbieder."""

    agb_code: AgbCode


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
    producten: list[Product]


class PlafondInvoer(ApiModel):
    """Het hoogste bedrag dat onder het contract voor hulp in een jaar wordt betaald."""

    bedrag: Annotated[
        int, Field(strict=True, ge=0, le=9_999_999_999_999, description="Eurocenten.")
    ]


class Plafond(PlafondInvoer):
    """Het plafond van een jaar."""

    jaar: int


class PlafondsPagina(ApiModel):
    """Een bladzijde plafonds van een contract, oudste jaar eerst."""

    resultaten: list[Plafond]


class GemeentenPagina(ApiModel):
    """Een bladzijde gemeenten."""

    resultaten: list[Gemeente]


class RegiosPagina(ApiModel):
    """Een bladzijde regio's."""

    resultaten: list[Regio]


class AanbiedersPagina(ApiModel):
    """Een bladzijde aanbieders."""

    resultaten: list[Aanbieder]


class ContractenPagina(ApiModel):
    """Een bladzijde contracten."""

    resultaten: list[Contract]


def gemeente_of(gemeente: d.Gemeente) -> Gemeente:
    """As shown."""
    return Gemeente(
        gemeentecode=gemeente.gemeentecode,
        naam=gemeente.naam,
        geldig_van=gemeente.geldig.van,
        geldig_tot=gemeente.geldig.tot,
    )


def regio_of(regio: d.Regio) -> Regio:
    """As shown."""
    leden = [
        Lid(gemeentecode=x.gemeentecode, geldig_van=x.geldig.van, geldig_tot=x.geldig.tot)
        for x in regio.leden
    ]
    return Regio(regiocode=regio.regiocode, naam=regio.naam, leden=leden)


def aanbieder_of(aanbieder: d.Aanbieder) -> Aanbieder:
    """As shown."""
    return Aanbieder(
        agb_code=aanbieder.agb_code, naam=aanbieder.naam, kvk_nummer=aanbieder.kvk_nummer
    )


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


def regio_in(regiocode: str, invoer: RegioInvoer) -> d.Regio:
    """As the domain knows it."""
    leden = tuple(
        d.Lid(x.gemeentecode, d.Geldigheid(x.geldig_van, x.geldig_tot)) for x in invoer.leden
    )
    return d.Regio(regiocode, invoer.naam, leden)
