# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Invoices outside the message traffic over HTTP; a BSN goes in, and never out."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any, Literal

import sqlalchemy as sa
from pydantic import Field, model_validator

from libs.common.api import ApiModel
from libs.common.crypto import Vault
from libs.common.ids import new_id
from libs.ijw.months import last_day_of_month
from services.billing.domain.declaratie import Declaratie, DeclaratieClient
from services.billing.domain.declaratie import Regel as DeclaratieRegel
from services.billing.domain.toewijzing import open_number
from services.billing.handlers.factureren import SubmitFactuur
from services.billing.handlers.personen import protect
from services.billing.rules import factuur
from services.billing.schemas.declaraties import Regel, regel_of
from services.billing.schemas.velden import (
    Bsn,
    Categorie,
    Eenheid,
    Gemeentecode,
    Kenmerk,
    Productcode,
)
from services.billing.store import facturen

MAX_REGELS = 1_000
_MOST = 99_999_999

Nummer = Annotated[str, Field(pattern=r"^[0-9A-Za-z-]{1,12}$")]
Referentie = Annotated[str, Field(pattern=r"^[0-9A-Za-z-]{1,20}$")]
Eigen = Annotated[Kenmerk, Field(max_length=40)]


class NieuweFactuurregel(ApiModel):
    """Eén prestatie in één kalendermaand; bedragen in eurocenten."""

    referentie_nummer: Referentie
    vorig_referentie_nummer: Referentie | None = Field(
        default=None, description="Alleen bij een creditregel: de debetregel die vervalt."
    )
    toewijzing_nummer: int | None = Field(
        default=None,
        ge=1,
        le=999_999_999,
        description="Van een toewijzing op het BSN, of zonder BSN op het kenmerk: wie geen "
        "toewijzing heeft vraagt haar bij de gemeente. Ontbreekt alleen zonder BSN bij de "
        "creditregel van een debetregel die er ook geen noemt.",
    )
    categorie: Categorie
    code: Productcode
    periode_begin: date
    periode_eind: date
    volume: int = Field(ge=1, le=_MOST)
    eenheid: Eenheid
    tarief: int | None = Field(default=None, ge=0, le=_MOST)
    bedrag: int = Field(ge=0, le=_MOST)
    debet_credit: Literal["D", "C"] = "D"

    @model_validator(mode="after")
    def _sound(self) -> "NieuweFactuurregel":
        factuur.refuse(factuur.VAN_EEN_REGEL, self)
        if not self.periode_begin <= self.periode_eind <= last_day_of_month(self.periode_begin):
            raise ValueError("de periode ligt in één kalendermaand")
        if (self.debet_credit == "C") != (self.vorig_referentie_nummer is not None):
            raise ValueError("een creditregel, en geen andere, noemt de debetregel die vervalt")
        if self.toewijzing_nummer is None and self.debet_credit == "D":
            raise ValueError("een debetregel noemt een toewijzing (toewijzingNummer)")
        return self


