# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Requests and decisions on them, over HTTP."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from libs.common.api import ApiModel
from libs.common.problem import InvalidInput, InvalidParam
from services.referral.domain import verzoek as domein
from services.referral.domain.toewijzing import Toekenning
from services.referral.schemas.fields import (
    AfwijkingContract,
    Budget,
    GegevenOmvang,
    GegevenProduct,
    Gemeentecode,
    Omvang,
    Product,
    RedenAfwijzing,
    Toets,
    omvang_of,
    product_of,
    toets_of,
)
from services.referral.schemas.verzendingen import Verzending, verzending_of
from services.referral.store import verzendingen as opslag

Status = Literal["open", "in-onderzoek", "toegekend", "afgewezen"]
Soort = Literal["VOT", "VOW"]
_BIJ_AFWIJZING = {"reden", "woonplaats_gemeente"}
_BIJ_TOEKENNING = {
    "product",
    "ingangsdatum",
    "einddatum",
    "omvang",
    "budget",
    "afwijking_contract",
}
_FIELDS_OF = {"afgewezen": _BIJ_AFWIJZING, "toegekend": _BIJ_TOEKENNING, "in-onderzoek": set[str]()}


class Verwijzer(ApiModel):
    """Wie verwees; `type` uit lijst COD327."""

    type: str
    naam: str | None
    zorgverlener_code: str | None


class TeWijzigen(ApiModel):
    """Een lopende toewijzing zoals de aanbieder haar wil; budget in eurocenten."""

    toewijzing_nummer: int
    gewenste_ingangsdatum: date
    gewenste_einddatum: date | None
    omvang: GegevenOmvang | None
    budget: int | None


class Nieuw(ApiModel):
    """Een product dat de client nog niet heeft; budget in eurocenten."""

    product: GegevenProduct | None
    gewenste_ingangsdatum: date
    gewenste_einddatum: date | None
    omvang: GegevenOmvang | None
    budget: int | None


class Pakket(ApiModel):
    """Alles wat de client bij deze aanbieder moet krijgen, volgens een verzoek om wijziging."""

    reden_verzoek: str = Field(description="Lijst WJ758.")
    ongewijzigd: list[int] = Field(description="Nummers van toewijzingen die blijven.")
    te_wijzigen: list[TeWijzigen]
    nieuw: list[Nieuw]


class Verzoek(ApiModel):
    """Een verzoek om toewijzing (VOT) of om wijziging (VOW).

    Een VOT is één aangevraagd product uit een JW315. Een VOW (JW317) heeft een pakket, en geen
    product, omvang of verwijzer van zichzelf.
    """

    id: str
    soort: Soort
    status: Status
    gemeentecode: str
    agb_code: str
    client_id: str
    referentie_aanbieder: str
    product: GegevenProduct | None
    gewenste_ingangsdatum: date
    gewenste_einddatum: date | None
    omvang: GegevenOmvang | None
    budget: int | None
    verwijzer: Verwijzer | None
    pakket: Pakket | None
    beschikking_nummer: int | None
    beschikking_ingangsdatum: date | None
    commentaar: list[str]
    ontvangen_op: datetime
    retour_uiterlijk: date = Field(description="Laatste dag om het JW316 of JW318 te sturen.")
    besluit_uiterlijk: date = Field(description="Laatste dag om te besluiten (OP274, OP346).")
    woonplaats_uiterlijk: Annotated[
        date | None, Field(description="Laatste dag om op woonplaats af te wijzen (OP359).")
    ]
    toetsen: list[Toets] = Field(
        description="Wat het beleid toetste; is een toets niet geslaagd, dan besluit een mens."
    )
    bericht_id: str = Field(description="Het ontvangen JW315 of JW317.")
    versie: int


class VerzoekenPagina(ApiModel):
    """Een bladzijde verzoeken."""

    resultaten: list[Verzoek]


class NieuwBesluit(ApiModel):
    """Een besluit op een verzoek.

    Bij toekennen geldt wat gevraagd is, behalve wat hier anders staat; `omvang` en `budget`
    vervangen elkaar. Bij een VOW kan alleen `ingangsdatum` anders zijn: zij geldt voor wat
    intussen in had moeten gaan (OP348). Bij afwijzen hoort een reden, en bij reden 8 de
    verantwoordelijke gemeente, tenzij de woonplaatstoets van de verwijzing die al vond. Achter de
    bepaling van een gecertificeerde instelling zijn alleen product, contract en woonplaats een
    reden, en duurt onderzoek hoogstens 14 dagen.
    """

    besluit: Literal["toegekend", "afgewezen", "in-onderzoek"]
    reden: RedenAfwijzing | None = None
    woonplaats_gemeente: Gemeentecode | None = None
    product: Product | None = None
    ingangsdatum: date | None = None
    einddatum: date | None = None
    omvang: Omvang | None = None
    budget: Budget | None = None
    afwijking_contract: AfwijkingContract | None = None

    def ensure_consistent(self) -> None:
        """400 for fields that belong to another kind of decision."""
        allowed = _FIELDS_OF[self.besluit] | {"besluit"}
        given = {name for name in self.model_fields_set if getattr(self, name) is not None}
        params = [
            InvalidParam(_alias(name), "niet-bij-dit-besluit", "hoort niet bij dit besluit")
            for name in sorted(given - allowed)
        ]
        if params:
            raise InvalidInput("Het besluit spreekt zichzelf tegen.", invalid_params=params)

    def afwijkingen(self) -> dict[str, Any]:
        """Fields of the award that were given; an `einddatum` of null makes it open-ended."""
        changes: dict[str, Any] = {}
        if self.product is not None:
            changes |= {"categorie": self.product.categorie, "code": self.product.code}
        if self.ingangsdatum is not None:
            changes["ingangsdatum"] = self.ingangsdatum
        if "einddatum" in self.model_fields_set:
            changes["einddatum"] = self.einddatum
        if self.model_fields_set & {"omvang", "budget"}:
            changes["omvang"] = self.omvang.as_value() if self.omvang else None
            changes["budget"] = self.budget
        return changes

    def afwijzing(self) -> domein.Afwijzing:
        """Why it is rejected, for a rejection."""
        return domein.Afwijzing(self.reden, self.woonplaats_gemeente)


