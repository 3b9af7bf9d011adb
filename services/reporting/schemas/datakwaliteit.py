# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The quality of the facts over HTTP."""

from datetime import datetime

from pydantic import Field

from libs.common.api import ApiModel
from services.reporting.domain import datakwaliteit as d


class Kwaliteit(ApiModel):
    """Hoe volledig en kloppend de feiten zijn; bedragen in eurocenten. Leeg is wat verborgen is:
    van te weinig cliënten, of daartoe te herleiden."""

    verwacht: int | None = Field(
        description="Rijpe maanden van toewijzingen met een waarde waarop hulp liep."
    )
    ontvangen: int | None = Field(description="Daarvan met een toegekende declaratie.")
    volledigheid: float | None
    starts: int | None = Field(description="Begonnen leveringen.")
    starts_laat: int | None = Field(description="Daarvan later dan een week gemeld.")
    starts_zonder_toewijzing: int | None
    declaraties_zonder_toewijzing: int | None = Field(
        description="Cliënt, product en maand met een bedrag op een onbekende toewijzing."
    )
    bedrag_zonder_toewijzing: int | None
    achterstand: float | None = Field(
        description="Mediane dagen van het einde van de zorgmaand tot de beoordeling."
    )


class KwaliteitAanbieder(Kwaliteit):
    """Van één aanbieder."""

    agb_code: str


class NietIngedeeld(ApiModel):
    """Een product zonder zorgvorm; het telt mee als `niet-toegewezen`."""

    productcategorie: str
    product: str
    aantal: int | None


class Datakwaliteit(ApiModel):
    """De kwaliteit van de feiten van een periode, zoals bekend op een peilmoment."""

    van: str
    tot: str
    peilmoment: datetime
    definitieversie: str
    totaal: Kwaliteit
    aanbieders: list[KwaliteitAanbieder]
    niet_ingedeeld: list[NietIngedeeld]


def values_of(one: d.Kwaliteit) -> dict[str, int | float | None]:
    """For showing."""
    return {
        "verwacht": one.verwacht,
        "ontvangen": one.ontvangen,
        "volledigheid": one.volledigheid,
        "starts": one.starts,
        "starts_laat": one.starts_laat,
        "starts_zonder_toewijzing": one.starts_zonder,
        "declaraties_zonder_toewijzing": one.declaraties_zonder,
        "bedrag_zonder_toewijzing": one.bedrag_zonder,
        "achterstand": one.achterstand,
    }
