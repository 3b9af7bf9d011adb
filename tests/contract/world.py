# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A contract service with a small region in it, its callers, and what they send."""

from collections.abc import Callable
from typing import Any

import httpx

from libs.common.auth import OrgType
from libs.common.contracts import Envelope
from libs.common.eventlog.sqlite import SqliteEventLog
from libs.common.runtime import Service, settle

SCOPES = ["contracten:lezen", "contracten:schrijven"]
GEMEENTEN = {"0307": "Amersfoort", "0327": "Leusden", "0267": "Nijkerk"}
EEMLAND = {
    "0307": "Amersfoort",
    "0308": "Baarn",
    "0313": "Bunschoten",
    "0317": "Eemnes",
    "0327": "Leusden",
    "0342": "Soest",
    "0351": "Woudenberg",
}
AANBIEDERS = ("90000101", "90000102")

Json = dict[str, Any]


class World:
    """The service with its callers; Nijkerk is in no regio."""

    def __init__(
        self, service: Service, make: Callable[..., httpx.AsyncClient], log: SqliteEventLog
    ) -> None:
        self.service = service
        self.beheer = make(service, OrgType.BEHEER, "beheer", SCOPES)
        self.regio = make(service, OrgType.REGIO, "EEMLAND", SCOPES)
        self.andere_regio = make(service, OrgType.REGIO, "FOODVALLEY", SCOPES)
        self.gemeente = make(service, OrgType.GEMEENTE, "0327", SCOPES)
        self.andere_gemeente = make(service, OrgType.GEMEENTE, "0267", SCOPES)
        self.aanbieder = make(service, OrgType.AANBIEDER, "90000101", SCOPES)
        self.andere_aanbieder = make(service, OrgType.AANBIEDER, "90000102", SCOPES)
        self.lezer = make(service, OrgType.REGIO, "EEMLAND", ["contracten:lezen"])
        self._log = log

    async def fill(self) -> None:
        """Register the region."""
        for code, naam in GEMEENTEN.items():
            body = {"naam": naam, "geldigVan": "2015-01-01"}
            assert (await self.beheer.put(f"/gemeenten/{code}", json=body)).status_code == 200
        for code in ("EEMLAND", "FOODVALLEY"):
            body = a_regio() if code == "EEMLAND" else a_regio(leden=[])
            assert (await self.beheer.put(f"/regios/{code}", json=body)).status_code == 200
        for agb in AANBIEDERS:
            body = {"naam": f"Aanbieder {agb}", "kvkNummer": agb}
            assert (await self.regio.put(f"/aanbieders/{agb}", json=body)).status_code == 200

    async def fill_eemland(self) -> list[str]:
        """All seven gemeenten of the region; gives their codes."""
        for code, naam in EEMLAND.items():
            body = {"naam": naam, "geldigVan": "2015-01-01"}
            assert (await self.beheer.put(f"/gemeenten/{code}", json=body)).status_code == 200
        leden = [{"gemeentecode": code, "geldigVan": "2015-01-01"} for code in EEMLAND]
        answer = await self.beheer.put("/regios/EEMLAND", json=a_regio(leden=leden))
        assert answer.status_code == 200, answer.text
        return list(EEMLAND)

    async def sign(self, **changes: Any) -> Json:
        """A contract of the regio."""
        answer = await self.regio.post("/contracten", json=a_contract(**changes))
        assert answer.status_code == 201, answer.text
        made: Json = answer.json()
        return made

    async def published(self) -> dict[str, list[Json]]:
        """Everything in the log, by type."""
        await settle(self.service)
        subscription = await self._log.subscribe("test", ["jeugdregio.contract"])
        found: dict[str, list[Json]] = {}
        for delivery in await subscription.fetch(1000):
            envelope = Envelope.from_bytes(delivery.payload)
            found.setdefault(envelope.type, []).append(envelope.data)
        await subscription.close()
        return found


def a_regio(**changes: Any) -> Json:
    leden = [{"gemeentecode": g, "geldigVan": "2015-01-01"} for g in ("0307", "0327")]
    return {"naam": "Eemland", "leden": leden} | changes


def a_tarief(bedrag: int, van: str, tot: str | None = None, indexatie: str | None = None) -> Json:
    return {"bedrag": bedrag, "geldigVan": van, "geldigTot": tot, "indexatieId": indexatie}


def a_product(**changes: Any) -> Json:
    product: Json = {
        "categorie": "45",
        "code": "45B01",
        "omschrijving": "Begeleiding",
        "variant": "inspanningsgericht",
        "eenheid": "04",
        "tarieven": [a_tarief(8000, "2026-01-01")],
    }
    return product | changes


def a_contract(**changes: Any) -> Json:
    contract: Json = {
        "agbCode": "90000101",
        "gemeentecodes": ["0307", "0327"],
        "geldigVan": "2026-01-01",
        "geldigTot": "2028-12-31",
        "producten": [a_product()],
    }
    return contract | changes


def named(refused: httpx.Response) -> set[tuple[str, str]]:
    """What a refusal names: field and code."""
    assert refused.status_code == 400, refused.text
    assert refused.headers["Content-Type"] == "application/problem+json"
    params = refused.json()["invalidParams"]
    assert all(param["reason"] for param in params)
    assert len({(p["name"], p["code"]) for p in params}) == len(params)
    return {(param["name"], param["code"]) for param in params}
