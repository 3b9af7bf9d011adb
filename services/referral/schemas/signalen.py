# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What stayed away, and what was reported late or amiss, over HTTP."""

from datetime import date

from pydantic import Field

from libs.common.api import ApiModel
from services.referral.domain import signaal as domein


class Signaal(ApiModel):
    """Wat uitblijft, verdwijnt zodra het komt; over een melding verdwijnt het met de melding."""

    soort: domein.Soort
    agb_code: str
    uiterlijk: date | None = Field(
        description="De laatste dag waarop het had moeten komen; niet bij 'product-wijkt-af'."
    )
    bericht_id: str | None = Field(description="Het bericht waarop geen retourbericht kwam.")
    toewijzing_nummer: int | None
    begindatum: date | None = Field(description="Van de levering.")
    gemeld_op: date | None = Field(description="De dagtekening van de melding.")
    categorie: str | None = Field(description="Van het gemelde product.")
    code: str | None = Field(description="Van het gemelde product.")


class SignalenPagina(ApiModel):
    """Een bladzijde signalen."""

    resultaten: list[Signaal]


def signaal_of(signaal: domein.Signaal) -> Signaal:
    """For showing to its gemeente."""
    return Signaal(
        soort=signaal.soort,
        agb_code=signaal.agb_code,
        uiterlijk=signaal.uiterlijk,
        bericht_id=signaal.bericht_id,
        toewijzing_nummer=signaal.toewijzing_nummer,
        begindatum=signaal.begindatum,
        gemeld_op=signaal.gemeld_op,
        categorie=signaal.categorie,
        code=signaal.code,
    )
