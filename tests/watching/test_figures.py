# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What a worker counts in its database, on both databases, from what was played through it."""

import re
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from libs.common.auth import OrgType
from libs.common.clock import SimulatedClock
from libs.common.mailbox import MailStatus, Received
from libs.common.runtime import Service
from libs.ijw import JW301
from tests.e2e.conftest import GEMEENTE, Region, a_claim, a_line, a_request, region

__all__ = ["region"]

both = pytest.mark.both_databases
TODAY = date(2026, 11, 23)  # a Monday


async def counted(service: Service) -> dict[str, float]:
    """What the service shows after one count, by name with labels."""
    for loop in service.beside_worker:
        if loop.name in {"figures", "sums"}:
            assert await loop.step() is False
    text = service.runtime.metrics.exposition().decode()
    shown = re.findall(r"^jeugdregio_(\S+) (\S+)$", text, re.MULTILINE)
    return {name: float(value) for name, value in shown}


def posted(name: str, uiterlijk: date, status: MailStatus = MailStatus.ONTVANGEN) -> Received:
    return Received("90000101", name.encode(), 1, status, soort="JW323", uiterlijk=uiterlijk)


@both
async def test_terms_that_end_and_ended(start, clock: SimulatedClock) -> None:
    service = await start("billing")
    days = {
        "over": TODAY - timedelta(days=1),
        "today": TODAY,
        "in two working days": TODAY + timedelta(days=2),
        "later": TODAY + timedelta(days=3),
    }
    async with service.runtime.db.begin() as session:
        for name, day in days.items():
            await service.runtime.need_mailbox().receive(session, posted(name, day))
        for status in (MailStatus.VASTGELOPEN, MailStatus.VERWERKT):
            mail = posted(status, days["over"], status)
            await service.runtime.need_mailbox().receive(session, mail)
    clock.move_to(clock.now() + timedelta(minutes=20))

    found = await counted(service)

    assert found['answers_overdue{kind="JW323"}'] == 2
    assert found['answers_due{kind="JW323"}'] == 2
    assert found['messages_pending{status="ontvangen"}'] == 4
    assert found['messages_pending{status="vastgelopen"}'] == 1
    assert found["messages_oldest_seconds"] == 1200
    for outcome in ("in_time", "late"):
        key = f'answers_total{{kind="JW323",outcome="{outcome}"}}'
        assert found[key] == 0, "of a series that begins late a rate sees no rise"


@both
async def test_the_outbox_and_the_lag_of_who_reads_it(region: Region, clock) -> None:
    contract, reporting = region.services["contract"], region.services["reporting"]
    async with contract.runtime.db.begin() as session:
        outbox = contract.runtime.outbox.tables.outbox
        await session.execute(sa.update(outbox).where(outbox.c.seq == 1).values(sent_at=None))
    clock.move_to(clock.now() + timedelta(seconds=90))

    assert (await counted(contract))["outbox_unsent"] == 1
    assert (await counted(contract))["outbox_oldest_seconds"] == 90
    relay = contract.loops[0]
    assert await relay.step()
    assert (await counted(contract))["outbox_unsent"] == 0
    found = await counted(reporting)
    assert found['consumer_lag_messages{topic="jeugdregio.contract"}'] >= 1
    await region.rest()
    found = await counted(reporting)
    assert found['consumer_lag_messages{topic="jeugdregio.contract"}'] == 0


@both
async def test_money_agrees_once_it_is_settled(region: Region, clock: SimulatedClock) -> None:
    await region.post("referral", a_request())
    (award,) = [m for m in await region.outgoing("referral") if isinstance(m, JW301)]
    nummer = award.client.toegewezen_producten[0].toewijzing_nummer
    august = {"begin": date(2026, 8, 1), "eind": date(2026, 8, 31)}
    lines = [a_line(nummer, "R1", 10), a_line(nummer, "R2", 1, tarief=9000, **august)]
    claimed = await region.post("billing", a_claim("D1", "DN1", lines))
    assert claimed["status"] == "verwerkt", claimed["bevindingen"]
    billing, reporting = region.services["billing"], region.services["reporting"]

    at_once = [(await counted(one))["approved_settled_cents"] for one in (billing, reporting)]
    clock.move_to(clock.now() + timedelta(minutes=15))
    later = [(await counted(one))["approved_settled_cents"] for one in (billing, reporting)]

    assert (at_once, later) == ([0, 0], [80_000, 80_000])
    found = await counted(reporting)
    assert found['money_cents{stage="claimed"}'] == 89_000
    assert found['money_cents{stage="approved"}'] == 80_000
    assert found['money_cents{stage="awarded"}'] == 224_000


@both
async def test_decisions_that_people_must_take(region: Region, clock: SimulatedClock) -> None:
    """Five working days from a Monday: due from Thursday on, overdue on the Tuesday after."""
    officer = region.of("referral", OrgType.GEMEENTE, GEMEENTE)
    policy = {"automatischToekennen": False}
    assert (await officer.put(f"/gemeenten/{GEMEENTE}/beleid", json=policy)).is_success
    await region.post("referral", a_request())

    seen = []
    for days in (0, 2, 1, 4, 1):
        clock.move_to(clock.now() + timedelta(days=days))
        found = await counted(region.services["referral"])
        seen.append((found["decisions_due"], found["decisions_overdue"]))

    assert seen == [(0, 0), (0, 0), (1, 0), (1, 0), (0, 1)]
