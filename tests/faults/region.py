# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A region of real processes, two workers of each service, on servers that may be killed."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import asyncpg

from libs.common.auth import SCOPES, OrgType
from tests.careful import Careful
from tests.e2e.conftest import AGB, GEMEENTE
from tests.faults.journey import Caller, Load, Outcome, Postbus
from tests.infra.kafka import KafkaCluster, own_cluster
from tests.infra.postgres import PostgresServer, own_server
from tests.infra.proxy import Proxy
from tests.infra.run import free_ports
from tests.runtime.processes import SERVICES, Installation, Program
from tests.runtime.test_processes import founded

# What was committed is on disk: a crash of the server may lose nothing of it.
_DURABLE = {"synchronous_commit": "on", "full_page_writes": "on"}


@dataclass
class Region:
    """The installation, what stands before its database and its brokers, and its load."""

    installation: Installation
    proxy: Proxy
    brokers: list[Proxy]
    load: Load
    ports: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def database(self) -> PostgresServer:
        return self.installation.database

    @property
    def cluster(self) -> KafkaCluster:
        return self.installation.cluster

    @property
    def programs(self) -> list[tuple[str, str]]:
        """Service and name of all programs that should run."""
        return list(self.installation.running)

    def kill(self, service: str, name: str) -> None:
        """The end of a process, without a word."""
        self.installation.running[service, name].stop(signal.SIGKILL)

    def start(self, service: str, name: str, **env: str) -> Program:
        """Start it, or start it again at the same address; `env` may have a `through` too."""
        role, _, number = name.partition("-")
        (port,) = (self.ports.setdefault((service, name), free_ports(1)[0]),)
        return self.installation.start(service, role, name=number, port=port, **env)

    def workers(self, service: str) -> list[str]:
        """The names of those of a service."""
        return [name for s, name in self.programs if s == service and name.startswith("worker")]

    @asynccontextmanager
    async def operator(self, service: str) -> AsyncIterator[asyncpg.Connection]:
        """Somebody at the database of a service, past the proxy."""
        url = self.installation.database_url(service).replace("+asyncpg", "")
        connection = await asyncpg.connect(url)
        try:
            yield connection
        finally:
            await connection.close()

    async def all_ready(self) -> None:
        """Until every program says so."""
        for program in list(self.installation.running.values()):
            await self.installation.until_ready(program)


@asynccontextmanager
async def region(
    folder: Path, binaries: Path, jars: Path, *, brokers: int, workers: int = 2
) -> AsyncIterator[Region]:
    """An installation with its first gemeente, provider and contract; all ready."""
    async with AsyncExitStack() as stack:
        database = stack.enter_context(own_server(binaries, **_DURABLE))
        before = [await stack.enter_async_context(Proxy().serving()) for _ in range(brokers)]
        advertised = [one.port for one in before]
        cluster = stack.enter_context(own_cluster(jars, brokers, advertised))
        for one, port in zip(before, cluster.outside, strict=True):
            one.target = port
        proxy = await stack.enter_async_context(Proxy(database.port).serving())
        installation = Installation(
            folder,
            database,
            cluster,
            database_port=proxy.port,
            bootstrap=cluster.bootstrap_outside,
        )
        stack.callback(installation.stop)
        await installation.prepare()
        made = Region(installation, proxy, before, None)  # type: ignore[arg-type]
        for service in SERVICES:
            made.start(service, "api-0")
            for number in range(workers):
                made.start(service, f"worker-{number}")
        await made.all_ready()
        await founded(installation)
        made.load = await _load(stack, made)
        yield made


async def _load(stack: AsyncExitStack, region: Region) -> Load:
    async def caller(service: str, org_type: OrgType, code: str) -> Caller:
        token = region.installation.issuer.issue(
            org_type, code, SCOPES[org_type], timedelta(days=1)
        )
        client = Careful(
            base_url=f"http://127.0.0.1:{region.ports[service, 'api-0']}/v1",
            headers={"Authorization": f"Bearer {token}"},
            timeout=30,
        )
        return Caller(await stack.enter_async_context(client))

    asking = await caller("referral", OrgType.AANBIEDER, AGB)
    claiming = await caller("billing", OrgType.AANBIEDER, AGB)
    return Load(
        officer=await caller("referral", OrgType.GEMEENTE, GEMEENTE),
        asking=asking,
        claiming=claiming,
        referral=Postbus(asking),
        billing=Postbus(claiming),
    )


async def model_of(region: Region) -> tuple[Outcome, ...]:
    """What a child is answered when nothing goes wrong: the first one."""
    stop = asyncio.Event()
    running = asyncio.create_task(region.load.run(stop, at_once=1))
    while not region.load.record.outcomes:
        await asyncio.sleep(0.1)
        if running.done():
            running.result()
    stop.set()
    await running
    return tuple(region.load.record.outcomes[0])