class Alternatief(ApiModel):
    """Een aanbieder die dit wel mag leveren; wachttijd in dagen, leeg als zij niet bekend is."""

    agb_code: str
    naam: str | None
    wachttijd: int | None


class Besluit(ApiModel):
    """Een genomen besluit."""

    id: str
    volgnummer: int
    besluit: Literal["toegekend", "afgewezen", "in-onderzoek"]
    reden: str | None
    woonplaats_gemeente: str | None
    automatisch: bool
    beleid_versie: int | None
    toetsen: list[Toets] = Field(description="De toetsen die een automatisch besluit doorstond.")
    toewijzing_id: str | None
    toewijzing_nummer: int | None
    alternatieven: list[Alternatief] = Field(
        description="Bij afwijzen om het contract (reden 3 of 4): wie er wel een heeft."
    )
    genomen_op: datetime
    antwoordbericht: Verzending | None = Field(
        description="Het JW319; een toekenning gaat met een JW301, zie de toewijzing."
    )


class BesluitenPagina(ApiModel):
    """De besluiten op een verzoek, oudste eerst."""

    resultaten: list[Besluit]


def verzoek_of(verzoek: domein.Verzoek) -> Verzoek:
    """For showing to its gemeente."""
    vot = verzoek if isinstance(verzoek, domein.VerzoekToewijzing) else None
    vow = verzoek if isinstance(verzoek, domein.VerzoekWijziging) else None
    gevraagd = vot.gevraagd if vot else Toekenning(verzoek.ingangsdatum)
    return Verzoek(
        id=verzoek.id,
        soort=verzoek.soort,
        status=verzoek.status,
        gemeentecode=verzoek.gemeentecode,
        agb_code=verzoek.agb_code,
        client_id=verzoek.client_id,
        referentie_aanbieder=verzoek.referentie_aanbieder,
        product=product_of(gevraagd.categorie, gevraagd.code),
        gewenste_ingangsdatum=gevraagd.ingangsdatum,
        gewenste_einddatum=gevraagd.einddatum,
        omvang=omvang_of(gevraagd.omvang),
        budget=gevraagd.budget,
        verwijzer=Verwijzer.model_validate(vot.verwijzer, from_attributes=True) if vot else None,
        pakket=_pakket_of(vow) if vow else None,
        beschikking_nummer=vot.beschikking_nummer if vot else None,
        beschikking_ingangsdatum=vot.beschikking_ingangsdatum if vot else None,
        commentaar=list(vot.commentaar) if vot else [],
        ontvangen_op=verzoek.ontvangen_op,
        retour_uiterlijk=verzoek.retour_uiterlijk,
        besluit_uiterlijk=verzoek.besluit_uiterlijk,
        woonplaats_uiterlijk=verzoek.woonplaats_uiterlijk,
        toetsen=[toets_of(toets) for toets in verzoek.toetsen],
        bericht_id=verzoek.bericht_id,
        versie=verzoek.versie,
    )


def _pakket_of(verzoek: domein.VerzoekWijziging) -> Pakket:
    pakket = verzoek.pakket
    return Pakket(
        reden_verzoek=verzoek.reden,
        ongewijzigd=list(pakket.ongewijzigd),
        te_wijzigen=[
            TeWijzigen(
                toewijzing_nummer=one.toewijzing_nummer,
                gewenste_ingangsdatum=one.ingangsdatum,
                gewenste_einddatum=one.einddatum,
                omvang=omvang_of(one.omvang),
                budget=one.budget,
            )
            for one in pakket.te_wijzigen
        ],
        nieuw=[
            Nieuw(
                product=product_of(one.categorie, one.code),
                gewenste_ingangsdatum=one.ingangsdatum,
                gewenste_einddatum=one.einddatum,
                omvang=omvang_of(one.omvang),
                budget=one.budget,
            )
            for one in pakket.nieuw
        ],
    )


def besluit_of(besluit: domein.GenomenBesluit, sent: opslag.Verzending | None) -> Besluit:
    """For showing, with the JW319 that told it if any."""
    return Besluit(
        id=besluit.id,
        volgnummer=besluit.volgnummer,
        besluit=besluit.besluit,
        reden=besluit.reden,
        woonplaats_gemeente=besluit.woonplaats_gemeente,
        automatisch=besluit.automatisch,
        beleid_versie=besluit.beleid_versie,
        toetsen=[toets_of(toets) for toets in besluit.toetsen],
        toewijzing_id=besluit.toewijzing_id,
        toewijzing_nummer=besluit.toewijzing_nummer,
        alternatieven=[
            Alternatief.model_validate(one, from_attributes=True) for one in besluit.alternatieven
        ],
        genomen_op=besluit.genomen_op,
        antwoordbericht=verzending_of(sent),
    )


def _alias(name: str) -> str:
    return NieuwBesluit.model_fields[name].alias or name
