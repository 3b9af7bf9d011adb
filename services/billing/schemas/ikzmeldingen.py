# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Own reports of aanbieders, and reports of signals to the IKZ, over HTTP."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from libs.common.api import ApiModel
from services.billing.domain import ikzmelding as d
from services.billing.domain.signalering import Bedrijfsopgave as Opgave
from services.billing.schemas.controles import Signaalcode
from services.billing.schemas.velden import AgbCode, Jaar, Kenmerk

Bedrag = Annotated[int, Field(ge=0, le=10**13, description="Eurocenten.")]


class NieuweBedrijfsopgave(ApiModel):
    """Wat een aanbieder over een jaar van zichzelf opgeeft; niets over een persoon."""

    jaar: Jaar
    opgericht_op: date
    professionals: int = Field(
        ge=0, le=10**8, description="Geregistreerd (SKJ, BIG), in honderdsten van een voltijdbaan."
    )
    omzet: Bedrag
    resultaat: int = Field(
        ge=-(10**13), le=10**13, description="Eurocenten; een verlies is negatief."
    )

    def as_opgave(self, agb_code: str) -> Opgave:
        """The same by this aanbieder; its version follows."""
        return Opgave(
            agb_code,
            self.jaar,
            0,
            self.opgericht_op,
            self.professionals,
            self.omzet,
            self.resultaat,
        )


class Bedrijfsopgave(NieuweBedrijfsopgave):
    """Een opgave; de hoogste versie van een jaar telt."""

    versie: int


class Bedrijfsopgaven(ApiModel):
    """De laatste opgave van elk jaar."""

    resultaten: list[Bedrijfsopgave]


class NieuweIkzMelding(ApiModel):
    """Welke signalen over een aanbieder zijn gemeld; het dossier zelf blijft waar het is."""

    agb_code: AgbCode
    van: date
    tot: date
    signalen: Annotated[list[Signaalcode], Field(min_length=1, max_length=20)]
    kenmerk: Kenmerk = Field(description="Van het eigen dossier, zonder persoonsgegevens.")


class GemeldSignaal(ApiModel):
    """Een signaal met zijn cijfers en drempel, zoals die waren."""

    id: str
    cijfers: dict[str, int | None]
    drempel: int


class IkzMelding(ApiModel):
    """Een melding aan het Informatie Knooppunt Zorgfraude, met wie haar deed."""

    id: str
    agb_code: str
    van: date
    tot: date
    score: int
    signalen: list[GemeldSignaal]
    kenmerk: str
    persoon: str
    op: datetime


class IkzMeldingenPagina(ApiModel):
    """Een bladzijde meldingen."""

    resultaten: list[IkzMelding]


def bedrijfsopgave_of(opgave: Opgave) -> Bedrijfsopgave:
    """For showing."""
    names = Bedrijfsopgave.model_fields
    return Bedrijfsopgave(**{name: getattr(opgave, name) for name in names})


def ikzmelding_of(melding: d.IkzMelding) -> IkzMelding:
    """For showing."""
    values = {name: getattr(melding, name) for name in IkzMelding.model_fields}
    return IkzMelding.model_validate(values)
