# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Cases on clients, relations, names, addresses and dates of birth."""

from dataclasses import replace
from datetime import date

from libs.ijw import messages as m
from libs.ijw.shared import Achternaam, Adres, Communicatie, Geboortedatum, OpenPeriode
from tests.ijw.builders import ANDER_BSN, HUIS, TELEFOON
from tests.ijw.cases import Case, add, breaks, holds

_BORN = (
    ("JW301", "client", "Client"),
    ("JW301", "client.relaties.0", "Client/Relaties/Relatie[1]"),
    ("JW305", "client", "Client"),
    ("JW307", "client", "Client"),
    ("JW315", "client", "Client"),
)
_BSN = (
    *((soort, "client", "Client") for soort in ("JW301", "JW305", "JW307", "JW315", "JW317")),
    ("JW323", "declaratie.clienten.1", "Declaratie/Clienten/Client[2]"),
    ("JW325", "declaratie_antwoord.clienten.0", "DeclaratieAntwoord/Clienten/Client[1]"),
)
_CONTACT = "client.contactgegevens.0"
_PLACE = "Client/Contactgegevens/Contact[1]"
_OTHER = "client.relaties.0.contact"
_OTHER_PLACE = "Client/Relaties/Relatie[1]/Contact"


def _born(rule: str, born: Geboortedatum, tail: str | None) -> list[Case]:
    """The same date of birth on everybody who has one."""
    return [
        Case(
            rule,
            soort,
            {f"{path}.geboortedatum": born},
            tail and f"/Bericht/{place}/Geboortedatum/{tail}",
        )
        for soort, path, place in _BORN
    ]


def _day(year: int, month: int, day: int, use: str | None = None) -> Geboortedatum:
    return Geboortedatum(datum=date(year, month, day), datum_gebruik=use)


