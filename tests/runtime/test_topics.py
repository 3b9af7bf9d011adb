# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Topics are made as they are declared, and a difference is told: retention, compaction, parts."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from aiokafka import AIOKafkaConsumer
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from libs.common.contracts import TOPICS, Topic
from libs.common.contracts.base import CONTENT_TYPE
from libs.common.eventlog.kafka import KafkaEventLog, KafkaOptions, create_topics, differences
from libs.common.eventlog.kafka.topics import administering
from libs.common.eventlog.port import Entry
from libs.common.ids import new_id
from tests.infra.kafka import KafkaCluster
from tests.runtime.processes import until

KEPT = TOPICS["jeugdregio.bericht"]
COMPACTED = replace(
    TOPICS["jeugdregio.contract"], name="jeugdregio.stand", compacted=True, partitions=2
)


@pytest.fixture
def options(kafka_server: KafkaCluster) -> KafkaOptions:
    return KafkaOptions(kafka_server.bootstrap, prefix=f"{new_id()}.", replicas=1)


async def changed(options: KafkaOptions, topic: Topic, settings: Mapping[str, str]) -> None:
    """What somebody does by hand."""
    name = options.prefix + topic.name
    async with administering(options) as admin:
        resource = ConfigResource(ConfigResourceType.TOPIC, name, configs=dict(settings))
        answers = await admin.alter_configs([resource])
    assert [one[:2] for answer in answers for one in answer.resources] == [(0, None)], answers


async def test_a_compacted_topic_is_made_and_checked(options: KafkaOptions) -> None:
    missing = await differences(options, [COMPACTED, KEPT])
    made = await create_topics(options, [COMPACTED, KEPT])
    again = await create_topics(options, [COMPACTED, KEPT])

    assert missing == [
        f"{options.prefix}jeugdregio.stand is not there",
        f"{options.prefix}jeugdregio.bericht is not there",
    ]
    assert (made, again) == (["jeugdregio.stand", "jeugdregio.bericht"], [])
    assert await differences(options, [COMPACTED, KEPT]) == []


async def test_a_topic_that_was_changed_by_hand_is_told_of(options: KafkaOptions) -> None:
    await create_topics(options, [COMPACTED, KEPT])
    await changed(options, COMPACTED, {"cleanup.policy": "delete", "retention.ms": "-1"})
    await changed(options, KEPT, {"cleanup.policy": "compact", "retention.ms": "1000"})

    declared = [COMPACTED, replace(KEPT, partitions=KEPT.partitions + 1)]

    async def all_differ() -> list[str] | None:
        found = await differences(options, declared)
        return found if len(found) >= 4 else None

    told = await until(all_differ, 30)  # a broker hears of it from the controller
    stand, bericht = (f"{options.prefix}{topic.name}" for topic in (COMPACTED, KEPT))
    assert told == [
        f"{stand} has cleanup.policy=delete, not compact",
        f"{bericht} has retention.ms=1000, not {400 * 86_400_000}",
        f"{bericht} has cleanup.policy=compact, not delete",
        f"{bericht} has {KEPT.partitions} partitions, not {KEPT.partitions + 1}",
    ]


async def test_a_record_tells_that_it_is_a_whole_cloudevent(options: KafkaOptions) -> None:
    """By its content type, as the Kafka binding asks; the AsyncAPI document says so too."""
    await create_topics(options, [KEPT])
    log = KafkaEventLog(options)
    await log.append([Entry(KEPT.name, "90000101", b"{}")])
    await log.close()
    async with AIOKafkaConsumer(
        options.prefix + KEPT.name, auto_offset_reset="earliest", **options.client()
    ) as reader:
        record = await reader.getone()

    assert (record.key, record.value) == (b"90000101", b"{}")
    assert record.headers == (("content-type", CONTENT_TYPE.encode()),)
