# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Lump sums and delivery reports over HTTP; a BSN goes in, and never out."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from pydantic import Field, model_validator

from libs.common.api import ApiModel
from libs.common.crypto import Vault
from libs.common.ids import new_id
from services.billing.domain import taakgericht as d
from services.billing.handlers.personen import protect
from services.billing.schemas.velden import (
    AgbCode,
    Bsn,
    Categorie,
    Centen,
    Gemeentecode,
    Jaar,
    Kenmerk,
    Productcode,
    Verdeelsleutel,
)
from services.billing.store.taakgericht import BewaardeOpgave

MAX_REGELS = 5_000


class NieuweTaakafspraak(ApiModel):
    """De lumpsum van een jaar; het aanbiedernummer komt uit het contract.

    Zonder bedrag en sleutel gelden die van het contract.
    """

    contract_id: str = Field(max_length=36)
    jaar: Jaar
    bedrag: Centen | None = None
    sleutel: Verdeelsleutel | None = None
    sleutel_bron: Kenmerk | None = Field(
        default=None, description="Tabel, datum en versie van de sleutel."
    )
    eerste_maand: int = Field(default=1, ge=1, le=12)
    laatste_maand: int = Field(default=12, ge=1, le=12)

    @model_validator(mode="after")
    def _ordered(self) -> "NieuweTaakafspraak":
        if self.laatste_maand < self.eerste_maand:
            raise ValueError("de laatste maand ligt niet voor de eerste")
        return self

    @model_validator(mode="after")
    def _whole(self) -> "NieuweTaakafspraak":
        given = [one is not None for one in (self.bedrag, self.sleutel, self.sleutel_bron)]
        if any(given) != all(given):
            raise ValueError("bedrag, sleutel en sleutelBron staan er alle drie of geen van drieën")
        return self

    def as_afspraak(self, opdrachtgever: str) -> d.Afspraak:
        """The same, agreed by this caller; the aanbieder is that of the contract."""
        return d.Afspraak(
            id=new_id(),
            contract_id=self.contract_id,
            agb_code="",
            opdrachtgever=opdrachtgever,
            jaar=self.jaar,
            bedrag=self.bedrag or 0,
            sleutel=self.sleutel or {},
            sleutel_bron=self.sleutel_bron or "",
        )

    def as_looptijd(self) -> d.Looptijd:
        """The months of the instalments."""
        return d.Looptijd(self.jaar, self.eerste_maand, self.laatste_maand)


class Termijn(ApiModel):
    """Wat een gemeente op een dag betaalt, in eurocenten."""

    gemeentecode: str
    nummer: int
    vervaldatum: date
    bedrag: int


class TaakafspraakKort(ApiModel):
    """De lumpsum van een jaar met de bijdrage per gemeente, in eurocenten."""

    id: str
    contract_id: str
    agb_code: str
    opdrachtgever: str
    jaar: int
    bedrag: int
    sleutel: dict[str, int]
    sleutel_bron: str
    bijdragen: dict[str, int]


class Taakafspraak(TaakafspraakKort):
    """De lumpsum met haar termijnen."""

    termijnen: list[Termijn]


class TaakafsprakenPagina(ApiModel):
    """Een bladzijde lumpsums."""

    resultaten: list[TaakafspraakKort]


class NieuweOpgaveregel(ApiModel):
    """Hulp aan één client; zonder einddatum loopt zij door na de periode."""

    bsn: Bsn
    categorie: Categorie
    code: Productcode
    begindatum: date
    einddatum: date | None = None
    dagen: int = Field(ge=0, le=366, description="Dagen waarop in de periode hulp is geleverd.")
    uitvoerder: AgbCode | None = Field(
        default=None,
        description="Het lid van de combinatie of de onderaannemer die de hulp gaf; leeg is de "
        "aanbieder van het contract zelf.",
    )


class NieuweOpgave(ApiModel):
    """Wat in een maand of kwartaal voor een gemeente is geleverd; vervangt een eerdere opgave."""

    contract_id: str = Field(max_length=36)
    gemeentecode: Gemeentecode
    periode_begin: date
    periode_eind: date
    regels: list[NieuweOpgaveregel] = Field(max_length=MAX_REGELS)

    def as_opgave(self, agb_code: str, vault: Vault) -> d.Opgave:
        """The same of this aanbieder, without a readable BSN."""
        return d.Opgave(
            contract_id=self.contract_id,
            agb_code=agb_code,
            gemeentecode=self.gemeentecode,
            periode_begin=self.periode_begin,
            periode_eind=self.periode_eind,
            regels=tuple(
                _regel(nummer, regel, vault) for nummer, regel in enumerate(self.regels, start=1)
            ),
        )


class Opgave(ApiModel):
    """Een versie van een opgave; de regels zelf worden niet getoond."""

    id: str
    contract_id: str
    agb_code: str
    gemeentecode: str
    periode_begin: date
    periode_eind: date
    versie: int
    aantal_regels: int
    aantal_clienten: int
    dagen: int
    ingediend_op: datetime


class OpgavenPagina(ApiModel):
    """Een bladzijde opgaven."""

    resultaten: list[Opgave]


def kort_of(afspraak: d.Afspraak) -> TaakafspraakKort:
    """For a list."""
    return TaakafspraakKort(**_shown(afspraak))


def _shown(afspraak: d.Afspraak) -> dict[str, Any]:
    return {
        "id": afspraak.id,
        "contract_id": afspraak.contract_id,
        "agb_code": afspraak.agb_code,
        "opdrachtgever": afspraak.opdrachtgever,
        "jaar": afspraak.jaar,
        "bedrag": afspraak.bedrag,
        "sleutel": dict(afspraak.sleutel),
        "sleutel_bron": afspraak.sleutel_bron,
        "bijdragen": afspraak.bijdragen,
    }


def taakafspraak_of(afspraak: d.Afspraak, termijnen: Sequence[d.Termijn]) -> Taakafspraak:
    """For showing to its parties."""
    return Taakafspraak(
        **_shown(afspraak),
        termijnen=[
            Termijn(
                gemeentecode=termijn.gemeentecode,
                nummer=termijn.nummer,
                vervaldatum=termijn.vervaldatum,
                bedrag=termijn.bedrag,
            )
            for termijn in termijnen
        ],
    )


def opgave_of(opgave: BewaardeOpgave) -> Opgave:
    """For showing to its parties."""
    begin, eind = opgave.periode
    return Opgave(
        id=opgave.id,
        contract_id=opgave.contract_id,
        agb_code=opgave.agb_code,
        gemeentecode=opgave.gemeentecode,
        periode_begin=begin,
        periode_eind=eind,
        versie=opgave.versie,
        aantal_regels=opgave.aantal_regels,
        aantal_clienten=opgave.aantal_clienten,
        dagen=opgave.dagen,
        ingediend_op=opgave.ingediend_op,
    )


def _regel(nummer: int, regel: NieuweOpgaveregel, vault: Vault) -> d.Opgaveregel:
    persoon = protect(vault, regel.bsn)
    return d.Opgaveregel(
        nummer=nummer,
        pseudoniem=persoon.pseudoniem,
        bsn_hash=persoon.bsn_hash,
        bsn_verzegeld=persoon.bsn_verzegeld,
        categorie=regel.categorie,
        code=regel.code,
        begindatum=regel.begindatum,
        einddatum=regel.einddatum,
        dagen=regel.dagen,
        uitvoerder=regel.uitvoerder,
    )
