# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""R-15: the records of a day come once more on Kafka, and no count changes."""

import asyncio

import pytest
import sqlalchemy as sa

from libs.common.contracts import TOPICS
from libs.common.db import Database
from libs.common.eventlog.kafka import KafkaEventLog
from libs.common.eventlog.port import Delivery, Entry
from libs.common.ids import new_id
from tests.operations.region import SERVICES, Installation, Tables

pytestmark = pytest.mark.timeout(900)

PATIENCE_S = 60
"""How long to wait for what is in the log: joining a group takes a broker time."""
_MOVED = ("consumer_position", "inbox")


@pytest.mark.parametrize("forgotten", [False, True], ids=["known", "forgotten"])
async def test_r15_replaying_a_days_topics_changes_no_count(
    installation: Installation, forgotten: bool
) -> None:
    """Record by record as they stand there; also for who no longer knows which it had."""
    async with installation.running() as region:
        award = await region.found()
        await region.claim(1, award)
        await region.rest()
        before = await region.figures()
    tables = await _facts(installation)
    log = KafkaEventLog(installation.kafka)
    day = await _all_records(log)
    if forgotten:
        for service in SERVICES:
            await _empty_inbox(installation, service)

    await log.append([Entry(one.topic, one.key, one.payload) for one in day])
    async with installation.running() as region:
        await region.rest()
        after = await region.figures()
    twice = await _all_records(log)
    await log.close()

    assert {one.topic for one in day} >= {"jeugdregio.verzoek", "jeugdregio.toewijzing"}
    assert len(twice) == 2 * len(day)
    assert (after, after["toegekendBedrag"]) == (before, 8_000)
    assert await _facts(installation) == tables


async def _facts(installation: Installation) -> dict[str, Tables]:
    """All that services keep, but places in the log and which events were claimed."""
    return {service: await installation.tables(service, *_MOVED) for service in SERVICES}


async def _all_records(log: KafkaEventLog) -> list[Delivery]:
    """Everything in the topics, from the first record kept."""
    topics = list(TOPICS)
    ends = await log.end_positions(topics)
    wanted = sum(ends.values())
    reader = await log.subscribe(new_id(), topics)
    found: list[Delivery] = []
    async with asyncio.timeout(PATIENCE_S):
        while len(found) < wanted:
            found += await reader.fetch(wanted - len(found), wait_s=1)
    await reader.close()
    return found


async def _empty_inbox(installation: Installation, service: str) -> None:
    database = Database(installation.url(service))
    async with database.begin() as session:
        await session.execute(sa.text("DELETE FROM inbox"))
    await database.dispose()
