# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Registers referrals over HTTP, and reads what became of them."""

from typing import Any

from libs.common.runtime import settle
from tests.referral.harness import Json, Referral
from tests.referral.messages import BSN


def verwijzing_json(**fields: Any) -> Json:
    """By a GP with an AGB, for ambulant help."""
    known: Json = {
        "bsn": BSN,
        "verwijzerType": "huisarts",
        "zorgverlenerCode": "01012345",
        "verwijsdatum": "2026-05-20",
        "product": {"categorie": "45"},
    }
    return {name: value for name, value in (known | fields).items() if value is not None}


async def refer(referral: Referral, **fields: Any) -> Json:
    """One that was registered."""
    answer = await referral.gemeente.post("/verwijzingen", json=verwijzing_json(**fields))
    assert answer.status_code == 201, answer.text
    await settle(referral.service)
    found: Json = answer.json()
    return found


async def now(referral: Referral, verwijzing_id: str) -> Json:
    """As it stands."""
    answer = await referral.gemeente.get(f"/verwijzingen/{verwijzing_id}")
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


async def act(referral: Referral, verwijzing: Json, handeling: str, **body: Any) -> Json:
    """A step, with its status code under `http`."""
    path = f"/verwijzingen/{verwijzing['id']}/_{handeling}"
    answer = await referral.gemeente.post(path, json=body)
    await settle(referral.service)
    found: Json = answer.json()
    return {"http": answer.status_code} | found


def steps(verwijzing: Json) -> list[str]:
    """The states it went through."""
    return [stap["status"] for stap in verwijzing["stappen"]]
