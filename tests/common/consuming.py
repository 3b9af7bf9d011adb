# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A service of one projection, for the tests of the consumer."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.clock import SimulatedClock
from libs.common.consume import Consumer, Limits, Together
from libs.common.contracts import (
    Envelope,
    Event,
    GemeenteVastgesteld,
)
from libs.common.db import Database
from libs.common.eventlog.port import Entry
from libs.common.eventlog.sqlite import SqliteEventLog
from libs.common.ids import new_id
from libs.common.metrics import Metrics
from libs.common.upsert import upsert

TOPIC, OTHER = "jeugdregio.contract", "jeugdregio.toewijzing"


def entry(event: Event, event_id: str | None = None) -> Entry:
    envelope = Envelope(
        id=event_id or new_id(),
        source="urn:nld:oin:00000099000000001000:systeem:jeugdregio-contract",
        type=event.type,
        subject=event.subject(),
        time="2026-06-08T09:30:00Z",
        partitionkey=event.key(),
        data=event.payload(),
    )
    return Entry(event.topic, event.key(), envelope.to_bytes())


def gemeente(code: str = "9901", versie: int = 1, naam: str = "Stad") -> GemeenteVastgesteld:
    return GemeenteVastgesteld(
        gemeentecode=code, naam=naam, versie=versie, geldig_van=date(2015, 1, 1)
    )


class World:
    """One service that projects gemeenten, and may be told to fail."""

    def __init__(
        self, database: Database, log: SqliteEventLog, tables: Any, clock: SimulatedClock
    ) -> None:
        self.database, self.log, self.tables, self.clock = database, log, tables, clock
        self.fail: Callable[[GemeenteVastgesteld], Exception | None] = lambda _event: None
        self.handled: list[str] = []
        self.batches: list[int] = []
        self.metrics = Metrics("test")
        self.subscriptions: dict[str, dict[type[Event], Any]] = {
            TOPIC: {GemeenteVastgesteld: self.project}
        }
        self.consumer = self.restart()

    def restart(self, **limits: Any) -> Consumer:
        """A consumer as after a start of the process."""
        self.consumer = Consumer(
            "billing",
            self.database,
            self.log,
            self.tables.consumer,
            self.subscriptions,
            self.clock,
            limits=Limits(retry_s=0.001, **limits),
            metrics=self.metrics,
        )
        return self.consumer

    async def project(
        self, session: AsyncSession, event: GemeenteVastgesteld, envelope: Envelope
    ) -> None:
        row = {"id": event.gemeentecode, "versie": event.versie, "text": event.naam}
        await session.execute(upsert(self.tables.note, row, key=["id"]))
        self.handled.append(f"{event.gemeentecode}/{event.versie}")
        if error := self.fail(event):
            raise error

    def together(self) -> None:
        """From the next start on events come together."""

        async def all_at_once(session: AsyncSession, told: Sequence[tuple[Any, Envelope]]) -> None:
            for event, envelope in told:
                await self.project(session, event, envelope)
            self.batches.append(len(told))

        self.subscriptions[TOPIC] = {GemeenteVastgesteld: Together(all_at_once)}

    async def append(self, *events: Event) -> None:
        await self.log.append([entry(event) for event in events])

    async def drain(self) -> None:
        while await self.consumer.step():
            pass

    async def rows(self, table: sa.Table) -> Sequence[Any]:
        async with self.database.read() as session:
            return (await session.execute(sa.select(table))).all()

    async def notes(self) -> set[str]:
        return {f"{row.id}/{row.versie}" for row in await self.rows(self.tables.note)}

    async def reached(self, positions: Any) -> bool:
        async with self.database.read() as session:
            return await self.consumer.reached(session, positions)
