# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Figures over HTTP that no event brings."""

from datetime import date, datetime
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from libs.common.api import ApiModel
from services.reporting.domain.ingaven import Opgave, bezwaren
from services.reporting.schemas.velden import Bron, Onderwerp, Tekst

Ingavesoort = Literal[
    "jeugdigen",
    "begroting",
    "taakbijdrage",
    "subsidie",
    "pgb-uitgaven",
    "benchmark",
    "doel",
    "nvo",
    "basis-op-orde",
    "tevredenheid",
    "zonder-hulp-verder",
    "verhaal",
    "cbs-spiegel",
    "subregio",
]
Jaar = Annotated[int, Field(ge=2000, le=2099)]
Gebied = Annotated[str, StringConstraints(pattern=r"^([0-9]{4}|[A-Z][A-Z-]{1,19})$")]
_ONDERWERP = (
    "Naar de soort. `doel`, `benchmark`: een indicator en een maat daarvan, met een punt ertussen "
    "(zie `GET /indicatoren`; een doel ook `T-01` en `T-02`), en wat zo niet bestaat wordt "
    "geweigerd. `nvo`, `basis-op-orde`: de afspraak of het criterium. "
    "`tevredenheid`, `zonder-hulp-verder`: AGB-code en stap, zoals `90000101.4`. `verhaal`: "
    "AGB-code en eigen kenmerk, zoals `90000101.casus-1`. `subregio`: de code van het deel. "
    "`jeugdigen` en bedragen: leeg, voor het geheel; anders de naam van een deel, en delen tellen "
    "op waar geen geheel is opgegeven."
)


class Ingave(ApiModel):
    """Een cijfer dat geen gebeurtenis brengt, van een gebied in een jaar.

    Bedragen in eurocenten, een begroting desgewenst per zorgvorm (`onderwerp`). Van een benchmark
    of doel is `onderwerp` de indicator en maat, zoals `I-05.gebruik`; procenten in tienden. Van een
    oordeel (`nvo`, `basis-op-orde`) is `onderwerp` de afspraak of het criterium, `waarde` 0 (nee),
    1 (deels) of 2 (ja), en `toelichting` het bewijs. Van `tevredenheid` (1 tot en met 10) en
    `zonder-hulp-verder` (1 tot en met 4) is `onderwerp` de AGB-code en de stap, en `waarde` hoeveel
    antwoorden er waren. Een `verhaal` staat in `toelichting`, zonder dat iemand herkenbaar is.
    Van `subregio` is `gebied` een gemeente, `onderwerp` de code van het deel van haar regio,
    `waarde` 1 (erin) of 0 (eruit) en `datum` vanaf welke maand; alleen het beheer geeft dat op, en
    van een deel en een maand telt wat het laatst is opgegeven.
    """

    soort: Ingavesoort
    gebied: Gebied = Field(description="Gemeentecode, regiocode, of `NL`.", examples=["0307"])
    jaar: Jaar
    onderwerp: Onderwerp = Field(default="", description=_ONDERWERP)
    waarde: Annotated[int, Field(ge=0, le=10**15)]
    bron: Bron
    toelichting: Tekst | None = None
    datum: date | None = Field(default=None, description="Van een oordeel of subregio.")


class OpgegevenIngave(Ingave):
    """Een ingave zoals opgegeven, aan de regels van haar soort getoetst."""

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        told = Opgave(
            self.soort,
            self.gebied,
            self.jaar,
            self.onderwerp,
            self.waarde,
            self.toelichting,
            self.datum,
        )
        if wrong := "; ".join(bezwaren(told)):
            raise ValueError(wrong)
        return self


class Ingaven(ApiModel):
    """Wat in één keer wordt opgegeven."""

    ingaven: Annotated[list[OpgegevenIngave], Field(min_length=1, max_length=1000)]


class VastgelegdeIngave(Ingave):
    """Een ingave zoals vastgelegd."""

    versie: int
    eigenaar: str
    bekend_op: datetime


class Vastgelegd(ApiModel):
    """Hoeveel er is vastgelegd; wat al zo bekend was verandert niet."""

    vastgelegd: int
    ongewijzigd: int


class IngavenPagina(ApiModel):
    """Een bladzijde ingaven."""

    resultaten: list[VastgelegdeIngave]
