# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Talks to a referral service over HTTP as its gemeente and its aanbieders do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx

from libs.common.runtime import Service, settle
from libs.ijw import JW301, JW306, JW308, JW316, JW318, JW319, Message, read, retourbericht, write
from libs.ijw.findings import Finding
from libs.ijw.messages import AangevraagdProduct
from services.referral.berichten import count_figures
from tests.referral.messages import BSN, jw315
from tests.referral.situations import TODAY

Json = dict[str, Any]


@dataclass
class Referral:
    """The service, and who talks to it."""

    service: Service
    gemeente: httpx.AsyncClient
    aanbieder: httpx.AsyncClient
    as_party: Callable[[str], httpx.AsyncClient]

    async def post(self, raw: bytes, party: httpx.AsyncClient | None = None) -> httpx.Response:
        """Post a message as the aanbieder."""
        headers = {"Content-Type": "application/xml"}
        return await (party or self.aanbieder).post("/berichten", content=raw, headers=headers)

    async def judge(self, raw: bytes, party: httpx.AsyncClient | None = None) -> Json:
        """Post a message, let everything come to rest, and read what became of it."""
        answer = await self.post(raw, party)
        assert answer.status_code == 202, answer.text
        await settle(self.service)
        found: Json = (
            await (party or self.aanbieder).get(f"/berichten/{answer.json()['id']}")
        ).json()
        return found

    async def ask(self, *producten: AangevraagdProduct, **kop: Any) -> Json:
        """A request that was taken in."""
        judged = await self.judge(jw315(*producten, **kop))
        assert judged["status"] == "verwerkt", judged
        return (await self.verzoeken())[0]

    async def ask_package(self, raw: bytes) -> Json:
        """A request for change that was taken in."""
        judged = await self.judge(raw)
        assert judged["status"] == "verwerkt", judged
        return (await self.verzoeken())[0]

    async def register(self, bsn: str = BSN, **fields: Any) -> Json:
        """Register a client at the gemeente."""
        answer = await self.gemeente.post("/clienten", json=client_json(bsn) | fields)
        assert answer.status_code in (200, 201), answer.text
        found: Json = answer.json()
        return found

    async def award(self, **fields: Any) -> Json:
        """Award without a request."""
        answer = await self.gemeente.post("/toewijzingen", json=award_json() | fields)
        assert answer.status_code == 201, answer.text
        await settle(self.service)
        found: Json = answer.json()
        return found

    async def decide(self, verzoek_id: str, **body: Any) -> httpx.Response:
        """A decision of the gemeente."""
        answer = await self.gemeente.post(f"/verzoeken/{verzoek_id}/besluiten", json=body)
        await settle(self.service)
        return answer

    async def verzoeken(self, query: str = "") -> list[Json]:
        """The requests to the gemeente, newest first."""
        found: list[Json] = (await self.gemeente.get(f"/verzoeken{query}")).json()["resultaten"]
        return found

    async def toewijzingen(self) -> list[Json]:
        """The toewijzingen of the gemeente, newest first."""
        found: list[Json] = (await self.gemeente.get("/toewijzingen")).json()["resultaten"]
        return found

    async def gauge(self, name: str) -> float:
        """A metric of the service, counted now."""
        rt = self.service.runtime
        async with rt.db.read() as session:
            await count_figures(rt, session)
        lines = rt.metrics.exposition().decode().splitlines()
        (line,) = [one for one in lines if one.startswith(f"jeugdregio_{name}")]
        return float(line.rpartition(" ")[2])

    async def outgoing(self, soort: str | None = None) -> list[Message]:
        """What lies ready for the aanbieder, in order of release."""
        page = (await self.aanbieder.get("/uitgaande-berichten?limit=500")).json()["resultaten"]
        wanted = [item for item in page if soort in (None, item["soort"])]
        return [read((await self.aanbieder.get(_path(item))).content) for item in wanted]

    async def jw301(self) -> JW301:
        """The last JW301."""
        found = (await self.outgoing("JW301"))[-1]
        assert isinstance(found, JW301)
        return found

    async def jw319(self) -> JW319:
        """The last JW319."""
        found = (await self.outgoing("JW319"))[-1]
        assert isinstance(found, JW319)
        return found


def _path(item: Json) -> str:
    path: str = item["inhoud"]
    return path.removeprefix("/v1")


def retour(bericht: Message, *findings: Finding, identificatie: str = "RET1") -> bytes:
    """What the aanbieder answers on a message of ours."""
    return write(retourbericht(bericht, findings, identificatie=identificatie, dagtekening=TODAY))


def answer_of(message: Json) -> JW306 | JW308 | JW316 | JW318:
    """The answer to a message."""
    answer = read(message["antwoord"]["xml"].encode())
    assert isinstance(answer, JW306 | JW308 | JW316 | JW318)
    return answer


def codes_of(message: Json) -> list[str]:
    """The return codes among the findings of a message."""
    return [finding["retourcode"] for finding in message["bevindingen"]]


def client_json(bsn: str = BSN) -> Json:
    """Tom de Wit of the published examples, with an address."""
    return {
        "bsn": bsn,
        "geboortedatum": "2010-02-14",
        "geslacht": "1",
        "naam": {"achternaam": "Wit", "voorvoegsel": "de", "voorletters": "T"},
        "adres": {
            "straatnaam": "Kerkweg",
            "huisnummer": 9,
            "postcode": "1111AB",
            "plaatsnaam": "Diemen",
        },
        "relaties": [mother_json()],
    }


def mother_json(**fields: Any) -> Json:
    """Who has authority over Tom."""
    return {
        "soort": "10",
        "gezag": True,
        "naam": {"achternaam": "Bakker", "voorletters": "A"},
        "telefoonnummer": "0201234567",
    } | fields


def award_json() -> Json:
    """Two hours a week of 45B01 for all of 2026 at the aanbieder."""
    return {
        "bsn": BSN,
        "agbCode": "42420001",
        "product": {"categorie": "45", "code": "45B01"},
        "ingangsdatum": "2026-01-01",
        "einddatum": "2026-12-31",
        "omvang": {"volume": 2, "eenheid": "04", "frequentie": "2"},
    }
