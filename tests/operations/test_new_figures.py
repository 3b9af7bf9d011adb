# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Who reads Kafka hears of new figures there, as who has a webhook is told of them."""

import asyncio
from typing import Any

from libs.common.contracts import AanbiedercijfersGewijzigd, CijfersGewijzigd, Envelope
from libs.common.eventlog.kafka import KafkaEventLog
from libs.common.eventlog.port import Delivery
from services.reporting.handlers import tell_changes
from tests.e2e.conftest import AGB, GEMEENTE, REGIO
from tests.operations.region import Installation

PATIENCE_S = 60
TOPIC = CijfersGewijzigd.topic
WHOSE = {GEMEENTE: "gemeentecode", REGIO: "regiocode", AGB: "agbCode"}
ABOUT = {"vanMaand", "totMaand", "kwartaal", "accounthouder", "definitieversie", "vastgesteldOp"}


async def test_new_figures_are_on_the_topic_of_whose_they_are(installation: Installation) -> None:
    """Of a gemeente, its region and a provider; over which months, and without a figure."""
    async with installation.running() as region:
        award = await region.found()
        await region.claim(1, award)
        await tell_changes(region.services["reporting"].runtime)
        await region.rest()

    told = await heard(installation, "een-afnemer")

    assert {key for key, _, _ in told} == WHOSE.keys()
    for key, kind, data in told:
        assert kind == (AanbiedercijfersGewijzigd if key == AGB else CijfersGewijzigd).type
        names = {name for name, value in data.items() if value is not None}
        assert names - ABOUT == {WHOSE[key]}
    for owner in WHOSE:
        spans = [(data["vanMaand"], data["totMaand"]) for key, _, data in told if key == owner]
        assert any(van <= "2026-07" <= tot for van, tot in spans), owner
    assert await heard(installation, "een-ander") == told, "each group reads all of it"


async def heard(installation: Installation, group: str) -> list[tuple[str, str, dict[str, Any]]]:
    """All that stands on the topic of figures, as a reader of its own: key, type and content."""
    log = KafkaEventLog(installation.kafka)
    found: list[Delivery] = []
    try:
        first, last = await log.first_positions([TOPIC]), await log.end_positions([TOPIC])
        count = sum(last.values()) - sum(first.get(name, 0) for name in last)
        reader = await log.subscribe(group, [TOPIC])
        async with asyncio.timeout(PATIENCE_S):
            while len(found) < count:
                found += await reader.fetch(100, 1)
        await reader.close()
    finally:
        await log.close()
    read = [(one.key, Envelope.from_bytes(one.payload)) for one in found]
    return sorted(((key, one.type, one.data) for key, one in read), key=repr)
