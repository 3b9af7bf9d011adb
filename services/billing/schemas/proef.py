# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What is asked and shown when another rule set is tried; amounts are whole cents."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from libs.common.api import ApiModel
from services.billing.domain.regelset import Regelset
from services.billing.handlers.proef import Uitslag

MOST_MONTHS = 12


class Proef(ApiModel):
    """Wat er anders is dan in de regels van nu, en hoeveel maanden er wordt teruggekeken."""

    zonder: Annotated[tuple[str, ...], Field(max_length=100)] = ()
    weken: Literal["geraakt", "heel"] = "geraakt"
    tolerantie: Annotated[int, Field(ge=0, le=100, description="Procent op een volume.")] = 0
    maanden: Annotated[int, Field(ge=1, le=MOST_MONTHS)] = 1

    def as_regelset(self) -> Regelset:
        """The rule set that is asked for."""
        return Regelset(frozenset(self.zonder), self.weken, self.tolerantie)


class PerRetourcode(ApiModel):
    """Regels en bedragen onder een code; een regel telt onder elk van zijn codes."""

    retourcode: str = Field(description="Of `toegekend`.")
    regels_toen: int
    bedrag_toen: int
    regels_nu: int
    bedrag_nu: int


class Proefuitslag(ApiModel):
    """Wat de andere regels zouden hebben gezegd; er is niets gewijzigd."""

    sinds: date
    aantal_declaraties: int
    aantal_regels: int
    aantal_anders: int
    per_retourcode: list[PerRetourcode]


def proefuitslag_of(sinds: date, uitslag: Uitslag) -> Proefuitslag:
    """The view of a trial."""
    toen, nu = uitslag.toen, uitslag.nu
    return Proefuitslag(
        sinds=sinds,
        aantal_declaraties=uitslag.declaraties,
        aantal_regels=uitslag.regels,
        aantal_anders=uitslag.anders,
        per_retourcode=[
            PerRetourcode(
                retourcode=code,
                regels_toen=toen.regels[code],
                bedrag_toen=toen.bedragen[code],
                regels_nu=nu.regels[code],
                bedrag_nu=nu.bedragen[code],
            )
            for code in sorted({*toen.regels, *nu.regels})
        ],
    )
