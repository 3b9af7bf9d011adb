# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Children and families over HTTP, for tests of what goes on around them."""

from itertools import count, islice

import httpx

from libs.ijw import passes_elfproef
from tests.referral.harness import Json, Referral

_FIRST = 999_900_100


def bsn(number: int) -> str:
    """One of the range for tests; another for each number."""
    found = (str(one) for one in count(_FIRST) if passes_elfproef(str(one)))
    return next(islice(found, number, None))


async def child(referral: Referral, number: int = 0, born: str = "2012-03-04") -> str:
    """Register a child; its id."""
    made = await referral.register(bsn(number), geboortedatum=born)
    client_id: str = made["id"]
    return client_id


async def post(referral: Referral, path: str, body: Json, status: int = 201) -> Json:
    """As the gemeente; the answer must have this status."""
    answer = await referral.gemeente.post(path, json=body)
    assert answer.status_code == status, answer.text
    found: Json = answer.json()
    return found


async def listed(referral: Referral, path: str) -> list[Json]:
    """What the gemeente sees under a path."""
    found: list[Json] = (await referral.gemeente.get(path)).json()["resultaten"]
    return found


def wrong(answer: httpx.Response) -> set[str]:
    """The fields that a 400 names."""
    assert answer.status_code == 400, answer.text
    return {param["name"] for param in answer.json()["invalidParams"]}
