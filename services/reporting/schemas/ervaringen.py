# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What people said of help, over HTTP."""

from datetime import datetime
from typing import Any

from pydantic import Field

from libs.common.api import ApiModel
from services.reporting.handlers import ervaringen as h
from services.reporting.schemas.accounthouders import Aantal, aantal_of
from services.reporting.schemas.indicatoren import Doelgroep

STAPPEN = {f"zonderHulpVerder{stap}": f"{stap}" for stap in range(1, 5)}
"""Columns of a file, with the step that each is of."""


class Ervaring(ApiModel):
    """Uitkomsten van hulp; leeg waar niemand iets opgaf."""

    antwoorden: Aantal | None = Field(description="Over tevredenheid.")
    tevredenheid: float | None = Field(description="Gemiddelde, 1 tot en met 10.")
    zonder_hulp_verder: dict[str, Aantal] | None = Field(
        description="Antwoorden per stap: 1 (helemaal niet) tot en met 4 (helemaal)."
    )
    voortijdig: float | None = Field(description="Procent voortijdig beëindigd, uit I-22.")


class ErvaringAanbieder(Ervaring):
    """Van een aanbieder."""

    aanbieder: str = Field(description="AGB-code.")
    verhalen: list[str]


class Ervaringen(ApiModel):
    """Wat jeugdigen en ouders van hulp vonden, in een jaar."""

    jaar: int
    peilmoment: datetime
    definitieversie: str
    doelgroep: Doelgroep
    totaal: Ervaring
    aanbieders: list[ErvaringAanbieder]


def ervaring_of(one: h.Ervaring, drempel: int) -> Ervaring:
    """For showing."""
    said = one.uitkomst
    if said is None:
        return Ervaring(
            antwoorden=None,
            tevredenheid=None,
            zonder_hulp_verder=None,
            voortijdig=one.voortijdig,
        )
    steps = {step: aantal_of(count, drempel) for step, count in said.verder.items()}
    return Ervaring(
        antwoorden=aantal_of(said.antwoorden, drempel),
        tevredenheid=said.tevredenheid,
        zonder_hulp_verder=steps,
        voortijdig=one.voortijdig,
    )


def aanbieder_of(agb_code: str, one: h.Ervaring, drempel: int) -> ErvaringAanbieder:
    """For showing."""
    said = ervaring_of(one, drempel)
    values = {name: getattr(said, name) for name in Ervaring.model_fields}
    return ErvaringAanbieder(**values, aanbieder=agb_code, verhalen=list(one.verhalen))


def regel_of(one: ErvaringAanbieder) -> dict[str, Any]:
    """As a row: each step a column, stories below each other."""
    told = one.model_dump(mode="json", by_alias=True)
    steps = told["zonderHulpVerder"] or {}
    told |= {column: steps.get(stap) for column, stap in STAPPEN.items()}
    return told | {"verhalen": "\n".join(one.verhalen)}
