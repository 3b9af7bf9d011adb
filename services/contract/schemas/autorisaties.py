# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What contract takes and shows of authorisations."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from libs.common.api import ApiModel
from libs.common.auth.model import OrgType
from services.contract.domain import Geldigheid
from services.contract.domain import autorisatie as d
from services.contract.schemas.velden import Omschrijving, Tot, Van
from services.contract.store.autorisaties import Besluit

Recht = Annotated[
    str,
    StringConstraints(max_length=40, pattern=r"^[a-z]+:[a-z]+$"),
    Field(
        description="Een recht, zoals de API-documenten het noemen.", examples=["contracten:lezen"]
    ),
]


class AutorisatieInvoer(ApiModel):
    """Wat een organisatie mag, van wanneer tot wanneer en waarom."""

    rechten: list[Recht] = Field(
        max_length=100, description="Alle rechten; een lege lijst trekt de autorisatie in."
    )
    geldig_van: Van
    geldig_tot: Tot = None
    reden: Omschrijving

    def as_value(self, soort: OrgType, code: str) -> d.Autorisatie:
        """For an organisation; in which order rights are given means nothing."""
        rechten = tuple(sorted(set(self.rechten)))
        geldig = Geldigheid(self.geldig_van, self.geldig_tot)
        return d.Autorisatie(soort, code, rechten, geldig, self.reden)


class Autorisatie(AutorisatieInvoer):
    """Wat is besloten, door wie en wanneer."""

    soort: OrgType = Field(description="Soort organisatie.")
    code: str = Field(description="Code van de organisatie binnen haar soort.")
    versie: int
    besloten_door: str = Field(description="Wie het besloot.")
    besloten_op: datetime


class AutorisatiesPagina(ApiModel):
    """Een bladzijde autorisaties."""

    resultaten: list[Autorisatie]


def autorisatie_of(made: Besluit) -> Autorisatie:
    """As shown."""
    one = made.autorisatie
    return Autorisatie(
        soort=one.soort,
        code=one.code,
        rechten=list(one.rechten),
        geldig_van=one.geldig.van,
        geldig_tot=one.geldig.tot,
        reden=one.reden,
        versie=made.versie,
        besloten_door=made.door,
        besloten_op=made.op,
    )
