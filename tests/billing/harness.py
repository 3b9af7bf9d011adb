# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Talks to a billing service over HTTP as its aanbieder and its gemeente do."""

from dataclasses import dataclass
from typing import Any

import httpx

from libs.common.runtime import Service, settle
from libs.ijw import JW325, read
from tests.billing.messages import Claim


@dataclass
class Billing:
    """The service, and its two callers."""

    service: Service
    aanbieder: httpx.AsyncClient
    gemeente: httpx.AsyncClient

    async def post(self, raw: bytes) -> httpx.Response:
        """Post a message as the aanbieder."""
        headers = {"Content-Type": "application/xml"}
        return await self.aanbieder.post("/berichten", content=raw, headers=headers)

    async def judge(self, raw: bytes) -> dict[str, Any]:
        """Post a message, let everything come to rest, and read what became of it."""
        answer = await self.post(raw)
        assert answer.status_code == 202, answer.text
        await settle(self.service)
        return await self.message(answer.json()["id"])

    async def message(self, mail_id: str) -> dict[str, Any]:
        """The state of a message."""
        found: dict[str, Any] = (await self.aanbieder.get(f"/berichten/{mail_id}")).json()
        return found

    async def claim(self, claim: Claim) -> dict[str, Any]:
        """Judge a claim."""
        return await self.judge(claim.xml())

    async def declaraties(self) -> list[dict[str, Any]]:
        """All declaraties of the aanbieder, newest first."""
        found: list[dict[str, Any]] = (await self.aanbieder.get("/declaraties")).json()[
            "resultaten"
        ]
        return found

    async def regels(self) -> list[dict[str, Any]]:
        """The lines of the newest declaratie."""
        newest = (await self.declaraties())[0]["id"]
        answer = await self.aanbieder.get(f"/declaraties/{newest}/regels?limit=500")
        found: list[dict[str, Any]] = answer.json()["resultaten"]
        return found


def jw325_of(message: dict[str, Any]) -> JW325:
    """The answer to a message."""
    answer = read(message["antwoord"]["xml"].encode())
    assert isinstance(answer, JW325)
    return answer
