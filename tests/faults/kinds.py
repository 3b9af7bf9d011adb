# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What may go wrong, each as a function that does it and mends it, on a region at work."""

import asyncio
import os
import random
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path

from aiokafka import AIOKafkaProducer

from libs.common.contracts import TOPICS
from libs.common.eventlog.kafka import KafkaOptions
from libs.common.eventlog.kafka.groups import committed_by
from libs.common.eventlog.port import place
from tests.faults.journey import PATIENCE_S
from tests.faults.region import Region
from tests.infra.run import root_folder
from tests.runtime.processes import SERVICES, Program, until

Fault = Callable[[Region, random.Random], Awaitable[None]]

_LIBRARIES = ("/usr/lib/x86_64-linux-gnu/faketime", "/usr/lib/aarch64-linux-gnu/faketime")


async def kill_api(region: Region, chance: random.Random) -> None:
    """An api dies and is started again."""
    await kill(region, chance.choice(SERVICES), "api-0")


async def kill_worker(region: Region, chance: random.Random) -> None:
    """A worker dies, maybe the one that relays, and is started again a little later."""
    service = chance.choice(SERVICES)
    await kill(region, service, chance.choice(region.workers(service)), after_s=chance.random())


async def kill_all_workers(region: Region, chance: random.Random) -> None:
    """All workers of a service die at once."""
    service = chance.choice(SERVICES)
    await asyncio.gather(*(kill(region, service, name) for name in region.workers(service)))


async def crash_database(region: Region, chance: random.Random) -> None:
    """PostgreSQL dies with all its sessions, and comes back."""
    await asyncio.to_thread(region.database.crash)
    await asyncio.sleep(chance.uniform(0, 2))
    await asyncio.to_thread(region.database.restart)


async def cut_connections(region: Region, chance: random.Random) -> None:
    """Every connection to the database ends in the middle of whatever it was doing."""
    region.proxy.cut()


async def slow_network(region: Region, chance: random.Random) -> None:
    """Every piece to and from the database takes longer."""
    region.proxy.delay_s = chance.uniform(0.01, 0.05)
    await asyncio.sleep(chance.uniform(2, 4))
    region.proxy.delay_s = 0.0


async def stalled_network(region: Region, chance: random.Random) -> None:
    """Nothing passes for a while, then everything; or the connections end after all."""
    region.proxy.stalled = True
    await asyncio.sleep(chance.uniform(1, 4))
    if chance.random() < 0.5:
        region.proxy.cut()
    region.proxy.stalled = False


async def end_the_leaders(region: Region, chance: random.Random) -> None:
    """The sessions end by which one relay of each service leads: for a moment there may be two."""
    for service in SERVICES:
        async with region.operator(service) as operator:
            query = "SELECT pid FROM pg_locks l JOIN pg_database d ON d.oid = l.database "
            query += "WHERE locktype = 'advisory' AND d.datname = current_database()"
            for row in await operator.fetch(query):
                await operator.execute("SELECT pg_terminate_backend($1)", row["pid"])


async def die_before_the_offset(region: Region, chance: random.Random) -> None:
    """A worker dies once its transaction is committed, and Kafka has not heard of it."""
    service = chance.choice(("billing", "reporting"))
    names = region.workers(service)
    for name in names:
        await asyncio.to_thread(region.kill, service, name)
    paths = f"{region.installation.code}{os.pathsep}{root_folder()}"
    dying = region.start(service, names[0], through="tests.faults.dying", PYTHONPATH=paths)
    await until(lambda: _has_ended(dying), PATIENCE_S)
    assert dying.process.returncode == -signal.SIGKILL, dying.log.read_text()[-3000:]
    assert await _ahead_of_its_offsets(region, service)
    for name in names:
        region.start(service, name)


async def _has_ended(program: Program) -> bool:
    return program.process.poll() is not None


async def _ahead_of_its_offsets(region: Region, service: str) -> bool:
    """Has the service dealt with events that will come to it once more?"""
    options = KafkaOptions(region.cluster.bootstrap, region.installation.prefix)
    committed = await committed_by(options, service, list(TOPICS))
    async with region.operator(service) as operator:
        rows = await operator.fetch("SELECT topic, partition, next_offset FROM consumer_position")
    return any(
        row["next_offset"] > committed.get(place(row["topic"], row["partition"]), 0) for row in rows
    )


async def poison(region: Region, chance: random.Random) -> None:
    """Somebody writes what is no event."""
    topic = region.installation.prefix + "jeugdregio.toewijzing"
    producer = AIOKafkaProducer(bootstrap_servers=region.cluster.bootstrap)
    await producer.start()
    try:
        rubbish = chance.choice([b"", b"{", b"\xff\xfe", b'{"specversion": "1.0"}', b"null"])
        await producer.send_and_wait(topic, rubbish, key=b"9999")
    finally:
        await producer.stop()


async def jump_clock(region: Region, chance: random.Random) -> None:
    """The clock of one worker jumps hours ahead and back while it works. Needs libfaketime."""
    library = faketime()
    assert library is not None
    service, name = chance.choice(SERVICES), "worker-1"
    told = region.installation.folder / "clock"
    told.write_text("+0h\n")
    fake = {
        "LD_PRELOAD": library,
        "FAKETIME_TIMESTAMP_FILE": str(told),
        "FAKETIME_CACHE_DURATION": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
    region.kill(service, name)
    program = region.start(service, name, **fake)
    await region.installation.until_ready(program)
    for hours in (chance.choice((1, 3)), chance.choice((-3, -1))):
        told.write_text(f"{hours:+}h\n")
        await asyncio.sleep(chance.uniform(2, 4))
    assert program.process.poll() is None
    await kill(region, service, name)


def faketime() -> str | None:
    """The library that fakes the time of a program; None where it is not installed."""
    found = (f"{folder}/libfaketime.so.1" for folder in _LIBRARIES)
    return next((path for path in found if Path(path).exists()), None)


async def kill(region: Region, service: str, name: str, after_s: float = 0.0) -> None:
    """Not waited for: a fault is over once a child has been from request to claim again."""
    await asyncio.to_thread(region.kill, service, name)
    await asyncio.sleep(after_s)
    region.start(service, name)
