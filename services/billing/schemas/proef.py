# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What is asked and shown when another rule set is tried; amounts are whole cents."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from libs.common.api import ApiModel
from libs.common.problem import InvalidInput, InvalidParam
from services.billing.domain import proef as d
from services.billing.domain.regelset import Regelset
from services.billing.rules import RULE_IDS

MOST_MONTHS = 12


class Proef(ApiModel):
    """Wat er anders is dan in de regels van nu, en hoeveel maanden er wordt teruggekeken."""

    zonder: Annotated[tuple[str, ...], Field(max_length=100)] = ()
    weken: Literal["geraakt", "heel"] = "geraakt"
    tolerantie: Annotated[int, Field(ge=0, le=100, description="Procent op een volume.")] = 0
    maanden: Annotated[int, Field(ge=1, le=MOST_MONTHS)] = 1

    def as_regelset(self) -> Regelset:
        """The rule set that is asked for; `InvalidInput` names each rule that there is not."""
        if unknown := sorted(set(self.zonder) - RULE_IDS):
            params = [
                InvalidParam("zonder", "regel-onbekend", f"{x} bestaat niet.") for x in unknown
            ]
            raise InvalidInput("Niet elke regel bestaat.", invalid_params=params)
        return Regelset(frozenset(self.zonder), self.weken, self.tolerantie)


class PerRetourcode(ApiModel):
    """Regels en bedragen onder een code; een regel telt onder elk van zijn codes."""

    retourcode: str = Field(description="Of `toegekend`.")
    regels_toen: int
    bedrag_toen: int
    regels_nu: int
    bedrag_nu: int


class Factuuruitslag(ApiModel):
    """Wat de andere regels van facturen buiten de berichten zouden hebben gezegd."""

    aantal_facturen: int
    aantal_regels: int
    aantal_anders: int
    per_retourcode: list[PerRetourcode]


class Proefuitslag(ApiModel):
    """Wat de andere regels zouden hebben gezegd; er is niets gewijzigd."""

    sinds: date
    aantal_declaraties: int = Field(description="Berichten; facturen staan onder `facturen`.")
    aantal_regels: int
    aantal_anders: int
    per_retourcode: list[PerRetourcode]
    facturen: Factuuruitslag


class Proefopdracht(ApiModel):
    """Een proef op de achtergrond: hoe ver zij is, en wat zij tot daar vond."""

    id: str
    toestand: d.Toestand
    aangevraagd_op: datetime
    klaar_op: datetime | None
    fout: str | None = Field(description="Waarom zij mislukte.")
    zonder: list[str]
    weken: Literal["geraakt", "heel"]
    tolerantie: int
    aantal_aanbieders: int = Field(description="Van hoeveel aanbieders er iets te proberen is.")
    aantal_aanbieders_gedaan: int
    uitslag: Proefuitslag


class ProevenPagina(ApiModel):
    """Een bladzijde proeven."""

    resultaten: list[Proefopdracht]


def proefopdracht_of(proef: d.Proef) -> Proefopdracht:
    """The view of one that was asked for."""
    return Proefopdracht(
        id=proef.id,
        toestand=proef.toestand,
        aangevraagd_op=proef.aangevraagd_op,
        klaar_op=proef.klaar_op,
        fout=proef.fout,
        zonder=sorted(proef.regelset.zonder),
        weken=proef.regelset.weken,
        tolerantie=proef.regelset.tolerantie,
        aantal_aanbieders=proef.aantal_aanbieders,
        aantal_aanbieders_gedaan=proef.uitslag.aanbieders,
        uitslag=proefuitslag_of(proef.sinds, proef.uitslag),
    )


def proefuitslag_of(sinds: date, uitslag: d.Uitslag) -> Proefuitslag:
    """The view of what a trial found."""
    declaraties, facturen = uitslag.declaraties, uitslag.facturen
    return Proefuitslag(
        sinds=sinds,
        aantal_declaraties=declaraties.aantal,
        aantal_regels=declaraties.regels,
        aantal_anders=declaraties.anders,
        per_retourcode=list(_per_code(declaraties)),
        facturen=Factuuruitslag(
            aantal_facturen=facturen.aantal,
            aantal_regels=facturen.regels,
            aantal_anders=facturen.anders,
            per_retourcode=list(_per_code(facturen)),
        ),
    )


def _per_code(deel: d.Deel) -> Iterable[PerRetourcode]:
    toen, nu = deel.toen, deel.nu
    return (
        PerRetourcode(
            retourcode=code,
            regels_toen=toen.regels[code],
            bedrag_toen=toen.bedragen[code],
            regels_nu=nu.regels[code],
            bedrag_nu=nu.bedragen[code],
        )
        for code in sorted({*toen.regels, *nu.regels})
    )
