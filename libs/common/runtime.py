# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The parts that one running service is made of."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from opentelemetry.sdk.trace.export import SpanExporter
from starlette.applications import Starlette

from libs.common.auth import Caller, Login, TokenVerifier
from libs.common.authorisations import limited
from libs.common.break_glass import under
from libs.common.clock import Clock
from libs.common.consume import Consumer
from libs.common.crypto import Vault
from libs.common.db import Database
from libs.common.eventlog.port import EventLog
from libs.common.logboek import Logboek, Register, acting_as
from libs.common.loop import Loop
from libs.common.mailbox import Mailbox, Trial
from libs.common.mechanics import Mechanics
from libs.common.metrics import Metrics
from libs.common.outbox import Outbox
from libs.common.pace import Pace
from libs.common.problem import Conflict
from libs.common.retention import Bewaarschema
from libs.common.retention.vernietiging import Vernietiging
from libs.common.settings import Settings
from libs.common.tracing import Tracing
from libs.common.webhooks import Webhooks

_SETTLE_STEPS = 1_000_000


@dataclass(frozen=True, slots=True, repr=False)
class Parts:
    """What a service is given from outside: the same code runs on either choice.

    No text of it, or of what is made of it, says what is in it: that has keys and passwords.
    """

    database_url: str
    log: EventLog
    clock: Clock
    verifier: TokenVerifier | None
    settings: Settings
    vault: Vault | None = None
    exporter: SpanExporter | None = None
    login: Login | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Runtime:
    """What request handlers and loops of one service share."""

    name: str
    version: str
    db: Database
    log: EventLog
    clock: Clock
    verifier: TokenVerifier | None
    settings: Settings
    mechanics: Mechanics
    metrics: Metrics
    tracing: Tracing
    outbox: Outbox
    vault: Vault | None = None
    mailbox: Mailbox | None = None
    consumer: Consumer | None = None
    webhooks: Webhooks | None = None
    logboek: Logboek | None = None
    register: Register | None = None
    retention: Bewaarschema | None = None
    login: Login | None = None
    pace: Pace = field(default_factory=lambda: Pace(0))
    past: bool = False
    """A message of the past is taken in: nothing is decided on it, and nothing sent."""

    def need_vault(self) -> Vault:
        """The vault, in services that hold personal data."""
        if self.vault is None:
            raise LookupError(f"{self.name} holds no personal data")
        return self.vault

    def need_verifier(self) -> TokenVerifier:
        """Who checks tokens, in programs that serve callers."""
        if self.verifier is None:
            raise LookupError(f"this program of {self.name} serves nobody")
        return self.verifier

    async def authorised(self, caller: Caller) -> Caller:
        """The caller with the rights that count today; 403 when it has none on record, 429 when
        its organisation asks too often.
        """
        self.pace.take(caller)
        if self.settings.authorisations == "token":
            return caller
        async with self.db.read() as session:
            table = self.mechanics.authorisations
            return await limited(session, table, caller, self.clock.today())

    async def under_break_glass(self, caller: Caller, access_id: str) -> Caller:
        """The operator as the organisation for which this emergency access was opened; 403."""
        async with self.db.read() as session:
            table = self.mechanics.break_glass
            return await under(session, table, caller, access_id, self.clock.now())

    def need_mailbox(self) -> Mailbox:
        """The mailbox, in services that exchange messages."""
        if self.mailbox is None:
            raise LookupError(f"{self.name} exchanges no messages")
        return self.mailbox

    def need_logboek(self) -> Logboek:
        """The log of processing, in services that hold personal data."""
        if self.logboek is None:
            raise LookupError(f"{self.name} keeps no log of processing")
        return self.logboek

    def need_register(self) -> Register:
        """The register of what a service does with personal data."""
        if self.register is None:
            raise LookupError(f"{self.name} has no register of processing activities")
        return self.register

    @property
    def vernietiging(self) -> Vernietiging | None:
        """What destroying takes, in services that keep lists of it; of the first category."""
        tables, schema = self.mechanics.vernietiging, self.retention
        if tables is None or schema is None or not schema.dossiers or self.vault is None:
            return None
        return Vernietiging(
            db=self.db,
            mechanics=self.mechanics,
            tables=tables,
            schema=schema,
            dossiers=schema.dossiers[0],
            vault=self.vault,
            outbox=self.outbox,
            clock=self.clock,
        )

    def need_vernietiging(self) -> Vernietiging:
        """The same; `LookupError` where none are kept."""
        if (found := self.vernietiging) is None:
            raise LookupError(f"{self.name} keeps no lists of what is to be destroyed")
        return found

    def need_webhooks(self) -> Webhooks:
        """The webhooks; a refusal where the operator gave no key to sign them with."""
        if self.webhooks is None:
            raise Conflict(
                "Deze installatie verstuurt geen meldingen: vraag ernaar bij de beheerder.",
                code="meldingen-niet-ingericht",
            )
        return self.webhooks


@dataclass(frozen=True, slots=True, repr=False)
class Service:
    """A service ready to serve HTTP, with the loops that work behind it, which have probes too.

    Those `beside` a program only look, for its metrics. `trial` judges what is not posted.
    """

    runtime: Runtime
    app: Starlette
    probes: Starlette
    loops: Sequence[Loop]
    beside_worker: Sequence[Loop] = ()
    beside_api: Sequence[Loop] = ()
    trial: Trial | None = None

    async def close(self) -> None:
        """Leave the event log and give the database connections back."""
        if self.runtime.consumer is not None:
            await self.runtime.consumer.close()
        await self.runtime.db.dispose()
        await asyncio.to_thread(self.runtime.tracing.close)


async def run_loops(services: Iterable[Service], stop: asyncio.Event) -> None:
    """Run the loops of all given services until `stop` is set."""
    await _run(stop, [(s, loop) for s in services for loop in (*s.loops, *s.beside_worker)])


async def watch_api(service: Service, stop: asyncio.Event) -> None:
    """Run what looks after an api until `stop` is set."""
    await _run(stop, [(service, loop) for loop in service.beside_api])


async def _run(stop: asyncio.Event, loops: Iterable[tuple[Service, Loop]]) -> None:
    async with asyncio.TaskGroup() as group:
        for service, loop in loops:
            group.create_task(loop.run(stop), name=f"{service.runtime.name} {loop.name}")


async def settle(*services: Service) -> None:
    """Step all loops until none has anything left to do, each to its end before the next.

    So what follows from events is reckoned once they are all read, not after every few of them.
    """
    loops = [loop for service in services for loop in service.loops]
    steps = 0
    worked = True
    while worked:
        worked = False
        for loop in loops:
            with acting_as(loop.name):
                while await loop.step():
                    worked = True
                    steps += 1
                    if steps == _SETTLE_STEPS:
                        raise RuntimeError("the services did not come to rest")
