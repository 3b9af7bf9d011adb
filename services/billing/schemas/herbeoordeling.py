# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What is asked and shown when a declaratie is judged again; amounts are whole cents."""

from datetime import datetime
from typing import Annotated, Any

import sqlalchemy as sa
from pydantic import AwareDatetime, Field

from libs.common.api import ApiModel
from services.billing.handlers.herbeoordelen import Opnieuw, Vergelijking
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
    regelset_toen: int | None = Field(
        description="Leeg als het oordeel er nog geen nummer van had."
    )
    regelset_nu: int
    retourcodes_toen: list[str] = Field(description="Op de declaratie zelf.")
    retourcodes_nu: list[str]
    aantal_regels: int
    toegekend_toen: int
    toegekend_nu: int
    aantal_verschillen: int
    verschillen: list[Verschil] = Field(description=f"Ten hoogste {MOST}.")


def herbeoordeeld_of(
    declaratie: sa.Row[Any], peilmoment: datetime, opnieuw: Opnieuw
) -> Herbeoordeeld:
    """The view of a comparison."""
    regels = opnieuw.regels
    other = [regel for regel in regels if regel.verschilt]
    return Herbeoordeeld(
        declaratie_id=declaratie.id,
        peilmoment=peilmoment,
        gelijk=not other,
        regelset_toen=declaratie.regelset,
        regelset_nu=opnieuw.oordeel.regelset,
        retourcodes_toen=declaratie.retourcodes,
        retourcodes_nu=list(opnieuw.oordeel.antwoordcodes),
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
