# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The four services as an operator runs them: processes on PostgreSQL and Kafka."""

import asyncio
import base64
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import httpx

from libs.common.auth import SCOPES, OrgType, TokenIssuer
from libs.common.contracts import TOPICS
from libs.common.eventlog.kafka import KafkaOptions, create_topics
from libs.common.ids import new_id
from libs.common.migrate import upgrade
from tests.careful import Careful
from tests.infra.kafka import KafkaCluster
from tests.infra.postgres import PostgresServer
from tests.infra.run import free_ports, root_folder

SERVICES = ("contract", "referral", "billing", "reporting")
ISSUER = "https://tokens.test"
PATIENCE_S = 120
_START_PATIENCE_S = 300
"""A dozen programs that start at once, on a machine that has other work too."""

_ENOUGH = 3
T = TypeVar("T")


@dataclass
class Program:
    """One process; `port` is where it answers probes."""

    service: str
    role: str
    port: int
    log: Path
    process: subprocess.Popen[bytes]

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal and wait for the end; the exit code."""
        self.process.send_signal(number)
        return self.process.wait(30)


@dataclass
class Installation:
    """An empty installation, with what starts, stops and calls its processes."""

    folder: Path
    database: PostgresServer
    cluster: KafkaCluster
    issuer: TokenIssuer = field(default_factory=lambda: TokenIssuer(ISSUER))
    prefix: str = field(default_factory=lambda: f"{new_id()}.")
    keys: tuple[str, str, str] = field(default_factory=lambda: (_key(), _key(), _key()))
    running: dict[tuple[str, str], Program] = field(default_factory=dict)
    database_port: int | None = None
    """Where programs find the database, when not at its own port."""

    bootstrap: str = ""
    """Where programs find Kafka, when not at its own ports."""

    code: Path = field(default_factory=root_folder)
    """The version of the programs: the checkout, or a later one."""

    settings: dict[str, str] = field(default_factory=dict)
    """More of the environment of every program."""

    async def prepare(self) -> None:
        """Make databases and topics, as `prepare_by_command` does, in this process."""
        for service in SERVICES:
            self.create_database(service)
            await asyncio.to_thread(upgrade, service, self.database_url(service))
        options = KafkaOptions(self._brokers, prefix=self.prefix, replicas=self._replicas)
        await create_topics(options, TOPICS.values())

    async def prepare_by_command(self) -> None:
        """Make them with the commands of an operator: to load a service for each takes seconds."""
        for service in SERVICES:
            self.create_database(service)
        await asyncio.to_thread(self.command, "migrate")
        await asyncio.to_thread(self.command, "topics")

    def command(self, command: str, *services: str) -> None:
        """Give a command to these services, or to all, beside each other; they must do it."""
        codes = self.told(command, *services)
        assert not any(codes.values()), (command, codes)

    def told(self, command: str, *services: str) -> dict[str, int]:
        """The same, and the code that each ended with."""
        running = {
            service: subprocess.Popen(
                self._command(service, command), env=self._env(service), cwd=self.code
            )
            for service in services or SERVICES
        }
        return {service: process.wait(_START_PATIENCE_S) for service, process in running.items()}

    def create_database(self, service: str) -> None:
        """An empty database for a service."""
        self.database.create_database(self._database(service))

    def start(
        self,
        service: str,
        role: str,
        *,
        name: str = "0",
        port: int = 0,
        through: str = "",
        **env: str,
    ) -> Program:
        """Start an api or a worker, on a port of its own unless one is given.

        `through` is a module that runs the one that it is given, and does something to it.
        """
        port = port or free_ports(1)[0]
        path = self.folder / f"{service}-{role}-{name}.log"
        with path.open("ab") as log:
            process = subprocess.Popen(
                self._command(service, role, "--port", str(port), through=through),
                env=self._env(service, member=f"{role}-{name}") | env,
                cwd=self.code,
                stdout=log,
                stderr=log,
            )
        program = Program(service, role, port, path, process)
        self.running[service, f"{role}-{name}"] = program
        return program

    async def start_all(self) -> None:
        """One api and one worker of each service, all ready."""
        programs = [self.start(s, role) for s in SERVICES for role in ("api", "worker")]
        for program in programs:
            await self.until_ready(program)

    async def until_ready(self, program: Program) -> None:
        """Wait for its own word."""
        async with httpx.AsyncClient() as client:

            async def ready() -> bool:
                if program.process.poll() is not None:
                    raise RuntimeError(program.log.read_text()[-3000:])
                try:
                    answer = await client.get(f"http://127.0.0.1:{program.port}/readyz")
                except httpx.TransportError:
                    return False
                return answer.is_success

            await until(ready, _START_PATIENCE_S)

    @asynccontextmanager
    async def calling(
        self, service: str, org_type: OrgType, code: str, persoon: str | None = None
    ) -> AsyncIterator[httpx.AsyncClient]:
        """A client that acts as an organisation, and as one of its people when that is asked."""
        token = self.issuer.issue(org_type, code, SCOPES[org_type], persoon=persoon)
        port = self.running[service, "api-0"].port
        async with Careful(
            base_url=f"http://127.0.0.1:{port}/v1",
            headers={"Authorization": f"Bearer {token}"},
            timeout=PATIENCE_S,
        ) as client:
            yield client

    def database_url(self, service: str) -> str:
        """The database of a service, for SQLAlchemy."""
        return self.database.url(self._database(service))

    def stop(self) -> None:
        """End everything that still runs."""
        for program in self.running.values():
            if program.process.poll() is None:
                program.process.kill()
                program.process.wait()

    def _command(self, service: str, *arguments: str, through: str = "") -> list[str]:
        modules = [through, f"services.{service}"] if through else [f"services.{service}"]
        return [sys.executable, "-m", *modules, *arguments]

    @property
    def _brokers(self) -> str:
        return self.bootstrap or self.cluster.bootstrap

    @property
    def _replicas(self) -> int:
        return 3 if len(self.cluster.nodes) >= _ENOUGH else 1

    def _database(self, service: str) -> str:
        return f"{service}_{self.prefix[:-1].replace('-', '')}"

    def _reached_at(self, url: str) -> str:
        own, given = self.database.port, self.database_port
        return url.replace(f":{own}/", f":{given}/") if given else url

    def _env(self, service: str, member: str = "") -> dict[str, str]:
        return os.environ | {
            "PYTHONPATH": str(self.code),
            "JEUGDREGIO_DATABASE_URL": self._reached_at(self.database_url(service)),
            "JEUGDREGIO_EVENT_LOG_URL": f"kafka://{self._brokers}?prefix={self.prefix}",
            "JEUGDREGIO_KAFKA_REPLICAS": str(self._replicas),
            "JEUGDREGIO_MEMBER": member,
            "JEUGDREGIO_TOKEN_ISSUER": ISSUER,
            "JEUGDREGIO_TOKEN_PUBLIC_KEY": self.issuer.public_key,
            "JEUGDREGIO_DATA_KEY": self.keys[0],
            "JEUGDREGIO_HASH_KEY": self.keys[1],
            "JEUGDREGIO_WEBHOOK_KEY": self.keys[2],
            # All load comes from a few organisations, as fast as it can.
            "JEUGDREGIO_REQUESTS_PER_MINUTE": "0",
            **self.settings,
        }


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


async def until(look: Callable[[], Awaitable[T | None]], patience_s: float = PATIENCE_S) -> T:
    """What `look` gives, as soon as it is true."""
    async with asyncio.timeout(patience_s):
        while True:
            found = await look()
            if found:
                return found
            await asyncio.sleep(0.1)
