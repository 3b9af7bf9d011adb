# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Signals and counts over HTTP: aanbieders and gemeenten, never a client."""

from collections.abc import Sequence
from datetime import date

from pydantic import Field

from libs.common.api import ApiModel
from services.billing.rules.signalering import AanbiederSignalen, Gezien
from services.billing.store.lta import Telling


class Signaal(ApiModel):
    """Eén patroon, de cijfers en de drempel die is gepasseerd."""

    id: str = Field(examples=["SG01"])
    naam: str
    uitleg: str
    cijfers: dict[str, int | None]
    drempel: int
    gewicht: int
    bron: str = Field(description="Waar de drempel vandaan komt.")


class Aanbiedersignalen(ApiModel):
    """De signalen over één aanbieder; de score telt hun gewichten op, ten hoogste 100."""

    agb_code: str
    score: int
    signalen: list[Signaal]


class Signaleringen(ApiModel):
    """Aanbieders met een signaal, hoogste score eerst; alleen aanleiding voor een doel."""

    van: date
    tot: date
    resultaten: list[Aanbiedersignalen]


class LtaGemeente(ApiModel):
    """Unieke clienten, regels en eurocenten van één gemeente."""

    gemeentecode: str | None
    aantal_clienten: int
    aantal_regels: int
    toegekend: int


class LtaTelling(ApiModel):
    """Landelijk ingekochte hulp in een jaar; het geheel is zelf geteld, geen som."""

    jaar: int
    aantal_clienten: int
    aantal_regels: int
    toegekend: int
    gemeenten: list[LtaGemeente]


def signaleringen_of(van: date, tot: date, found: Sequence[AanbiederSignalen]) -> Signaleringen:
    """For showing."""
    resultaten = [
        Aanbiedersignalen(
            agb_code=one.agb_code,
            score=one.score,
            signalen=[_signaal(gezien) for gezien in one.gezien],
        )
        for one in found
    ]
    return Signaleringen(van=van, tot=tot, resultaten=resultaten)


def _signaal(gezien: Gezien) -> Signaal:
    return Signaal(
        id=gezien.signaal.id,
        naam=gezien.signaal.naam,
        uitleg=gezien.signaal.uitleg,
        cijfers=dict(gezien.cijfers),
        drempel=gezien.drempel.waarde,
        gewicht=gezien.drempel.gewicht,
        bron=gezien.drempel.bron,
    )


def lta_of(jaar: int, whole: Telling, parts: Sequence[Telling]) -> LtaTelling:
    """For showing."""
    return LtaTelling(
        jaar=jaar,
        aantal_clienten=whole.clienten,
        aantal_regels=whole.regels,
        toegekend=whole.toegekend,
        gemeenten=[
            LtaGemeente(
                gemeentecode=part.gemeentecode,
                aantal_clienten=part.clienten,
                aantal_regels=part.regels,
                toegekend=part.toegekend,
            )
            for part in parts
        ],
    )
