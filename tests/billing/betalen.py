# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What the tests of payments share: accounts by two people, a run and its steps, all its lines."""

from collections.abc import Callable
from typing import Any

import httpx

from tests.billing.claims import a_regel
from tests.billing.messages import BSN, OTHER_BSN, Claim

Client = Callable[..., httpx.AsyncClient]
SCOPES = (
    "betalingen:lezen",
    "betalingen:voorbereiden",
    "betalingen:goedkeuren",
)
OWN, THEIRS, OTHER = "NL20INGB0001234567", "NL91ABNA0417164300", "NL02ABNA0123456789"
RUN = {"uitvoerdatum": "2026-11-25"}


async def account(
    proposer: httpx.AsyncClient, approver: httpx.AsyncClient, houder: str, iban: str
) -> None:
    """Propose and approve an account."""
    body = {"houder": houder, "iban": iban, "tenaamstelling": "Stichting Zorg"}
    made = await proposer.post("/rekeningen", json=body)
    assert made.status_code == 201, made.text
    path = f"/rekeningen/{made.json()['id']}/besluiten"
    done = await approver.post(path, json={"besluit": "goedkeuren"})
    assert done.status_code == 200, done.text


def credit(number: int, of: str, toewijzing: int = 10072) -> Claim:
    """Of one of the two lines."""
    regel = a_regel(
        referentie_nummer=f"RN{number}",
        vorig_referentie_nummer=of,
        credit=True,
        toewijzing_nummer=toewijzing,
    )
    bsn = BSN if toewijzing == 10072 else OTHER_BSN
    return Claim({bsn: [regel]}, f"ID{number}", f"DN{number}")


async def prepared(caller: httpx.AsyncClient) -> dict[str, Any]:
    answer = await caller.post("/betaalruns", json=RUN)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def step(caller: httpx.AsyncClient, run: str, handeling: str) -> httpx.Response:
    if handeling == "goedkeuren":
        return await caller.post(f"/betaalruns/{run}/goedkeuringen")
    body = {"handeling": handeling, "reden": "Vergissing"}
    return await caller.post(f"/betaalruns/{run}/handelingen", json=body)


async def all_lines(caller: httpx.AsyncClient, path: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    answer = await caller.get(path)
    while True:
        assert answer.status_code == 200, answer.text
        found += answer.json()["resultaten"]
        if "next" not in answer.links:
            return found
        answer = await caller.get(answer.links["next"]["url"].removeprefix("/v1"))
