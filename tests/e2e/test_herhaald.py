# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""R-15: what comes in twice is one; a reference that was used for something else is refused."""

from datetime import date
from typing import Any

import pytest

from libs.common.auth import OrgType
from libs.common.contracts import Envelope
from libs.common.contracts.bericht import BerichtVerwerkt
from libs.common.eventlog.sqlite import SqliteEventLog
from libs.common.ids import new_id
from tests.e2e.conftest import (
    AGB,
    GEMEENTE,
    Json,
    Region,
    a_claim,
    a_line,
    a_request,
)
from tests.e2e.test_chain import awarded

XML = {"Content-Type": "application/xml"}


async def counted(region: Region) -> list[Any]:
    """All that is counted: requests, awards, claims, messages sent, and the figures."""
    officer = region.of("referral", OrgType.GEMEENTE, GEMEENTE)
    payer = region.of("billing", OrgType.GEMEENTE, GEMEENTE)
    reader = region.of("reporting", OrgType.GEMEENTE, GEMEENTE)
    figures = await reader.get("/kerncijfers?van=2026-07&tot=2026-09&groepering=gemeente")
    lists = [
        await officer.get("/verzoeken"),
        await officer.get("/toewijzingen"),
        await payer.get("/declaraties"),
    ]
    assert all(answer.is_success for answer in (figures, *lists))
    sent = [await region.outgoing(name) for name in ("referral", "billing")]
    return [figures.json()["totaal"], *(answer.json()["resultaten"] for answer in lists), *sent]


@pytest.mark.both_databases
async def test_r15_the_same_body_again_has_the_same_answer(
    database_kind: str, region: Region
) -> None:
    """A request and a claim, posted once more: the message that is there, and nothing counted."""
    assert database_kind
    nummer = await awarded(region)
    claim = a_claim("D1", "DN1", [a_line(nummer, "R1", 10)])
    claimed = await region.post("billing", claim)
    before = await counted(region)

    for name, raw in (("referral", a_request()), ("billing", claim)):
        provider = region.of(name, OrgType.AANBIEDER, AGB)
        first, again = [await provider.post("/berichten", content=raw, headers=XML) for _ in "ab"]
        assert (first.status_code, again.status_code) == (202, 202)
        assert first.headers["Location"] == again.headers["Location"]
        assert first.json() == again.json()
        assert again.json()["status"] == "verwerkt"
    assert await region.post("billing", claim) == claimed

    assert await counted(region) == before
    assert before[0]["toegekendBedrag"] == 80_000


@pytest.mark.both_databases
async def test_r15_a_used_reference_with_another_body_is_refused_and_told(
    database_kind: str, region: Region, event_log: SqliteEventLog
) -> None:
    """OP361 of a request, OP349 of a declaratie, OP283 of a prestatie: each with its code.

    The door takes a message in before it is judged, so the refusal is in the answer message and
    the event, where a write over REST would have its 409.
    """
    assert database_kind
    nummer = await awarded(region)
    await region.post("billing", a_claim("D1", "DN1", [a_line(nummer, "R1", 10)]))
    before = await counted(region)

    other_month = a_line(nummer, "R1", 1, begin=date(2026, 8, 1), eind=date(2026, 8, 31))

    asked = await region.post("referral", a_request("V2"))
    claimed = await region.post("billing", a_claim("D2", "DN1", [a_line(nummer, "R2", 1)]))
    line = await region.post("billing", a_claim("D3", "DN3", [other_month]))

    codes = [[f["retourcode"] for f in one["bevindingen"]] for one in (asked, claimed, line)]
    assert codes == [["9347"], ["9333"], ["8021"]]
    assert [one["status"] for one in (asked, claimed)] == ["afgewezen"] * 2
    assert (await counted(region))[0]["toegekendBedrag"] == before[0]["toegekendBedrag"]
    assert (await counted(region))[1:3] == before[1:3]
    told = {e["berichtId"]: e["retourcodes"] for e in await _heard(event_log)}
    refused = (asked, claimed, line)
    assert [told[one["id"]] for one in refused] == codes


async def _heard(event_log: SqliteEventLog) -> list[Json]:
    """What was told of messages, in order."""
    subscription = await event_log.subscribe(new_id(), [BerichtVerwerkt.topic])
    found = [Envelope.from_bytes(one.payload) for one in await subscription.fetch(1000)]
    await subscription.close()
    return [one.data for one in found if one.type == BerichtVerwerkt.type]
