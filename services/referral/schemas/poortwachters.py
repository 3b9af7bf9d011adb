# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The gate before help with dyslexia over HTTP."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from libs.common.api import ApiModel
from services.referral.domain import poortwachter as domein
from services.referral.domain.client import Client
from services.referral.schemas.fields import Bsn, Productcode, Regel, text
from services.referral.store import poortwachters

Codes = Annotated[list[Productcode], Field(max_length=50)]
Leeftijd = Annotated[int, Field(ge=0, le=23)]


class NieuweDyslexieregel(ApiModel):
    """Welke producten dyslexiezorg zijn, en voor wie; landelijk 7 tot en met 12 jaar."""

    diagnose_codes: Codes
    behandeling_codes: Codes
    leeftijd_van: Leeftijd = 7
    start_voor: Leeftijd = Field(default=13, description="De hulp begint voor deze verjaardag.")
    alleen_basisschool: bool = True

    def of(self, gemeentecode: str, geldig_van: date) -> domein.Dyslexieregel:
        """As the domain knows it."""
        return domein.Dyslexieregel(
            gemeentecode=gemeentecode,
            geldig_van=geldig_van,
            diagnose_codes=frozenset(self.diagnose_codes),
            behandeling_codes=frozenset(self.behandeling_codes),
            leeftijd_van=self.leeftijd_van,
            start_voor=self.start_voor,
            alleen_basisschool=self.alleen_basisschool,
        )


class Dyslexieregel(NieuweDyslexieregel):
    """Zoals zij geldt voor hulp die vanaf een dag begint."""

    geldig_van: date
    versie: int


class DyslexieregelsLijst(ApiModel):
    """De regels van een gemeente, nieuwste eerst."""

    resultaten: list[Dyslexieregel]


class NieuwPoortwachtersbesluit(ApiModel):
    """Wat het samenwerkingsverband adviseerde en de gemeente besloot, voor een fase."""

    bsn: Bsn
    fase: domein.Fase
    samenwerkingsverband: Annotated[str, text(60), Regel, Field(examples=["SWV De Eem"])]
    aangevraagd_op: date
    besluit_datum: date
    toelaatbaar: bool
    dossier_compleet: bool = Field(description="Het leesdossier van de school is compleet.")
    basisschool: bool = True
    protocol_versie: Annotated[str, text(20), Regel, Field(examples=["PDDB 3.0"])]

    def of(self, besluit_id: str, client: Client, now: datetime) -> domein.Poortwachtersbesluit:
        """As the domain knows it."""
        return domein.Poortwachtersbesluit(
            id=besluit_id,
            gemeentecode=client.gemeentecode,
            client_id=client.id,
            vastgesteld_op=now,
            **self.model_dump(exclude={"bsn"}),
        )


class Poortwachtersbesluit(ApiModel):
    """Een besluit zoals het is vastgelegd."""

    id: str
    client_id: str
    fase: domein.Fase
    samenwerkingsverband: str
    aangevraagd_op: date
    besluit_datum: date
    toelaatbaar: bool
    dossier_compleet: bool
    basisschool: bool
    protocol_versie: str
    vastgesteld_op: datetime


class PoortwachtersbesluitenPagina(ApiModel):
    """Een bladzijde besluiten."""

    resultaten: list[Poortwachtersbesluit]


class Telling(ApiModel):
    """Hoeveel kinderen zijn aangevraagd, toegelaten en gestart."""

    fase: domein.Fase
    aangevraagd: int
    toelaatbaar: int
    gestart: int


class Poortwachterstelling(ApiModel):
    """Van een jaar, per fase."""

    jaar: int
    fasen: list[Telling]


def regel_of(regel: domein.Dyslexieregel) -> Dyslexieregel:
    """For showing."""
    return Dyslexieregel(
        geldig_van=regel.geldig_van,
        diagnose_codes=sorted(regel.diagnose_codes),
        behandeling_codes=sorted(regel.behandeling_codes),
        leeftijd_van=regel.leeftijd_van,
        start_voor=regel.start_voor,
        alleen_basisschool=regel.alleen_basisschool,
        versie=regel.versie,
    )


def besluit_of(besluit: domein.Poortwachtersbesluit) -> Poortwachtersbesluit:
    """For showing to its gemeente."""
    return Poortwachtersbesluit.model_validate(besluit, from_attributes=True)


def telling_of(jaar: int, fasen: list[poortwachters.Telling]) -> Poortwachterstelling:
    """For showing."""
    shown = [Telling.model_validate(one, from_attributes=True) for one in fasen]
    return Poortwachterstelling(jaar=jaar, fasen=shown)
