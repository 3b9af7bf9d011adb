# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A service of nothing but a mailbox, to post to."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.auth import OrgType, TokenIssuer
from libs.common.clock import SimulatedClock
from libs.common.contracts import BerichtVerwerkt
from libs.common.crypto import Vault
from libs.common.db import new_metadata, open_engine
from libs.common.eventlog.sqlite import SqliteEventLog
from libs.common.mailbox import MailIn, MailStatus, OutgoingMail
from libs.common.mailbox_api import Intake, Kind, mailbox_router
from libs.common.mechanics import mechanics
from libs.common.runtime import Parts, Runtime, Service
from libs.common.service import Blueprint, assemble
from libs.common.settings import Settings

METADATA = new_metadata()
MECHANICS = mechanics(METADATA, consumes=True, mail=True)
SCOPES = ["berichten:indienen", "berichten:lezen"]


@dataclass(frozen=True)
class Heading:
    soort: str
    afzender: str
    ontvanger: str
    identificatie: str
    dagtekening: date | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    regel: str
    level: int
    retourcode: str | None
    plaats: str
    melding: str


class Garbled(Exception):
    findings = (Finding("OP192", 1, None, "/", "Het bericht is geen XML."),)


def sniff(raw: bytes) -> Heading:
    """`soort afzender ontvanger identificatie`, then anything."""
    words = raw.decode().split()
    if len(words) < 4:
        raise Garbled
    return Heading(words[0], words[1], words[2], words[3])


async def judge(runtime: Runtime, session: AsyncSession, mail: MailIn) -> None:
    """Answers with the number of bytes; breaks on the word `stuk`."""
    if b"stuk" in mail.inhoud:
        raise RuntimeError("a fault of ours")
    mailbox = runtime.need_mailbox()
    first = await mailbox.claim_identification(session, mail)
    answer = OutgoingMail(
        "JW306", mail.ontvanger or "", mail.afzender or "", mail.id[-12:], b"<antwoord/>", mail.id
    )
    status = MailStatus.VERWERKT if first else MailStatus.AFGEWEZEN
    await mailbox.settle(session, mail.id, status, [], answer)
    await runtime.outbox.add(session, _event(mail, status, runtime))


def _event(mail: MailIn, status: MailStatus, runtime: Runtime) -> BerichtVerwerkt:
    return BerichtVerwerkt(
        bericht_id=mail.id,
        soort=mail.soort or "",
        afzender=mail.afzender or "",
        ontvanger=mail.ontvanger or "",
        status=status,
        retourcodes=(),
        ontvangen_op=mail.ontvangen_op,
        verwerkt_op=runtime.clock.now(),
    )


INTAKE = Intake(
    sniff=sniff,
    unreadable=Garbled,
    kinds={"JW305": Kind(answer_due=3), "JW302": Kind(posted_by="ontvanger")},
    max_bytes=1000,
    due=lambda day, days: day + timedelta(days=days),
)


@dataclass
class Post:
    """The service under test with clients of two parties."""

    service: Service
    client: Callable[[OrgType, str], httpx.AsyncClient]

    async def send(self, body: bytes, party: str = "90000101") -> httpx.Response:
        headers = {"Content-Type": "application/xml"}
        return await self.of(party).post("/berichten", content=body, headers=headers)

    def of(self, party: str) -> httpx.AsyncClient:
        kind = OrgType.GEMEENTE if len(party) == 4 else OrgType.AANBIEDER
        return self.client(kind, party)

    async def look(self, answer: httpx.Response, party: str = "90000101") -> dict[str, Any]:
        found = await self.of(party).get(f"http://test{answer.headers['Location']}")
        assert found.status_code == 200, found.text
        result: dict[str, Any] = found.json()
        return result


@pytest.fixture
async def post(
    tmp_path: Path,
    event_log: SqliteEventLog,
    clock: SimulatedClock,
    issuer: TokenIssuer,
    settings: Settings,
    vault: Vault,
) -> AsyncIterator[Post]:
    url = f"sqlite+aiosqlite:///{tmp_path / 'post.db'}"
    verifier = issuer.verifier()
    parts = Parts(url, event_log, clock, verifier, settings, vault)
    routers = [mailbox_router(INTAKE)]
    blueprint = Blueprint("post", "1.0.0", "Post", "Test.", MECHANICS, routers, {}, judge)
    service = assemble(blueprint, parts)
    engine = open_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(METADATA.create_all)
    await engine.dispose()
    made: list[httpx.AsyncClient] = []

    def client(kind: OrgType, code: str) -> httpx.AsyncClient:
        headers = {"Authorization": f"Bearer {issuer.issue(kind, code, SCOPES)}"}
        transport = httpx.ASGITransport(service.app, raise_app_exceptions=False)
        made.append(
            httpx.AsyncClient(transport=transport, base_url="http://test/v1", headers=headers)
        )
        return made[-1]

    yield Post(service, client)
    for one in made:
        await one.aclose()
    await service.close()


GOOD = b"JW305 90000101 0307 A1 hallo"
