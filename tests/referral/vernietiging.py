# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""People of a gemeente who decide on what is to be destroyed, for tests of that."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx

from libs.common.auth import OrgType
from tests.referral.harness import Json, Referral
from tests.referral.messages import GEMEENTE

SCOPES = ("vernietiging:lezen", "vernietiging:voorbereiden", "vernietiging:vaststellen")
LATER = datetime(2047, 3, 1, 9, 0, tzinfo=UTC)
"""What ended in 2026 has outlived its twenty years."""
AT_NIGHT = datetime(2047, 3, 2, 3, 0, tzinfo=UTC)
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


def person(make: Callable[..., httpx.AsyncClient], referral: Referral, name: str) -> Archief:
    """Somebody of the gemeente."""
    return Archief(make(referral.service, OrgType.GEMEENTE, GEMEENTE, SCOPES, persoon=name))


async def approved(prepares: Archief, approves: Archief, lijst: Json) -> Json:
    """The list after both did their part."""
    submitted = await prepares.do(lijst, "_indienen")
    assert submitted.status_code == 200, submitted.text
    answer = await approves.do(lijst, "_vaststellen")
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found