CASES = [
    *_born("TR002", _day(1906, 11, 2), None),
    *_born("TR002", _day(1906, 11, 1), "Datum"),
    *_born("TR002", _day(1900, 1, 1, "3"), None),
    *_born("TR002", _day(1900, 1, 1, "2"), "Datum"),
    holds("TR002", "JW301", {"client.relaties.0.geboortedatum": None}),
    holds(
        "TR002",
        "JW305",
        {
            "header.bericht_identificatie.dagtekening": date(2024, 2, 29),
            "client.geboortedatum": _day(1904, 2, 29),
        },
    ),
    *_born("TR134", _day(2026, 11, 2), None),
    *_born("TR134", _day(2026, 11, 3), "Datum"),
    *_born("CS139", _day(2015, 3, 1, "1"), None),
    *_born("CS139", _day(2015, 3, 2, "1"), "DatumGebruik"),
    *_born("CS139", _day(2015, 1, 1, "2"), None),
    *_born("CS139", _day(2015, 3, 1, "2"), "DatumGebruik"),
    *_born("CS139", _day(1900, 1, 1, "3"), None),
    *_born("CS139", _day(2015, 1, 1, "3"), "DatumGebruik"),
    *(holds("CS002", soort, {f"{path}.bsn": "999900031"}) for soort, path, _ in _BSN),
    *(
        breaks("CS002", soort, {f"{path}.bsn": wrong}, f"{place}/Bsn")
        for soort, path, place in _BSN
        for wrong in ("999900007", "000000000")
    ),
    holds("TR006", "JW301", {f"{_CONTACT}.telefoon": TELEFOON, f"{_CONTACT}.adres": None}),
    holds("TR006", "JW301", {_OTHER: lambda c: m.Contact(soort="02", telefoon=TELEFOON)}),
    breaks("TR006", "JW301", {f"{_CONTACT}.adres": None}, _PLACE),
    breaks("TR006", "JW301", {f"{_CONTACT}.adres": Adres(huis=HUIS)}, _PLACE),
    breaks("TR006", "JW301", {f"{_CONTACT}.adres.huis": None}, _PLACE),
    breaks("TR006", "JW301", {f"{_OTHER}.telefoon": None}, _OTHER_PLACE),
    holds("TR061", "JW301", {f"{_CONTACT}.soort": "02"}),
    holds("TR061", "JW301", {f"{_CONTACT}.soort": "03"}),
    breaks("TR061", "JW301", {f"{_CONTACT}.soort": "04"}, "Client/Contactgegevens"),
    holds(
        "CD005", "JW301", {f"{_CONTACT}.adres.land_code": None, f"{_CONTACT}.adres.postcode": None}
    ),
    breaks("CD005", "JW301", {f"{_CONTACT}.adres.land_code": None}, f"{_PLACE}/Adres/LandCode"),
    breaks("CD005", "JW301", {f"{_CONTACT}.adres.postcode": None}, f"{_PLACE}/Adres/LandCode"),
    breaks(
        "CD005",
        "JW301",
        {f"{_OTHER}.adres": Adres(postcode="1234AB")},
        f"{_OTHER_PLACE}/Adres/LandCode",
    ),
    holds("CD007", "JW301", {"client.communicatie": Communicatie(vorm="1", taal="Pools")}),
    holds("CD007", "JW301", {"client.communicatie": Communicatie(vorm="2")}),
    breaks(
        "CD007",
        "JW301",
        {"client.communicatie": Communicatie(vorm="1")},
        "Client/Communicatie/Taal",
    ),
    breaks(
        "CD007",
        "JW301",
        {"client.communicatie": Communicatie(vorm="3", taal="Pools")},
        "Client/Communicatie/Taal",
    ),
    holds("CD009", "JW301", {f"{_CONTACT}.soort": "04", f"{_CONTACT}.periode": OpenPeriode()}),
    breaks("CD009", "JW301", {f"{_CONTACT}.periode": OpenPeriode()}, f"{_PLACE}/Periode"),
    breaks("CD009", "JW301", {f"{_OTHER}.periode": OpenPeriode()}, f"{_OTHER_PLACE}/Periode"),
    holds("CD025", "JW301", {f"{_CONTACT}.adres.land_code": "BE", f"{_CONTACT}.adres.huis": None}),
    breaks("CD025", "JW301", {f"{_CONTACT}.adres.huis": None}, f"{_PLACE}/Adres/Huis"),
    holds("CD034", "JW301", {f"{_CONTACT}.soort": "02", f"{_CONTACT}.adres.postcode": None}),
    *(
        breaks(
            "CD034",
            "JW301",
            {f"{_CONTACT}.soort": soort, f"{_CONTACT}.adres.postcode": None},
            f"{_PLACE}/Adres/Postcode",
        )
        for soort in ("01", "03")
    ),
    holds("CS089", "JW301", {f"{_CONTACT}.adres.postcode": "9999zz"}),
    holds(
        "CS089",
        "JW301",
        {f"{_CONTACT}.adres.postcode": "B-1000", f"{_CONTACT}.adres.land_code": "BE"},
    ),
    *(
        breaks("CS089", "JW301", {f"{_CONTACT}.adres.postcode": code}, f"{_PLACE}/Adres/Postcode")
        for code in ("1234 AB", "0234AB", "1234A", "1234ABC")
    ),
    holds(
        "CS050",
        "JW301",
        {
            "client.naam.partnernaam": Achternaam(achternaam="Smit"),
            "client.naam.naam_gebruik": "4",
        },
    ),
    holds("CS050", "JW301", {"client.relaties.0.naam.naam_gebruik": "6"}),
    breaks("CS050", "JW301", {"client.naam.naam_gebruik": "2"}, "Client/Naam/NaamGebruik"),
    breaks(
        "CS050",
        "JW301",
        {
            "client.relaties.0.naam.partnernaam": Achternaam(achternaam="Smit"),
            "client.relaties.0.naam.naam_gebruik": "6",
        },
        "Client/Relaties/Relatie[1]/Naam/NaamGebruik",
    ),
    holds("CS318", "JW301", {"client.relaties.0.naam.naam_gebruik": "6"}),
    breaks("CS318", "JW301", {"client.naam.naam_gebruik": "6"}, "Client/Naam"),
    holds(
        "CS003",
        "JW301",
        {
            f"{_CONTACT}.periode": OpenPeriode(
                begindatum=date(2026, 1, 2), einddatum=date(2026, 1, 2)
            )
        },
    ),
    holds("CS003", "JW301", {f"{_CONTACT}.periode": OpenPeriode(einddatum=date(2026, 1, 2))}),
    breaks(
        "CS003",
        "JW301",
        {
            f"{_CONTACT}.periode": OpenPeriode(
                begindatum=date(2026, 1, 2), einddatum=date(2026, 1, 1)
            )
        },
        f"{_PLACE}/Periode/Einddatum",
    ),
    holds("TR101", "JW301", {"client.contactgegevens": add(m.Contact(soort="02"))}),
    breaks(
        "TR101",
        "JW301",
        {"client.contactgegevens": add(m.Contact(soort="01"))},
        "Client/Contactgegevens/Contact[2]",
    ),
    breaks(
        "TR101",
        "JW301",
        {"client.relaties": lambda present: (*present, replace(present[0], soort="10"))},
        "Client/Relaties/Relatie[2]",
    ),
    breaks(
        "TR101",
        "JW323",
        {"declaratie.clienten.0.bsn": ANDER_BSN},
        "Declaratie/Clienten/Client[2]",
    ),
]
