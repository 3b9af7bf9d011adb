# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What the NZa gets, over HTTP."""

from datetime import date, datetime
from typing import Any

from pydantic import Field

from libs.common.api import ApiModel
from services.reporting.domain import nza as d
from services.reporting.domain.indicatoren.afscherming import Getoond
from services.reporting.handlers.nza import Oordeel
from services.reporting.schemas.indicatoren import Doelgroep


class NzaToewijzing(ApiModel):
    """Een toewijzing met de twaalf elementen; leeg is niet (of nog niet) bekend."""

    client: str = Field(description="Pseudoniem, alleen binnen deze regio hetzelfde.")
    gemeente: str
    nummer: int
    aanbieder: str = Field(description="AGB-code.")
    geboortejaar: int | None
    verwijzer: str | None = Field(description="COD327.")
    vorm: str | None = Field(description="Productcategorie en product, zoals 45/45B01.")
    toegewezen: date | None
    beoogd: date | None
    begin: date | None
    eind: date | None
    reden: str | None = Field(description="JZ588.")
    bedrag: int | None = Field(description="Toegekend in het jaar, eurocenten.")
    volume: int | None = Field(description="Toegekend in het jaar, in `eenheid`.")
    eenheid: str | None


class NzaBladzijde(ApiModel):
    """Een bladzijde toewijzingen."""

    jaar: int
    peilmoment: datetime
    definitieversie: str
    resultaten: list[NzaToewijzing]


class NzaOver(ApiModel):
    """Waarover een bladzijde gaat."""

    jaar: int
    peilmoment: datetime
    definitieversie: str


class NzaElement(ApiModel):
    """Van hoeveel toewijzingen een element er zou moeten zijn, en van hoeveel het er is."""

    element: str
    naam: str
    verwacht: int | None = Field(description="Leeg als het er te weinig zijn om te tonen.")
    aanwezig: int | None
    volledigheid: float | None


class NzaAanbieder(ApiModel):
    """De toewijzingen van een aanbieder; per element hoeveel procent er is."""

    aanbieder: str
    toewijzingen: int | None
    volledigheid: dict[str, float | None]
    verborgen: bool


class NzaVolledigheid(ApiModel):
    """Hoe volledig de gegevens van een jaar zijn."""

    jaar: int
    peilmoment: datetime
    definitieversie: str
    doelgroep: Doelgroep
    elementen: list[NzaElement]
    aanbieders: list[NzaAanbieder]


def toewijzing_of(one: d.Regel) -> NzaToewijzing:
    """For showing."""
    return NzaToewijzing(**{name: getattr(one, name) for name in NzaToewijzing.model_fields})


def elementen_of(found: Oordeel) -> list[NzaElement]:
    """For showing; numbers of few awards are not."""
    shown = []
    for veld, naam in d.ELEMENTEN.items():
        one = found.elementen.get(veld)
        values: dict[str, Any] = dict.fromkeys(("verwacht", "aanwezig", "volledigheid"))
        if one is not None and one.is_toonbaar(found.drempel):
            values = {
                "verwacht": one.verwacht,
                "aanwezig": one.aanwezig,
                "volledigheid": one.procent,
            }
        shown.append(NzaElement(element=veld, naam=naam, **values))
    return shown


def aanbieder_of(agb_code: str, one: Getoond) -> NzaAanbieder:
    """For showing."""
    values: dict[str, Any] = {veld: one.waarden[veld] for veld in d.ELEMENTEN}
    count: Any = one.waarden["toewijzingen"]
    return NzaAanbieder(
        aanbieder=agb_code, toewijzingen=count, volledigheid=values, verborgen=one.verborgen
    )
