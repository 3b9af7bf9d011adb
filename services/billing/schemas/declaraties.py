# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What billing shows over HTTP; amounts are whole cents, credits negative."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Literal

import sqlalchemy as sa
from pydantic import Field

from libs.common.api import ApiModel
from services.billing.handlers.toelichten import NietBeoordeeldeRegel
from services.billing.rules.explanation import Bevonden, Stap

Uitkomst = Literal["toegekend", "deels-toegekend", "afgewezen"]


class Periode(ApiModel):
    """Eerste en laatste dag."""

    begindatum: date
    einddatum: date


class Declaratie(ApiModel):
    """Een beoordeelde declaratie; bedragen in eurocenten."""

    id: str
    declaratie_nummer: str
    gemeentecode: str
    agb_code: str
    declaratieperiode: Periode
    dagtekening: date
    uitkomst: Uitkomst
    retourcodes: list[str] = Field(description="De retourcodes op de declaratie zelf.")
    totaal_ingediend: int
    totaal_toegekend: int
    aantal_regels: int
    aantal_afgewezen: int
    ontvangen_op: datetime
    beoordeeld_op: datetime
    bericht_id: str = Field(description="Het ontvangen JW323.")
    antwoord_id: str = Field(description="Het JW325 waarmee is geantwoord.")


class DeclaratiesPagina(ApiModel):
    """Een bladzijde declaraties."""

    resultaten: list[Declaratie]


class Regel(ApiModel):
    """Een beoordeelde prestatie; `bedrag` in eurocenten, een creditregel is negatief."""

    id: str
    nummer: int = Field(description="Volgnummer in het bericht, vanaf 1.")
    referentie_nummer: str
    vorig_referentie_nummer: str | None
    toewijzing_nummer: int
    product_categorie: str
    product_code: str
    productperiode: Periode
    volume: int
    eenheid: str
    tarief: int | None
    bedrag: int
    toegekend: bool
    retourcodes: list[str]


class RegelsPagina(ApiModel):
    """Een bladzijde regels."""

    resultaten: list[Regel]


class ToelichtingStap(ApiModel):
    """Eén regel van de standaard, de feiten waarop is gelet, en de uitkomst."""

    regel: str
    zin: str = Field(description="De zin die waar moet zijn.")
    bevinding: str = Field(description="Wat er is gezien, met de getallen.")
    oordeel: Bevonden
    retourcode: str | None
    feiten: dict[str, str | int | bool | None]


class Toelichting(ApiModel):
    """Waarom een regel is toegekend of afgewezen."""

    declaratie_id: str
    nummer: int
    referentie_nummer: str
    toegekend: bool
    retourcodes: list[str]
    samenvatting: str
    stappen: list[ToelichtingStap]


def declaratie_of(row: sa.Row[Any]) -> Declaratie:
    """The view of a stored declaratie."""
    return Declaratie(
        id=row.id,
        declaratie_nummer=row.declaratie_nummer,
        gemeentecode=row.gemeentecode,
        agb_code=row.agb_code,
        declaratieperiode=Periode(begindatum=row.periode_begin, einddatum=row.periode_eind),
        dagtekening=row.dagtekening,
        uitkomst=_uitkomst(row),
        retourcodes=row.retourcodes,
        totaal_ingediend=row.ingediend,
        totaal_toegekend=row.toegekend,
        aantal_regels=row.aantal_regels,
        aantal_afgewezen=row.aantal_afgewezen,
        ontvangen_op=row.ontvangen_op,
        beoordeeld_op=row.beoordeeld_op,
        bericht_id=row.bericht_id,
        antwoord_id=row.antwoord_id,
    )


def _uitkomst(row: sa.Row[Any]) -> Uitkomst:
    if row.aantal_afgewezen == 0:
        return "toegekend"
    return "afgewezen" if row.aantal_afgewezen == row.aantal_regels else "deels-toegekend"


def regel_of(row: sa.Row[Any]) -> Regel:
    """The view of a stored line."""
    return Regel(
        id=row.id,
        nummer=row.nummer,
        referentie_nummer=row.referentie_nummer,
        vorig_referentie_nummer=row.vorig_referentie_nummer,
        toewijzing_nummer=row.toewijzing_nummer,
        product_categorie=row.categorie,
        product_code=row.code,
        productperiode=Periode(begindatum=row.periode_begin, einddatum=row.periode_eind),
        volume=row.volume,
        eenheid=row.eenheid,
        tarief=row.tarief,
        bedrag=row.bedrag,
        toegekend=row.toegekend,
        retourcodes=row.retourcodes,
    )


def toelichting_of(row: sa.Row[Any] | NietBeoordeeldeRegel, stappen: Iterable[Stap]) -> Toelichting:
    """The view of a line with the rules that were looked at."""
    steps = [_step(stap) for stap in stappen]
    return Toelichting(
        declaratie_id=row.declaratie_id,
        nummer=row.nummer,
        referentie_nummer=row.referentie_nummer,
        toegekend=row.toegekend,
        retourcodes=row.retourcodes,
        samenvatting=_summary(steps),
        stappen=steps,
    )


def _step(stap: Stap) -> ToelichtingStap:
    seen = {n: v.isoformat() if isinstance(v, date) else v for n, v in stap.feiten.items()}
    return ToelichtingStap(
        regel=stap.regel,
        zin=stap.zin,
        bevinding=stap.bevinding,
        oordeel=stap.oordeel,
        retourcode=stap.retourcode,
        feiten=seen,
    )


def _summary(steps: list[ToelichtingStap]) -> str:
    broken = [step for step in steps if step.oordeel == "niet-voldaan"]
    if not broken:
        return "Toegekend: aan alle regels die van toepassing zijn is voldaan."
    reasons = " ".join(f"{step.regel} ({step.retourcode}): {step.bevinding}" for step in broken)
    return f"Afgewezen. Niet voldaan is aan: {reasons}"
