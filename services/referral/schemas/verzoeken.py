# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Requests and decisions on them, over HTTP."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import Field

from libs.common.api import ApiModel
from libs.common.problem import InvalidInput, InvalidParam
from services.referral.domain import verzoek as domein
from services.referral.schemas.fields import (
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
_BIJ_AFWIJZING = {"reden", "woonplaats_gemeente"}
_BIJ_TOEKENNING = {"product", "ingangsdatum", "einddatum", "omvang", "budget"}
_FIELDS_OF = {"afgewezen": _BIJ_AFWIJZING, "toegekend": _BIJ_TOEKENNING, "in-onderzoek": set[str]()}


class Verwijzer(ApiModel):
    """Wie verwees; `type` uit lijst COD327."""

    type: str
    naam: str | None
    zorgverlener_code: str | None


class Verzoek(ApiModel):
    """Een verzoek om toewijzing: één aangevraagd product uit een JW315."""

    id: str
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
    verwijzer: Verwijzer
    beschikking_nummer: int | None
    beschikking_ingangsdatum: date | None
    commentaar: list[str]
    ontvangen_op: datetime
    retour_uiterlijk: date = Field(description="Laatste dag om het JW316 te sturen.")
    besluit_uiterlijk: date = Field(description="Laatste dag om te besluiten (OP274).")
    toetsen: list[Toets] = Field(
        description="Wat het beleid toetste; is een toets niet geslaagd, dan besluit een mens."
    )
    bericht_id: str = Field(description="Het ontvangen JW315.")
    versie: int


class VerzoekenPagina(ApiModel):
    """Een bladzijde verzoeken."""

    resultaten: list[Verzoek]


class NieuwBesluit(ApiModel):
    """Een besluit op een verzoek.

    Bij toekennen geldt wat gevraagd is, behalve wat hier anders staat; `omvang` en `budget`
    vervangen elkaar. Bij afwijzen hoort een reden, en bij reden 8 de verantwoordelijke gemeente.
    """

    besluit: Literal["toegekend", "afgewezen", "in-onderzoek"]
    reden: RedenAfwijzing | None = None
    woonplaats_gemeente: Gemeentecode | None = None
    product: Product | None = None
    ingangsdatum: date | None = None
    einddatum: date | None = None
    omvang: Omvang | None = None
    budget: Budget | None = None

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
    genomen_op: datetime
    antwoordbericht: Verzending | None = Field(
        description="Het JW319; een toekenning gaat met een JW301, zie de toewijzing."
    )


class BesluitenPagina(ApiModel):
    """De besluiten op een verzoek, oudste eerst."""

    resultaten: list[Besluit]


def verzoek_of(verzoek: domein.Verzoek) -> Verzoek:
    """For showing to its gemeente."""
    gevraagd = verzoek.gevraagd
    return Verzoek(
        id=verzoek.id,
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
        verwijzer=Verwijzer.model_validate(verzoek.verwijzer, from_attributes=True),
        beschikking_nummer=verzoek.beschikking_nummer,
        beschikking_ingangsdatum=verzoek.beschikking_ingangsdatum,
        commentaar=list(verzoek.commentaar),
        ontvangen_op=verzoek.ontvangen_op,
        retour_uiterlijk=verzoek.retour_uiterlijk,
        besluit_uiterlijk=verzoek.besluit_uiterlijk,
        toetsen=[toets_of(toets) for toets in verzoek.toetsen],
        bericht_id=verzoek.bericht_id,
        versie=verzoek.versie,
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
        genomen_op=besluit.genomen_op,
        antwoordbericht=verzending_of(sent),
    )


def _alias(name: str) -> str:
    return NieuwBesluit.model_fields[name].alias or name
