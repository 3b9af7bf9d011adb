# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Two at once: one winner, a clear answer for the other, nothing lost."""

import asyncio
from datetime import date

import pytest

from libs.common.contracts import LeveringGemeld, VerzoekBeantwoord
from libs.common.runtime import settle
from tests.referral.conftest import Publish, Published
from tests.referral.harness import Json, Referral, award_json
from tests.referral.messages import jw305, jw315, start


@pytest.mark.both_databases
async def test_one_number_given_twice_at_once(
    referral: Referral, database_kind: str, publish: Publish
) -> None:
    """One wins, the other gets a 409, and no message or event of it exists."""
    assert database_kind
    await referral.register()
    await referral.register("999900018")
    bodies = [award_json() | {"bsn": bsn, "toewijzingNummer": 300201} for bsn in BSNS]

    answers = await asyncio.gather(
        *(referral.gemeente.post("/toewijzingen", json=body) for body in bodies)
    )
    await settle(referral.service)

    assert sorted(answer.status_code for answer in answers) == [201, 409]
    assert len(await referral.outgoing("JW301")) == 1


@pytest.mark.both_databases
async def test_two_officers_decide_at_once(
    referral: Referral, database_kind: str, published: Published
) -> None:
    """One decision counts; the other officer is told what was decided."""
    assert database_kind
    await referral.register()
    await referral.judge(jw315())
    (verzoek,) = await referral.verzoeken()
    bodies: list[Json] = [{"besluit": "toegekend"}, {"besluit": "afgewezen", "reden": "7"}]
    path = f"/verzoeken/{verzoek['id']}/besluiten"

    answers = await asyncio.gather(
        *(referral.gemeente.post(path, json=body, headers={"If-Match": '"1"'}) for body in bodies)
    )
    await settle(referral.service)

    assert sorted(answer.status_code for answer in answers) == [201, 412]
    (told,) = await published(VerzoekBeantwoord)
    won = next(answer.json() for answer in answers if answer.status_code == 201)
    assert told.besluit == won["besluit"]
    assert len(await referral.outgoing("JW301")) + len(await referral.outgoing("JW319")) == 1


@pytest.mark.both_databases
async def test_a_start_posted_twice_at_once(
    referral: Referral, database_kind: str, published: Published
) -> None:
    """On two connections: taken in once, the other one is told so, and one event tells of it."""
    assert database_kind
    await referral.register()
    await referral.award()
    raw = jw305(start(1, date(2026, 4, 3)))

    answers = await asyncio.gather(*(referral.post(raw) for _ in range(4)))
    await settle(referral.service)

    codes = sorted(answer.status_code for answer in answers)
    assert codes.count(202) >= 1
    assert set(codes) <= {200, 202, 409}
    assert len({answer.json().get("id") for answer in answers if answer.status_code < 300}) == 1
    assert len(await published(LeveringGemeld)) == 1
    assert len(await referral.outgoing("JW306")) == 1


@pytest.mark.both_databases
async def test_many_awards_at_once(referral: Referral, database_kind: str) -> None:
    """Every number once, without holes."""
    assert database_kind
    await referral.register()
    bodies = [award_json() | {"product": {"categorie": "45", "code": f"45C0{n}"}} for n in range(6)]

    answers = await asyncio.gather(
        *(referral.gemeente.post("/toewijzingen", json=body) for body in bodies)
    )
    await settle(referral.service)

    assert {answer.status_code for answer in answers} == {201}
    assert sorted(a.json()["toewijzingNummer"] for a in answers) == [1, 2, 3, 4, 5, 6]
    listed = [len(one.client.toegewezen_producten) for one in await referral.outgoing("JW301")]  # type: ignore[union-attr]
    assert sorted(listed) == [1, 2, 3, 4, 5, 6]


BSNS = ("999900006", "999900018")
