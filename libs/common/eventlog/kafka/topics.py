# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Topics on Apache Kafka as the registry declares them: made by a command, checked at start."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from libs.common.contracts import Topic
from libs.common.eventlog.kafka.options import KafkaOptions

_DAY_MS = 86_400_000
_FOR_EVER = "-1"
_REPLICAS = 3


async def create_topics(options: KafkaOptions, topics: Iterable[Topic]) -> list[str]:
    """Make those that are not there; their names.

    Each is kept by three brokers, of which two must have a record before it counts as written; on
    a smaller cluster by as many as there are, and one is enough.
    """
    async with administering(options) as admin:
        known = set(await admin.list_topics())
        missing = [t for t in topics if options.prefix + t.name not in known]
        brokers = len((await admin.describe_cluster())["brokers"])
        if missing:
            await admin.create_topics([_new(options, topic, brokers) for topic in missing])
    return [topic.name for topic in missing]


async def differences(options: KafkaOptions, topics: Iterable[Topic]) -> list[str]:
    """What is not as declared, a sentence each; empty when a service may start.

    More partitions than declared are no difference: they may have been added with care.
    """
    declared = {options.prefix + topic.name: topic for topic in topics}
    async with administering(options) as admin:
        known = set(await admin.list_topics())
        there = [name for name in declared if name in known]
        described = await admin.describe_topics(there) if there else []
        configured = await _configurations(admin, there)
    partitions = {found["topic"]: len(found["partitions"]) for found in described}
    return [
        sentence
        for name, topic in declared.items()
        for sentence in _compared(name, topic, partitions, configured)
    ]


def _compared(
    name: str, topic: Topic, partitions: dict[str, int], configured: dict[str, dict[str, str]]
) -> list[str]:
    if name not in partitions:
        return [f"{name} is not there"]
    wrong = [
        f"{name} has {key}={configured[name].get(key)}, not {value}"
        for key, value in _configuration(topic).items()
        if configured[name].get(key) != value
    ]
    if partitions[name] < topic.partitions:
        wrong.append(f"{name} has {partitions[name]} partitions, not {topic.partitions}")
    return wrong


def _new(options: KafkaOptions, topic: Topic, brokers: int) -> NewTopic:
    enough = brokers >= _REPLICAS
    durable = {"min.insync.replicas": str(_REPLICAS - 1 if enough else 1)}
    return NewTopic(
        options.prefix + topic.name,
        topic.partitions,
        _REPLICAS if enough else 1,
        topic_configs=_configuration(topic) | durable,
    )


def _configuration(topic: Topic) -> dict[str, str]:
    days = topic.retention_days
    return {
        "retention.ms": _FOR_EVER if days is None else str(days * _DAY_MS),
        "cleanup.policy": "compact" if topic.compacted else "delete",
    }


async def _configurations(
    admin: AIOKafkaAdminClient, names: list[str]
) -> dict[str, dict[str, str]]:
    """The configuration of each topic as it stands."""
    if not names:
        return {}
    asked = [ConfigResource(ConfigResourceType.TOPIC, name) for name in names]
    found: dict[str, dict[str, str]] = {}
    for answer in await admin.describe_configs(asked):
        for _code, _message, _type, name, entries in answer.resources:
            found[name] = {entry[0]: entry[1] for entry in entries}
    return found


@asynccontextmanager
async def administering(options: KafkaOptions) -> AsyncIterator[Any]:
    """A client that may look at and change the cluster."""
    arguments = options.client()
    admin = AIOKafkaAdminClient(**arguments)
    await admin.start()
    try:
        yield admin
    finally:
        await admin.close()
