# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""People of a gemeente who decide on what is to be destroyed, of whatever service."""

from dataclasses import dataclass
from typing import Any

import httpx

Json = dict[str, Any]

SCOPES = ("vernietiging:lezen", "vernietiging:voorbereiden", "vernietiging:vaststellen")
LISTS = "/vernietigingslijsten"


@dataclass
class Archief:
    """One person, by name; all rights, so that only four eyes keep two people apart."""

    http: httpx.AsyncClient

    async def lijsten(self) -> list[Json]:
        found: list[Json] = (await self.http.get(LISTS)).json()["resultaten"]
        return found

    async def regels(self, lijst: Json) -> list[Json]:
        answer = await self.http.get(f"{LISTS}/{lijst['id']}/regels")
        found: list[Json] = answer.json()["resultaten"]
        return found

    async def do(self, lijst: Json, act: str, **body: Any) -> httpx.Response:
        """An act on a list, in the version that it has now."""
        path = f"{LISTS}/{lijst['id']}"
        tag = (await self.http.get(path)).headers["ETag"]
        return await self.http.post(f"{path}/{act}", json=body or None, headers={"If-Match": tag})

    async def hold(self, client_id: str, **body: Any) -> Json:
        """Hold the data of a client back."""
        wanted = {
            "clientId": client_id,
            "reden": "lopende-procedure",
            "grondslag": "Awb art. 8:42",
            "sinds": "2026-11-23",
        }
        answer = await self.http.post("/bewaarplichten", json=wanted | body)
        assert answer.status_code == 201, answer.text
        found: Json = answer.json()
        return found


async def approved(prepares: Archief, approves: Archief, lijst: Json) -> Json:
    """The list after both did their part."""
    submitted = await prepares.do(lijst, "_indienen")
    assert submitted.status_code == 200, submitted.text
    answer = await approves.do(lijst, "_vaststellen")
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found
