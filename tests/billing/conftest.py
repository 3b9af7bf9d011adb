# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A billing service with what it must know, and the two parties that talk to it."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path

import httpx
import pytest

from libs.common.auth import OrgType
from libs.common.clock import SimulatedClock
from libs.common.contracts.base import Envelope, Event
from libs.common.crypto import Vault
from libs.common.eventlog.port import Entry
from libs.common.eventlog.sqlite import SqliteEventLog
from libs.common.ids import new_id
from libs.common.runtime import Service, settle
from tests.billing.betalen import OWN, THEIRS, account
from tests.billing.betalen import SCOPES as BETALINGEN
from tests.billing.claims import AANBIEDER, GEMEENTE, a_regel
from tests.billing.gelogd import Logged
from tests.billing.harness import Billing
from tests.billing.messages import BSN, OTHER_BSN, Claim, contract, product, toewijzing

SCOPES = ("berichten:indienen", "berichten:lezen", "declaraties:lezen")

Publish = Callable[..., Awaitable[None]]
Start = Callable[..., Awaitable[Service]]
Client = Callable[..., httpx.AsyncClient]


@pytest.fixture
def publish(event_log: SqliteEventLog, clock: SimulatedClock) -> Publish:
    """Appends events to the log as another service would, recorded now or at a moment before."""

    async def append(*events: Event, op: datetime | None = None) -> None:
        entries = []
        for event in events:
            envelope = Envelope(
                id=new_id(),
                source="urn:nld:oin:00000099000000001000:systeem:jeugdregio-test",
                type=event.type,
                subject=event.subject(),
                time=op or clock.now(),
                partitionkey=event.key(),
                data=event.payload(),
            )
            entries.append(Entry(event.topic, event.key(), envelope.to_bytes()))
        await event_log.append(entries)

    return append


@pytest.fixture
async def billing(start: Start, client: Client) -> Billing:
    """A billing service that knows nothing yet."""
    service = await start("billing")
    return Billing(
        service,
        client(service, OrgType.AANBIEDER, AANBIEDER, SCOPES),
        client(service, OrgType.GEMEENTE, GEMEENTE, SCOPES),
    )


@pytest.fixture
async def known(billing: Billing, publish: Publish) -> Billing:
    """The same, knowing what the example claims refer to."""
    await publish(
        contract(),
        product("45A03", 1250),
        product("45A04", 1500),
        toewijzing(10072),
        toewijzing(10073, code="45A04"),
        toewijzing(10074, bsn=OTHER_BSN),
        toewijzing(10075, bsn=OTHER_BSN, code="45A04"),
    )
    await settle(billing.service)
    return billing


@pytest.fixture
def anna(known: Billing, client: Client) -> httpx.AsyncClient:
    """Prepares."""
    return client(known.service, OrgType.GEMEENTE, GEMEENTE, BETALINGEN, persoon="Anna Bos")


@pytest.fixture
def bram(known: Billing, client: Client) -> httpx.AsyncClient:
    """Approves."""
    return client(known.service, OrgType.GEMEENTE, GEMEENTE, BETALINGEN, persoon="Bram Vos")


@pytest.fixture
async def ready(known: Billing, anna: httpx.AsyncClient, bram: httpx.AsyncClient) -> Billing:
    """Both accounts are approved, and two lines of 50 euro are."""
    for houder, iban in ((GEMEENTE, OWN), (AANBIEDER, THEIRS)):
        await account(anna, bram, houder, iban)
    await known.claim(
        Claim(
            {
                BSN: [a_regel(referentie_nummer="RN1")],
                OTHER_BSN: [a_regel(referentie_nummer="RN2", toewijzing_nummer=10074)],
            },
            "ID1",
            "DN1",
        )
    )
    return known


@pytest.fixture
async def logged(ready: Billing, vault: Vault) -> Logged:
    made = Logged(ready.service.runtime, vault)
    await made.both()
    return made


@pytest.fixture
def examples(shared_dir: Path) -> Path:
    """The example messages of the standard."""
    return shared_dir / "ijw" / "examples"
