# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Clients over HTTP: who the gemeente may award help to."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from libs.common.api import ApiModel
from services.referral.domain import client as domein
from services.referral.schemas.fields import Bsn, Gemeentecode, Geslacht, Kenmerk, Regel, text

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
    gemeentecode: Gemeentecode | None = Field(
        default=None,
        description="De gemeente van inschrijving; een andere dan de eigen houdt een automatisch "
        "besluit tegen (woonplaatsbeginsel).",
    )


class NieuweClient(ApiModel):
    """De gegevens van een client; een bekend BSN of kenmerk wordt bijgewerkt.

    Met `buitenBerichten` gaat over de client geen bericht meer uit (OP003), en wordt geen adres
    bewaard. Alleen dan mag het BSN ontbreken; in zijn plaats komt een kenmerk.
    """

    bsn: Bsn | None = None
    kenmerk: Kenmerk | None = None
    buiten_berichten: domein.Grond | None = None
    geboortedatum: date
    geslacht: Geslacht
    naam: Naam
    adres: Adres | None = None

    @model_validator(mode="after")
    def _known_somehow(self) -> "NieuweClient":
        outside = self.buiten_berichten is not None
        if (self.bsn is None) == (self.kenmerk is None):
            raise ValueError("een client heeft een bsn, of anders een kenmerk")
        if self.bsn is None and not outside:
            raise ValueError("zonder bsn gaat er geen bericht uit: zeg waarom in buitenBerichten")
        if self.bsn is not None and self.buiten_berichten == "geen-bsn":
            raise ValueError("buitenBerichten is 'geen-bsn' alleen zonder bsn")
        if outside == (self.adres is not None):
            raise ValueError(
                "een adres is verplicht, maar buiten de berichten wordt het niet bewaard"
            )
        return self

    def as_persoon(self) -> domein.Persoon:
        """All but the BSN."""
        return domein.Persoon(
            geboortedatum=self.geboortedatum,
            geslacht=self.geslacht,
            naam=domein.Naam(**self.naam.model_dump()),
            adres=domein.Adres(**self.adres.model_dump()) if self.adres else None,
            buiten_berichten=self.buiten_berichten,
        )


class ClientZoekvraag(ApiModel):
    """Welke client: nooit in de URI."""

    bsn: Bsn | None = None
    kenmerk: Kenmerk | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> "ClientZoekvraag":
        if (self.bsn is None) == (self.kenmerk is None):
            raise ValueError("zoek op een bsn of op een kenmerk")
        return self


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
    bsn: str | None
    buiten_berichten: domein.Grond | None
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
        buiten_berichten=persoon.buiten_berichten,
        geboortedatum=persoon.geboortedatum,
        geslacht=persoon.geslacht,
        naam=BekendeNaam.model_validate(persoon.naam, from_attributes=True),
        adres=BekendAdres.model_validate(persoon.adres, from_attributes=True)
        if persoon.adres
        else None,
        versie=client.versie,
    )
