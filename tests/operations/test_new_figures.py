# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Who reads Kafka hears of new figures there, as who has a webhook is told of them."""

import asyncio

from libs.common.contracts import CijfersGewijzigd, Envelope
from libs.common.eventlog.kafka import KafkaEventLog
from libs.common.eventlog.port import Delivery
from services.reporting.handlers import tell_changes
from tests.e2e.conftest import GEMEENTE, REGIO
from tests.operations.region import Installation

PATIENCE_S = 60


async def test_new_figures_are_on_the_topic_of_their_gemeente_and_region(
    installation: Installation,
) -> None:
    """Keyed by whose they are, over which months, and without a figure."""
    async with installation.running() as region:
        award = await region.found()
        await region.claim(1, award)
        await tell_changes(region.services["reporting"].runtime)
        await region.rest()

    told = await heard(installation, "een-afnemer")
    again = await heard(installation, "een-ander")

    assert {key for key, _ in told} == {GEMEENTE, REGIO}
    for key, one in told:
        assert key in {one.gemeentecode, one.regiocode}
        assert set(one.model_dump(exclude_none=True)) == {
            "gemeentecode" if key == GEMEENTE else "regiocode",
            "van_maand",
            "tot_maand",
            "definitieversie",
            "vastgesteld_op",
        }
    of_region = [one for key, one in told if key == REGIO]
    assert any(one.van_maand <= "2026-07" <= one.tot_maand for one in of_region)
    assert again == told, "each group reads all of it"


async def heard(installation: Installation, group: str) -> list[tuple[str, CijfersGewijzigd]]:
    """All that stands on the topic of figures, as a reader of its own."""
    log = KafkaEventLog(installation.kafka)
    found: list[Delivery] = []
    topics = [CijfersGewijzigd.topic]
    try:
        first, last = await log.first_positions(topics), await log.end_positions(topics)
        count = sum(last.values()) - sum(first.get(name, 0) for name in last)
        reader = await log.subscribe(group, topics)
        async with asyncio.timeout(PATIENCE_S):
            while len(found) < count:
                found += await reader.fetch(100, 1)
        await reader.close()
    finally:
        await log.close()
    read = [
        (one.key, CijfersGewijzigd.model_validate(Envelope.from_bytes(one.payload).data))
        for one in found
    ]
    return sorted(read, key=repr)
