# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What installations deliver to each other of a provider: aggregated, suppressed, signed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pydantic import AfterValidator, AwareDatetime, Field
from pydantic_core import PydanticCustomError

from libs.common.api import ApiModel
from services.reporting.domain.accounthouders import DEFINITIEVERSIE, DREMPEL
from services.reporting.handlers.accounthouders import Weergave
from services.reporting.schemas.accounthouders import (
    AhBron,
    AhRegio,
    AhVorm,
    AhWeergave,
    weergave_of,
)
from services.reporting.schemas.velden import AgbCode, Kwartaalcode, Regiocode
from services.reporting.store.federatie import Bron, Geleverd


def _public_key(value: str) -> str:
    """A public key on P-256, as PEM."""
    try:
        key = serialization.load_pem_public_key(value.encode())
    except (ValueError, UnsupportedAlgorithm) as error:
        raise PydanticCustomError("sleutel", "is geen publieke sleutel (PEM)") from error
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise PydanticCustomError("sleutel", "is geen sleutel voor ES256 (P-256)")
    return value


Bronnaam = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9-]{1,39}$", examples=["limburg"])]


class FederatieBronInvoer(ApiModel):
    """Een andere installatie die weergaven levert."""

    publieke_sleutel: Annotated[str, Field(max_length=1_000), AfterValidator(_public_key)]
    regiocodes: Annotated[list[Regiocode], Field(min_length=1, max_length=100)]


class FederatieBron(FederatieBronInvoer):
    """Zoals vastgelegd."""

    bron: str
    versie: int
    gewijzigd_op: datetime


class FederatieBronnen(ApiModel):
    """Alle, op naam."""

    resultaten: list[FederatieBron]


class FederatieWeergave(ApiModel):
    """Een aanbieder in de regio's van een installatie: niets onder de drempel, geen kind."""

    agb_code: AgbCode
    kwartaal: Kwartaalcode
    peilmoment: AwareDatetime
    definitieversie: str
    drempel: int
    afgerond: bool
    totaal: AhRegio
    regios: Annotated[list[AhRegio], Field(max_length=100)]
    zorgvormen: Annotated[list[AhVorm], Field(max_length=5_000)]


class FederatieAanbod(ApiModel):
    """Ondertekende weergaven, elk een JWS in compacte vorm (ES256)."""

    bron: str
    kwartaal: str
    weergaven: list[str]


class FederatieUitkomst(ApiModel):
    """Wat met een levering is gedaan."""

    bron: str
    agb_code: str
    kwartaal: str
    versie: int
    peilmoment: datetime
    uitkomst: Literal["nieuw", "ongewijzigd", "verouderd"]


def bron_of(one: Bron) -> FederatieBron:
    """As shown."""
    return FederatieBron(
        bron=one.bron,
        versie=one.versie,
        gewijzigd_op=one.bekend_op,
        publieke_sleutel=one.publieke_sleutel,
        regiocodes=list(one.regiocodes),
    )


def te_leveren(one: Weergave, bron: str) -> dict[str, Any]:
    """What leaves the installation of a view: no early warning, no contracts, no remarks."""
    shown = weergave_of(one, bron)
    made = FederatieWeergave(
        agb_code=shown.agb_code,
        kwartaal=shown.kwartaal,
        peilmoment=shown.peilmoment,
        definitieversie=DEFINITIEVERSIE,
        drempel=DREMPEL,
        afgerond=shown.afgerond,
        totaal=shown.totaal,
        regios=shown.regios,
        zorgvormen=shown.zorgvormen,
    )
    return made.model_dump(mode="json", by_alias=True)


def met_anderen(own: AhWeergave, delivered: Sequence[Geleverd]) -> AhWeergave:
    """The view with the regions of other installations beside our own, each with its source."""
    several = [(one, FederatieWeergave.model_validate(one.inhoud)) for one in delivered]
    return own.model_copy(
        update={
            "regios": [*own.regios, *(r for _, view in several for r in view.regios)],
            "bronnen": [
                AhBron(
                    bron=one.bron,
                    peilmoment=one.peilmoment,
                    ontvangen_op=one.bekend_op,
                    definitieversie=view.definitieversie,
                    afgerond=view.afgerond,
                    totaal=view.totaal,
                )
                for one, view in several
            ],
        }
    )
