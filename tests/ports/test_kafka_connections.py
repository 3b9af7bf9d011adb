# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Whoever ends while it connects to Kafka leaves no connection open; a member joins once."""

import asyncio
import contextlib
import gc
import warnings
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from libs.common.contracts import TOPICS
from libs.common.eventlog.kafka import KafkaEventLog, KafkaOptions, create_topics, differences
from libs.common.eventlog.port import Entry
from libs.common.ids import new_id
from tests.infra.kafka import KafkaCluster

TOPIC = "jeugdregio.toewijzing"
_MOMENTS = 40
"""Milliseconds after the begin at which it ends, one after the other: a start takes fewer."""


@pytest.fixture
async def options(kafka_server: KafkaCluster) -> KafkaOptions:
    made = KafkaOptions(kafka_server.bootstrap, prefix=f"{new_id()}.", replicas=1)
    await create_topics(made, [TOPICS[TOPIC]])
    return made


def _writes(log: KafkaEventLog, _options: KafkaOptions) -> Awaitable[Any]:
    return log.append([Entry(TOPIC, "a", b"{}")])


def _reads(log: KafkaEventLog, _options: KafkaOptions) -> Awaitable[Any]:
    return log.subscribe("reader", [TOPIC])


def _looks(log: KafkaEventLog, _options: KafkaOptions) -> Awaitable[Any]:
    return log.end_positions([TOPIC])


def _compares(_log: KafkaEventLog, options: KafkaOptions) -> Awaitable[Any]:
    return differences(options, [TOPICS[TOPIC]])


@pytest.mark.parametrize("act", [_writes, _reads, _looks, _compares])
async def test_what_is_broken_off_is_let_go(
    options: KafkaOptions, act: Callable[[KafkaEventLog, KafkaOptions], Awaitable[Any]]
) -> None:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        for moment in range(_MOMENTS):
            log = KafkaEventLog(options)
            acting = asyncio.ensure_future(act(log, options))
            await asyncio.sleep(moment / 1000)
            acting.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await acting
            await log.close()
        del acting
        gc.collect()
    assert [str(one.message) for one in told] == []


async def test_a_member_joins_its_group_once(kafka_server: KafkaCluster) -> None:
    """Several that join twice may rebalance for ever: aiokafka joins for each assignor."""
    options = KafkaOptions(kafka_server.bootstrap, prefix=f"{new_id()}.", replicas=1)
    await create_topics(options, [TOPICS[TOPIC]])
    log = KafkaEventLog(options)
    await log.append([Entry(TOPIC, "a", b"{}")])
    reader = await log.subscribe("reader", [TOPIC])
    while not await reader.fetch(1, wait_s=1):
        pass
    joined = reader._consumer._coordinator.generation
    await log.close()
    assert joined == 1
