# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Settlement ex post over HTTP."""

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import Field

from libs.common.api import ApiModel
from services.billing.domain import afrekening as d
from services.billing.handlers.afrekenen import Voorstel
from services.billing.schemas.velden import (
    Boeking,
    Gemeentecode,
    Jaar,
    Kenmerk,
    Stap,
    boeking_of,
    stap_of,
)
from services.billing.store import zaken

Promille = Annotated[int, Field(ge=0, le=1000)]
Bijdrage = Annotated[int, Field(ge=0, le=10**12)]


class NieuweAfrekening(ApiModel):
    """Wat achteraf wordt afgerekend; de realisatie telt de dienst zelf."""

    contract_id: str = Field(max_length=36)
    jaar: Jaar
    grondslag: d.Grondslag | None = Field(
        default=None,
        description="Clienten, dagen of eenheden (duizendsten gewogen dagen) uit de opgaven, of "
        "het toegekende bedrag; zonder keuze wat het contract zegt.",
    )
    bijdragen: dict[Gemeentecode, Bijdrage] = Field(
        default_factory=dict,
        max_length=342,
        description="Betaald per gemeente in eurocenten; zonder opgave de lumpsum van het jaar, of "
        "anders het budget van het contract naar zijn sleutel.",
    )
    band: Promille | None = Field(
        default=None, description="Binnen deze afwijking in promille wordt niet verrekend."
    )
    onderschrijding: Promille | None = Field(
        default=None, description="Deel van een onderschrijding dat de aanbieder teruggeeft."
    )
    overschrijding: Promille | None = Field(
        default=None,
        description="Deel van een overschrijding dat de aanbieder erbij krijgt. Wat hier niet "
        "staat zegt het contract, en anders is het nul.",
    )

    def as_voorstel(self) -> Voorstel:
        """The command."""
        names = ("band", "onderschrijding", "overschrijding")
        stated = {name: getattr(self, name) for name in names}
        return Voorstel(
            contract_id=self.contract_id,
            jaar=self.jaar,
            grondslag=self.grondslag,
            afwijkend={name: value for name, value in stated.items() if value is not None},
            bijdragen=self.bijdragen,
        )


class Afrekenhandeling(ApiModel):
    """Een stap: elke gemeente stemt in, wie voorstelde boekt of trekt in."""

    handeling: d.Handeling
    toelichting: Kenmerk | None = None


class Afrekenregel(ApiModel):
    """Eén gemeente; bedragen in eurocenten, realisatie in de grondslag."""

    gemeentecode: str
    bijdrage: int
    realisatie: int
    aandeel: int = Field(description="Wat naar realisatie betaald had moeten zijn.")
    correctie: int = Field(description="Deel in wat met de aanbieder wordt verrekend.")
    saldo: int = Field(description="Terug te ontvangen; negatief is bij te betalen.")
    akkoord: bool


class Afrekening(ApiModel):
    """Een afrekening achteraf van één contract en jaar."""

    id: str
    opdrachtgever: str
    contract_id: str
    agb_code: str
    jaar: int
    grondslag: str
    budget: int
    correctie: int = Field(description="Wat de aanbieder erbij krijgt; negatief is een credit.")
    regels: list[Afrekenregel]
    toestand: str
    versie: int


class AfrekeningDossier(Afrekening):
    """Een afrekening met haar stappen en boekingen."""

    stappen: list[Stap]
    boekingen: list[Boeking]


class AfrekeningenPagina(ApiModel):
    """Een bladzijde afrekeningen."""

    resultaten: list[Afrekening]


def afrekening_of(afrekening: d.Afrekening) -> Afrekening:
    """For showing."""
    return Afrekening(**_shown(afrekening))


def dossier_of(
    afrekening: d.Afrekening, stappen: Sequence[zaken.Stap], boekingen: Sequence[zaken.Boeking]
) -> AfrekeningDossier:
    """The same with all that happened."""
    return AfrekeningDossier(
        **_shown(afrekening),
        stappen=[stap_of(stap) for stap in stappen],
        boekingen=[boeking_of(boeking) for boeking in boekingen],
    )


def _shown(afrekening: d.Afrekening) -> dict[str, Any]:
    return {
        "id": afrekening.id,
        "opdrachtgever": afrekening.opdrachtgever,
        "contract_id": afrekening.contract_id,
        "agb_code": afrekening.agb_code,
        "jaar": afrekening.jaar,
        "grondslag": afrekening.grondslag,
        "budget": afrekening.budget,
        "correctie": afrekening.correctie,
        "regels": [_line(regel) for regel in afrekening.regels],
        "toestand": afrekening.toestand,
        "versie": afrekening.versie,
    }


def _line(regel: d.Regel) -> Afrekenregel:
    return Afrekenregel(
        gemeentecode=regel.gemeentecode,
        bijdrage=regel.bijdrage,
        realisatie=regel.realisatie,
        aandeel=regel.aandeel,
        correctie=regel.correctie,
        saldo=regel.saldo,
        akkoord=regel.akkoord,
    )
