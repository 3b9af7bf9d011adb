# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Simple types of the standard: the facets that an element's text must satisfy (level 1)."""

from dataclasses import dataclass
from datetime import date, time
from typing import Annotated

NOT_BLANK = r".*[^\s].*"
SOME_TEXT = r"([.\s]*\S+[.\s]*)+"
FOUR_DIGITS = "[0-9]{4}"
EIGHT_DIGITS = "[0-9]{8}"
NINE_DIGITS = "[0-9]{9}"
DIGITS = "[0-9]*"
LETTERS = "([a-zA-ZÀ-ỳ])+"
LETTERS_AND_DIGITS = "([a-zA-Z0-9])+"
THREE_NUMBERS = r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)"


@dataclass(frozen=True, slots=True)
class Text:
    """A string: length bounds, a pattern as XML Schema knows them, or a code list.

    `name` is what the standard calls the type. A `narrowed` one has its pattern on top of that
    type, for one element of one message.
    """

    name: str
    max_length: int | None = None
    pattern: str | None = None
    codes: str | None = None
    min_length: int = 1
    narrowed: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number from 0; the pattern of a `narrowed` one fixes its spelling."""

    name: str
    maximum: int
    pattern: str | None = None
    narrowed: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """A date without a time zone (RS032)."""

    name: str = "LDT_Datum"


@dataclass(frozen=True, slots=True)
class Clocktime:
    """A time of day without a time zone (RS034)."""

    name: str = "LDT_Tijd"


Simple = Text | Number | Day | Clocktime


def _filled(name: str, length: int) -> Text:
    return Text(name, length, NOT_BLANK)


def _code(name: str, codes: str, length: int) -> Text:
    return Text(name, length, codes=codes, min_length=0)


GEMEENTE = Text("LDT_Gemeente", None, FOUR_DIGITS)
AANBIEDER = Text("LDT_AgbCode", 8, EIGHT_DIGITS)

Gemeentecode = Annotated[str, GEMEENTE]
AgbCode = Annotated[str, AANBIEDER]
BerichtCode = Annotated[str, Text("LDT_BerichtCode", 3)]
BerichtVersie = Annotated[int, Number("LDT_BerichtVersie", 99)]
BerichtSubversie = Annotated[int, Number("LDT_BerichtSubversie", 99)]
Bsn = Annotated[str, Text("LDT_BurgerServicenummer", 9, NINE_DIGITS)]
Versie = Annotated[str, Text("LDT_Versie", None, THREE_NUMBERS)]
Datum = Annotated[date, Day()]
Tijd = Annotated[time, Clocktime()]
Bedrag = Annotated[int, Number("LDT_Bedrag", 99_999_999)]
Budget = Annotated[int, Number("LDT_Budget", 99_999_999)]
Volume = Annotated[int, Number("LDT_Volume", 99_999_999)]
TotaalBedragGetal = Annotated[int, Number("LDT_TotaalBedrag", 999_999_999_999)]
Nummer = Annotated[int, Number("LDT_Nummer", 999_999_999)]
RelatieVolgorde = Annotated[int, Number("LDT_RelatieVolgorde", 99)]
Huisnummer = Annotated[int, Number("LDT_Huisnummer", 99_999)]
Commentaar = Annotated[str, Text("LDT_Commentaar", None, SOME_TEXT)]
Identificatie = Annotated[str, _filled("LDT_IdentificatieBericht", 12)]
DeclaratieIdentificatie = Annotated[str, Text("LDT_IdentificatieDeclaratie", 12)]
DeclaratieNummer = Annotated[
    str, Text("LDT_IdentificatieDeclaratie", 12, LETTERS_AND_DIGITS, narrowed=True)
]
Referentie = Annotated[str, _filled("LDT_Referentie", 36)]
ReferentieNummer = Annotated[str, Text("LDT_ReferentieNummer", 20)]
ProductCode = Annotated[str, _filled("LDT_ProductCode", 5)]
LangeNaam = Annotated[str, _filled("LDT_Naam", 200)]
NaamVerwijzer = Annotated[str, _filled("LDT_NaamVerwijzer", 64)]
Voorvoegsel = Annotated[str, _filled("LDT_Voorvoegsel", 10)]
Voorletters = Annotated[str, Text("LDT_Voorletters", 6, LETTERS)]
Postcode = Annotated[str, _filled("LDT_Postcode", 8)]
Straatnaam = Annotated[str, _filled("LDT_Straatnaam", 24)]
Plaatsnaam = Annotated[str, _filled("LDT_Plaatsnaam", 80)]
Huisletter = Annotated[str, _filled("LDT_Huisletter", 1)]
Toevoeging = Annotated[str, _filled("LDT_HuisnummerToevoeging", 4)]
Landnummer = Annotated[str, _filled("LDT_Landnummer", 4)]
Telefoonnummer = Annotated[str, Text("LDT_Telefoonnummer", 15, DIGITS)]
Emailadres = Annotated[str, _filled("LDT_Emailadres", 80)]
Organisatie = Annotated[str, _filled("LDT_Organisatienaam", 35)]
Taal = Annotated[str, _filled("LDT_Taal", 25)]
Persoonsid = Annotated[str, _filled("LDT_Persoonsid", 20)]
Categorie = Annotated[str, _code("LDT_ProductCategorie", "JZ020", 2)]
Eenheid = Annotated[str, _code("LDT_Eenheid", "WJ756", 2)]
Frequentie = Annotated[str, _code("LDT_Frequentie", "WMO757", 1)]
DebetCredit = Annotated[str, _code("LDT_DebetCredit", "COD043", 1)]
Geslacht = Annotated[str, _code("LDT_Geslacht", "COD046", 1)]
DatumGebruik = Annotated[str, _code("LDT_DatumGebruik", "COD170", 1)]
JaNee = Annotated[str, _code("LDT_JaNee", "COD260", 1)]
TypeVerwijzer = Annotated[str, _code("LDT_TypeVerwijzer", "COD327", 2)]
StatusAanlevering = Annotated[str, _code("LDT_StatusAanlevering", "COD467", 1)]
SoortRelatie = Annotated[str, _code("LDT_SoortRelatie", "COD472", 2)]
NaamGebruik = Annotated[str, _code("LDT_NaamGebruik", "COD700", 1)]
Communicatievorm = Annotated[str, _code("LDT_Communicatievorm", "COD747", 1)]
AdresSoort = Annotated[str, _code("LDT_AdresSoort", "COD757", 2)]
RedenWijziging = Annotated[str, _code("LDT_RedenWijziging", "JZ002", 2)]
RedenBeeindiging = Annotated[str, _code("LDT_RedenBeeindiging", "JZ588", 2)]
AanduidingWoonadres = Annotated[str, _code("LDT_AanduidingWoonadres", "NUM061", 2)]
LandCode = Annotated[str, _code("LDT_LandCode", "COD032", 2)]
Retourcode = Annotated[str, _code("LDT_RetourCode", "WJ001", 4)]
Vertegenwoordiging = Annotated[str, _code("LDT_WettelijkeVertegenwoordiging", "WJ003", 2)]
JuridischeStatus = Annotated[str, _code("LDT_JuridischeStatus", "WJ232", 2)]
RedenVerzoek = Annotated[str, _code("LDT_RedenVerzoek", "WJ758", 1)]
RedenAfwijzing = Annotated[str, _code("LDT_RedenAfwijzingVerzoek", "WJ759", 2)]
VerzoekAntwoord = Annotated[str, _code("LDT_VerzoekAntwoord", "WJ760", 1)]
