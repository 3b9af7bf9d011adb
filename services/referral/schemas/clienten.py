# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Clients over HTTP: who the gemeente may award help to."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from libs.common.api import ApiModel
from services.referral.domain import client as domein
from services.referral.schemas.fields import Bsn, Geslacht, Regel, text

Letters = Annotated[str, StringConstraints(pattern=r"^[a-zA-ZÀ-ỳ]{1,6}$"), Field(examples=["TJ"])]
Postcode = Annotated[
    str, StringConstraints(pattern=r"^[1-9][0-9]{3}[a-zA-Z]{2}$"), Field(examples=["3811AB"])
]
Huisnummer = Annotated[int, Field(ge=1, le=99_999)]


class Naam(ApiModel):
    """De eigen naam volgens de BRP."""

    achternaam: Annotated[str, text(200), Regel]
    voorvoegsel: Annotated[str, text(10), Regel] | None = None
    voornamen: Annotated[str, text(200), Regel] | None = None
    voorletters: Letters | None = None


class Adres(ApiModel):
    """Het BRP-adres."""

    straatnaam: Annotated[str, text(24), Regel]
    huisnummer: Huisnummer
    huisletter: Annotated[str, text(1), Regel] | None = None
    huisnummer_toevoeging: Annotated[str, text(4), Regel] | None = None
    postcode: Postcode
    plaatsnaam: Annotated[str, text(80), Regel]


class NieuweClient(ApiModel):
    """De gegevens van een client; een bekend BSN wordt bijgewerkt."""

    bsn: Bsn
    geboortedatum: date
    geslacht: Geslacht
    naam: Naam
    adres: Adres

    def as_persoon(self) -> domein.Persoon:
        """All but the BSN."""
        return domein.Persoon(
            geboortedatum=self.geboortedatum,
            geslacht=self.geslacht,
            naam=domein.Naam(**self.naam.model_dump()),
            adres=domein.Adres(**self.adres.model_dump()),
        )


class ClientZoekvraag(ApiModel):
    """Welke client: nooit in de URI."""

    bsn: Bsn


class BekendeNaam(ApiModel):
    """De naam zoals die bekend is."""

    achternaam: str
    voorvoegsel: str | None
    voornamen: str | None
    voorletters: str | None


class BekendAdres(ApiModel):
    """Het adres zoals dat bekend is."""

    straatnaam: str
    huisnummer: int
    huisletter: str | None
    huisnummer_toevoeging: str | None
    postcode: str
    plaatsnaam: str


class Client(ApiModel):
    """Een client van de gemeente."""

    id: str
    bsn: str
    geboortedatum: date
    geslacht: str
    naam: BekendeNaam
    adres: BekendAdres | None = Field(
        description="Ontbreekt zolang alleen een bericht van de aanbieder de client noemde."
    )
    versie: int


class ClientenPagina(ApiModel):
    """Gevonden clienten: geen of een."""

    resultaten: list[Client]


def client_of(client: domein.Client) -> Client:
    """For showing to its gemeente."""
    persoon = client.persoon
    return Client(
        id=client.id,
        bsn=client.bsn,
        geboortedatum=persoon.geboortedatum,
        geslacht=persoon.geslacht,
        naam=BekendeNaam.model_validate(persoon.naam, from_attributes=True),
        adres=BekendAdres.model_validate(persoon.adres, from_attributes=True)
        if persoon.adres
        else None,
        versie=client.versie,
    )
