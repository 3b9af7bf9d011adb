# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Names and addresses over HTTP, of a client and of the people around it."""

from typing import Annotated

from pydantic import Field, StringConstraints

from libs.common.api import ApiModel
from services.referral.schemas.fields import Gemeentecode, Regel, text

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