class NieuweFactuur(ApiModel):
    """Een factuur over één client van wie geen bericht kan worden gestuurd."""

    gemeentecode: Gemeentecode
    factuurnummer: Nummer
    kenmerk: Eigen = Field(
        description="Pseudoniem kenmerk van de client, afgesproken met de gemeente; geen naam of "
        "nummer dat naar de client leidt."
    )
    bsn: Bsn | None = Field(default=None, description="Afwezig als de client er geen heeft.")
    dagtekening: date
    regels: list[NieuweFactuurregel] = Field(min_length=1, max_length=MAX_REGELS)

    @model_validator(mode="after")
    def _about_somebody(self) -> "NieuweFactuur":
        if self.bsn and any(regel.toewijzing_nummer is None for regel in self.regels):
            raise ValueError("met een BSN noemt elke regel de toewijzing")
        return self

    @model_validator(mode="after")
    def _as_a_message(self) -> "NieuweFactuur":
        factuur.refuse(factuur.VAN_DE_FACTUUR, self.regels, self.dagtekening)
        return self

    def as_command(self, agb_code: str, vault: Vault, ontvangen_op: datetime) -> SubmitFactuur:
        """The same of this aanbieder, without a readable BSN."""
        client = self._client(vault)
        eind = last_day_of_month(self.dagtekening)
        factuur_id = new_id()
        declaratie = Declaratie(
            id=factuur_id,
            bericht_id=factuur_id,
            gemeentecode=self.gemeentecode,
            agb_code=agb_code,
            declaratie_nummer=self.factuurnummer,
            periode_begin=eind.replace(day=1),
            periode_eind=eind,
            dagtekening=self.dagtekening,
            ingediend=sum(regel.signed for regel in client.regels),
            aantal_regels=len(client.regels),
            ontvangen_op=ontvangen_op,
        )
        kenmerk = facturen.Kenmerk(self.kenmerk, self.bsn is None)
        return SubmitFactuur(declaratie, client, kenmerk)

    def _client(self, vault: Vault) -> DeclaratieClient:
        """Without a BSN the reference stands for the client, between these two parties only."""
        persoon = protect(vault, self.bsn or f"kenmerk/{self.gemeentecode}/{self.kenmerk}")
        zonder = open_number(persoon.pseudoniem)
        return DeclaratieClient(
            plaats="",
            pseudoniem=persoon.pseudoniem,
            bsn_hash=persoon.bsn_hash,
            bsn_verzegeld=persoon.bsn_verzegeld,
            regels=tuple(
                _regel(nummer, regel, zonder) for nummer, regel in enumerate(self.regels, start=1)
            ),
        )


def _regel(nummer: int, regel: NieuweFactuurregel, zonder: int) -> DeclaratieRegel:
    toewijzing = regel.toewijzing_nummer
    return DeclaratieRegel(
        nummer=nummer,
        plaats=f"regels[{nummer - 1}]",
        referentie_nummer=regel.referentie_nummer,
        vorig_referentie_nummer=regel.vorig_referentie_nummer,
        toewijzing_nummer=zonder if toewijzing is None else toewijzing,
        categorie=regel.categorie,
        code=regel.code,
        periode_begin=regel.periode_begin,
        periode_eind=regel.periode_eind,
        volume=regel.volume,
        eenheid=regel.eenheid,
        tarief=regel.tarief,
        bedrag=regel.bedrag,
        credit=regel.debet_credit == "C",
    )


class Factuur(ApiModel):
    """Een beoordeelde factuur; bedragen in eurocenten."""

    id: str
    factuurnummer: str
    kenmerk: str
    zonder_bsn: bool
    buiten_berichten: bool = Field(
        default=True, description="Altijd waar: hiermee apart te tellen."
    )
    gemeentecode: str
    agb_code: str
    dagtekening: date
    totaal_ingediend: int
    totaal_toegekend: int
    aantal_regels: int
    aantal_afgewezen: int
    beoordeeld_op: datetime


class FactuurDossier(Factuur):
    """Een factuur met het oordeel per regel."""

    regels: list[Regel]


class FacturenPagina(ApiModel):
    """Een bladzijde facturen."""

    resultaten: list[Factuur]


def factuur_of(row: sa.Row[Any]) -> Factuur:
    """For showing to its parties."""
    return Factuur(**_shown(row))


def dossier_of(row: sa.Row[Any], regels: Sequence[sa.Row[Any]]) -> FactuurDossier:
    """The same with its lines."""
    return FactuurDossier(**_shown(row), regels=[regel_of(regel) for regel in regels])


def _shown(row: sa.Row[Any]) -> dict[str, Any]:
    return {
        "id": row.id,
        "factuurnummer": row.declaratie_nummer,
        "kenmerk": row.kenmerk,
        "zonder_bsn": row.zonder_bsn,
        "gemeentecode": row.gemeentecode,
        "agb_code": row.agb_code,
        "dagtekening": row.dagtekening,
        "totaal_ingediend": row.ingediend,
        "totaal_toegekend": row.toegekend,
        "aantal_regels": row.aantal_regels,
        "aantal_afgewezen": row.aantal_afgewezen,
        "beoordeeld_op": row.beoordeeld_op,
    }
