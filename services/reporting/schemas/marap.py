# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The monthly report over HTTP."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, Field

from libs.common.api import ApiModel
from services.reporting.domain.marap import (
    Besluit,
    Celverschil,
    Definitiewijziging,
    Marap,
    Toestand,
)
from services.reporting.schemas.aansluiting import Aansluitcel
from services.reporting.schemas.indicatoren import Doelgroep, Indicatorrij, Maat
from services.reporting.schemas.velden import Maand, Verhaal


class Maraprun(ApiModel):
    """Een rapportage over het jaar tot en met een maand."""

    maand: Maand
    peilmoment: AwareDatetime | None = Field(
        default=None,
        description="De cijfers zoals toen bekend; anders het laatste dat overal is "
        "verwerkt, tien tot vijftien minuten geleden.",
    )


class Toelichting(ApiModel):
    """Wat bij een indicator te lezen staat."""

    tekst: Verhaal


class Besluitinvoer(ApiModel):
    """Goedkeuren door een ander dan wie de rapportage maakte, of publiceren."""

    besluit: Besluit


class Aansluitopgave(ApiModel):
    """De aansluiting van declaraties op het peilmoment van de rapportage, over haar maanden."""

    cellen: Annotated[list[Aansluitcel], Field(max_length=200_000)]


class Aansluitverschil(ApiModel):
    """Een cel waarin rapportages en declaraties verschillen."""

    gemeentecode: str
    agb_code: str
    maand: str
    aantal_hier: int
    bedrag_hier: int
    aantal_daar: int
    bedrag_daar: int


class Wijziging(ApiModel):
    """Een indicator die iets anders betekent dan in de vorige goedgekeurde rapportage."""

    id: str
    van: int = Field(description="Versie in de vorige rapportage; 0 als hij daar niet in stond.")
    naar: int
    wijziging: str


class Marapkop(ApiModel):
    """Een rapportage zonder haar cijfers."""

    id: str
    versie: int
    regiocode: str
    maand: str
    nummer: int = Field(description="De hoeveelste van deze maand.")
    toestand: Toestand
    peilmoment: datetime
    voorbereider: str
    goedkeurder: str | None
    gemaakt_op: datetime
    gewijzigd_op: datetime
    aangesloten: bool | None = Field(
        description="Gelijk aan declaraties; leeg zolang dat niet is nagegaan."
    )


class Maraps(ApiModel):
    """Een bladzijde, nieuwste eerst."""

    resultaten: list[Marapkop]


class Maraptabel(ApiModel):
    """De cijfers van een indicator over het jaar tot en met de maand, en van een jaar eerder."""

    id: str
    naam: str
    versie: int
    formule: str
    groepering: list[str]
    maten: list[Maat]
    totaal: Indicatorrij
    rijen: list[Indicatorrij]
    toelichting: str | None


class Marapinhoud(Marapkop):
    """Een hele rapportage, zoals de doelgroep haar mag zien."""

    van: str
    tot: str
    doelgroep: Doelgroep
    definitiewijzigingen: list[Wijziging]
    aansluitverschillen: list[Aansluitverschil]
    tabellen: list[Maraptabel]


class Onderscheid(ApiModel):
    """Een cijfer dat bij opnieuw berekenen anders is."""

    id: str
    cel: list[str]
    veld: str


class Herberekening(ApiModel):
    """Dezelfde rapportage opnieuw berekend, op haar peilmoment en naar haar definities."""

    gelijk: bool
    verschillen: list[Onderscheid]


def kop_of(marap: Marap) -> Marapkop:
    """For showing."""
    return Marapkop(**_kop(marap))


def _kop(marap: Marap) -> dict[str, object]:
    names = Marapkop.model_fields.keys() - {"maand", "aangesloten"}
    plain = {name: getattr(marap, name) for name in names}
    told = marap.aansluiting
    return plain | {
        "maand": f"{marap.maand:%Y-%m}",
        "aangesloten": None if told is None else not told,
    }


def inhoud_of(
    marap: Marap,
    doelgroep: Doelgroep,
    tabellen: Sequence[Maraptabel],
    wijzigingen: Sequence[Definitiewijziging],
) -> Marapinhoud:
    """For showing."""
    van, tot = marap.periode
    kop: dict[str, object] = _kop(marap)
    return Marapinhoud(
        **kop,
        van=f"{van:%Y-%m}",
        tot=f"{tot:%Y-%m}",
        doelgroep=doelgroep,
        tabellen=list(tabellen),
        definitiewijzigingen=[
            Wijziging(id=one.id, van=one.van, naar=one.naar, wijziging=one.wijziging)
            for one in wijzigingen
        ],
        aansluitverschillen=[_verschil(one) for one in marap.aansluiting or ()],
    )


def _verschil(one: Celverschil) -> Aansluitverschil:
    return Aansluitverschil(
        gemeentecode=one.gemeentecode,
        agb_code=one.agb_code,
        maand=one.maand,
        aantal_hier=one.hier[0],
        bedrag_hier=one.hier[1],
        aantal_daar=one.daar[0],
        bedrag_daar=one.daar[1],
    )
