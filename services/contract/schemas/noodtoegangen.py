# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What contract takes and shows of emergency access."""

from datetime import datetime

from pydantic import Field

from libs.common.api import ApiModel
from libs.common.auth.model import OrgType
from services.contract.domain import noodtoegang as d
from services.contract.schemas.velden import Omschrijving

LONGEST_HOURS = 24


class NoodtoegangInvoer(ApiModel):
    """Als wie een beheerder moet kunnen kijken, hoe lang en waarom."""

    soort: OrgType = Field(description="Soort organisatie.", examples=["gemeente"])
    code: str = Field(
        pattern=r"^[0-9A-Za-z-]{1,20}$",
        description="Gemeentecode, AGB-code of code van de regio.",
        examples=["0307"],
    )
    uren: int = Field(
        ge=1,
        le=LONGEST_HOURS,
        strict=True,
        description="Daarna eindigt zij vanzelf; de installatie kan er minder toestaan.",
    )
    aanleiding: d.Aanleiding
    reden: Omschrijving = Field(
        description="Wat er te zien moet zijn, en waarom dat niet anders kan. Geen gegevens van "
        "cliënten."
    )


class ToetsInvoer(ApiModel):
    """Wat een ander ervan vindt."""

    oordeel: d.Oordeel
    toelichting: Omschrijving


class Toets(ToetsInvoer):
    """Wat een ander ervan vond."""

    door: str | None = Field(description="Wie toetste; alleen voor beheer.")
    op: datetime


class Noodtoegang(ApiModel):
    """Een noodtoegang, van de reden tot de toets."""

    id: str
    beheer: str = Field(description="Welke beheerorganisatie keek.")
    soort: OrgType = Field(description="Soort organisatie als wie werd gekeken.")
    code: str = Field(description="Code van die organisatie binnen haar soort.")
    aanleiding: d.Aanleiding
    reden: str
    toestand: d.Toestand
    geopend_door: str | None = Field(description="Wie haar opende; alleen voor beheer.")
    begint_op: datetime
    eindigt_op: datetime
    gesloten_door: str | None = Field(description="Wie haar voor haar tijd sloot; als boven.")
    toets: Toets | None = Field(description="Leeg zolang zij niet is getoetst.")


class NoodtoegangenPagina(ApiModel):
    """Een bladzijde noodtoegangen."""

    resultaten: list[Noodtoegang]


def noodtoegang_of(made: d.Noodtoegang, toestand: d.Toestand, *, names: bool) -> Noodtoegang:
    """As shown; `names` of people are for operators, who answer for them."""
    toets = None
    if made.toets is not None:
        toets = Toets(
            oordeel=made.toets.oordeel,
            toelichting=made.toets.toelichting,
            door=made.toets.door if names else None,
            op=made.toets.op,
        )
    return Noodtoegang(
        id=made.id,
        beheer=made.beheer,
        soort=made.soort,
        code=made.code,
        aanleiding=made.aanleiding,
        reden=made.reden,
        toestand=toestand,
        geopend_door=made.geopend_door if names else None,
        begint_op=made.begint_op,
        eindigt_op=made.eindigt_op,
        gesloten_door=made.gesloten_door if names else None,
        toets=toets,
    )
