# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Measures and tasks over HTTP."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from libs.common.api import ApiModel
from services.referral.domain import maatregel as domein
from services.referral.domain import taak as taak_domein
from services.referral.handlers.maatregelen import Einde
from services.referral.schemas.fields import AgbCode
from services.referral.schemas.gezinnen import ClientId, Tekst


class NieuweMaatregel(ApiModel):
    """Een maatregel van jeugdbescherming of jeugdreclassering, met wat eraan ten grondslag ligt."""

    client_id: ClientId
    soort: domein.Soort
    gi_agb_code: AgbCode | None = None
    begindatum: date
    oorzaken: Annotated[tuple[domein.Oorzaak, ...], Field(max_length=8)] = ()

    def of(self, maatregel_id: str, gemeentecode: str, now: datetime) -> domein.Maatregel:
        """As the domain knows it; each cause once."""
        return domein.Maatregel(
            id=maatregel_id,
            gemeentecode=gemeentecode,
            client_id=self.client_id,
            soort=self.soort,
            gi_agb_code=self.gi_agb_code,
            begindatum=self.begindatum,
            oorzaken=tuple(sorted(set(self.oorzaken))),
            versie=1,
            gewijzigd_op=now,
        )


class Eindgesprek(ApiModel):
    """Het gesprek aan het eind van een ondertoezichtstelling, met de afgesproken nazorg."""

    op: date
    nazorg: Tekst


class EindeMaatregel(ApiModel):
    """De laatste dag van de maatregel."""

    einddatum: date
    eindgesprek: Eindgesprek | None = None

    def of(self) -> Einde:
        """As the handler takes it."""
        gesprek = self.eindgesprek
        return Einde(
            self.einddatum, gesprek.op if gesprek else None, gesprek.nazorg if gesprek else None
        )


class Maatregel(ApiModel):
    """Een maatregel zoals zij nu is; dagen tot en met."""

    id: str
    versie: int
    client_id: str
    soort: domein.Soort
    gi_agb_code: str | None
    begindatum: date
    einddatum: date | None
    oorzaken: list[domein.Oorzaak]
    eindgesprek: Eindgesprek | None
    gewijzigd_op: datetime


class MaatregelenPagina(ApiModel):
    """Een bladzijde maatregelen."""

    resultaten: list[Maatregel]


class Taak(ApiModel):
    """Wat iemand moet doen; het onderwerp is het id van het plan of de client."""

    id: str
    versie: int
    soort: taak_domein.Soort
    onderwerp: str
    client_id: str | None
    termijn: date = Field(description="De dag waarop de taak teruggaat.")
    toestand: taak_domein.Toestand
    ontstaan_op: datetime
    afgehandeld_op: datetime | None


class TakenPagina(ApiModel):
    """Een bladzijde taken."""

    resultaten: list[Taak]


def maatregel_of(one: domein.Maatregel) -> Maatregel:
    """As shown."""
    gesprek = None
    if one.eindgesprek_op is not None and one.nazorg is not None:
        gesprek = Eindgesprek(op=one.eindgesprek_op, nazorg=one.nazorg)
    return Maatregel(
        id=one.id,
        versie=one.versie,
        client_id=one.client_id,
        soort=one.soort,
        gi_agb_code=one.gi_agb_code,
        begindatum=one.begindatum,
        einddatum=one.einddatum,
        oorzaken=list(one.oorzaken),
        eindgesprek=gesprek,
        gewijzigd_op=one.gewijzigd_op,
    )


def taak_of(taak: taak_domein.Taak) -> Taak:
    """As shown."""
    return Taak(**{name: getattr(taak, name) for name in Taak.model_fields})
