# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What is taken and shown of what must be followed up: ceilings, risks and integrity."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from libs.common.api import ApiModel
from services.contract.domain.plafond import Stap
from services.contract.domain.risico import Gebeurtenis
from services.contract.schemas.dossiervelden import Centen, Jaar, Tekst, Vastgelegd
from services.contract.schemas.velden import AgbCode, Tot, Van

PlafondBesluit = Literal["ophogen", "handhaven", "bundelen", "clientenstop"]


class PlafondgesprekInvoer(ApiModel):
    """Wat volgt op een plafond dat nabij komt: schriftelijk melden, spreken, besluiten (C-09)."""

    agb_code: AgbCode
    contract_id: Annotated[str, Field(max_length=36)]
    jaar: Jaar
    gemeld_op: Annotated[date, Field(description="Dag van de schriftelijke melding.")]
    gesprek_op: Tot = None
    besluit_op: Tot = None
    besluit: PlafondBesluit | None = None
    gebundeld_met: list[Annotated[str, Field(max_length=36)]] = Field(
        default=[],
        max_length=20,
        description="Contracten waarmee ruimte wordt gedeeld, bij bundelen.",
    )
    instemming_op: Annotated[
        date | None, Field(description="Instemming van de aanbieder, nodig om te bundelen.")
    ] = None
    toelichting: Tekst | None = None


class Plafondgesprek(PlafondgesprekInvoer, Vastgelegd):
    """Een vastgelegde opvolging, met wat nog moet en wanneer uiterlijk."""

    toestand: Literal["gemeld", "gesproken", "besloten"]
    uiterlijk: date | None


class PlafondprocedureInvoer(ApiModel):
    """Hoe het plafond van een jaar tot stand komt: aankondigen, vaststellen, plan (C-09)."""

    agb_code: AgbCode
    contract_id: Annotated[str, Field(max_length=36)]
    jaar: Jaar
    ingang: Tot = Field(
        default=None,
        description="Eerste dag waarop het plafond geldt; leeg is 1 januari van het jaar.",
    )
    voornemen: Centen
    vastgesteld: Centen | None = None
    gedaan: dict[Stap, Van] = Field(default={}, description="Op welke dag elke stap is gezet.")
    motiveringen: dict[Stap, Tekst] = Field(
        default={}, description="Waarom een stap later is gezet dan de termijn."
    )


class Plafondstap(ApiModel):
    """Een stap met zijn termijn en hoe het ermee staat."""

    stap: Stap
    uiterlijk: date
    uitslag: Literal["voldoet", "gemotiveerd-afgeweken", "nog-niet-bekend"]


class Plafondprocedure(PlafondprocedureInvoer, Vastgelegd):
    """Een vastgelegde procedure, met de termijnen zes, drie en twee maanden voor de ingang."""

    stappen: list[Plafondstap]
    volgende: Stap | None


class ContracteindeInvoer(ApiModel):
    """Hoe de hulp bij het einde van een contract verdergaat (C-12; art. 2.13 Jeugdwet)."""

    agb_code: AgbCode
    contract_id: Annotated[str, Field(max_length=36)]
    keuze: Literal["afmaken", "overdragen"]
    overdracht_op: Annotated[
        date | None, Field(description="De dag waarop de hulp bij de ontvanger begint.")
    ] = None
    ontvangende_aanbieder: AgbCode | None = None
    instemming: Annotated[
        str | None, Field(max_length=2000, description="Hoe gezinnen zijn gehoord en instemmen.")
    ] = None
    personeelsgesprek_op: Annotated[
        date | None, Field(description="Overleg over het overnemen van personeel.")
    ] = None
    personeelsgesprek: Tekst | None = None


class Contracteinde(ContracteindeInvoer, Vastgelegd):
    """Een vastgelegd contracteinde, met de codes waarmee de berichten erover gaan."""

    reden_wijziging: str | None = Field(description="In het JW301 dat eindigt (JZ002).")
    reden_beeindiging: str | None = Field(description="In het JW307 van wie overdraagt (JZ588).")


class RisicoInvoer(ApiModel):
    """Wat over de continuïteit van een aanbieder bekend is (C-23)."""

    agb_code: AgbCode
    resultaten: dict[Jaar, Annotated[int, Field(strict=True)]] = Field(
        default={}, description="Eurocenten per jaar; negatief is verlies."
    )
    gebeurtenissen: list[Gebeurtenis] = Field(default=[], max_length=10)
    ontstaan_op: Annotated[
        date | None, Field(description="Sinds wanneer: binnen zeven dagen volgt de IGJ-melding.")
    ] = None
    gemeld_bij_igj_op: Tot = None
    toelichting: Tekst | None = None


class Risico(RisicoInvoer, Vastgelegd):
    """Een vastgelegd risico."""

    open: bool
    redenen: list[str]
    igj_melding_uiterlijk: date | None


class IntegriteitInvoer(ApiModel):
    """Een bevinding over integriteit (C-24)."""

    agb_code: AgbCode
    soort: Literal["ubo", "bibob", "toezicht", "uitsluiting"]
    datum: Van
    bevinding: Tekst
    gedeeld: Annotated[
        bool,
        Field(description="Openbaar gemaakt, of rechtmatig met andere regio's gedeeld."),
    ] = False
    grondslag_delen: Tekst | None = None


class Integriteit(IntegriteitInvoer, Vastgelegd):
    """Een vastgelegde bevinding."""
