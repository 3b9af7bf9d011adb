# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Messages of an aanbieder as XML, and the events that come before them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from libs.common.contracts.base import Event
from libs.common.contracts.contract import (
    AanbiederVastgesteld,
    ContractproductVastgesteld,
    ContractVastgesteld,
    GemeenteVastgesteld,
    Tarief,
)
from libs.ijw import JW305, JW307, JW315, JW317, write
from libs.ijw.header import Header
from libs.ijw.messages import (
    AangevraagdProduct,
    NieuwProduct,
    OngewijzigdProduct,
    StartClient,
    StartProduct,
    StopClient,
    StopProduct,
    TeWijzigenProduct,
    Verzoek,
    VerzoekClient,
    WijzigingClient,
)
from libs.ijw.shared import (
    Achternaam,
    BerichtIdentificatie,
    Geboortedatum,
    Omvang,
    Product,
    VerkorteNaam,
    Verwijzer,
)

AANBIEDER = "42420001"
ANDERE_AANBIEDER = "65656055"
GEMEENTE = "0384"
ANDERE_GEMEENTE = "0363"
BSN = "999900006"
CODES = {"JW305": "438", "JW307": "440", "JW315": "446", "JW317": "486"}

MORE = (
    *((AANBIEDER, f"45B0{number}", "04") for number in range(2, 7)),
    *((AANBIEDER, f"45C0{number}", "04") for number in range(10)),
    (AANBIEDER, "41A01", "16"),
    (AANBIEDER, "43G01", "14"),
    (AANBIEDER, "45D01", "83"),
    (AANBIEDER, "54A01", "16"),
    (ANDERE_AANBIEDER, "55A11", "16"),
    (ANDERE_AANBIEDER, "55A12", "16"),
)
"""Further contracted products, with their units."""

_SINCE = date(2026, 1, 1)


def parties() -> list[Event]:
    """Two gemeenten, two aanbieders, and a contract of each aanbieder with both gemeenten."""
    events: list[Event] = [
        GemeenteVastgesteld(gemeentecode=code, naam=code, versie=1, geldig_van=_SINCE)
        for code in (GEMEENTE, ANDERE_GEMEENTE)
    ]
    for agb_code in (AANBIEDER, ANDERE_AANBIEDER):
        events.append(AanbiederVastgesteld(agb_code=agb_code, naam=agb_code, versie=1))
        events.append(contract(agb_code))
        events.append(contractproduct(agb_code))
    return events + [
        contractproduct(
            agb_code,
            product_id=f"product-{code}",
            categorie=code[:2],
            code=code,
            eenheid=eenheid,
        )
        for agb_code, code, eenheid in MORE
    ]


def contract(agb_code: str, **fields: Any) -> ContractVastgesteld:
    """A contract since 2026 with both gemeenten."""
    known: dict[str, Any] = {
        "contract_id": f"contract-{agb_code}",
        "versie": 1,
        "agb_code": agb_code,
        "gemeentecodes": (GEMEENTE, ANDERE_GEMEENTE),
        "geldig_van": _SINCE,
    }
    return ContractVastgesteld(**(known | fields))


def contractproduct(agb_code: str, **fields: Any) -> ContractproductVastgesteld:
    """45B01 per hour in that contract."""
    known: dict[str, Any] = {
        "contract_id": f"contract-{agb_code}",
        "product_id": f"product-{agb_code}",
        "versie": 1,
        "agb_code": agb_code,
        "categorie": "45",
        "code": "45B01",
        "omschrijving": "Ambulante begeleiding",
        "variant": "inspanningsgericht",
        "eenheid": "04",
        "tarieven": (Tarief(bedrag=7850, geldig_van=_SINCE),),
    }
    return ContractproductVastgesteld(**(known | fields))


def header(soort: str, identificatie: str, **fields: Any) -> Header:
    """From the aanbieder to the gemeente, dated 15 April 2026."""
    known: dict[str, Any] = {
        "bericht_code": CODES[soort],
        "afzender": AANBIEDER,
        "ontvanger": GEMEENTE,
        "bericht_identificatie": BerichtIdentificatie(
            identificatie=identificatie, dagtekening=fields.pop("dagtekening", date(2026, 4, 15))
        ),
    }
    return Header(**(known | fields))


def _person(bsn: str) -> dict[str, Any]:
    return {
        "bsn": bsn,
        "geboortedatum": Geboortedatum(datum=date(2010, 2, 14)),
        "geslacht": "1",
        "naam": VerkorteNaam(
            geslachtsnaam=Achternaam(achternaam="Wit", voorvoegsel="de"), voorletters="T"
        ),
    }


