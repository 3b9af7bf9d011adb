# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Care functions with their scale, as contract takes and shows them (R-09)."""

from typing import Annotated

from pydantic import Field, StringConstraints

from libs.common.api import ApiModel
from services.contract import domain as d
from services.contract.domain.zorgfunctie import (
    Bekostiging,
    Functie,
    Keuze,
    Schaal,
    Zorgfunctie,
)
from services.contract.schemas.velden import Naam, Omschrijving, Regiocode, Tot, Van

ZorgfunctieId = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,39}$"),
    Field(description="Eigen sleutel van de rij."),
]


class ZorgfunctieInvoer(ApiModel):
    """Op welke schaal een regio een zorgfunctie in een periode regelt, met wie en hoe betaald."""

    regiocode: Regiocode
    functie: Functie
    schaal: Schaal
    gebied: Naam = Field(description="Het gebied waarvoor de functie is geregeld.")
    coordinerende_partij: Naam | None = Field(
        default=None, description="Wie namens het gebied contracteert; leeg is niet bekend."
    )
    keuze: Keuze | None = Field(
        default=None,
        description="Bij wie de hulp kan worden afgenomen: elke gecontracteerde aanbieder naar "
        "keuze, enkele, of de ene die er is; leeg is niet bekend.",
    )
    bekostiging: Bekostiging | None = Field(default=None, description="Leeg is niet bekend.")
    geldig_van: Van
    geldig_tot: Tot = None
    bron: Omschrijving = Field(description="Document waaruit de rij volgt.")


class ZorgfunctieRij(ZorgfunctieInvoer):
    """Een geregistreerde rij."""

    id: ZorgfunctieId


class ZorgfunctiesPagina(ApiModel):
    """Een bladzijde zorgfuncties."""

    resultaten: list[ZorgfunctieRij]


def zorgfunctie_in(zorgfunctie_id: str, invoer: ZorgfunctieInvoer) -> Zorgfunctie:
    """As the domain knows it."""
    return Zorgfunctie(
        id=zorgfunctie_id,
        geldig=d.Geldigheid(invoer.geldig_van, invoer.geldig_tot),
        **invoer.model_dump(include=_SAME),
    )


def zorgfunctie_of(rij: Zorgfunctie) -> ZorgfunctieRij:
    """As shown."""
    return ZorgfunctieRij(
        id=rij.id,
        geldig_van=rij.geldig.van,
        geldig_tot=rij.geldig.tot,
        **{name: getattr(rij, name) for name in _SAME},
    )


_SAME = {
    "regiocode",
    "functie",
    "schaal",
    "gebied",
    "coordinerende_partij",
    "keuze",
    "bekostiging",
    "bron",
}
