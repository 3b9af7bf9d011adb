# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Kinds of fields that several resources share, with what may stand in them."""

import re
from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from libs.common import codes
from libs.common.api import ApiModel
from libs.ijw import codelist, passes_elfproef
from services.billing.store import zaken

_NINE_DIGITS = re.compile(r"(?<!\d)\d{9}(?!\d)")
_FIRST_PRINTABLE = " "


def _no_bsn(value: str) -> str:
    """Free text is shown and kept in the open, so it names nobody."""
    if any(passes_elfproef(number) for number in _NINE_DIGITS.findall(value)):
        raise ValueError("lijkt een burgerservicenummer te bevatten")
    if any(sign < _FIRST_PRINTABLE and sign != "\n" for sign in value):
        raise ValueError("bevat een teken dat geen tekst is")
    return value


def _text(length: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=length)


def _bsn(value: str) -> str:
    if not passes_elfproef(value):
        raise ValueError("is geen geldig burgerservicenummer (elfproef)")
    return value


def _categorie(value: str) -> str:
    if value not in codelist("JZ020"):
        raise PydanticCustomError("enum", "not a code of the list")
    return value


def _eenheid(value: str) -> str:
    if value not in codelist("WJ756"):
        raise PydanticCustomError("enum", "not a code of the list")
    return value


Kenmerk = Annotated[str, _text(200), AfterValidator(_no_bsn)]
"""A reference to something that is kept elsewhere."""

Tekst = Annotated[str, _text(4000), AfterValidator(_no_bsn)]
Bsn = Annotated[str, AfterValidator(_bsn), Field(description="Burgerservicenummer.")]
AgbCode = Annotated[codes.AgbCode, Field(examples=["90000101"])]
Gemeentecode = Annotated[codes.Gemeentecode, Field(examples=["0307"])]
Categorie = Annotated[str, AfterValidator(_categorie), Field(description="Lijst JZ020.")]
Productcode = Annotated[str, Field(pattern=r"^[0-9A-Za-z]{1,5}$", examples=["45A03"])]
Eenheid = Annotated[str, AfterValidator(_eenheid), Field(description="Lijst WJ756.")]
Jaar = Annotated[int, Field(ge=2015, le=2100)]
Centen = Annotated[int, Field(ge=1, le=10**12, description="Eurocenten.")]
Gewicht = Annotated[int, Field(ge=0, le=10**9)]
Sleutel = Annotated[
    dict[Gemeentecode, Gewicht],
    Field(
        min_length=1,
        max_length=342,
        description="Verdeelsleutel: gewicht per gemeente, bijvoorbeeld het aantal clienten.",
    ),
]


def _some_weight(sleutel: dict[str, int]) -> dict[str, int]:
    if sum(sleutel.values()) == 0:
        raise ValueError("heeft geen enkel gewicht")
    return sleutel


Verdeelsleutel = Annotated[Sleutel, AfterValidator(_some_weight)]


class Stap(ApiModel):
    """Eén stap in een zaak."""

    nummer: int
    handeling: str
    toestand: str
    op: datetime


class Boeking(ApiModel):
    """Een boeking voor een gemeente in eurocenten; positief is te ontvangen."""

    nummer: int = Field(description="De stap die deze boeking maakte.")
    gemeentecode: str
    post: str
    bedrag: int
    boekdatum: date


def stap_of(stap: zaken.Stap) -> Stap:
    """For showing; what was written at the step is not for everybody."""
    return Stap(nummer=stap.nummer, handeling=stap.handeling, toestand=stap.toestand, op=stap.op)


def boeking_of(boeking: zaken.Boeking) -> Boeking:
    """For showing."""
    return Boeking(
        nummer=boeking.nummer,
        gemeentecode=boeking.gemeentecode,
        post=boeking.post,
        bedrag=boeking.bedrag,
        boekdatum=boeking.boekdatum,
    )
