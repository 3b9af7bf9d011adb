# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What is taken and shown of a procurement."""

from datetime import date
from typing import Annotated

from pydantic import Field

from libs.common.api import ApiModel
from services.contract.domain.inkoop import Afwijking, Eis, Mijlpaalsoort, Route, Vorm
from services.contract.domain.mijlpalen import Inkooptoestand
from services.contract.schemas.dossiervelden import Functie, Tekst, Vastgelegd
from services.contract.schemas.velden import Naam, Tot, Van


class Mijlpaal(ApiModel):
    """Een stap van een inkoop."""

    soort: Mijlpaalsoort
    gepland: Van
    gereed: Tot = None


class InkoopInvoer(ApiModel):
    """Een inkoop met route, vorm en kalender (C-02, C-03)."""

    naam: Naam
    segment: Functie | None = None
    route: Route
    vorm: Vorm
    start: Van
    einde: Tot = None
    publicatie: Tot = None
    laatste_ondertekening: Tot = None
    continuiteitsclausule: bool = False
    gesloten_op: Tot = None
    uitvoering_maanden: Annotated[
        int | None,
        Field(
            ge=1,
            le=600,
            description="Hoe lang een uitvoeringsovereenkomst onder de basisovereenkomst telkens "
            "duurt: die bindt, niet de basisovereenkomst.",
        ),
    ] = None
    mijlpalen: list[Mijlpaal] = Field(
        default=[], max_length=6, description="Elke stap één keer, in hun volgorde gepland."
    )
    afwijkingen: dict[Afwijking, Tekst] = Field(
        default={}, description="Motivering per eis, en per mijlpaal die is gemist."
    )


class KalenderToets(ApiModel):
    """Een eis van zorgvuldige inkoop en hoe het ermee staat."""

    eis: Eis
    uitslag: str
    uiterlijk: date | None
    toelichting: str


class Kalenderwaarschuwing(ApiModel):
    """Een termijn of mijlpaal die nadert."""

    eis: Mijlpaalsoort
    uiterlijk: date
    dagen: int


class Inkoop(InkoopInvoer, Vastgelegd):
    """Een vastgelegde inkoop, getoetst."""

    toestand: Inkooptoestand = Field(description="De laatste mijlpaal die is gezet.")
    kalender: list[KalenderToets]
    waarschuwingen: list[Kalenderwaarschuwing]
