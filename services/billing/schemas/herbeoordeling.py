# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What is asked and shown when a declaratie is judged again; amounts are whole cents."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, Field

from libs.common.api import ApiModel
from services.billing.handlers.herbeoordelen import Vergelijking
from services.billing.rules.verdict import RegelOordeel

MOST = 1000
"""Differences that are listed; the count is always of all."""


class Herbeoordeling(ApiModel):
    """Het moment waarvan de kennis telt; leeg is zoals het toen is beoordeeld."""

    peilmoment: Annotated[AwareDatetime | None, Field(default=None)]


class Verschil(ApiModel):
    """Een regel die nu een ander oordeel of andere retourcodes krijgt."""

    nummer: int
    referentie_nummer: str
    bedrag: int
    toegekend_toen: bool
    toegekend_nu: bool
    retourcodes_toen: list[str]
    retourcodes_nu: list[str]
    bevindingen_nu: list[str]


class Herbeoordeeld(ApiModel):
    """De uitkomst naast die van toen; er is niets gewijzigd."""

    declaratie_id: str
    peilmoment: datetime
    gelijk: bool
    aantal_regels: int
    toegekend_toen: int
    toegekend_nu: int
    aantal_verschillen: int
    verschillen: list[Verschil] = Field(description=f"Ten hoogste {MOST}.")


def herbeoordeeld_of(
    declaratie_id: str, peilmoment: datetime, regels: Sequence[Vergelijking]
) -> Herbeoordeeld:
    """The view of a comparison."""
    other = [regel for regel in regels if regel.verschilt]
    return Herbeoordeeld(
        declaratie_id=declaratie_id,
        peilmoment=peilmoment,
        gelijk=not other,
        aantal_regels=len(regels),
        toegekend_toen=sum(r.toen.bedrag for r in regels if r.toen.toegekend),
        toegekend_nu=sum(r.nu.regel.signed for r in regels if r.nu.toegekend),
        aantal_verschillen=len(other),
        verschillen=[_verschil(regel) for regel in other[:MOST]],
    )


def _verschil(regel: Vergelijking) -> Verschil:
    nu: RegelOordeel = regel.nu
    return Verschil(
        nummer=nu.regel.nummer,
        referentie_nummer=nu.regel.referentie_nummer,
        bedrag=nu.regel.signed,
        toegekend_toen=regel.toen.toegekend,
        toegekend_nu=nu.toegekend,
        retourcodes_toen=regel.toen.retourcodes,
        retourcodes_nu=list(nu.retourcodes),
        bevindingen_nu=[finding.melding for finding in nu.bevindingen],
    )
