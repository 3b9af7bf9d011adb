# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Kinds of fields that several resources share, with what may stand in them."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from libs.common import codes
from libs.ijw import codelist, passes_elfproef
from services.reporting.domain.kwartaal import Voortgang

_NINE_DIGITS = re.compile(r"(?<!\d)\d{9}(?!\d)")
_FIRST_PRINTABLE = " "


def _no_bsn(value: str) -> str:
    """Free text is shown and kept in the open, so it names nobody."""
    if any(passes_elfproef(number) for number in _NINE_DIGITS.findall(value)):
        raise PydanticCustomError("bsn", "lijkt een burgerservicenummer te bevatten")
    if any(sign < _FIRST_PRINTABLE and sign != "\n" for sign in value):
        raise PydanticCustomError("teken", "bevat een teken dat geen tekst is")
    return value


def _text(length: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=length)


def _categorie(value: str) -> str:
    if value not in codelist("JZ020"):
        raise PydanticCustomError("enum", "not a code of the list")
    return value


Kenmerk = Annotated[str, _text(120), AfterValidator(_no_bsn)]
Bron = Annotated[str, _text(200), AfterValidator(_no_bsn)]
Tekst = Annotated[str, _text(1000), AfterValidator(_no_bsn)]
Verhaal = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=4000), AfterValidator(_no_bsn)
]
"""May be empty: nothing is told."""

Onderwerp = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=80), AfterValidator(_no_bsn)
]
AgbCode = Annotated[codes.AgbCode, Field(examples=["90000101"])]
Gemeentecode = Annotated[codes.Gemeentecode, Field(examples=["0307"])]
KvkNummer = Annotated[str, Field(pattern=r"^[0-9]{8}$", examples=["12345678"])]
Regiocode = codes.Regiocode
Categorie = Annotated[str, AfterValidator(_categorie), Field(description="Code uit JZ020.")]
Kwartaalcode = Annotated[
    str, Field(pattern=r"^20[0-9]{2}-K[1-4]$", examples=["2026-K1"], description="jjjj-Kn")
]
Kwartaalvoortgang = Annotated[
    Voortgang,
    Field(
        description="`lopend`: het kwartaal was op het peilmoment niet voorbij, en cijfers ervan "
        "zijn voorlopig."
    ),
]
Bedrag = Annotated[int, Field(ge=-(10**14), le=10**14, description="Eurocenten.")]
Kosten = Annotated[int, Field(ge=0, le=10**14, description="Eurocenten, niet onder nul.")]
Maand = Annotated[
    str, StringConstraints(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$"), Field(examples=["2026-05"])
]
