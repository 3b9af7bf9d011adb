# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What is shown of indexation, ceilings, aanbieders and regions; amounts are whole cents."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from libs.common.api import ApiModel
from services.contract.handlers.overzichten import Klein, row_of
from services.contract.schemas.velden import AgbCode, Gemeentecode, KvkNummer, Regiocode
from services.contract.store.jaarlijsten import Lijst

Getal = Annotated[Decimal, Field(ge=-100, le=1000, max_digits=8, decimal_places=4)]


class Raming(ApiModel):
    """Een raming in procenten, en hoe de vorige uitkwam."""

    prognose: Getal
    definitief: Getal
    vorige_prognose: Getal


class IndexatieInvoer(ApiModel):
    """De cijfers van het CPB voor een jaar (C-07)."""

    jaar: Annotated[int, Field(ge=2015, le=2999)]
    ova: Raming
    ppc: Raming
    gewicht_ova: Annotated[Decimal, Field(ge=0, le=100, max_digits=5, decimal_places=2)] = Decimal(
        90
    )


class Indexatie(ApiModel):
    """Een indexatie over alle tarieven van een contractant."""

    id: str
    versie: int
    jaar: int
    percentage: Decimal
    doorgevoerd: bool


class IndexatiesPagina(ApiModel):
    """Een bladzijde indexaties."""

    resultaten: list[Indexatie]


class Indexatieregel(ApiModel):
    """Wat de indexatie van een tarief maakt; de tariefbrief van een aanbieder is deze lijst."""

    agb_code: AgbCode
    product_id: str
    categorie: str
    code: str
    oud: int
    nieuw: int


class IndexatieregelsPagina(ApiModel):
    """Een bladzijde tarieven."""

    resultaten: list[Indexatieregel]


class Plafondsignaal(ApiModel):
    """Zeventig procent van een plafond is toegekend (C-09)."""

    contract_id: str
    jaar: int
    agb_code: AgbCode
    plafond: int
    besteed: int
    gegeven_op: datetime


class PlafondsignalenPagina(ApiModel):
    """Een bladzijde signalen."""

    resultaten: list[Plafondsignaal]


class Besteding(ApiModel):
    """Wat onder een contract voor hulp van een jaar is toegekend."""

    contract_id: str
    jaar: int
    besteed: int
    plafond: int | None
    procent: float | None


class Segment(ApiModel):
    """De indeling van een categorie (C-05)."""

    categorie: str
    segment: str
    zorgvorm: str
    cbs_hulpvorm: str | None


class Segmenten(ApiModel):
    """De indeling van alle categorieën, met haar datum."""

    peildatum: str
    resultaten: list[Segment]


class Segmentactiviteit(ApiModel):
    """Wat een aanbieder in een segment deed."""

    segment: str
    omzet: int
    clienten: int


class KleineAanbieder(ApiModel):
    """Een gecontracteerde aanbieder die weinig of niets levert (C-17)."""

    agb_code: AgbCode
    naam: str
    omzet: int
    clienten: int
    segmenten: list[Segmentactiviteit]
    signalen: list[str]
    opzegbaar: bool
    reden: str


class KleineAanbieders(ApiModel):
    """Hoeveel er zijn van hoeveel, en welke."""

    jaar: int
    gecontracteerd: int
    aantal: int
    aandeel: float = Field(description="Procent van de gecontracteerde aanbieders.")
    resultaten: list[KleineAanbieder]


class JaarlijstKleineAanbieders(KleineAanbieders):
    """De lijst van een jaar, zoals zij is opgemaakt."""

    gemaakt_op: datetime


class JaarlijstenPagina(ApiModel):
    """Een bladzijde jaarlijsten."""

    resultaten: list[JaarlijstKleineAanbieders]


def klein_of(one: Klein) -> KleineAanbieder:
    """As shown."""
    return KleineAanbieder.model_validate(row_of(one))


def jaarlijst_of(lijst: Lijst) -> JaarlijstKleineAanbieders:
    """As shown."""
    rows = [KleineAanbieder.model_validate(one) for one in lijst.regels]
    total = lijst.gecontracteerd
    return JaarlijstKleineAanbieders(
        jaar=lijst.jaar,
        gecontracteerd=total,
        aantal=len(rows),
        aandeel=round(100 * len(rows) / total, 2) if total else 0.0,
        resultaten=rows,
        gemaakt_op=lijst.gemaakt_op,
    )


class Voorwaardeafwijking(ApiModel):
    """Een voorwaarde die een gemeente anders heeft dan de meeste (C-21)."""

    gemeentecode: Gemeentecode
    voorwaarde: str
    eigen: bool = Field(description="Alleen hier (waar), of juist hier niet (onwaar).")


class GelijkeVoorwaarden(ApiModel):
    """Waarin gemeenten van een regio van elkaar afwijken."""

    gemeenten: int
    resultaten: list[Voorwaardeafwijking]


class NzaAanbieder(ApiModel):
    """Een regel van de jaarlijkse lijst voor de NZa (C-22); zonder gegevens van cliënten."""

    agb_code: AgbCode
    naam: str
    kvk_nummer: KvkNummer | None
    vormen: list[str]
    onderaannemers: list[str]


class NzaLijstPagina(ApiModel):
    """Een bladzijde gecontracteerde aanbieders van een jaar."""

    resultaten: list[NzaAanbieder]


class CbsAanbieder(ApiModel):
    """Een aanbieder voor de lijst van het CBS (C-01), of waarom hij er niet op kan."""

    agb_code: AgbCode
    naam: str
    kvk_nummer: KvkNummer | None
    postadres: str | None
    ontbreekt: list[str]


class CbsLijst(ApiModel):
    """Wie op de lijst staat, en wie nog niet."""

    resultaten: list[CbsAanbieder]
    niet_leverbaar: list[CbsAanbieder]


class GeldendeAccounthouder(ApiModel):
    """De regio die op een dag voor alle regio's met de aanbieder spreekt (C-16)."""

    agb_code: AgbCode
    regiocode: Regiocode
    bron: str


class Accounthoudertaak(ApiModel):
    """Een aanbieder waarvan de continuïteit risico loopt, voor wie namens alle regio's spreekt."""

    risico_id: str
    agb_code: str
    gemeld_door: str = Field(description="De regio of gemeente die het risico vastlegde.")
    soorten: list[str]
    gewijzigd_op: datetime


class AccounthoudertakenPagina(ApiModel):
    """Een bladzijde taken."""

    resultaten: list[Accounthoudertaak]
