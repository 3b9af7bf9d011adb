# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Stays over HTTP."""

from datetime import date, datetime

from pydantic import Field

from libs.common.api import ApiModel
from services.referral.domain import verblijf as domein
from services.referral.schemas.fields import AgbCode
from services.referral.schemas.gezinnen import ClientId, Naam


class NieuwVerblijf(ApiModel):
    """Een kind komt ergens te wonen; waar het woonde verlaat het op die dag."""

    client_id: ClientId
    vorm: domein.Vorm
    agb_code: AgbCode | None = None
    plaats: Naam | None = Field(default=None, description="Waar; blijft verzegeld.")
    begindatum: date
    einddatum: date | None = Field(default=None, description="Alleen van een verblijf dat was.")
    reden: domein.Reden

    def of(self, verblijf_id: str, gemeentecode: str, now: datetime) -> domein.Verblijf:
        """As the domain knows it."""
        return domein.Verblijf(
            id=verblijf_id,
            gemeentecode=gemeentecode,
            versie=1,
            gewijzigd_op=now,
            **self.model_dump(),
        )


class EindeVerblijf(ApiModel):
    """Het kind vertrekt, en gaat niet naar een andere plek."""

    op: date
    reden: domein.Reden


class Verblijf(ApiModel):
    """Een verblijf zoals het nu is: de dag van komen en die van vertrek."""

    id: str
    versie: int
    client_id: str
    vorm: domein.Vorm
    agb_code: str | None
    plaats: str | None
    begindatum: date
    einddatum: date | None
    reden: domein.Reden
    einde_reden: domein.Reden | None
    gewijzigd_op: datetime


class VerblijvenPagina(ApiModel):
    """Een bladzijde verblijven."""

    resultaten: list[Verblijf]


def verblijf_of(verblijf: domein.Verblijf) -> Verblijf:
    """As shown."""
    return Verblijf(**{name: getattr(verblijf, name) for name in Verblijf.model_fields})
