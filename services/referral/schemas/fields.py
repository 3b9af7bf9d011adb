# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Kinds of fields that several resources share, with what may stand in them."""

from collections.abc import Callable
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from libs.common import codes
from libs.common.api import ApiModel
from libs.ijw import codelist, passes_elfproef
from libs.ijw.shared import Omvang as BerichtOmvang
from services.referral.domain.contract import Afwijking, Grond
from services.referral.domain.toets import Toets as DomeinToets

_FIRST_PRINTABLE = " "
_NOT_IN_XML = frozenset("\x7f\ufffe\uffff")


def _writable(value: str) -> str:
    if any(sign < _FIRST_PRINTABLE or sign in _NOT_IN_XML for sign in value):
        raise ValueError("bevat een teken dat niet in een bericht kan staan")
    return value


def text(length: int) -> StringConstraints:
    """Bounds of a line of text: trimmed, not empty."""
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=length)


def code_of(name: str) -> Callable[[str], str]:
    """Refuses what is not a code of this list of the standard."""

    def check(value: str) -> str:
        if value not in codelist(name):
            expected = {"expected": f"een code uit lijst {name}"}
            raise PydanticCustomError("enum", "not a code of the list", expected)
        return value

    return check


def _bsn(value: str) -> str:
    """Nine zeros would pass the sum; `passes_elfproef` refuses them too."""
    if not passes_elfproef(value):
        raise ValueError("is geen geldig burgerservicenummer (elfproef)")
    return value


Regel = AfterValidator(_writable)

Kenmerk = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9-]{1,36}$"),
    Field(
        description="Pseudoniem kenmerk van een client zonder BSN in berichten, afgesproken met de "
        "aanbieder, die het op zijn facturen zet; geen naam of nummer dat naar de client leidt.",
        examples=["K-2026-0017"],
    ),
]
"""A line that can stand in a message: no control signs."""

Bsn = Annotated[
    str, AfterValidator(_bsn), Field(description="Burgerservicenummer.", examples=["999900006"])
]
AgbCode = Annotated[
    codes.AgbCode, Field(description="AGB-code van de aanbieder.", examples=["90000101"])
]
Gemeentecode = Annotated[
    codes.Gemeentecode, Field(description="CBS-gemeentecode.", examples=["0307"])
]
Geslacht = Annotated[
    str, AfterValidator(code_of("COD046")), Field(description="Lijst COD046.", examples=["1"])
]
Categorie = Annotated[
    str, AfterValidator(code_of("JZ020")), Field(description="Lijst JZ020.", examples=["45"])
]
Eenheid = Annotated[
    str, AfterValidator(code_of("WJ756")), Field(description="Lijst WJ756.", examples=["04"])
]
Frequentie = Annotated[
    str, AfterValidator(code_of("WMO757")), Field(description="Lijst WMO757.", examples=["2"])
]
TypeVerwijzer = Annotated[
    str, AfterValidator(code_of("COD327")), Field(description="Lijst COD327.", examples=["02"])
]
RedenAfwijzing = Annotated[
    str, AfterValidator(code_of("WJ759")), Field(description="Lijst WJ759.", examples=["3"])
]
RedenWijziging = Annotated[
    str, AfterValidator(code_of("JZ002")), Field(description="Lijst JZ002.", examples=["05"])
]
Productcode = Annotated[str, text(5), Regel, Field(examples=["45B01"])]
Volume = Annotated[int, Field(ge=1, le=99_999_999)]
Budget = Annotated[int, Field(ge=0, le=99_999_999, description="Eurocenten.")]


class Product(ApiModel):
    """Een product; zonder code is de toewijzing aspecifiek."""

    categorie: Categorie
    code: Productcode | None = None


class Omvang(ApiModel):
    """Hoeveel hulp: volume in een eenheid, per frequentie."""

    volume: Volume
    eenheid: Eenheid
    frequentie: Frequentie

    def as_value(self) -> BerichtOmvang:
        """The same as messages carry it."""
        return BerichtOmvang(volume=self.volume, eenheid=self.eenheid, frequentie=self.frequentie)


class GegevenOmvang(ApiModel):
    """Hoeveel hulp, zoals gevraagd of toegekend."""

    volume: int
    eenheid: str
    frequentie: str


class GegevenProduct(ApiModel):
    """Een product, zoals gevraagd of toegekend."""

    categorie: str
    code: str | None


class AfwijkingContract(ApiModel):
    """Hulp buiten een contract om: op welke grond in de wet, en waarom in dit geval.

    `verhuizing`: art. 2.7a; `kinderbescherming`: art. 2.4 en 3.5; `crisis`: art. 2.6, alleen
    categorie 46; `passende-hulp`: art. 2.3, geen gecontracteerde aanbieder kan haar bieden.
    """

    grond: Grond
    motivering: Annotated[str, Field(min_length=20, max_length=2000)]


def afwijking_of(given: AfwijkingContract | None) -> Afwijking | None:
    """For deciding with."""
    return None if given is None else Afwijking(given.grond, given.motivering)


class GegevenAfwijking(ApiModel):
    """De grond waarop hulp buiten een contract om is toegekend, met de motivering."""

    grond: Grond
    motivering: str


class Toets(ApiModel):
    """Eén toets van een automatisch besluit."""

    toets: str = Field(examples=["contract-geldig"])
    geslaagd: bool
    toelichting: str


def omvang_of(omvang: BerichtOmvang | None) -> GegevenOmvang | None:
    """For showing."""
    if omvang is None:
        return None
    return GegevenOmvang(volume=omvang.volume, eenheid=omvang.eenheid, frequentie=omvang.frequentie)


def product_of(categorie: str | None, code: str | None) -> GegevenProduct | None:
    """For showing; None where the award is generic."""
    return None if categorie is None else GegevenProduct(categorie=categorie, code=code)


def toets_of(toets: DomeinToets) -> Toets:
    """For showing."""
    return Toets(toets=toets.toets, geslaagd=toets.geslaagd, toelichting=toets.toelichting)
