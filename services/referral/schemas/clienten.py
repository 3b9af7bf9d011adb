# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Clients over HTTP: who the gemeente may award help to."""

from datetime import date
from typing import Annotated

from pydantic import Field, model_validator

from libs.common.api import ApiModel
from services.referral.domain import client as domein
from services.referral.domain.gezag import Omgeving
from services.referral.schemas.fields import Bsn, Geslacht, Kenmerk
from services.referral.schemas.personen import Adres, BekendAdres, BekendeNaam, Naam
from services.referral.schemas.relaties import NieuweRelatie, Relatie, relatie_of


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
    relaties: Annotated[list[NieuweRelatie], Field(max_length=20)] | None = Field(
        default=None,
        description="Wie het gezag heeft en met wie verder contact is; zij staan in elke "
        "toewijzing (JW301). Een lijst vervangt de vorige; zonder lijst blijft die zoals zij was.",
    )
    gezag_bij_jeugdige: bool | None = Field(
        default=None,
        description="De jeugdige heeft zelf het gezag (vanaf 16 jaar); zonder waarde blijft het "
        "zoals het was.",
    )

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
        if outside and self.relaties:
            raise ValueError("buiten de berichten worden geen relaties bewaard")
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

    def as_omgeving(self) -> Omgeving:
        """Who is around the client, as far as it is told."""
        told = self.relaties
        relaties = None if told is None else tuple(one.as_relatie() for one in told)
        return Omgeving(relaties, self.gezag_bij_jeugdige)


class ClientZoekvraag(ApiModel):
    """Welke client: nooit in de URI."""

    bsn: Bsn | None = None
    kenmerk: Kenmerk | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> "ClientZoekvraag":
        if (self.bsn is None) == (self.kenmerk is None):
            raise ValueError("zoek op een bsn of op een kenmerk")
        return self


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
    relaties: list[Relatie]
    gezag_bij_jeugdige: bool
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
        relaties=[relatie_of(one) for one in persoon.relaties],
        gezag_bij_jeugdige=persoon.gezag_zelf,
        versie=client.versie,
    )
