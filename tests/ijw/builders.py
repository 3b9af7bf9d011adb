# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""One message of every kind that is valid and clean, and a way to change one place in it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, time
from typing import Any

from libs.ijw import (
    JW301,
    JW305,
    JW307,
    JW315,
    JW317,
    JW319,
    JW323,
    JW325,
    Message,
    retourbericht,
)
from libs.ijw import messages as m
from libs.ijw import shared as s
from libs.ijw.declare import MESSAGES
from libs.ijw.header import AntwoordHeader, Header

GEMEENTE = "0384"
AANBIEDER = "42420001"
BSN = "999900006"
ANDER_BSN = "999900018"
DAGTEKENING = date(2026, 11, 2)
PRODUCT = s.Product(categorie="45", code="45A04")
OMVANG = s.Omvang(volume=120, eenheid="01", frequentie="2")
GEBOREN = s.Geboortedatum(datum=date(2015, 3, 14))
OKTOBER = s.GeslotenPeriode(begindatum=date(2026, 10, 1), einddatum=date(2026, 10, 31))
HUIS = s.Huis(huisnummer=5)
ADRES = s.Adres(
    huis=HUIS, postcode="1234AB", straatnaam="Dorpsstraat", plaatsnaam="Diemen", land_code="NL"
)
TELEFOON = s.Telefoonnummers(telefoon01=s.Telefoon(telefoonnummer="0201234567", landnummer="31"))
NAAM = s.VerkorteNaam(geslachtsnaam=s.Achternaam(achternaam="Jansen"))
VOLLEDIGE_NAAM = s.VolledigeNaam(
    geslachtsnaam=s.Achternaam(achternaam="Jansen"), voorletters="AB", naam_gebruik="1"
)


def _identification(identificatie: str) -> s.BerichtIdentificatie:
    return s.BerichtIdentificatie(identificatie=identificatie, dagtekening=DAGTEKENING)


def _parties(soort: str) -> dict[str, Any]:
    by_gemeente = soort in ("JW301", "JW319", "JW325")
    afzender, ontvanger = (GEMEENTE, AANBIEDER) if by_gemeente else (AANBIEDER, GEMEENTE)
    code = MESSAGES[soort].code
    return {"bericht_code": code, "afzender": afzender, "ontvanger": ontvanger}


def header(soort: str) -> Header:
    return Header(**_parties(soort), bericht_identificatie=_identification("B0001"))


def award(nummer: int = 1001) -> m.ToegewezenProduct:
    return m.ToegewezenProduct(
        toewijzing_nummer=nummer,
        product=PRODUCT,
        toewijzingsdatum=date(2026, 11, 1),
        toewijzingstijd=time(9, 30),
        ingangsdatum=date(2026, 11, 9),
        einddatum=date(2027, 5, 8),
        omvang=OMVANG,
    )


def contact(soort: str = "01") -> m.Contact:
    return m.Contact(soort=soort, adres=ADRES)


def jw301() -> JW301:
    relatie = m.Relatie(
        nummer="R1",
        soort="03",
        geboortedatum=s.Geboortedatum(datum=date(1985, 6, 7)),
        naam=VOLLEDIGE_NAAM,
        contact=m.Contact(soort="02", telefoon=TELEFOON),
    )
    client = m.ToewijzingClient(
        bsn=BSN,
        geboortedatum=GEBOREN,
        geslacht="2",
        naam=VOLLEDIGE_NAAM,
        relaties=(relatie,),
        contactgegevens=(contact(),),
        toegewezen_producten=(award(),),
    )
    return JW301(header=header("JW301"), client=client)


def jw305() -> JW305:
    product = m.StartProduct(
        toewijzing_nummer=1001,
        product=PRODUCT,
        toewijzing_ingangsdatum=date(2026, 10, 1),
        begindatum=date(2026, 10, 5),
        status_aanlevering="1",
    )
    client = m.StartClient(
        bsn=BSN, geboortedatum=GEBOREN, geslacht="2", naam=NAAM, start_producten=(product,)
    )
    return JW305(header=header("JW305"), client=client)


def jw307() -> JW307:
    product = m.StopProduct(
        toewijzing_nummer=1001,
        product=PRODUCT,
        toewijzing_ingangsdatum=date(2026, 10, 1),
        begindatum=date(2026, 10, 5),
        reden_beeindiging="20",
        einddatum=date(2026, 10, 30),
        status_aanlevering="1",
    )
    client = m.StopClient(
        bsn=BSN, geboortedatum=GEBOREN, geslacht="2", naam=NAAM, stop_producten=(product,)
    )
    return JW307(header=header("JW307"), client=client)


def jw315() -> JW315:
    product = m.AangevraagdProduct(
        referentie_aanbieder="REF-1",
        product=PRODUCT,
        toewijzing_ingangsdatum=date(2026, 11, 9),
        toewijzing_einddatum=date(2027, 5, 8),
        omvang=OMVANG,
        verwijzer=s.Verwijzer(type="02", zorgverlener_code="01012345"),
    )
    client = m.VerzoekClient(
        bsn=BSN, geboortedatum=GEBOREN, geslacht="2", naam=NAAM, aangevraagde_producten=(product,)
    )
    return JW315(header=header("JW315"), client=client)


