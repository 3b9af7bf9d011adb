# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What may go wrong with Kafka: brokers that die or stall, and the network before them."""

import asyncio
import random
import signal
from contextlib import suppress

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from tests.faults.journey import PATIENCE_S
from tests.faults.kinds import kill
from tests.faults.region import Region
from tests.infra.kafka import KafkaCluster
from tests.runtime.processes import SERVICES, until


async def kill_broker(region: Region, chance: random.Random) -> None:
    """One broker of three dies and comes back."""
    await _kill_broker(region, chance, chance.choice(list(region.cluster.nodes)))


async def kill_another_broker(region: Region, chance: random.Random) -> None:
    """One broker dies and comes back; once it holds everything again, another one dies."""
    first, second = chance.sample(list(region.cluster.nodes), 2)
    await _kill_broker(region, chance, first)
    await until(lambda: _all_in_sync(region.cluster), PATIENCE_S)
    await _kill_broker(region, chance, second)


async def kill_api_without_a_broker(region: Region, chance: random.Random) -> None:
    """One broker dies, and then an api, which is started again before that broker is."""
    node = chance.choice(list(region.cluster.nodes))
    await asyncio.to_thread(region.cluster.signal, node, signal.SIGKILL)
    await kill(region, chance.choice(SERVICES), "api-0")
    await asyncio.to_thread(region.cluster.restart, node)


async def stall_broker(region: Region, chance: random.Random) -> None:
    """One broker says nothing for a while, without being gone."""
    await _stall(region, chance, 8)


async def stall_broker_long(region: Region, chance: random.Random) -> None:
    """One broker says nothing for half a minute."""
    await _stall(region, chance, 30)


async def cut_brokers(region: Region, chance: random.Random) -> None:
    """Every connection to every broker ends in the middle of whatever it was doing."""
    for network in region.brokers:
        network.cut()


async def slow_brokers(region: Region, chance: random.Random) -> None:
    """Every piece to and from the brokers takes longer."""
    for network in region.brokers:
        network.delay_s = chance.uniform(0.01, 0.05)
    await asyncio.sleep(chance.uniform(2, 4))
    for network in region.brokers:
        network.delay_s = 0.0


async def stalled_brokers(region: Region, chance: random.Random) -> None:
    """Nothing passes to any broker for a while, then everything; or connections end after all."""
    for network in region.brokers:
        network.stalled = True
    await asyncio.sleep(chance.uniform(1, 4))
    for network in region.brokers:
        if chance.random() < 0.5:
            network.cut()
        network.stalled = False


async def _kill_broker(region: Region, chance: random.Random, node: int) -> None:
    await asyncio.to_thread(region.cluster.signal, node, signal.SIGKILL)
    await asyncio.sleep(chance.uniform(0, 3))
    await asyncio.to_thread(region.cluster.restart, node)


async def _all_in_sync(cluster: KafkaCluster) -> bool:
    """Does each replica of each partition hold all of it?"""
    admin = AIOKafkaAdminClient(bootstrap_servers=cluster.bootstrap)
    with suppress(KafkaError):
        await admin.start()
        try:
            topics = await admin.describe_topics()
        finally:
            await admin.close()
        parts = [part for topic in topics for part in topic["partitions"]]
        return bool(parts) and all(len(p["isr"]) == len(p["replicas"]) for p in parts)
    return False


async def _stall(region: Region, chance: random.Random, for_s: float) -> None:
    node = chance.choice(list(region.cluster.nodes))
    region.cluster.signal(node, signal.SIGSTOP)
    await asyncio.sleep(for_s)
    region.cluster.signal(node, signal.SIGCONT)
