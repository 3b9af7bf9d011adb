# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What may go wrong, each as a function that does it and mends it, on a region at work."""

import asyncio
import random
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path

import asyncpg
from aiokafka import AIOKafkaProducer

from tests.faults.region import Region
from tests.runtime.processes import SERVICES

Fault = Callable[[Region, random.Random], Awaitable[None]]

_LIBRARIES = ("/usr/lib/x86_64-linux-gnu/faketime", "/usr/lib/aarch64-linux-gnu/faketime")


async def kill_api(region: Region, chance: random.Random) -> None:
    """An api dies and is started again."""
    await _kill(region, chance.choice(SERVICES), "api-0")


async def kill_worker(region: Region, chance: random.Random) -> None:
    """A worker dies, maybe the one that relays, and is started again a little later."""
    workers = [(s, name) for s, name in region.programs if name.startswith("worker")]
    await _kill(region, *chance.choice(workers), after_s=chance.random())


async def kill_all_workers(region: Region, chance: random.Random) -> None:
    """All workers of a service die at once."""
    service = chance.choice(SERVICES)
    names = [name for s, name in region.programs if s == service and name.startswith("worker")]
    await asyncio.gather(*(_kill(region, service, name) for name in names))


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
        url = region.installation.database_url(service).replace("+asyncpg", "")
        connection = await asyncpg.connect(url)
        try:
            query = "SELECT pid FROM pg_locks l JOIN pg_database d ON d.oid = l.database "
            query += "WHERE locktype = 'advisory' AND d.datname = current_database()"
            for row in await connection.fetch(query):
                await connection.execute("SELECT pg_terminate_backend($1)", row["pid"])
        finally:
            await connection.close()


async def kill_broker(region: Region, chance: random.Random) -> None:
    """One broker of three dies and comes back."""
    node = chance.choice(list(region.cluster.nodes))
    await asyncio.to_thread(region.cluster.signal, node, signal.SIGKILL)
    await asyncio.sleep(chance.uniform(0, 3))
    await asyncio.to_thread(region.cluster.restart, node)


async def kill_api_without_a_broker(region: Region, chance: random.Random) -> None:
    """One broker dies, and then an api, which is started again before that broker is."""
    node = chance.choice(list(region.cluster.nodes))
    await asyncio.to_thread(region.cluster.signal, node, signal.SIGKILL)
    await _kill(region, chance.choice(SERVICES), "api-0")
    await asyncio.to_thread(region.cluster.restart, node)


async def stall_broker(region: Region, chance: random.Random) -> None:
    """One broker says nothing for a while, without being gone."""
    await _stall(region, chance, 8)


async def stall_broker_long(region: Region, chance: random.Random) -> None:
    """One broker says nothing for half a minute."""
    await _stall(region, chance, 30)


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
    """One worker believes for a while that it is another hour. Needs libfaketime."""
    library = faketime()
    assert library is not None
    service, name = chance.choice(SERVICES), "worker-1"
    region.kill(service, name)
    hours = chance.choice((-3, -1, 1, 3))
    fake = {"LD_PRELOAD": library, "FAKETIME": f"{hours:+}h", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
    program = region.start(service, name, **fake)
    await region.installation.until_ready(program)
    await asyncio.sleep(chance.uniform(1, 3))
    await _kill(region, service, name)


def faketime() -> str | None:
    """The library that fakes the time of a program; None where it is not installed."""
    found = (f"{folder}/libfaketime.so.1" for folder in _LIBRARIES)
    return next((path for path in found if Path(path).exists()), None)


async def rolling_upgrade(region: Region, chance: random.Random) -> None:
    """A new version: its migration first, as an operator does, then each program anew."""
    await region.all_ready()
    await asyncio.gather(*(_upgrade(region, service) for service in SERVICES))


async def _upgrade(region: Region, service: str) -> None:
    url = region.installation.database_url(service).replace("+asyncpg", "")
    connection = await asyncpg.connect(url)
    try:
        await _migrate(connection)
    finally:
        await connection.close()
    for name in [name for s, name in region.programs if s == service]:
        program = region.installation.running[service, name]
        code = await asyncio.to_thread(program.stop, signal.SIGTERM)
        assert code == 0, f"{service} {name} ended with {code}"
        await region.installation.until_ready(region.start(service, name))


async def _migrate(connection: asyncpg.Connection) -> None:
    """What a later version would do: a column more, and its name as the revision."""
    async with connection.transaction():
        await connection.execute("SET LOCAL lock_timeout = '5s'")
        await connection.execute("ALTER TABLE outbox ADD COLUMN IF NOT EXISTS later text")
        await connection.execute("UPDATE alembic_version SET version_num = 'later'")


async def _stall(region: Region, chance: random.Random, for_s: float) -> None:
    node = chance.choice(list(region.cluster.nodes))
    region.cluster.signal(node, signal.SIGSTOP)
    await asyncio.sleep(for_s)
    region.cluster.signal(node, signal.SIGCONT)


async def _kill(region: Region, service: str, name: str, after_s: float = 0.0) -> None:
    """Not waited for: a fault is over once a child has been from request to claim again."""
    await asyncio.to_thread(region.kill, service, name)
    await asyncio.sleep(after_s)
    region.start(service, name)
