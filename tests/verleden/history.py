# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A short history of two children at one aanbieder, as files of messages."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from typing import Any

from libs.ijw import JW301, JW319, JW323, Message, declaratie_antwoord, read, retourbericht, write
from libs.ijw.findings import Finding, Level
from libs.ijw.header import Header
from libs.ijw.messages import Antwoord, Contact, ToegewezenProduct, ToewijzingClient
from libs.ijw.shared import (
    Achternaam,
    Adres,
    BerichtIdentificatie,
    Geboortedatum,
    Huis,
    Omvang,
    Product,
    VolledigeNaam,
)
from services.billing.domain.declaratie import Regel
from tests.billing.messages import Claim
from tests.referral.messages import AANBIEDER, BSN, GEMEENTE, jw305, jw307, jw315, product, stop
from tests.referral.messages import start as a_start

OTHER_BSN = "999900018"
FIRST = date(2026, 2, 1)
SECOND_LINE = "/Bericht/Declaratie/Clienten/Client[1]/Prestaties/Prestatie[2]"

Files = Mapping[str, bytes]


def history() -> dict[str, bytes]:
    """Requests, awards, starts, a stop, claims judged and open; some that cannot be taken in."""
    wish = product(toewijzing_ingangsdatum=FIRST)
    other = replace(wish, referentie_aanbieder="REF2")
    late = replace(wish, referentie_aanbieder="REF3")
    vot = jw315(wish, identificatie="VOT1", dagtekening=date(2026, 1, 10))
    award = jw301("T1", date(2026, 1, 20), toegewezen(referentie_aanbieder="REF1"))
    begin = start("START1", date(2026, 2, 3))
    refused = start("START2", date(2026, 2, 4), begindatum=date(2026, 2, 5))
    march, april = claim(3, "DN1", ("R1", 4), ("R2", 5)), claim(4, "DN2", ("R3", 8))
    return {
        "vot": vot,
        "vot-retour": answer(vot),
        "vot-andere": jw315(
            other, identificatie="VOT2", bsn=OTHER_BSN, dagtekening=date(2026, 1, 11)
        ),
        "afwijzing": jw319("A1", date(2026, 1, 25), "REF2"),
        "vot-open": jw315(
            late, identificatie="VOT3", bsn=OTHER_BSN, dagtekening=date(2026, 11, 20)
        ),
        "toewijzing": award,
        "toewijzing-retour": answer(award),
        "toewijzing-korter": jw301(
            "T2",
            date(2026, 5, 1),
            toegewezen(
                toewijzingsdatum=date(2026, 5, 1),
                einddatum=date(2026, 9, 30),
                reden_wijziging="12",
            ),
        ),
        "start": begin,
        "start-retour": answer(begin),
        "start-destijds-geweigerd": refused,
        "start-geweigerd-retour": answer(refused, "9074"),
        "stop": jw307(
            stop(100, FIRST, date(2026, 9, 30)),
            identificatie="STOP1",
            dagtekening=date(2026, 10, 1),
        ),
        "start-zonder-toewijzing": start("START9", date(2026, 3, 1), nummer=999),
        "declaratie-maart": march,
        "antwoord-maart": answered(
            march, "/Bericht/Declaratie/Clienten/Client[1]/Prestaties/Prestatie[2]"
        ),
        "declaratie-april": april,
        "leesmij": b"geen bericht",
    }


def toegewezen(**fields: Any) -> ToegewezenProduct:
    """Two hours a week of 45B01 under number 100, decided on 20 January."""
    known: dict[str, Any] = {
        "toewijzing_nummer": 100,
        "product": Product(categorie="45", code="45B01"),
        "toewijzingsdatum": date(2026, 1, 20),
        "toewijzingstijd": time(10, 30),
        "ingangsdatum": FIRST,
        "einddatum": date(2026, 12, 31),
        "omvang": Omvang(volume=2, eenheid="04", frequentie="2"),
    }
    return ToegewezenProduct(**(known | fields))


def _header(code: str, identificatie: str, dag: date) -> Header:
    return Header(
        bericht_code=code,
        afzender=GEMEENTE,
        ontvanger=AANBIEDER,
        bericht_identificatie=BerichtIdentificatie(identificatie=identificatie, dagtekening=dag),
    )


def jw301(identificatie: str, dag: date, *producten: ToegewezenProduct) -> bytes:
    """An award that the former system of the gemeente sent."""
    adres = Adres(
        huis=Huis(huisnummer=9),
        postcode="1111AB",
        straatnaam="Kerkweg",
        plaatsnaam="Diemen",
        land_code="NL",
    )
    client = ToewijzingClient(
        bsn=BSN,
        geboortedatum=Geboortedatum(datum=date(2010, 2, 14)),
        geslacht="1",
        naam=VolledigeNaam(
            geslachtsnaam=Achternaam(achternaam="Wit", voorvoegsel="de"),
            voorletters="T",
            naam_gebruik="1",
        ),
        contactgegevens=(Contact(soort="01", adres=adres),),
        toegewezen_producten=producten,
    )
    return write(JW301(header=_header("436", identificatie, dag), client=client))


def jw319(identificatie: str, dag: date, referentie: str) -> bytes:
    """A rejection that the former system sent."""
    antwoord = Antwoord(
        referentie_aanbieder=referentie, verzoek_antwoord="1", reden_afwijzing_verzoek="1"
    )
    return write(JW319(header=_header("488", identificatie, dag), antwoord=antwoord))


def start(identificatie: str, dag: date, nummer: int = 100, begindatum: date = FIRST) -> bytes:
    """A report of one start."""
    begun = a_start(nummer, begindatum)
    return jw305(begun, identificatie=identificatie, dagtekening=dag)


def answer(raw: bytes, code: str | None = None) -> bytes:
    """The retour of then, with a refusal on the header or none."""
    found = [Finding("TR", Level.EXTERNAL, code, "/Bericht/Header", "Zo.")] if code else []
    heen: Message = read(raw)
    kept = heen.header.bericht_identificatie
    return write(
        retourbericht(
            heen, found, identificatie=f"R{kept.identificatie}", dagtekening=kept.dagtekening
        )
    )


def claim(maand: int, nummer: str, *regels: tuple[str, int]) -> bytes:
    """Hours of a month in 2026, by reference; sent on the fifth of the next."""
    begin = date(2026, maand, 1)
    end = date(2026, maand, 31 if maand == 3 else 30)
    lines = [
        Regel(
            nummer=number,
            plaats="",
            referentie_nummer=referentie,
            vorig_referentie_nummer=None,
            toewijzing_nummer=100,
            categorie="45",
            code=f"45B0{number}",
            periode_begin=begin,
            periode_eind=end,
            volume=uren,
            eenheid="04",
            tarief=7850,
            bedrag=7850 * uren,
            credit=False,
        )
        for number, (referentie, uren) in enumerate(regels, start=1)
    ]
    return Claim(
        {BSN: lines},
        identificatie=f"D{nummer}",
        declaratie_nummer=nummer,
        periode=(begin, end),
        dagtekening=date(2026, maand + 1, 5),
        gemeente=GEMEENTE,
        aanbieder=AANBIEDER,
    ).xml()


def answered(raw: bytes, rejected: str) -> bytes:
    """The JW325 of then, in which one line was rejected."""
    asked = read(raw)
    assert isinstance(asked, JW323)
    found = [Finding("TR321", Level.EXTERNAL, "9321", rejected, "Te veel.")]
    return write(
        declaratie_antwoord(asked, found, identificatie="ANTW1", dagtekening=date(2026, 4, 15))
    )
