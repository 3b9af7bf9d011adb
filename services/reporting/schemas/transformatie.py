# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The transformation monitor over HTTP."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from pydantic import Field

from libs.common.api import ApiModel
from services.reporting.domain import scorekaart as d
from services.reporting.domain.scorekaart import Oordeel
from services.reporting.domain.transformatie import Signaal
from services.reporting.handlers.transformatie import Doelstand
from services.reporting.schemas.indicatoren import Doelgroep, Maat


class Doeljaar(ApiModel):
    """Een jaar van een doel."""

    jaar: int
    pad: float = Field(description="Wat het zou zijn: recht tussen afgesproken jaren.")
    werkelijk: float | None = Field(description="Leeg als het niet bekend of verborgen is.")
    signaal: Signaal


class Doel(ApiModel):
    """Van een uitgangswaarde naar een doel."""

    indicator: str
    naam: str
    versie: int
    maat: Maat
    basisjaar: int
    basis: float
    doeljaar: int
    doel: float
    jaren: list[Doeljaar]


class Onderdeel(ApiModel):
    """Een afspraak of criterium met het laatste oordeel; leeg als niemand oordeelde."""

    onderdeel: str
    naam: str
    oordeel: Oordeel | None = None
    bewijs: str | None = None
    datum: date | None = None
    bron: str | None = None


class Scorekaart(ApiModel):
    """Hoe een norm wordt nagekomen."""

    norm: str
    naam: str
    voldoet: bool | None = Field(description="Leeg zolang niet alles is beoordeeld.")
    ja: int
    deels: int
    nee: int
    onderdelen: list[Onderdeel]


class Robuustheid(ApiModel):
    """Of een regio groot genoeg is."""

    jeugdigen: int | None = Field(description="Ingave `jeugdigen` van de leden; leeg als die mist.")
    ondergrens: int
    robuust: bool | None


class Monitor(ApiModel):
    """De doelen van een regio of gemeente, en hoe zij normen nakomt."""

    gebied: str
    peilmoment: datetime
    definitieversie: str
    doelgroep: Doelgroep
    doelen: list[Doel]
    scorekaarten: list[Scorekaart]
    robuustheid: Robuustheid | None = Field(description="Alleen van een regio.")


def doel_of(one: Doelstand) -> Doel:
    """For showing."""
    maat = next(m for m in one.indicator.maten if m.veld == one.doel.veld)
    return Doel(
        indicator=one.indicator.id,
        naam=one.indicator.naam,
        versie=one.indicator.versie,
        maat=Maat(veld=maat.veld, eenheid=maat.eenheid, naam=maat.naam),
        basisjaar=one.doel.basis[0],
        basis=one.doel.basis[1],
        doeljaar=one.doel.doel[0],
        doel=one.doel.doel[1],
        jaren=[
            Doeljaar(
                jaar=stand.jaar, pad=stand.pad, werkelijk=stand.werkelijk, signaal=stand.signaal
            )
            for stand in one.standen
        ],
    )


def regels_of(one: Doel) -> Iterator[dict[str, Any]]:
    """As rows: each year of a goal."""
    about = {"indicator": one.indicator, "veld": one.maat.veld, "versie": one.versie}
    for jaar in one.jaren:
        yield about | jaar.model_dump(mode="json", by_alias=True)


def scorekaart_of(one: d.Scorekaart) -> Scorekaart:
    """For showing: every part, also what nobody judged."""
    return Scorekaart(
        norm=one.soort,
        naam=one.norm.naam,
        voldoet=one.voldoet,
        ja=one.aantal("ja"),
        deels=one.aantal("deels"),
        nee=one.aantal("nee"),
        onderdelen=[
            _onderdeel(key, naam, one.beoordelingen.get(key))
            for key, naam in one.norm.onderdelen.items()
        ],
    )


def _onderdeel(key: str, naam: str, known: d.Beoordeling | None) -> Onderdeel:
    if known is None:
        return Onderdeel(onderdeel=key, naam=naam)
    return Onderdeel(
        onderdeel=key,
        naam=naam,
        oordeel=known.oordeel,
        bewijs=known.bewijs,
        datum=known.datum,
        bron=known.bron,
    )


def robuustheid_of(jeugdigen: int | None) -> Robuustheid:
    """For showing."""
    robuust = None if jeugdigen is None else d.is_robuust(jeugdigen)
    return Robuustheid(jeugdigen=jeugdigen, ondergrens=d.ROBUUST, robuust=robuust)
