# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Authorisations for closed care over HTTP: recorded, shown, consent withdrawn."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from libs.common.api import ApiModel
from services.referral.domain import machtiging as domein
from services.referral.domain.client import Client
from services.referral.schemas.fields import Bsn, Regel, text

Rechtbank = Annotated[str, text(60), Regel, Field(examples=["Rechtbank Midden-Nederland"])]


class NieuweMachtiging(ApiModel):
    """Een machtiging gesloten jeugdhulp van de kinderrechter, voor een geregistreerde client."""

    bsn: Bsn
    soort: domein.Soort
    rechtbank: Rechtbank
    beschikking_datum: date
    begindatum: date
    einddatum: date
    verzoeker: domein.Verzoeker
    grondslag: domein.Grondslag
    verklaring: bool = Field(description="Er is een verklaring van een gedragswetenschapper.")
    maatregel_loopt: bool = Field(
        default=False, description="Er loopt een ondertoezichtstelling of voogdij."
    )

    def of(self, machtiging_id: str, client: Client, now: datetime) -> domein.Machtiging:
        """As the domain knows it."""
        return domein.Machtiging(
            id=machtiging_id,
            gemeentecode=client.gemeentecode,
            client_id=client.id,
            ingetrokken_op=None,
            versie=1,
            vastgesteld_op=now,
            **self.model_dump(exclude={"bsn"}),
        )


class Intrekking(ApiModel):
    """De dag waarop de instemming is ingetrokken; op de veertiende dag vervalt de machtiging."""

    op: date


class Machtiging(ApiModel):
    """Een machtiging zoals zij nu geldt."""

    id: str
    versie: int
    client_id: str
    soort: domein.Soort
    rechtbank: str
    beschikking_datum: date
    begindatum: date
    einddatum: date
    verzoeker: domein.Verzoeker
    grondslag: domein.Grondslag
    verklaring: bool
    maatregel_loopt: bool
    ingetrokken_op: date | None
    laatste_dag: date = Field(description="De laatste dag waarop zij geldt.")
    toestand: domein.Toestand
    vastgesteld_op: datetime


class MachtigingenPagina(ApiModel):
    """Een bladzijde machtigingen."""

    resultaten: list[Machtiging]


def machtiging_of(machtiging: domein.Machtiging, today: date) -> Machtiging:
    """As shown on a day."""
    plain = {n: getattr(machtiging, n) for n in Machtiging.model_fields if n != "toestand"}
    return Machtiging(**plain, toestand=machtiging.toestand(today))
