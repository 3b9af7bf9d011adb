# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Corrections of a client over HTTP."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field, model_validator

from libs.common.api import ApiModel
from services.referral.domain import client as persoon
from services.referral.domain import correctie as domein
from services.referral.schemas.fields import Bsn, Geslacht, Regel, text
from services.referral.schemas.personen import Adres, Naam

_RIGHT = ("bsn", "geboortedatum", "geslacht", "naam", "adres")


class NieuweCorrectie(ApiModel):
    """Wat er juist is van een client, en waaruit dat blijkt; wat ontbreekt blijft zoals het was.

    Een naam of adres vervangt het vorige geheel.
    """

    reden: domein.Reden = Field(examples=["onjuist-vastgelegd"])
    bron: Annotated[
        str,
        text(100),
        Regel,
        Field(
            description="Kenmerk van het stuk waaruit het blijkt, bijvoorbeeld het verzoek om "
            "rectificatie of de melding uit de BRP.",
            examples=["BRP-mutatie 2026-0412"],
        ),
    ]
    bsn: Bsn | None = None
    geboortedatum: date | None = None
    geslacht: Geslacht | None = None
    naam: Naam | None = None
    adres: Adres | None = None
    samenvoegen_met: Annotated[str, text(36)] | None = Field(
        default=None,
        description="De client die het juiste BSN al heeft en dezelfde persoon is: alles van die "
        "client wordt van deze, en die client bestaat daarna niet meer.",
    )

    @model_validator(mode="after")
    def _something(self) -> "NieuweCorrectie":
        if all(getattr(self, name) is None for name in _RIGHT):
            raise ValueError("zeg wat er juist is: " + ", ".join(_RIGHT))
        if self.samenvoegen_met is not None and self.bsn is None:
            raise ValueError("samenvoegen gaat met het juiste bsn")
        return self

    def of(self) -> domein.Correctie:
        """As it is asked."""
        return domein.Correctie(
            reden=self.reden,
            bron=self.bron,
            bsn=self.bsn,
            geboortedatum=self.geboortedatum,
            geslacht=self.geslacht,
            naam=persoon.Naam(**self.naam.model_dump()) if self.naam else None,
            adres=persoon.Adres(**self.adres.model_dump()) if self.adres else None,
            samenvoegen_met=self.samenvoegen_met,
        )


class Gewijzigd(ApiModel):
    """Een gecorrigeerd veld; van wat naar iemand leidt staat alleen dat het anders is.

    Bij het BSN staan de pseudoniemen, bij de geboortedatum de maanden, bij het adres de gemeenten.
    """

    veld: str = Field(examples=["geslacht"])
    oud: str | None = Field(examples=["1"])
    nieuw: str | None = Field(examples=["2"])


class Correctie(ApiModel):
    """Een correctie: wie, wanneer, waarom en wat."""

    id: str
    versie: int = Field(description="De versie van de client die ervan kwam.")
    reden: domein.Reden
    bron: str
    door: str
    gewijzigd: list[Gewijzigd]
    gecorrigeerd_op: datetime


class CorrectiesPagina(ApiModel):
    """Correcties van een client, nieuwste eerst."""

    resultaten: list[Correctie]


def correctie_of(one: domein.Gecorrigeerd) -> Correctie:
    """For showing."""
    return Correctie(
        id=one.id,
        versie=one.versie,
        reden=one.reden,
        bron=one.bron,
        door=one.door,
        gewijzigd=[Gewijzigd(veld=f.veld, oud=f.oud, nieuw=f.nieuw) for f in one.gewijzigd],
        gecorrigeerd_op=one.gecorrigeerd_op,
    )
