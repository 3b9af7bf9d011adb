# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Topics on Apache Kafka as the registry declares them: made by a command, checked at start."""

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import KafkaError

from libs.common.contracts import Topic
from libs.common.eventlog.kafka.clients import started
from libs.common.eventlog.kafka.options import KafkaOptions

_DAY_MS = 86_400_000
_FOR_EVER = "-1"


BrokerError = KafkaError
"""What the client raises when a broker cannot be reached, or refuses."""


class TooFewBrokersError(Exception):
    """The cluster has fewer brokers than must keep each topic."""


async def create_topics(options: KafkaOptions, topics: Iterable[Topic]) -> list[str]:
    """Make those that are not there, or none; their names.

    Raises `TooFewBrokersError` where a topic cannot be kept by as many brokers as `options` say.
    """
    async with administering(options) as admin:
        known = set(await admin.list_topics())
        missing = [t for t in topics if options.prefix + t.name not in known]
        brokers = len((await admin.describe_cluster())["brokers"])
        if missing and brokers < options.replicas:
            raise TooFewBrokersError(
                f"the cluster has {brokers} of the {options.replicas} brokers that keep a topic; "
                "for a trial on one broker set JEUGDREGIO_KAFKA_REPLICAS=1"
            )
        if missing:
            await admin.create_topics([_new(options, topic) for topic in missing])
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
    partitions = {found["topic"]: found["partitions"] for found in described}
    return [
        sentence
        for name, topic in declared.items()
        for sentence in (
            _compared(name, options, topic, partitions[name], configured[name])
            if name in partitions
            else [f"{name} is not there"]
        )
    ]


def _compared(
    name: str,
    options: KafkaOptions,
    topic: Topic,
    partitions: Sequence[Mapping[str, Any]],
    configured: Mapping[str, str],
) -> Iterator[str]:
    for key, value in _configuration(options, topic).items():
        if configured.get(key) != value:
            yield f"{name} has {key}={configured.get(key)}, not {value}"
    if len(partitions) < topic.partitions:
        yield f"{name} has {len(partitions)} partitions, not {topic.partitions}"
    kept_by = min((len(one["replicas"]) for one in partitions), default=0)
    if kept_by < options.replicas:
        yield f"{name} has {kept_by} replicas, not {options.replicas}"


def _new(options: KafkaOptions, topic: Topic) -> NewTopic:
    return NewTopic(
        options.prefix + topic.name,
        topic.partitions,
        options.replicas,
        topic_configs=_configuration(options, topic),
    )


def _configuration(options: KafkaOptions, topic: Topic) -> dict[str, str]:
    days = topic.retention_days
    return {
        "min.insync.replicas": str(max(1, options.replicas - 1)),
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
    await started(admin.start(), admin.close)
    try:
        yield admin
    finally:
        await admin.close()
