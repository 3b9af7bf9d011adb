# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Complex cases over HTTP: the list, the counts, and what a gemeente set for them."""

from datetime import date
from typing import Annotated

from pydantic import Field

from libs.common.api import ApiModel
from services.referral.domain import casus as domein
from services.referral.domain.afweging import Trede
from services.referral.domain.casusbeleid import DREMPEL
from services.referral.domain.casusbeleid import Casusbeleid as DomeinBeleid
from services.referral.handlers.casussen import Overzicht
from services.referral.schemas.fields import Productcode

Centen = Annotated[int, Field(ge=0, le=2_000_000_000, description="Eurocenten.")]


class Casus(ApiModel):
    """Een complexe casus van de aanroeper; het bedrag is dat van twaalf maanden."""

    gezin_id: str | None
    client_ids: list[str]
    bedrag: int = Field(description="Eurocenten, goedgekeurd in twaalf maanden.")
    vormen: int
    aanbieders: int
    dwangkader: bool
    redenen: list[domein.Reden]


class Casussen(ApiModel):
    """De complexe casussen van de aanroeper, duurste eerst."""

    peildatum: date
    resultaten: list[Casus]


class Casuscijfers(ApiModel):
    """Wat zonder inzage in gezinnen te zien is; bedragen in eurocenten over twaalf maanden."""

    peildatum: date
    drempel: int
    aantal: int = Field(description="Complexe casussen, een per gezin, ten hoogste 50.")
    zonder_eigenaar: int
    bedrag: int
    totaalbedrag: int = Field(description="Van alle clienten van de gemeente of regio.")
    aandeel: float | None = Field(description="Percentage van het totaalbedrag.")


class NieuwCasusbeleid(ApiModel):
    """Wanneer een gezin een complexe casus is, en hoe vroeg vooruit wordt gekeken."""

    drempel: Centen = DREMPEL
    vormen: Annotated[int, Field(ge=1, le=20)] = 4
    aanbieders: Annotated[int, Field(ge=1, le=20)] = 4
    voorsignaal: bool = Field(
        default=False, description="Ook al een half jaar voor de zeventiende verjaardag."
    )
    overplaatsingen: Annotated[int, Field(ge=1, le=20)] = Field(
        default=3, description="Onvrijwillige in twaalf maanden waarna wordt opgeschaald."
    )
    verblijfsvormen: dict[Productcode, Trede] = Field(
        default_factory=dict,
        max_length=200,
        description="Van productcodes van verblijf: welke vorm het is. Die wordt alleen toegewezen "
        "als een afweging zegt waarom vormen die voorgaan niet passen.",
        examples=[{"44A01": "pleegzorg"}],
    )

    def of(self, gemeentecode: str) -> DomeinBeleid:
        """As the domain knows it."""
        return DomeinBeleid(gemeentecode=gemeentecode, **self.model_dump())


class Casusbeleid(NieuwCasusbeleid):
    """Het beleid dat geldt; versie 0 is wat geldt zonder eigen beleid."""

    versie: int


def casussen_of(overzicht: Overzicht, peildatum: date, eigenaar: str) -> Casussen:
    """Those of one case owner."""
    own = [one for one in overzicht.casussen if one.eigenaar == eigenaar]
    return Casussen(peildatum=peildatum, resultaten=[_casus_of(one) for one in own])


def casuscijfers_of(overzicht: Overzicht, peildatum: date) -> Casuscijfers:
    """Counts and sums."""
    totaal, bedrag = overzicht.totaal, overzicht.bedrag
    return Casuscijfers(
        peildatum=peildatum,
        drempel=overzicht.beleid.drempel,
        aantal=len(overzicht.casussen),
        zonder_eigenaar=sum(one.eigenaar is None for one in overzicht.casussen),
        bedrag=bedrag,
        totaalbedrag=totaal,
        aandeel=round(100 * bedrag / totaal, 1) if totaal > 0 else None,
    )


def casusbeleid_of(beleid: DomeinBeleid) -> Casusbeleid:
    """As shown."""
    return Casusbeleid(**{name: getattr(beleid, name) for name in Casusbeleid.model_fields})


def _casus_of(casus: domein.Casus) -> Casus:
    return Casus(
        gezin_id=casus.gezin_id,
        client_ids=list(casus.client_ids),
        bedrag=casus.bedrag,
        vormen=casus.vormen,
        aanbieders=casus.aanbieders,
        dwangkader=casus.dwangkader,
        redenen=list(casus.redenen),
    )
