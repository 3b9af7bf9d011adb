# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What must be there before the first message: registers, contracts, clients, policies."""

from datetime import date

from demo.parties import Json, Parties
from demo.region import FIRST_MONTH, REGIO, REGIO_NAAM, Aanbieder, Client, Gemeente, Product, Region

_SINCE = "2015-01-01"
_CONTRACT_FROM = FIRST_MONTH.replace(month=1, day=1)

# The parties and awards that the published example messages of the standard speak of.
_EXAMPLE_GEMEENTEN = (("0363", "Amsterdam"), ("0384", "Diemen"))
_EXAMPLE_AANBIEDERS = ("42420001", "65656055")
_EXAMPLE_CLIENTS = ("999900006", "999900018")
_EXAMPLE_PRODUCTS = (
    ("55", "55A11", "16", 9000),
    ("55", "55A12", "16", 9000),
    ("45", "45A03", "04", 1250),
    ("45", "45A04", "04", 1500),
)
_EXAMPLE_AWARDS = (
    ("0363", "999900006", 300201, "55", "55A11", "16", "2026-04-01"),
    ("0363", "999900006", 300202, "55", "55A12", "16", "2026-04-01"),
    ("0384", "999900006", 10072, "45", "45A03", "04", "2026-03-01"),
    ("0384", "999900006", 10073, "45", "45A04", "04", "2026-03-01"),
    ("0384", "999900018", 10074, "45", "45A03", "04", "2026-03-01"),
    ("0384", "999900018", 10075, "45", "45A04", "04", "2026-03-01"),
)


async def found_region(region: Region, parties: Parties) -> None:
    """Registers, contracts, clients and policies of the region."""
    await _register(region, parties)
    regio = parties[f"regio:{REGIO}"]
    codes = [g.code for g in region.gemeenten]
    for aanbieder in region.aanbieders:
        await regio.call("PUT", f"/contract/v1/aanbieders/{aanbieder.agb}", _aanbieder(aanbieder))
        producten = [_product(region.producten[code]) for code in aanbieder.codes]
        await regio.call(
            "POST", "/contract/v1/contracten", _contract(aanbieder.agb, codes, producten)
        )
    for gemeente in region.gemeenten:
        officer = parties[f"gemeente:{gemeente.code}"]
        beleid = {"automatischToekennen": gemeente.automatisch, "maximumVolume": 1_000_000}
        await officer.call("PUT", f"/referral/v1/gemeenten/{gemeente.code}/beleid", beleid)
    for client in region.clienten:
        officer = parties[f"gemeente:{client.gemeente.code}"]
        await officer.call("POST", "/referral/v1/clienten", _client(client))


async def found_examples(parties: Parties) -> None:
    """What the published example messages refer to, so that they are taken in as they are."""
    beheer = parties["beheer:beheer"]
    for code, naam in _EXAMPLE_GEMEENTEN:
        body = {"naam": naam, "geldigVan": _SINCE}
        await beheer.call("PUT", f"/contract/v1/gemeenten/{code}", body)
    producten = [_example_product(*product) for product in _EXAMPLE_PRODUCTS]
    for agb in _EXAMPLE_AANBIEDERS:
        body = {"naam": f"Voorbeeldaanbieder {agb}"}
        await beheer.call("PUT", f"/contract/v1/aanbieders/{agb}", body)
        for code, _naam in _EXAMPLE_GEMEENTEN:
            officer = parties[f"gemeente:{code}"]
            contract = _contract(agb, [code], producten)
            await officer.call("POST", "/contract/v1/contracten", contract)
    for code, _naam in _EXAMPLE_GEMEENTEN:
        for bsn in _EXAMPLE_CLIENTS:
            officer = parties[f"gemeente:{code}"]
            await officer.call("POST", "/referral/v1/clienten", _example_client(bsn))
    for award in _EXAMPLE_AWARDS:
        await parties[f"gemeente:{award[0]}"].call(
            "POST", "/referral/v1/toewijzingen", _example_award(*award[1:])
        )


async def _register(region: Region, parties: Parties) -> None:
    beheer = parties["beheer:beheer"]
    for gemeente in region.gemeenten:
        body = {"naam": gemeente.naam, "geldigVan": _SINCE}
        await beheer.call("PUT", f"/contract/v1/gemeenten/{gemeente.code}", body)
    leden = [{"gemeentecode": g.code, "geldigVan": _SINCE} for g in region.gemeenten]
    regio = {"naam": REGIO_NAAM, "leden": leden}
    await beheer.call("PUT", f"/contract/v1/regios/{REGIO}", regio)


def _aanbieder(aanbieder: Aanbieder) -> Json:
    return {"naam": aanbieder.naam, "kvkNummer": aanbieder.kvk}


def _contract(agb: str, gemeenten: list[str], producten: list[Json]) -> Json:
    return {
        "agbCode": agb,
        "gemeentecodes": gemeenten,
        "geldigVan": _CONTRACT_FROM.isoformat(),
        "producten": producten,
    }


def _product(product: Product) -> Json:
    tarieven = []
    if product.bedrag is not None:
        tarieven = [{"bedrag": product.bedrag, "geldigVan": _CONTRACT_FROM.isoformat()}]
    return {
        "categorie": product.categorie,
        "code": product.code,
        "omschrijving": product.omschrijving,
        "variant": product.variant,
        "eenheid": product.eenheid,
        "tarieven": tarieven,
    }


def _example_product(categorie: str, code: str, eenheid: str, bedrag: int) -> Json:
    return {
        "categorie": categorie,
        "code": code,
        "omschrijving": f"Voorbeeldproduct {code}",
        "variant": "inspanningsgericht",
        "eenheid": eenheid,
        "tarieven": [{"bedrag": bedrag, "geldigVan": _CONTRACT_FROM.isoformat()}],
    }


def _client(client: Client) -> Json:
    return {
        "bsn": client.bsn,
        "geboortedatum": client.geboortedatum.isoformat(),
        "geslacht": client.geslacht,
        "naam": {"achternaam": client.achternaam, "voornamen": client.voornaam},
        "adres": _adres(client.straat, client.huisnummer, client.postcode, client.gemeente),
        "relaties": [parent(client.achternaam)],
    }


def parent(achternaam: str) -> Json:
    """Who has authority over a child, on a number that nobody has."""
    return {
        "soort": "10",
        "gezag": True,
        "naam": {"achternaam": achternaam},
        "telefoonnummer": "0900000000",
    }


def _adres(straat: str, huisnummer: int, postcode: str, gemeente: Gemeente) -> Json:
    return {
        "straatnaam": straat,
        "huisnummer": huisnummer,
        "postcode": postcode,
        "plaatsnaam": gemeente.plaats,
    }


def _example_client(bsn: str) -> Json:
    return {
        "bsn": bsn,
        "geboortedatum": date(2010, 2, 14).isoformat(),
        "geslacht": "1",
        "naam": {"achternaam": "Wit", "voorvoegsel": "de", "voornamen": "Tom"},
        "adres": {
            "straatnaam": "Van Woustraat",
            "huisnummer": 9,
            "postcode": "9999XX",
            "plaatsnaam": "Amsterdam",
        },
        "relaties": [parent("Galen")],
    }


def _example_award(
    bsn: str, nummer: int, categorie: str, code: str, eenheid: str, ingangsdatum: str
) -> Json:
    return {
        "bsn": bsn,
        "agbCode": "65656055",
        "toewijzingNummer": nummer,
        "product": {"categorie": categorie, "code": code},
        "ingangsdatum": ingangsdatum,
        "omvang": {"volume": 40, "eenheid": eenheid, "frequentie": "4"},
    }
