# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The four services together, and the organisations that call them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import httpx
import pytest

from demo import messages
from demo.messages import Envelope, Line
from demo.region import Aanbieder as Provider
from demo.region import Client, Gemeente, Product, Traject
from libs.common.auth import SCOPES, OrgType
from libs.common.runtime import Service, settle
from libs.ijw import Message, read

Json = dict[str, Any]

AGB, GEMEENTE, REGIO = "90000101", "0327", "EEMLAND"
CLIENT = Client(
    bsn="999900031",
    gemeente=Gemeente(GEMEENTE, "Leusden", "Leusden", automatisch=True),
    voornaam="Noor",
    achternaam="Vossenbergh",
    geboortedatum=date(2014, 5, 12),
    geslacht="2",
    straat="Lindelaan",
    huisnummer=12,
    postcode="3831AB",
)
BEGELEIDING = Product(
    "45", "45B01", "Begeleiding", "inspanningsgericht", "04", 8000, "2", (2,), (3,)
)
TRAJECT = Traject(
    nummer=1,
    client=CLIENT,
    aanbieder=Provider(AGB, "De Wilg", "90000101", ("45B01",)),
    product=BEGELEIDING,
    volume=2,
    vanaf=date(2026, 7, 1),
    tot=date(2026, 9, 30),
    verwijzer="02",
    start=date(2026, 7, 1),
    stop=date(2026, 9, 30),
    benut=0.5,
)


@dataclass
class Region:
    """All services on one log, with clients that act as each organisation."""

    services: dict[str, Service]
    make: Callable[..., httpx.AsyncClient]

    def of(self, name: str, org_type: OrgType, code: str) -> httpx.AsyncClient:
        client: httpx.AsyncClient = self.make(self.services[name], org_type, code, SCOPES[org_type])
        return client

    async def rest(self) -> None:
        await settle(*self.services.values())

    async def post(self, name: str, raw: bytes, agb: str = AGB) -> Json:
        """Post a message, let everything come to rest, and look at what became of it."""
        client = self.of(name, OrgType.AANBIEDER, agb)
        headers = {"Content-Type": "application/xml"}
        answer = await client.post("/berichten", content=raw, headers=headers)
        await self.rest()
        found = await client.get(f"http://test{answer.headers['Location']}")
        result: Json = found.json()
        return result

    async def outgoing(self, name: str, agb: str = AGB) -> list[Message]:
        """Everything that was released for this provider."""
        client = self.of(name, OrgType.AANBIEDER, agb)
        listed = (await client.get("/uitgaande-berichten?limit=500")).json()["resultaten"]
        contents = [await client.get(f"http://test{item['inhoud']}") for item in listed]
        return [read(content.content) for content in contents]


@pytest.fixture
async def region(
    start: Callable[..., Awaitable[Service]], client: Callable[..., httpx.AsyncClient]
) -> Region:
    """A region with one gemeente, one provider, one product and one known child."""
    names = ("contract", "referral", "billing", "reporting")
    made = Region({name: await start(name) for name in names}, client)
    beheer = made.of("contract", OrgType.BEHEER, "beheer")
    regio = made.of("contract", OrgType.REGIO, REGIO)
    officer = made.of("referral", OrgType.GEMEENTE, GEMEENTE)
    since = {"geldigVan": "2015-01-01"}
    done = [
        await beheer.put(f"/gemeenten/{GEMEENTE}", json={"naam": "Leusden", **since}),
        await beheer.put(
            f"/regios/{REGIO}",
            json={"naam": "Eemland", "leden": [{"gemeentecode": GEMEENTE, **since}]},
        ),
        await regio.put(f"/aanbieders/{AGB}", json={"naam": "De Wilg"}),
        await regio.post("/contracten", json=a_contract()),
        await officer.put(f"/gemeenten/{GEMEENTE}/beleid", json={"automatischToekennen": True}),
        await officer.post("/clienten", json=a_client()),
    ]
    assert all(answer.is_success for answer in done), [answer.text for answer in done]
    await made.rest()
    return made


def a_contract() -> Json:
    product = {
        "categorie": BEGELEIDING.categorie,
        "code": BEGELEIDING.code,
        "omschrijving": BEGELEIDING.omschrijving,
        "variant": BEGELEIDING.variant,
        "eenheid": BEGELEIDING.eenheid,
        "tarieven": [{"bedrag": BEGELEIDING.bedrag, "geldigVan": "2026-01-01"}],
    }
    return {
        "agbCode": AGB,
        "gemeentecodes": [GEMEENTE],
        "geldigVan": "2026-01-01",
        "producten": [product],
    }


def a_client() -> Json:
    return {
        "bsn": CLIENT.bsn,
        "geboortedatum": CLIENT.geboortedatum.isoformat(),
        "geslacht": CLIENT.geslacht,
        "naam": {"achternaam": CLIENT.achternaam, "voornamen": CLIENT.voornaam},
        "adres": {
            "straatnaam": CLIENT.straat,
            "huisnummer": CLIENT.huisnummer,
            "postcode": CLIENT.postcode,
            "plaatsnaam": "Leusden",
        },
        "relaties": [
            {
                "soort": "10",
                "gezag": True,
                "naam": {"achternaam": CLIENT.achternaam},
                "telefoonnummer": "0334445566",
            }
        ],
    }


def a_line(nummer: int, referentie: str, volume: int, tarief: int = 8000, **changes: Any) -> Line:
    """A claim line for July."""
    values: Json = {
        "bsn": CLIENT.bsn,
        "referentie": referentie,
        "toewijzing": nummer,
        "categorie": "45",
        "code": "45B01",
        "begin": date(2026, 7, 1),
        "eind": date(2026, 7, 31),
        "volume": volume,
        "eenheid": "04",
        "tarief": tarief,
        "bedrag": volume * tarief,
    }
    return Line(**(values | changes))


def a_claim(identificatie: str, nummer: str, lines: list[Line]) -> bytes:
    """A JW323 for August, dated in September."""
    envelope = Envelope(AGB, GEMEENTE, identificatie, date(2026, 9, 5))
    return messages.declaratie(envelope, nummer, (date(2026, 8, 1), date(2026, 8, 31)), lines)


def a_request(identificatie: str = "V1") -> bytes:
    """A JW315 for the child of this region."""
    envelope = Envelope(AGB, GEMEENTE, identificatie, date(2026, 6, 20))
    return messages.verzoek(envelope, TRAJECT)
