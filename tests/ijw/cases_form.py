# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Cases of the rules of level 1: texts with which each holds, and with which it does not."""

from collections.abc import Mapping
from dataclasses import dataclass
from string import digits


@dataclass(frozen=True)
class FormCases:
    """Texts for the element at `place` in a JW301, unless `soort` says otherwise."""

    place: str
    hold: tuple[str, ...]
    break_: tuple[str, ...]
    soort: str = "JW301"


def _length(place: str, length: int, letter: str = "x", soort: str = "JW301") -> FormCases:
    return FormCases(
        place,
        (letter, letter * length),
        (letter * (length + 1), letter * length + " ", letter * 5_000),
        soort,
    )


def _number(place: str, maximum: int, soort: str = "JW301") -> FormCases:
    over = (str(maximum + 1), f"{maximum}0", f" +{maximum + 1} ")
    return FormCases(place, ("0", str(maximum), f"\t+00{maximum}\n"), over, soort)


_CLIENT = "/Bericht/Client"
_CONTACT = f"{_CLIENT}/Contactgegevens/Contact"
_PRODUCT = f"{_CLIENT}/ToegewezenProducten/ToegewezenProduct"
_NAME = f"{_CLIENT}/Naam/Geslachtsnaam"
_HUIS = f"{_CONTACT}/Adres/Huis"
_TELEFOON = f"{_CONTACT}/Telefoon/Telefoon01"
_CLAIM = "/Bericht/Declaratie"
_LINE = f"{_CLAIM}/Clienten/Client/Prestaties/Prestatie"
_DATES = ("2026-02-28", "2024-02-29", " 2000-02-29\n", "12026-01-01", "-0004-02-29")
_NO_DATES = (
    *("2026-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00"),
    *("0000-01-01", "02026-01-01", "2026-1-1", "20260101", "", "2026-01-01Z", "2026-01-01+01:00"),
)
_TIMES = ("00:00:00", "23:59:59", "24:00:00", "24:00:00.0", "12:00:00.123456789", " 12:00:00\n")
_NO_TIMES = ("24:00:01", "25:00:00", "12:60:00", "12:00:60", "12:00", "12:00:00.", "1:00:00")

FORM_CASES: Mapping[str, FormCases] = {
    "RS001": FormCases(
        f"{_PRODUCT}/Budget",
        ("0", "-0", "+7", " 12\n", "0" * 5_000 + "1"),
        ("-1", "1.0", "1e3", "x", "", "1 2", "--1", "+", "٣"),
    ),
    "RS002": _number(f"{_CLIENT}/Relaties/Relatie/Volgorde", 99),
    "RS004": _number(f"{_HUIS}/Huisnummer", 99_999),
    "RS005": _number(f"{_PRODUCT}/Budget", 99_999_999),
    "RS006": _number(f"{_PRODUCT}/ToewijzingNummer", 999_999_999),
    "RS008": _length(f"{_HUIS}/Huisletter", 1),
    "RS009": _length(f"{_CLIENT}/JuridischeStatus", 2),
    "RS010": _length("/Bericht/Header/BerichtCode", 3),
    "RS011": _length(f"{_HUIS}/HuisnummerToevoeging", 4),
    "RS012": _length(f"{_PRODUCT}/Product/Code", 5),
    "RS013": _length(f"{_CLIENT}/Naam/Voorletters", 6),
    "RS014": _length(f"{_CONTACT}/Adres/Postcode", 8),
    "RS015": _length(f"{_CLIENT}/Bsn", 9, "1"),
    "RS016": _length(f"{_NAME}/Voorvoegsel", 10),
    "RS017": _length("/Bericht/Header/BerichtIdentificatie/Identificatie", 12),
    "RS018": _length(f"{_TELEFOON}/Telefoonnummer", 15, "1"),
    "RS019": _length(f"{_CLIENT}/Relaties/Relatie/Nummer", 20),
    "RS020": _length(f"{_CONTACT}/Adres/Straatnaam", 24, "é"),
    "RS021": _length(f"{_CLIENT}/Communicatie/Taal", 25),
    "RS023": _length(f"{_CONTACT}/Organisatie", 35),
    "RS024": _length(f"{_PRODUCT}/ReferentieAanbieder", 36),
    "RS025": _length(
        f"{_CLIENT}/AangevraagdeProducten/AangevraagdProduct/Verwijzer/Naam", 64, "x", "JW315"
    ),
    "RS026": _length(f"{_CONTACT}/Emailadres", 80, "\N{GRINNING FACE}"),
    "RS028": _length(f"{_NAME}/Achternaam", 200),
    "RS031": FormCases(f"{_PRODUCT}/Commentaar", ("x", " \n x \n", "\u00a0"), ("", " ", "\t\n\r ")),
    "RS032": FormCases(f"{_PRODUCT}/Ingangsdatum", _DATES, _NO_DATES),
    "RS033": FormCases(
        f"{_PRODUCT}/Product/Code", ("x", " x ", "\u00a0"), ("", "  ", "a\nb", "\t")
    ),
    "RS034": FormCases(f"{_PRODUCT}/Toewijzingstijd", _TIMES, (*_NO_TIMES, "12:00:00Z", "")),
    "RS035": FormCases(
        "/Bericht/Header/Afzender", ("0363", "9999"), ("363", "03630", "036A", "", " 0363", "٠٣٦٣")
    ),
    "RS036": FormCases(
        "/Bericht/Header/Ontvanger", ("42420001", digits[:8]), ("4242000", "4242000A")
    ),
    "RS037": FormCases(
        f"{_CLIENT}/Bsn", ("999900006", "0" * 9), ("99990000", "9999000060", "x" * 9)
    ),
    "RS040": _number(f"{_CLAIM}/TotaalIngediendBedrag/TotaalBedrag", 999_999_999_999, "JW323"),
    "RS045": FormCases(f"{_CLIENT}/Naam/Voorletters", ("AB", "Éÿ", "À"), ("A.", "A B", "", "Ā1")),
    "RS046": FormCases(f"{_TELEFOON}/Telefoonnummer", ("020", "0"), ("+31", "0 2", "020-1", "x")),
    "RS047": FormCases("/Bericht/Header/BerichtCode", ("436",), ("437", "", "0436", " 436")),
    "RS048": FormCases(
        "/Bericht/Header/XsdVersie/BerichtXsdVersie",
        ("1.0.0", "0.10.200"),
        ("1.0", "1.0.0.0", "01.0.0", "1.0.x", "", " 1.0.0"),
    ),
    "CS015": FormCases("/Bericht/Header/BerichtSubversie", ("2", " 2 "), ("3", "02", "+2", "")),
    "CS025": FormCases("/Bericht/Header/BerichtVersie", ("3", "\n3"), ("2", "03", "3.0", "")),
    "CS319": FormCases(
        f"{_CLAIM}/DeclaratieNummer", ("D202610", "aZ09"), ("D-1", "D 1", "", "Dé"), "JW323"
    ),
}
