# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What contract takes and shows of gemeenten, regions and aanbieders."""

from pydantic import Field

from libs.common.api import ApiModel
from services.contract import domain as d
from services.contract.schemas.velden import (
    AgbCode,
    Gemeentecode,
    KvkNummer,
    Naam,
    Regiocode,
    Tot,
    Van,
)


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


class GemeentenPagina(ApiModel):
    """Een bladzijde gemeenten."""

    resultaten: list[Gemeente]


class RegiosPagina(ApiModel):
    """Een bladzijde regio's."""

    resultaten: list[Regio]


class AanbiedersPagina(ApiModel):
    """Een bladzijde aanbieders."""

    resultaten: list[Aanbieder]


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


def regio_in(regiocode: str, invoer: RegioInvoer) -> d.Regio:
    """As the domain knows it."""
    leden = tuple(
        d.Lid(x.gemeentecode, d.Geldigheid(x.geldig_van, x.geldig_tot)) for x in invoer.leden
    )
    return d.Regio(regiocode, invoer.naam, leden)
