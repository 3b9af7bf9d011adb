# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A region that knows its parties and nothing of its past, and what its tables hold."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import sqlalchemy as sa

from libs.common.auth import OrgType
from libs.common.contracts.base import Envelope
from libs.common.eventlog.port import Entry, EventLog
from libs.common.ids import new_id
from libs.common.runtime import Service, settle
from services.verleden import run, source, state
from tests.referral.messages import parties

_MECHANICS = re.compile(
    "outbox|inbox|consumer|dead_letter|idempotency|mail_|numbers|alembic|verwerking"
)
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
SCOPE = ["verleden:inlezen"]

Make = Callable[..., httpx.AsyncClient]


@dataclass
class Region:
    """Three services on one log, and beheer that starts them with a past."""

    services: Mapping[str, Service]
    log: EventLog
    make: Make

    @property
    def diensten(self) -> run.Diensten:
        """As the command reaches them; while it waits all come to rest."""
        clients = [
            self.make(self.services[name], OrgType.BEHEER, "beheer", SCOPE)
            for name in ("referral", "billing")
        ]
        return run.Diensten(clients[0], clients[1], self.rest)

    async def rest(self) -> None:
        """Let all services do what there is to do."""
        await settle(*self.services.values())

    async def know_parties(self) -> None:
        """Gemeenten, aanbieders and contracts, as contract tells of them."""
        entries = []
        for event in parties():
            envelope = Envelope(
                id=new_id(),
                source="urn:nld:oin:00000099000000001000:systeem:jeugdregio-contract",
                type=event.type,
                subject=event.subject(),
                time=self.services["referral"].runtime.clock.now(),
                partitionkey=event.key(),
                data=event.payload(),
            )
            entries.append(Entry(event.topic, event.key(), envelope.to_bytes()))
        await self.log.append(entries)
        await self.rest()

    async def take_in(self, place: Path, kept: Path) -> dict[str, dict[str, int]]:
        """Run the command; what came of each kind."""
        with source.opened(place) as found, state.opened(kept) as stand:
            run.take_stock(found, stand, _silent)
            await run.take_in(found, stand, self.diensten, _silent)
            await self.rest()
            return stand.counts()

    async def tables(self) -> dict[str, list[str]]:
        """What the tables of all services hold, without what differs each time: ids and seals."""
        held = {}
        for name, service in self.services.items():
            tables = service.runtime.mechanics.outbox.outbox.metadata.tables
            async with service.runtime.db.read() as session:
                for table in tables.values():
                    if _MECHANICS.match(table.name):
                        continue
                    shown = [c for c in table.c if not isinstance(c.type, sa.LargeBinary)]
                    rows = await session.execute(sa.select(*shown))
                    held[f"{name}.{table.name}"] = sorted(map(_plain, rows))
        return held


def _plain(row: Any) -> str:
    return _ID.sub("id", repr(dict(row._mapping)))


def _silent(_what: str, _done: int, _total: int) -> None:
    """Nobody looks."""
