# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Positions of consumer groups on Apache Kafka, seen and moved from outside the group."""

from collections.abc import Sequence

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import CommitFailedError

from libs.common.eventlog.kafka.clients import started
from libs.common.eventlog.kafka.options import KafkaOptions
from libs.common.eventlog.kafka.topics import administering
from libs.common.eventlog.port import GroupInUseError, Positions, partition_of, place


async def committed_by(options: KafkaOptions, group: str, topics: Sequence[str]) -> Positions:
    """What a group committed; partitions for which it never did are left out."""
    wanted = {options.prefix + topic: topic for topic in topics}
    async with administering(options) as admin:
        found = await admin.list_consumer_group_offsets(options.prefix + group)
    return {
        place(wanted[p.topic], p.partition): at.offset
        for p, at in found.items()
        if p.topic in wanted and at.offset >= 0
    }


async def move_group(options: KafkaOptions, group: str, positions: Positions) -> None:
    """Commit for a group without members; else `GroupInUseError`."""
    offsets = {
        TopicPartition(options.prefix + topic, partition): offset
        for (topic, partition), offset in (
            (partition_of(name), offset) for name, offset in positions.items()
        )
    }
    if not offsets:
        return
    outsider = AIOKafkaConsumer(
        group_id=options.prefix + group, enable_auto_commit=False, **options.client()
    )
    outsider.assign(list(offsets))
    await started(outsider.start(), outsider.stop)
    try:
        await outsider.commit(offsets)
    except CommitFailedError as error:
        raise GroupInUseError(group) from error
    finally:
        await outsider.stop()
