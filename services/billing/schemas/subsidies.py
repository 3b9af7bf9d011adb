# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Subsidies over HTTP."""

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import Field, model_validator

from libs.common.api import ApiModel
from libs.common.ids import new_id
from services.billing.domain import subsidie as d
from services.billing.handlers.subsidies import Stapgegevens
from services.billing.schemas.velden import (
    AgbCode,
    Boeking,
    Centen,
    Gemeentecode,
    Jaar,
    Kenmerk,
    Stap,
    Verdeelsleutel,
    boeking_of,
    stap_of,
)
from services.billing.store import zaken

Ontvanger = Annotated[str, Field(min_length=1, max_length=100, examples=["Veilig Thuis"])]
Bedrag = Annotated[int, Field(ge=0, le=10**12, description="Eurocenten.")]


class NieuweSubsidie(ApiModel):
    """Een verlening voor een jaar, verdeeld naar de sleutel."""

    ontvanger: Ontvanger
    agb_code: AgbCode | None = Field(
        default=None,
        description="Van de ontvanger: dan betalen betaalruns de voorschotten en het saldo.",
    )
    regeling: d.Regeling
    jaar: Jaar
    verleend: Centen
    sleutel: Verdeelsleutel

    def as_subsidie(self, verlener: str) -> d.Subsidie:
        """The same, awarded by this caller."""
        return d.Subsidie(
            id=new_id(),
            verlener=verlener,
            ontvanger=self.ontvanger,
            regeling=self.regeling,
            jaar=self.jaar,
            sleutel=self.sleutel,
            verleend=self.verleend,
            bevoorschot=0,
            vastgesteld=None,
            lasten=None,
            toestand=d.VERLOOP.begin,
            versie=1,
            agb_code=self.agb_code,
        )


class Subsidiehandeling(ApiModel):
    """Een stap: voorschot en vaststelling noemen een bedrag, verantwoording de lasten, een
    aanvulling de AGB-code van de ontvanger."""

    handeling: d.Handeling
    bedrag: Bedrag | None = None
    lasten: Annotated[
        dict[Gemeentecode, Bedrag] | None,
        Field(min_length=1, max_length=342, description="Lasten per gemeente in eurocenten."),
    ] = None
    agb_code: AgbCode | None = Field(
        default=None, description="Van de ontvanger; voor wie zonder werd verleend."
    )
    toelichting: Kenmerk | None = None

    @model_validator(mode="after")
    def _complete(self) -> "Subsidiehandeling":
        if (self.bedrag is not None) != (self.handeling in ("bevoorschotten", "vaststellen")):
            raise ValueError("een voorschot en een vaststelling noemen een bedrag, andere niet")
        if (self.lasten is not None) != (self.handeling == "verantwoorden"):
            raise ValueError("een verantwoording noemt de lasten, een andere stap niet")
        if (self.agb_code is not None) != (self.handeling == d.AANVULLEN):
            raise ValueError("een aanvulling noemt de AGB-code, een andere stap niet")
        return self

    def as_gegevens(self) -> Stapgegevens:
        """What the step needs."""
        return Stapgegevens(self.bedrag or 0, self.lasten, self.agb_code)


class Subsidie(ApiModel):
    """Een subsidie; bedragen in eurocenten."""

    id: str
    verlener: str
    ontvanger: str
    agb_code: str | None
    regeling: str
    jaar: int
    sleutel: dict[str, int]
    verleend: int
    bevoorschot: int
    vastgesteld: int | None
    lasten: dict[str, int] | None = Field(description="Verantwoorde lasten per gemeente.")
    toestand: str
    versie: int


class SubsidieDossier(Subsidie):
    """Een subsidie met haar stappen en boekingen."""

    stappen: list[Stap]
    boekingen: list[Boeking]


class SubsidiesPagina(ApiModel):
    """Een bladzijde subsidies."""

    resultaten: list[Subsidie]


def subsidie_of(subsidie: d.Subsidie) -> Subsidie:
    """For showing."""
    return Subsidie(**_shown(subsidie))


def dossier_of(
    subsidie: d.Subsidie, stappen: Sequence[zaken.Stap], boekingen: Sequence[zaken.Boeking]
) -> SubsidieDossier:
    """The same with all that happened."""
    return SubsidieDossier(
        **_shown(subsidie),
        stappen=[stap_of(stap) for stap in stappen],
        boekingen=[boeking_of(boeking) for boeking in boekingen],
    )


def _shown(subsidie: d.Subsidie) -> dict[str, Any]:
    return {
        "id": subsidie.id,
        "verlener": subsidie.verlener,
        "ontvanger": subsidie.ontvanger,
        "agb_code": subsidie.agb_code,
        "regeling": subsidie.regeling,
        "jaar": subsidie.jaar,
        "sleutel": dict(subsidie.sleutel),
        "verleend": subsidie.verleend,
        "bevoorschot": subsidie.bevoorschot,
        "vastgesteld": subsidie.vastgesteld,
        "lasten": None if subsidie.lasten is None else dict(subsidie.lasten),
        "toestand": subsidie.toestand,
        "versie": subsidie.versie,
    }
