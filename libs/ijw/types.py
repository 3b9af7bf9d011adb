# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Simple types of the standard: the facets that an element's text must satisfy (level 1)."""

from dataclasses import dataclass
from datetime import date, time
from typing import Annotated

NOT_BLANK = r".*[^\s].*"


@dataclass(frozen=True, slots=True)
class Text:
    """A string: length bounds, a pattern as XML Schema knows them, or a code list."""

    max_length: int | None = None
    pattern: str | None = None
    codes: str | None = None
    min_length: int = 1


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number from 0; `pattern` fixes its spelling."""

    maximum: int
    pattern: str | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A date without a time zone (RS032)."""


@dataclass(frozen=True, slots=True)
class Clocktime:
    """A time of day without a time zone (RS034)."""


Simple = Text | Number | Day | Clocktime


def _name(length: int) -> Text:
    return Text(length, NOT_BLANK)


AgbCode = Annotated[str, Text(8, "[0-9]{8}")]
Gemeentecode = Annotated[str, Text(None, "[0-9]{4}")]
Bsn = Annotated[str, Text(9, "[0-9]{9}")]
Versie = Annotated[str, Text(None, r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)")]
Datum = Annotated[date, Day()]
Tijd = Annotated[time, Clocktime()]
Bedrag = Annotated[int, Number(99_999_999)]
TotaalBedragGetal = Annotated[int, Number(999_999_999_999)]
Nummer = Annotated[int, Number(999_999_999)]
Volgnummer = Annotated[int, Number(99)]
Huisnummer = Annotated[int, Number(99_999)]
Commentaar = Annotated[str, Text(None, r"([.\s]*\S+[.\s]*)+")]
Identificatie = Annotated[str, _name(12)]
DeclaratieIdentificatie = Annotated[str, Text(12)]
DeclaratieNummer = Annotated[str, Text(12, "([a-zA-Z0-9])+")]
Referentie = Annotated[str, _name(36)]
ReferentieNummer = Annotated[str, Text(20)]
ProductCode = Annotated[str, _name(5)]
LangeNaam = Annotated[str, _name(200)]
NaamVerwijzer = Annotated[str, _name(64)]
Voorvoegsel = Annotated[str, _name(10)]
Voorletters = Annotated[str, Text(6, "([a-zA-ZÀ-ỳ])+")]
Postcode = Annotated[str, _name(8)]
Straatnaam = Annotated[str, _name(24)]
Plaatsnaam = Annotated[str, _name(80)]
Huisletter = Annotated[str, _name(1)]
Toevoeging = Annotated[str, _name(4)]
Landnummer = Annotated[str, _name(4)]
Telefoonnummer = Annotated[str, Text(15, "[0-9]*")]
Emailadres = Annotated[str, _name(80)]
Organisatie = Annotated[str, _name(35)]
Taal = Annotated[str, _name(25)]
Persoonsid = Annotated[str, _name(20)]
Categorie = Annotated[str, Text(2, codes="JZ020", min_length=0)]
Eenheid = Annotated[str, Text(2, codes="WJ756", min_length=0)]
Frequentie = Annotated[str, Text(1, codes="WMO757", min_length=0)]
DebetCredit = Annotated[str, Text(1, codes="COD043", min_length=0)]
Geslacht = Annotated[str, Text(1, codes="COD046", min_length=0)]
DatumGebruik = Annotated[str, Text(1, codes="COD170", min_length=0)]
JaNee = Annotated[str, Text(1, codes="COD260", min_length=0)]
TypeVerwijzer = Annotated[str, Text(2, codes="COD327", min_length=0)]
StatusAanlevering = Annotated[str, Text(1, codes="COD467", min_length=0)]
SoortRelatie = Annotated[str, Text(2, codes="COD472", min_length=0)]
NaamGebruik = Annotated[str, Text(1, codes="COD700", min_length=0)]
Communicatievorm = Annotated[str, Text(1, codes="COD747", min_length=0)]
AdresSoort = Annotated[str, Text(2, codes="COD757", min_length=0)]
RedenWijziging = Annotated[str, Text(2, codes="JZ002", min_length=0)]
RedenBeeindiging = Annotated[str, Text(2, codes="JZ588", min_length=0)]
AanduidingWoonadres = Annotated[str, Text(2, codes="NUM061", min_length=0)]
LandCode = Annotated[str, Text(2, codes="COD032", min_length=0)]
Retourcode = Annotated[str, Text(4, codes="WJ001", min_length=0)]
Vertegenwoordiging = Annotated[str, Text(2, codes="WJ003", min_length=0)]
JuridischeStatus = Annotated[str, Text(2, codes="WJ232", min_length=0)]
RedenVerzoek = Annotated[str, Text(1, codes="WJ758", min_length=0)]
RedenAfwijzing = Annotated[str, Text(2, codes="WJ759", min_length=0)]
VerzoekAntwoord = Annotated[str, Text(1, codes="WJ760", min_length=0)]
