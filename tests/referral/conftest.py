# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A referral service with what it must know, and the parties that talk to it."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from libs.common.auth import OrgType
from libs.common.clock import SimulatedClock
from libs.common.contracts.base import Envelope, Event
from libs.common.eventlog.port import Entry
from libs.common.eventlog.sqlite import SqliteEventLog
from libs.common.ids import new_id
from libs.common.runtime import Service, settle
from tests.referral.harness import Referral
from tests.referral.messages import AANBIEDER, GEMEENTE, parties

SCOPES = (
    "berichten:indienen",
    "berichten:lezen",
    "toewijzingen:lezen",
    "toewijzingen:schrijven",
    "regie:lezen",
    "regie:schrijven",
)

Publish = Callable[..., Awaitable[None]]
Published = Callable[[type[Event]], Awaitable[list[Any]]]
Start = Callable[..., Awaitable[Service]]
Client = Callable[..., httpx.AsyncClient]


@pytest.fixture
def publish(event_log: SqliteEventLog, clock: SimulatedClock) -> Publish:
    """Appends events to the log as the contract service would."""

    async def append(*events: Event) -> None:
        entries = []
        for event in events:
            envelope = Envelope(
                id=new_id(),
                source="urn:nld:oin:00000099000000001000:systeem:jeugdregio-contract",
                type=event.type,
                subject=event.subject(),
                time=clock.now(),
                partitionkey=event.key(),
                data=event.payload(),
            )
            entries.append(Entry(event.topic, event.key(), envelope.to_bytes()))
        await event_log.append(entries)

    return append


@pytest.fixture
async def stranger(start: Start, client: Client) -> Referral:
    """A referral service that knows nobody yet."""
    service = await start("referral")

    def as_party(code: str) -> httpx.AsyncClient:
        kind = OrgType.GEMEENTE if len(code) == len(GEMEENTE) else OrgType.AANBIEDER
        return client(service, kind, code, SCOPES)

    return Referral(service, as_party(GEMEENTE), as_party(AANBIEDER), as_party)


@pytest.fixture
async def referral(stranger: Referral, publish: Publish) -> Referral:
    """The same, knowing the parties and their contracts."""
    await publish(*parties())
    await settle(stranger.service)
    return stranger


@pytest.fixture
def published(event_log: SqliteEventLog) -> Published:
    """Reads back the events of one type, in order."""

    async def read(kind: type[Event]) -> list[Any]:
        subscription = await event_log.subscribe(new_id(), [kind.topic])
        envelopes = [Envelope.from_bytes(d.payload) for d in await subscription.fetch(1000)]
        return [kind.model_validate(e.data) for e in envelopes if e.type == kind.type]

    return read


@pytest.fixture
def examples(shared_dir: Path) -> Path:
    """The example messages of the standard."""
    return shared_dir / "ijw" / "examples"
