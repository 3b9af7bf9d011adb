# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A region of real processes, two workers of each service, on servers that may be killed."""

import asyncio
import signal
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import asyncpg
import httpx
import structlog

from libs.common.auth import OrgType
from libs.common.eventlog.kafka import KafkaOptions
from services.embedded import SCOPES
from tests.e2e.conftest import AGB, GEMEENTE
from tests.faults.journey import Caller, Load, Postbus
from tests.infra.kafka import KafkaCluster, own_cluster
from tests.infra.postgres import PostgresServer, own_server
from tests.infra.proxy import Proxy
from tests.infra.run import free_ports
from tests.runtime.processes import SERVICES, Installation, Program
from tests.runtime.test_processes import founded

# What was committed is on disk: a crash of the server may lose nothing of it.
_DURABLE = {"synchronous_commit": "on", "full_page_writes": "on"}
_STARTS = 5

_log = structlog.get_logger()


@dataclass
class Region:
    """The installation, the networks before its servers, and its load."""

    installation: Installation
    to_database: Proxy
    to_brokers: list[Proxy]
    load: Load
    ports: dict[tuple[str, str], int]
    servers: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held by who does something to the servers or the networks, or needs them whole."""

    poisoned: Counter[str] = field(default_factory=Counter)
    """How many records each service must have put aside, for we wrote them."""

    last_node: int = 0
    """The broker that something was done to last."""

    @property
    def database(self) -> PostgresServer:
        return self.installation.database

    @property
    def cluster(self) -> KafkaCluster:
        return self.installation.cluster

    @property
    def kafka(self) -> KafkaOptions:
        """How a test reaches Kafka, past the network that the programs use."""
        return KafkaOptions(self.cluster.bootstrap, prefix=self.installation.prefix)

    @property
    def programs(self) -> list[tuple[str, str]]:
        """Service and name of all programs that should run."""
        return list(self.installation.running)

    def workers(self, service: str) -> list[str]:
        """The names of the workers of a service."""
        return [name for s, name in self.programs if s == service and name.startswith("worker")]

    def kill(self, service: str, name: str) -> None:
        """The end of a process, without a word."""
        self.installation.running[service, name].stop(signal.SIGKILL)

    def start(self, service: str, name: str, **env: str) -> Program:
        """Start it, or start it again at the same address."""
        role, _, number = name.partition("-")
        port = self.ports[service, name]
        return self.installation.start(service, role, name=number, port=port, **env)

    async def bring_up(self, service: str, name: str, **env: str) -> None:
        """Start it until it is ready: one that gives up, for a server is away, is started again."""
        for attempt in range(1, _STARTS + 1):
            try:
                await self.installation.until_ready(self.start(service, name, **env))
            except RuntimeError:
                _log.info("gave up", program=f"{service} {name}", attempt=attempt)
                if attempt == _STARTS:
                    raise
                await asyncio.sleep(attempt)
            else:
                return

    async def all_ready(self) -> None:
        """Until every program says so; raises for one that ended by itself."""
        for program in list(self.installation.running.values()):
            await self.installation.until_ready(program)

    @asynccontextmanager
    async def database_of(self, service: str) -> AsyncIterator[asyncpg.Connection]:
        """A connection to the database of a service, past the network that the programs use."""
        url = self.installation.database_url(service).replace("+asyncpg", "")
        connection = await asyncpg.connect(url)
        try:
            yield connection
        finally:
            await connection.close()


@asynccontextmanager
async def region(
    folder: Path, binaries: Path, jars: Path, *, brokers: int, workers: int = 2
) -> AsyncIterator[Region]:
    """An installation with its first gemeente, provider and contract; all ready."""
    async with AsyncExitStack() as stack:
        database = stack.enter_context(own_server(binaries, **_DURABLE))
        advertised = free_ports(brokers)
        cluster = stack.enter_context(own_cluster(jars, brokers, advertised))
        to_database = await stack.enter_async_context(Proxy(database.port).serving())
        to_brokers = [
            await stack.enter_async_context(Proxy(target).serving(port))
            for target, port in zip(cluster.outside, advertised, strict=True)
        ]
        installation = Installation(folder, database, cluster, database_port=to_database.port)
        installation.bootstrap = cluster.bootstrap_outside
        stack.callback(installation.stop)
        await asyncio.to_thread(installation.prepare)
        names = [(s, n) for s in SERVICES for n in _names(workers)]
        ports = dict(zip(names, free_ports(len(names)), strict=True))
        load = await _load(stack, installation, ports)
        made = Region(installation, to_database, to_brokers, load, ports)
        for service, name in names:
            made.start(service, name)
        await made.all_ready()
        await founded(installation)
        yield made


def _names(workers: int) -> list[str]:
    return ["api-0", *(f"worker-{number}" for number in range(workers))]


async def _load(
    stack: AsyncExitStack, installation: Installation, ports: dict[tuple[str, str], int]
) -> Load:
    async def caller(service: str, org_type: OrgType, code: str) -> Caller:
        token = installation.issuer.issue(org_type, code, SCOPES[org_type], timedelta(days=1))
        client = httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{ports[service, 'api-0']}/v1",
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