def jw317() -> JW317:
    verzoek = m.Verzoek(
        referentie_aanbieder="REF-2",
        reden_verzoek="1",
        ongewijzigde_producten=(m.OngewijzigdProduct(toewijzing_nummer=1001),),
        te_wijzigen_producten=(
            m.TeWijzigenProduct(
                toewijzing_nummer=1002,
                gewenste_ingangsdatum=date(2026, 12, 1),
                einddatum=date(2027, 3, 31),
                omvang=OMVANG,
            ),
        ),
        nieuwe_producten=(
            m.NieuwProduct(
                product=PRODUCT,
                gewenste_ingangsdatum=date(2026, 12, 1),
                einddatum=date(2027, 3, 31),
                omvang=OMVANG,
            ),
        ),
    )
    return JW317(header=header("JW317"), client=m.WijzigingClient(bsn=BSN, verzoek=verzoek))


def jw319() -> JW319:
    antwoord = m.Antwoord(
        referentie_aanbieder="REF-1", verzoek_antwoord="1", reden_afwijzing_verzoek="1"
    )
    return JW319(header=header("JW319"), antwoord=antwoord)


def line(referentie: str = "RN1", nummer: int = 1001, **fields: Any) -> m.Prestatie:
    """600 minutes at 136 cents in October 2026."""
    known: dict[str, Any] = {
        "product_referentie": s.Referentie(referentie_nummer=referentie),
        "toewijzing_nummer": nummer,
        "product_categorie": "45",
        "product_code": "45A04",
        "product_periode": OKTOBER,
        "geleverd_volume": 600,
        "eenheid": "01",
        "product_tarief": 136,
        "ingediend_bedrag": s.BedragMetDC(bedrag=81600, debet_credit="D"),
    }
    return m.Prestatie(**(known | fields))


def credit(referentie: str = "RN2", vorig: str = "RN0", nummer: int = 1001) -> m.Prestatie:
    """A line of the same amount that takes an earlier one back."""
    reference = s.Referentie(referentie_nummer=referentie, vorig_referentie_nummer=vorig)
    amount = s.BedragMetDC(bedrag=81600, debet_credit="C")
    return line(nummer=nummer, product_referentie=reference, ingediend_bedrag=amount)


def jw323() -> JW323:
    clienten = (
        m.DeclaratieClient(bsn=BSN, prestaties=(line("RN1"), credit("RN2"))),
        m.DeclaratieClient(bsn=ANDER_BSN, prestaties=(line("RN3", 1002),)),
    )
    declaratie = m.Declaratie(
        declaratie_nummer="D202610",
        declaratie_periode=OKTOBER,
        declaratie_dagtekening=DAGTEKENING,
        totaal_ingediend_bedrag=s.TotaalBedragMetDC.of(81600),
        clienten=clienten,
    )
    return JW323(header=header("JW323"), declaratie=declaratie)


def jw325() -> JW325:
    """RN3 of the declaratie was rejected; all the rest of it nets to nothing."""
    rejected = replace(line("RN3", 1002), retour_codes=("9322",))
    clients = (m.DeclaratieClient(bsn=ANDER_BSN, prestaties=(rejected,), retour_codes=("0200",)),)
    antwoord = m.DeclaratieAntwoord(
        declaratie_nummer="D202610",
        totaal_ingediend_bedrag=s.TotaalBedragMetDC.of(81600),
        totaal_toegekend_bedrag=s.TotaalBedragMetDC.of(0),
        clienten=clients,
        retour_codes=("0200",),
    )
    own = AntwoordHeader(
        **_parties("JW325"),
        bericht_identificatie=_identification("A0001"),
        declaratie_identificatie=_identification("B0001"),
        retour_codes=("0200",),
    )
    return JW325(header=own, declaratie_antwoord=antwoord)


HEENBERICHTEN: dict[str, Callable[[], Message]] = {
    "JW301": jw301,
    "JW305": jw305,
    "JW307": jw307,
    "JW315": jw315,
    "JW317": jw317,
    "JW319": jw319,
    "JW323": jw323,
    "JW325": jw325,
}


def base(soort: str) -> Message:
    """The message of this kind; a retour message is an approval of what it answers."""
    if soort in HEENBERICHTEN:
        return HEENBERICHTEN[soort]()
    answered = MESSAGES[soort].answers
    assert answered is not None
    first = HEENBERICHTEN[answered]()
    return retourbericht(first, [], identificatie="R0001", dagtekening=DAGTEKENING)


def change(part: Any, changes: Mapping[str, Any]) -> Any:
    """A copy with other values at paths such as `client.contactgegevens.0.soort`.

    A function is called with what stands there.
    """
    for path, value in changes.items():
        part = _put(part, path.split("."), value)
    return part


def _put(part: Any, path: list[str], value: Any) -> Any:
    if not path:
        return value(part) if callable(value) else value
    name, *rest = path
    if isinstance(part, tuple):
        at = int(name)
        return (*part[:at], _put(part[at], rest, value), *part[at + 1 :])
    return replace(part, **{name: _put(getattr(part, name), rest, value)})