def product(**fields: Any) -> AangevraagdProduct:
    """Two hours a week of 45B01 from May through December 2026, referred by a GP."""
    known: dict[str, Any] = {
        "referentie_aanbieder": "REF1",
        "product": Product(categorie="45", code="45B01"),
        "toewijzing_ingangsdatum": date(2026, 5, 1),
        "toewijzing_einddatum": date(2026, 12, 31),
        "omvang": Omvang(volume=2, eenheid="04", frequentie="2"),
        "verwijzer": Verwijzer(type="02", naam="Huisarts Jansen"),
    }
    return AangevraagdProduct(**(known | fields))


def jw315(
    *producten: AangevraagdProduct, identificatie: str = "VOT1", bsn: str = BSN, **kop: Any
) -> bytes:
    """A request for these products."""
    client = VerzoekClient(
        **_person(bsn), aangevraagde_producten=producten or (product(),), commentaar="Graag spoed"
    )
    return write(JW315(header=header("JW315", identificatie, **kop), client=client))


def jw317(
    *,
    kept: Sequence[int] = (),
    changed: Sequence[TeWijzigenProduct] = (),
    new: Sequence[NieuwProduct] = (),
    referentie: str = "VOW1",
    identificatie: str = "VOW1",
    bsn: str = BSN,
    **kop: Any,
) -> bytes:
    """A request for this package, of a week before the tests."""
    verzoek = Verzoek(
        referentie_aanbieder=referentie,
        reden_verzoek="1",
        ongewijzigde_producten=tuple(OngewijzigdProduct(toewijzing_nummer=n) for n in kept),
        te_wijzigen_producten=tuple(changed),
        nieuwe_producten=tuple(new),
    )
    head = header("JW317", identificatie, **({"dagtekening": date(2026, 11, 16)} | kop))
    return write(JW317(header=head, client=WijzigingClient(bsn=bsn, verzoek=verzoek)))


def change(nummer: int, begin: date, **fields: Any) -> TeWijzigenProduct:
    """Two hours a week until the end of 2026, unless told otherwise."""
    known: dict[str, Any] = {
        "einddatum": date(2026, 12, 31),
        "omvang": Omvang(volume=2, eenheid="04", frequentie="2"),
    }
    return TeWijzigenProduct(
        toewijzing_nummer=nummer, gewenste_ingangsdatum=begin, **(known | fields)
    )


def new_product(code: str, begin: date, **fields: Any) -> NieuwProduct:
    """Two hours a week of a product of category 45 until July 2027."""
    known: dict[str, Any] = {
        "product": Product(categorie="45", code=code),
        "einddatum": date(2027, 6, 30),
        "omvang": Omvang(volume=2, eenheid="04", frequentie="2"),
    }
    return NieuwProduct(gewenste_ingangsdatum=begin, **(known | fields))


def start(nummer: int | None, begin: date, status: str = "1", **fields: Any) -> StartProduct:
    """A start of 45B01."""
    known: dict[str, Any] = {"product": Product(categorie="45", code="45B01")}
    return StartProduct(
        toewijzing_nummer=nummer, begindatum=begin, status_aanlevering=status, **(known | fields)
    )


def jw305(
    *starts: StartProduct, identificatie: str = "START1", bsn: str = BSN, **kop: Any
) -> bytes:
    """A report of these starts."""
    client = StartClient(**_person(bsn), start_producten=starts)
    return write(JW305(header=header("JW305", identificatie, **kop), client=client))


def stop(
    nummer: int, begin: date, einde: date, reden: str = "31", status: str = "1"
) -> StopProduct:
    """A stop of 45B01."""
    return StopProduct(
        toewijzing_nummer=nummer,
        product=Product(categorie="45", code="45B01"),
        begindatum=begin,
        einddatum=einde,
        reden_beeindiging=reden,
        status_aanlevering=status,
    )


def jw307(*stops: StopProduct, identificatie: str = "STOP1", bsn: str = BSN, **kop: Any) -> bytes:
    """A report of these stops."""
    client = StopClient(**_person(bsn), stop_producten=stops)
    return write(JW307(header=header("JW307", identificatie, **kop), client=client))


def with_identification(bericht: JW305, identificatie: str) -> JW305:
    """The same message as another one was never sent."""
    known = bericht.header.bericht_identificatie
    renewed = replace(known, identificatie=identificatie)
    return replace(bericht, header=replace(bericht.header, bericht_identificatie=renewed))
