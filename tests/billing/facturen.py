# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""An invoice outside the messages, as the tests send it."""

from typing import Any

import httpx

from tests.billing.claims import GEMEENTE
from tests.billing.messages import BSN

REGEL: dict[str, Any] = {
    "referentieNummer": "F1",
    "toewijzingNummer": 10072,
    "categorie": "45",
    "code": "45A03",
    "periodeBegin": "2026-04-01",
    "periodeEind": "2026-04-30",
    "volume": 4,
    "eenheid": "04",
    "tarief": 1250,
    "bedrag": 5000,
}
FACTUUR: dict[str, Any] = {
    "gemeentecode": GEMEENTE,
    "factuurnummer": "2026-0001",
    "kenmerk": "K-17",
    "bsn": BSN,
    "dagtekening": "2026-05-04",
    "regels": [REGEL],
}


async def submitted(sender: httpx.AsyncClient, **changes: Any) -> dict[str, Any]:
    """What became of an invoice."""
    answer = await sender.post("/facturen", json=FACTUUR | changes)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def child(kenmerk: str) -> str:
    """What stands for a client without BSN where others have theirs."""
    return f"kenmerk/{GEMEENTE}/{kenmerk}"


def award_on(kenmerk: str) -> int:
    """The award on a reference."""
    return 20_000 + int(kenmerk[-2:])


def without_bsn(*regels: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Lines on the award of the reference."""
    award = {"toewijzingNummer": award_on(changes.get("kenmerk", "K-17"))}
    return {"bsn": None, "regels": [regel | award for regel in regels or (REGEL,)], **changes}


def codes_of(factuur: dict[str, Any]) -> list[list[str]]:
    """Of each line."""
    return [regel["retourcodes"] for regel in factuur["regels"]]
