# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Settlement between gemeenten over HTTP."""

from collections.abc import Sequence
from datetime import date

from pydantic import Field, model_validator

from libs.common.api import ApiModel
from services.billing.domain import verrekening as d
from services.billing.schemas.velden import (
    Boeking,
    Centen,
    Gemeentecode,
    Kenmerk,
    Stap,
    boeking_of,
    stap_of,
)
from services.billing.store import zaken


class NieuweVerrekening(ApiModel):
    """De vraag wie betaalt; het bewijs zelf blijft waar het is, hier staat een verwijzing."""

    aangesproken: Gemeentecode
    bewijs: Kenmerk = Field(description="Verwijzing naar het bewijs, zonder persoonsgegevens.")
    bedrag: Centen
    periode_begin: date
    periode_eind: date

    @model_validator(mode="after")
    def _ordered(self) -> "NieuweVerrekening":
        if self.periode_eind < self.periode_begin:
            raise ValueError("de einddatum van de periode ligt niet voor de begindatum")
        return self

    def as_vraag(self, betaler: str) -> d.Vraag:
        """The same from this payer."""
        return d.Vraag(
            betaler=betaler,
            aangesproken=self.aangesproken,
            bewijs=self.bewijs,
            bedrag=self.bedrag,
            periode_begin=self.periode_begin,
            periode_eind=self.periode_eind,
        )


class Verrekenhandeling(ApiModel):
    """Een stap. Een afwijzing heeft een toelichting, een aanvaarding een afspraak."""

    handeling: d.Handeling
    toelichting: Kenmerk | None = None
    afspraak: Kenmerk | None = Field(default=None, description="Kenmerk van de afspraak.")
    bedrag: Centen | None = Field(
        default=None, description="Overeengekomen bedrag in eurocenten; anders het gevraagde."
    )

    @model_validator(mode="after")
    def _reasoned(self) -> "Verrekenhandeling":
        if self.handeling == "afwijzen" and self.toelichting is None:
            raise ValueError("een afwijzing heeft een toelichting")
        if self.handeling == "aanvaarden" and self.afspraak is None:
            raise ValueError("een aanvaarding noemt de afspraak")
        if self.handeling != "aanvaarden" and self.bedrag is not None:
            raise ValueError("alleen een aanvaarding noemt een bedrag")
        return self


class Verrekening(ApiModel):
    """Een verrekening tussen twee gemeenten; bedragen in eurocenten."""

    id: str
    betaler: str
    aangesproken: str
    bewijs: str
    bedrag: int
    periode_begin: date
    periode_eind: date
    gevraagd_op: date
    uiterste_datum: date = Field(description="Laatste dag om te antwoorden: twee weken.")
    te_laat: bool
    toestand: str
    overeengekomen: int | None
    versie: int


class VerrekeningDossier(Verrekening):
    """Een verrekening met haar stappen en boekingen."""

    stappen: list[Stap]
    boekingen: list[Boeking]


class VerrekeningenPagina(ApiModel):
    """Een bladzijde verrekeningen."""

    resultaten: list[Verrekening]


def verrekening_of(verrekening: d.Verrekening, today: date) -> Verrekening:
    """For showing to both sides."""
    return Verrekening(**_shown(verrekening, today))


def dossier_of(
    verrekening: d.Verrekening,
    today: date,
    stappen: Sequence[zaken.Stap],
    boekingen: Sequence[zaken.Boeking],
) -> VerrekeningDossier:
    """The same with all that happened."""
    return VerrekeningDossier(
        **_shown(verrekening, today),
        stappen=[stap_of(stap) for stap in stappen],
        boekingen=[boeking_of(boeking) for boeking in boekingen],
    )


def _shown(verrekening: d.Verrekening, today: date) -> dict[str, object]:
    vraag = verrekening.vraag
    return {
        "id": verrekening.id,
        "betaler": vraag.betaler,
        "aangesproken": vraag.aangesproken,
        "bewijs": vraag.bewijs,
        "bedrag": vraag.bedrag,
        "periode_begin": vraag.periode_begin,
        "periode_eind": vraag.periode_eind,
        "gevraagd_op": verrekening.gevraagd_op,
        "uiterste_datum": verrekening.uiterste_datum,
        "te_laat": verrekening.is_te_laat(today),
        "toestand": verrekening.toestand,
        "overeengekomen": verrekening.overeengekomen,
        "versie": verrekening.versie,
    }
