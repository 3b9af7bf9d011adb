# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A small region on PostgreSQL and Kafka, with the commands that an operator gives it.

Services run in this process while `running`; commands are the real ones, each a process.
"""

import asyncio
import base64
import importlib
import os
import secrets
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import sqlalchemy as sa

from demo.messages import Envelope, declaratie
from libs.common.auth import SCOPES, OrgType, TokenIssuer
from libs.common.clock import SimulatedClock
from libs.common.commands import RefusedError
from libs.common.commands.parser import OPERATE, parser_of
from libs.common.contracts import TOPICS
from libs.common.crypto import Vault
from libs.common.db import Database
from libs.common.eventlog.kafka import KafkaEventLog, KafkaOptions, create_topics
from libs.common.ids import new_id
from libs.common.mailbox import MailStatus
from libs.common.migrate import upgrade
from libs.common.runtime import Parts, Runtime, Service, run_loops
from libs.common.settings import Settings
from libs.ijw import JW301, read
from libs.ijw.months import last_day_of_month
from services.billing import tables as billing_tables
from services.billing.store import grootboek, werkvoorraad
from services.contract import tables as contract_tables
from services.embedded import WITH_PERSONAL_DATA
from services.reporting import tables as reporting_tables
from tests.careful import Careful
from tests.e2e.conftest import (
    AGB,
    GEMEENTE,
    REGIO,
    a_client,
    a_contract,
    a_line,
    a_request,
)
from tests.infra.kafka import KafkaCluster
from tests.infra.postgres import PostgresServer
from tests.infra.run import root_folder
from tests.runtime.processes import until

SERVICES = ("contract", "referral", "billing", "reporting")
ISSUER = "https://tokens.test"
SINCE = {"geldigVan": "2015-01-01"}
Json = dict[str, Any]
Tables = dict[str, list[tuple[Any, ...]]]


@dataclass
class Installation:
    """The databases and topics of one region; both may be destroyed."""

    server: PostgresServer
    cluster: KafkaCluster
    clock: SimulatedClock
    issuer: TokenIssuer = field(default_factory=lambda: TokenIssuer(ISSUER))
    prefix: str = field(default_factory=lambda: f"{new_id()}.")
    run: str = field(default_factory=lambda: new_id().replace("-", ""))
    keys: tuple[bytes, bytes] = field(
        default_factory=lambda: (secrets.token_bytes(32), secrets.token_bytes(32))
    )

    async def prepare(self, like: Callable[[str], str] | None = None) -> None:
        """Empty databases of this version, copies of those that `like` names, and topics."""
        for service in SERVICES:
            if like is None:
                self.server.create_database(self.database(service))
                await asyncio.to_thread(upgrade, service, self.url(service))
            else:
                self.server.create_database(self.database(service), like(service))
        await self.new_log()

    async def new_log(self) -> None:
        """Other topics, empty, where groups have read nothing: Kafka was lost and made again."""
        self.prefix = f"{new_id()}."
        await create_topics(self.kafka, TOPICS.values())

    async def destroy(self, service: str) -> None:
        """The database is gone; an empty one stands in its place."""
        await self.execute(f'DROP DATABASE "{self.database(service)}" WITH (FORCE)')
        self.server.create_database(self.database(service))

    async def execute(self, statement: str, database: str = "postgres") -> None:
        """As administrator."""
        url = self.server.url(database).replace("+asyncpg", "")
        connection = await asyncpg.connect(url)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    async def command(self, service: str, *arguments: str, refused: bool = False) -> str:
        """Give a command as an operator; what it says. Fails when it refuses, or does not."""
        asked = parser_of(service).parse_args(arguments)
        log, why = KafkaEventLog(self.kafka), None
        said: list[str] = []
        made = self.open(service, log)
        try:
            async for line in OPERATE[asked.command](made.runtime, asked):
                said.append(line)
        except RefusedError as error:
            why = str(error)
        finally:
            await made.close()
            await log.close()
        assert (why is not None) == refused, why
        return "\n".join([*said, why or ""])

    async def process(self, service: str, *arguments: str, code: int = 0) -> str:
        """As `command`, in a process of its own that ends with `code`."""
        done = await asyncio.to_thread(
            subprocess.run,
            [sys.executable, "-m", f"services.{service}", *arguments],
            env=self.environment(service),
            capture_output=True,
            check=False,
        )
        said = (done.stdout + done.stderr).decode()
        assert done.returncode == code, said
        return said

    async def all_command(self, *arguments: str) -> None:
        """Give one command to all services."""
        for service in SERVICES:
            await self.command(service, *arguments)

    def environment(self, service: str) -> dict[str, str]:
        """What a process of the service finds."""
        secret = [base64.b64encode(key).decode() for key in self.keys]
        return os.environ | {
            "PATH": f"{self.server.binaries}:{os.environ['PATH']}",
            "PYTHONPATH": str(root_folder()),
            "JEUGDREGIO_DATABASE_URL": self.url(service),
            "JEUGDREGIO_EVENT_LOG_URL": f"kafka://{self.cluster.bootstrap}?prefix={self.prefix}",
            "JEUGDREGIO_KAFKA_REPLICAS": "1",
            "JEUGDREGIO_TOKEN_ISSUER": ISSUER,
            "JEUGDREGIO_TOKEN_PUBLIC_KEY": self.issuer.public_key,
            "JEUGDREGIO_DATA_KEY": secret[0],
            "JEUGDREGIO_HASH_KEY": secret[1],
        }

    @property
    def kafka(self) -> KafkaOptions:
        """How to reach the topics of now."""
        return KafkaOptions(self.cluster.bootstrap, prefix=self.prefix, replicas=1)

    def database(self, service: str) -> str:
        return f"{service}_{self.run}"

    def url(self, service: str) -> str:
        return self.server.url(self.database(service))

    def open(self, service: str, log: KafkaEventLog) -> Service:
        """The service on its database of now."""
        parts = Parts(
            database_url=self.url(service),
            log=log,
            clock=self.clock,
            verifier=self.issuer.verifier(),
            settings=Settings(),
            vault=Vault(*self.keys) if service in WITH_PERSONAL_DATA else None,
        )
        made: Service = importlib.import_module(f"services.{service}.app").build(parts)
        return made

    @asynccontextmanager
    async def running(self, *idle: str) -> AsyncIterator["Running"]:
        """All services, api and worker, until the block ends; of those `idle` the api alone."""
        stop = asyncio.Event()
        logs = {name: KafkaEventLog(self.kafka) for name in SERVICES}
        services = {name: self.open(name, logs[name]) for name in SERVICES}
        working = [service for name, service in services.items() if name not in idle]
        loops = asyncio.create_task(run_loops(working, stop))
        try:
            async with AsyncExitStack() as stack:
                yield Running(self, services, stack, idle)
        finally:
            stop.set()
            await loops
            for service in services.values():
                await service.close()
            for log in logs.values():
                await log.close()

    async def tables(self, service: str, *without: str) -> Tables:
        """All rows of all tables of a service in order.

        But not when the inbox claimed them, nor how far a check is that goes on by itself, nor the
        log of processing: who processes again logs again.
        """
        tables = importlib.import_module(f"services.{service}.tables")
        database = Database(self.url(service))
        found: Tables = {}
        try:
            async with database.read() as session:
                for name, table in tables.metadata.tables.items():
                    if name in (*without, "grootboek_stand") or name.startswith("verwerking"):
                        continue
                    columns = [c for c in table.columns if c.name != "claimed_at"]
                    rows = await session.execute(sa.select(*columns))
                    found[name] = sorted((tuple(row) for row in rows), key=repr)
        finally:
            await database.dispose()
        return found


@dataclass
class Running:
    """The services at work, and the organisations that call them."""

    of: Installation
    services: dict[str, Service]
    stack: AsyncExitStack
    idle: Sequence[str]

    def calling(self, service: str, org_type: OrgType, code: str) -> httpx.AsyncClient:
        token = self.of.issuer.issue(org_type, code, SCOPES[org_type])
        client = Careful(
            transport=httpx.ASGITransport(self.services[service].app),
            base_url="http://test/v1",
            headers={"Authorization": f"Bearer {token}"},
        )
        self.stack.push_async_callback(client.aclose)
        return client

    async def found(self) -> int:
        """Everybody there is, one child with help that is awarded; the number of the award."""
        beheer = self.calling("contract", OrgType.BEHEER, "beheer")
        regio = self.calling("contract", OrgType.REGIO, REGIO)
        officer = self.calling("referral", OrgType.GEMEENTE, GEMEENTE)
        leden = [{"gemeentecode": GEMEENTE, **SINCE}]
        done = [
            await beheer.put(f"/gemeenten/{GEMEENTE}", json={"naam": "Leusden", **SINCE}),
            await beheer.put(f"/regios/{REGIO}", json={"naam": "Eemland", "leden": leden}),
            await regio.put(f"/aanbieders/{AGB}", json={"naam": "De Wilg"}),
            await regio.post("/contracten", json=a_contract()),
        ]
        await self.rest()
        policy = {"automatischToekennen": True}
        done.append(await officer.put(f"/gemeenten/{GEMEENTE}/beleid", json=policy))
        done.append(await officer.post("/clienten", json=a_client()))
        assert all(answer.is_success for answer in done), [answer.text for answer in done]
        asked = await self.post("referral", a_request())
        assert asked["status"] == "verwerkt", asked
        return await self._award()

    async def _award(self) -> int:
        asking = self.calling("referral", OrgType.AANBIEDER, AGB)
        for item in (await asking.get("/uitgaande-berichten")).json()["resultaten"]:
            message = read((await asking.get(f"http://test{item['inhoud']}")).content)
            if isinstance(message, JW301):
                return message.client.toegewezen_producten[0].toewijzing_nummer
        raise LookupError("there is no award")

    async def claim(self, number: int, award: int) -> Json:
        """Claim one hour in a month of its own; what became of it."""
        return await self.post("billing", an_hour(number, award))

    async def post(self, service: str, raw: bytes) -> Json:
        """Post a message, let everything come to rest, and look at what became of it."""
        location = await self.accepted(service, raw)
        await self.rest()
        client = self.calling(service, OrgType.AANBIEDER, AGB)
        found: Json = (await client.get(location)).json()
        return found

    async def accepted(self, service: str, raw: bytes) -> str:
        """Post a message; where it is to be found."""
        client = self.calling(service, OrgType.AANBIEDER, AGB)
        headers = {"Content-Type": "application/xml"}
        answer = await client.post("/berichten", content=raw, headers=headers)
        assert answer.status_code == 202, answer.text
        return f"http://test{answer.headers['Location']}"

    async def figures(self) -> Json:
        """The figures of the quarter, of a gemeente: its regio does not see one child."""
        own = self.calling("reporting", OrgType.GEMEENTE, GEMEENTE)
        view = await own.get("/kerncijfers?van=2026-07&tot=2026-09&groepering=gemeente")
        total: Json = view.json()["totaal"]
        return total

    async def approved(self) -> int:
        """Cents approved, as billing itself has them."""
        database = self.services["billing"].runtime.db
        async with database.read() as session:
            query = "SELECT sum(bedrag) FROM regel WHERE toegekend"
            return int(await session.scalar(sa.text(query)) or 0)

    async def rest(self) -> None:
        """Wait until nothing is left to do, from the first that publish to the last that read.

        Twice, as contract publishes first and reads what billing judged.
        """
        for name in SERVICES * 2:
            if name not in self.idle:
                await until(lambda service=self.services[name]: _rests(service))  # type: ignore[misc]


_MARKS: dict[str, list[sa.Select[Any]]] = {"contract": [sa.select(contract_tables.te_toetsen)]}
"""What a service noted to look at again, and takes off when it did."""


async def _rests(service: Service) -> bool:
    runtime = service.runtime
    if runtime.consumer is not None:
        ends = await runtime.consumer.barrier()
        async with runtime.db.read() as session:
            if not await runtime.consumer.reached(session, ends):
                return False
    outbox = runtime.mechanics.outbox.outbox
    left: list[sa.Select[Any]] = [sa.select(outbox.c.seq).where(outbox.c.sent_at.is_(None))]
    left = [*_MARKS.get(runtime.name, ()), *left]
    if runtime.mechanics.mailbox is not None:
        mail = runtime.mechanics.mailbox.mail_in
        left = [sa.select(mail.c.id).where(mail.c.status == MailStatus.ONTVANGEN), *left]
    for query in left:  # mail and marks first: working on them fills the outbox
        async with runtime.db.read() as session:
            if (await session.execute(query.limit(1))).first():
                return False
    if runtime.name == "reporting":
        return await _counted(runtime)
    return runtime.name != "billing" or await _booked(runtime)


async def _counted(runtime: Runtime) -> bool:
    """Awards have their value, then clients were counted, and no first count is busy."""
    stand = reporting_tables.telstand
    left: list[sa.Select[Any]] = [
        sa.select(reporting_tables.te_waarderen),
        sa.select(reporting_tables.te_tellen),
        sa.select(stand).where(stand.c.telling.is_not(None)),
    ]
    for query in left:
        async with runtime.db.read() as session:
            if (await session.execute(query.limit(1))).first():
                return False
    return True


async def _booked(runtime: Runtime) -> bool:
    """The ledger has all that was judged, and what must be judged again was."""
    async with runtime.db.read() as session:
        marked = await werkvoorraad.anything(session)
        again = (await session.execute(sa.select(billing_tables.te_herbeoordelen).limit(1))).first()
        return not marked and not again and not await grootboek.unbooked(session, 1)


def an_hour(number: int, award: int) -> bytes:
    """The claim of one hour, 80 euros, in July (1), August (2) or September (3)."""
    begin = date(2026, 6 + number, 1)
    end = last_day_of_month(begin)
    line = a_line(award, f"R{number}", 1, begin=begin, eind=end)
    envelope = Envelope(AGB, GEMEENTE, f"D{number}", date(2026, 11, 5))
    return declaratie(envelope, f"DN{number}", (begin, end), [line])


def backup_file(folder: Path, service: str) -> Path:
    return folder / f"{service}.dump"
