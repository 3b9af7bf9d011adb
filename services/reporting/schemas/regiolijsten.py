# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Lists of providers as regions see them, when contracts end, and who looked; cents."""

from datetime import date, datetime
from typing import Any

from pydantic import Field

from libs.common.api import ApiModel
from services.reporting.domain.accounthouders import DEFINITIEVERSIE
from services.reporting.domain.ews.niveau import Kleur
from services.reporting.domain.kwartaal import Kwartaal
from services.reporting.handlers.regiolijsten import Deelname, Gehouden
from services.reporting.schemas.accounthouders import Aantal, AhContract, aantal_of
from services.reporting.schemas.ews import EwsReden, EwsStap, reden_of, stap_of
from services.reporting.schemas.velden import Kwartaalvoortgang
from services.reporting.store.inzage import Inzage


class AhrNiveau(ApiModel):
    """Het niveau aan het einde van een kwartaal; leeg als er toen nog geen was."""

    kwartaal: str
    niveau: Kleur | None


class AhrAanbieder(ApiModel):
    """Een aanbieder waarvan de regio accounthouder is."""

    agb_code: str
    naam: str | None
    bron: str
    niveau: Kleur
    trede: int | None
    redenen: list[EwsReden]
    clienten: Aantal
    regios: int
    verloop: list[AhrNiveau] = Field(
        description="Het niveau aan het einde van elk van de vier kwartalen ervoor."
    )


class Lijstkop(ApiModel):
    """Waarover een lijst gaat."""

    kwartaal: str
    voortgang: Kwartaalvoortgang
    peilmoment: datetime
    definitieversie: str = DEFINITIEVERSIE


def lijstkop(kwartaal: Kwartaal, peilmoment: datetime) -> dict[str, Any]:
    """The fields of the head of a list."""
    return {
        "kwartaal": str(kwartaal),
        "voortgang": kwartaal.voortgang(peilmoment),
        "peilmoment": peilmoment,
    }


class Ahr(Lijstkop):
    """Een bladzijde aanbieders van een accounthouder, het hoogste niveau eerst."""

    resultaten: list[AhrAanbieder]


class AhDeelname(ApiModel):
    """Een aanbieder die de regio gebruikt en waarmee een andere regio spreekt."""

    agb_code: str
    naam: str | None
    accounthouder: str | None
    niveau: Kleur | None
    niveau_sinds: datetime | None
    clienten: Aantal
    omzet: int | None
    aandeel: int | None = Field(description="Eigen deel van de omzet, in hele procenten.")
    acties: list[EwsStap]


class AhDeelnames(Lijstkop):
    """Een bladzijde, op AGB-code."""

    resultaten: list[AhDeelname]


class AhKalender(ApiModel):
    """Contracteinden van de aanbieders van een accounthouder, het eerste eerst."""

    peilmoment: datetime
    definitieversie: str
    resultaten: list[AhContract]


class AhInzage(ApiModel):
    """Wie wat van een aanbieder zag."""

    moment: datetime
    weergave: str
    periode: str | None
    door: str
    rol: str


class AhInzagen(ApiModel):
    """Een bladzijde, nieuwste eerst."""

    resultaten: list[AhInzage]


def kalenderplaats(one: AhContract) -> list[str]:
    """Where a contract stands in the calendar: without an end it is the last."""
    return [str(one.geldig_tot or date.max), one.contract_id, one.regiocode]


def gehouden_of(one: Gehouden) -> AhrAanbieder:
    """As shown."""
    level = one.beoordeling.niveau
    return AhrAanbieder(
        agb_code=one.agb_code,
        naam=one.naam,
        bron=one.bron,
        niveau=level.kleur,
        trede=one.beoordeling.om.trede,
        redenen=[reden_of(code) for code in level.redenen],
        clienten=aantal_of(one.clienten),
        regios=one.regios,
        verloop=[
            AhrNiveau(kwartaal=str(quarter), niveau=told.niveau if told else None)
            for quarter, told in one.verloop.items()
        ],
    )


def deelname_of(one: Deelname, drempel: int) -> AhDeelname:
    """As shown to a region that is not the holder."""
    return AhDeelname.model_validate(
        {
            "agb_code": one.agb_code,
            "naam": one.naam,
            "accounthouder": one.accounthouder.regiocode if one.accounthouder else None,
            "niveau": one.niveau.niveau if one.niveau else None,
            "niveau_sinds": one.niveau.bekend_op if one.niveau else None,
            "clienten": aantal_of(one.clienten, drempel),
            "omzet": one.omzet,
            "aandeel": one.aandeel,
            "acties": [stap_of(stap) for stap in one.stappen],
        }
    )


def inzage_of(one: Inzage) -> AhInzage:
    """As shown."""
    return AhInzage(
        moment=one.moment,
        weergave=one.weergave,
        periode=one.periode,
        door=one.client_id,
        rol=one.rol,
    )
