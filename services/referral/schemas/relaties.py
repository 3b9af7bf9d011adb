# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The people around a client over HTTP: who has authority, and who else can be reached."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from libs.common.api import ApiModel
from services.referral.domain import client as domein
from services.referral.schemas.fields import Geslacht, Regel, code_of, text
from services.referral.schemas.personen import Adres, BekendAdres, BekendeNaam, Naam

Soort = Annotated[
    str,
    AfterValidator(code_of("COD472")),
    Field(description="Lijst COD472: 10 is ouder, 11 voogd.", examples=["10"]),
]
Telefoonnummer = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{6,15}$"), Field(examples=["0612345678"])
]
Landnummer = Annotated[str, StringConstraints(pattern=r"^[0-9]{2,4}$"), Field(examples=["0031"])]


class NieuweRelatie(ApiModel):
    """Een mens of organisatie rond de client, met een adres of een telefoonnummer.

    Een nieuwe relatie krijgt een nummer dat nooit verandert (OP071); wie er al was houdt het zijne,
    door het te noemen of doordat alle gegevens gelijk zijn.
    """

    nummer: Annotated[str, text(20), Regel] | None = None
    soort: Soort
    gezag: bool = Field(default=False, description="Heeft gezag over de client.")
    naam: Naam | None = None
    organisatie: Annotated[str, text(200), Regel] | None = Field(
        default=None,
        description="In plaats van een naam: de organisatie die bijvoorbeeld voogd is.",
    )
    geboortedatum: date | None = None
    geslacht: Geslacht | None = None
    adres: Adres | None = None
    telefoonnummer: Telefoonnummer | None = None
    landnummer: Landnummer = "0031"
    emailadres: Annotated[str, text(80), Regel] | None = None

    @model_validator(mode="after")
    def _somebody(self) -> "NieuweRelatie":
        if (self.naam is None) == (self.organisatie is None):
            raise ValueError("een relatie heeft een naam, of is een organisatie")
        return self

    def as_relatie(self) -> domein.Relatie:
        """For registering."""
        naam = domein.Naam(**self.naam.model_dump()) if self.naam else None
        return domein.Relatie(
            soort=self.soort,
            naam=naam or domein.Naam(self.organisatie or ""),
            nummer=self.nummer or "",
            gezag=self.gezag,
            organisatie=naam is None,
            geboortedatum=self.geboortedatum,
            geslacht=self.geslacht,
            adres=domein.Adres(**self.adres.model_dump()) if self.adres else None,
            telefoonnummer=self.telefoonnummer,
            landnummer=self.landnummer if self.telefoonnummer else None,
            emailadres=self.emailadres,
        )


class Relatie(ApiModel):
    """Een mens of organisatie rond de client."""

    nummer: str
    soort: str
    gezag: bool
    naam: BekendeNaam | None
    organisatie: str | None
    geboortedatum: date | None
    geslacht: str | None
    adres: BekendAdres | None
    telefoonnummer: str | None
    landnummer: str | None
    emailadres: str | None


def relatie_of(relatie: domein.Relatie) -> Relatie:
    """For showing to the gemeente of the client."""
    naam, adres = relatie.naam, relatie.adres
    named = None if relatie.organisatie else BekendeNaam.model_validate(naam, from_attributes=True)
    return Relatie(
        nummer=relatie.nummer,
        soort=relatie.soort,
        gezag=relatie.gezag,
        naam=named,
        organisatie=naam.achternaam if relatie.organisatie else None,
        geboortedatum=relatie.geboortedatum,
        geslacht=relatie.geslacht,
        adres=BekendAdres.model_validate(adres, from_attributes=True) if adres else None,
        telefoonnummer=relatie.telefoonnummer,
        landnummer=relatie.landnummer,
        emailadres=relatie.emailadres,
    )
