# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The check of CBS deliveries over HTTP."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from libs.common.api import ApiModel
from services.reporting.domain import cbs as d
from services.reporting.domain.cbs import Bevinding
from services.reporting.domain.indicatoren.afscherming import Getoond
from services.reporting.domain.indicatoren.cellen import Cel
from services.reporting.schemas.indicatoren import Doelgroep
from services.reporting.schemas.velden import Bron, Gemeentecode

TELLEN = ("records", "begonnen", "geeindigd", "lopend")
Telsoort = Literal["jeugdhulp", "jeugdbescherming", "jeugdreclassering"]
Periodecode = Annotated[
    str,
    Field(
        pattern=r"^20[0-9]{2}-(H[12]|K[1-4])$",
        examples=["2026-H1"],
        description="jjjj-Hn (halfjaar) of jjjj-Kn (kwartaal)",
    ),
]
Halfjaarcode = Annotated[str, Field(pattern=r"^20[0-9]{2}-H[12]$", examples=["2026-H1"])]
Hulpvorm = Annotated[str, Field(pattern=r"^(0[1-4]|1[1-4])$", description="Code van het CBS.")]


class Telling(ApiModel):
    """Hoeveel records een levering heeft, en wat ervan begon, eindigde en doorloopt."""

    cel: dict[str, str] = Field(description="De waarde van elke dimensie; leeg in het totaal.")
    records: int | None = Field(description="Leeg als de cel is verborgen, net als de rest.")
    begonnen: int | None
    geeindigd: int | None
    lopend: int | None
    verborgen: bool


class Tellingen(ApiModel):
    """Onze feiten geteld zoals het CBS ze telt."""

    soort: Telsoort
    periode: str
    van: date
    tot: date
    uiterlijk: date = Field(description="Laatste dag van aanlevering: drie weken na de periode.")
    peilmoment: datetime
    definitieversie: str
    doelgroep: Doelgroep
    groepering: list[str]
    rijen: list[Telling]
    totaal: Telling


class Spiegelregel(ApiModel):
    """Wat het CBS telde van een aanbieder, voor een gemeente en een hulpvorm."""

    gemeente: Gemeentecode
    aanbieder: Annotated[
        str, Field(pattern=r"^([0-9]{8}|wijkteam)$", description="AGB-code, of `wijkteam`.")
    ]
    hulpvorm: Hulpvorm
    aantal: Annotated[int, Field(ge=0, le=10**7)]


class Spiegelrapportage(ApiModel):
    """Een spiegelrapportage van het CBS, in haar geheel."""

    periode: Halfjaarcode
    bron: Bron
    regels: Annotated[list[Spiegelregel], Field(min_length=1, max_length=20_000)]


class Vergelijking(ApiModel):
    """Een cel zoals het CBS haar heeft, en zoals wij."""

    cel: dict[str, str]
    cbs: int
    eigen: int | None = Field(description="Leeg als het niet getoond wordt.")
    verschil: int | None = Field(description="Hoeveel het CBS er meer heeft.")
    bevinding: Bevinding


class Vergelijkingen(ApiModel):
    """De spiegelrapportage naast de eigen records; `marge` is hoeveel procent geen bevinding is."""

    periode: str
    peilmoment: datetime
    definitieversie: str
    doelgroep: Doelgroep
    groepering: list[str]
    marge: int
    rijen: list[Vergelijking]
    totaal: Vergelijking | None = Field(description="Leeg als niemand iets heeft.")
    alleen_gedeclareerd: int | None = Field(
        description="Hulp die alleen uit declaraties bekend is, per cliënt, aanbieder en hulpvorm: "
        "zonder startbericht is zij geen eigen record. Leeg als het er te weinig zijn om te tonen."
    )


def regel_of(one: Spiegelregel) -> d.Spiegelregel:
    """To the domain."""
    return d.Spiegelregel(one.gemeente, one.aanbieder, one.hulpvorm, one.aantal)


def telling_of(groepering: Sequence[str], cel: Cel, shown: Mapping[Cel, Getoond]) -> Telling:
    """For showing."""
    one = shown[cel]
    values: dict[str, Any] = {name: one.waarden[name] for name in TELLEN}
    return Telling(cel=_named(groepering, cel), verborgen=one.verborgen, **values)


def vergelijking_of(groepering: Sequence[str], one: d.Verschil) -> Vergelijking:
    """For showing."""
    return Vergelijking(
        cel=_named(groepering, one.cel),
        cbs=one.cbs,
        eigen=one.eigen,
        verschil=one.verschil,
        bevinding=one.bevinding,
    )


def _named(groepering: Sequence[str], cel: Cel) -> dict[str, str]:
    return dict(zip(groepering, cel, strict=True)) if cel else {}
