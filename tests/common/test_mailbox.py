# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Messages at the door, in the judging loop and on their way out."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.auth import OrgType, TokenIssuer, TokenVerifier
from libs.common.clock import SimulatedClock
from libs.common.contracts import BerichtVerwerkt
from libs.common.crypto import Vault
from libs.common.db import new_metadata, open_engine
from libs.common.eventlog.sqlite import SqliteEventLog
from libs.common.mailbox import MAX_TRIES, MailIn, MailStatus, OutgoingMail
from libs.common.mailbox_api import Intake, Kind, mailbox_router
from libs.common.mechanics import mechanics
from libs.common.runtime import Parts, Runtime, Service, settle
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
    verifier = TokenVerifier(issuer.public_key, "https://tokens.test")
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


async def test_a_message_is_stored_judged_and_answered(post: Post) -> None:
    answer = await post.send(GOOD)
    assert answer.status_code == 202
    assert answer.json()["status"] == "ontvangen"

    await settle(post.service)

    seen = await post.look(answer)
    assert (seen["status"], seen["antwoordUiterlijk"]) == ("verwerkt", "2026-11-26")
    assert seen["antwoord"]["xml"] == "<antwoord/>"


async def test_the_same_bytes_again_change_nothing(post: Post) -> None:
    first = await post.send(GOOD)
    await settle(post.service)
    again = await post.send(GOOD)
    await settle(post.service)

    assert again.headers["Location"] == first.headers["Location"]
    listed = (await post.of("90000101").get("/berichten")).json()["resultaten"]
    assert len(listed) == 1


async def test_another_message_with_a_used_identification_is_told_apart(post: Post) -> None:
    await post.send(GOOD)
    other = await post.send(b"JW305 90000101 0307 A1 anders")
    await settle(post.service)

    assert (await post.look(other))["status"] == "afgewezen"


@pytest.mark.parametrize(
    ("body", "party", "status", "regel"),
    [
        (b"onzin", "90000101", 400, "OP192"),
        (b"", "90000101", 400, "OP192"),
        (b"x" * 1001, "90000101", 413, "te-groot"),
        (b"JW999 90000101 0307 A1", "90000101", 400, "berichtsoort-niet-aangenomen"),
        (GOOD, "90000102", 403, "afzender-is-niet-de-aanroeper"),
        (b"JW302 0307 90000101 A1", "90000102", 403, "afzender-is-niet-de-aanroeper"),
    ],
)
async def test_what_is_refused_at_the_door_is_kept_with_its_reason(
    post: Post, body: bytes, party: str, status: int, regel: str
) -> None:
    answer = await post.send(body, party)
    await settle(post.service)

    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    seen = await post.look(answer, party)
    assert seen["status"] == "afgekeurd"
    assert [b["regel"] for b in seen["bevindingen"]] == [regel]


async def test_a_forged_sender_does_not_put_it_in_the_real_senders_list(post: Post) -> None:
    await post.send(GOOD, "90000102")

    assert (await post.of("90000101").get("/berichten")).json()["resultaten"] == []


async def test_only_xml_and_only_with_the_scope(post: Post) -> None:
    refused = await post.of("90000101").post("/berichten", json={"a": 1})

    assert refused.status_code == 415


async def test_strangers_see_nothing(post: Post) -> None:
    answer = await post.send(GOOD)
    await settle(post.service)
    place = answer.headers["Location"]
    released = (await post.of("90000101").get("/uitgaande-berichten")).json()["resultaten"][0]

    for stranger in ("90000102", "0327"):
        client = post.of(stranger)
        assert (await client.get(f"http://test{place}")).status_code == 404
        assert (await client.get(released["inhoud"].replace("/v1", ""))).status_code == 404
        assert (await client.get("/uitgaande-berichten")).json()["resultaten"] == []
    assert (await post.look(answer, "0307"))["status"] == "verwerkt"


async def test_an_answer_is_held_back_until_its_event_stands_in_the_log(post: Post) -> None:
    answer = await post.send(GOOD)
    relay, consumer, mail = post.service.loops
    while await consumer.step():
        pass
    assert await mail.step()

    before = await post.look(answer)
    waiting = (await post.of("90000101").get("/uitgaande-berichten")).json()["resultaten"]
    await relay.step()
    after = await post.look(answer)

    assert (before["status"], before["antwoord"], waiting) == ("verwerkt", None, [])
    assert after["antwoord"] is not None


async def test_a_reader_that_goes_on_from_its_cursor_misses_nothing(post: Post) -> None:
    client, seen, url = post.of("90000101"), [], "/uitgaande-berichten?limit=2"
    for number in range(5):
        await post.send(b"JW305 90000101 0307 N%d" % number)
        await settle(post.service)
        page = await client.get(url)
        seen += [m["volgnummer"] for m in page.json()["resultaten"]]
        url = f"http://test{page.links['next']['url']}"

    assert seen == [1, 2, 3, 4, 5]


async def test_a_fault_of_ours_blocks_nobody_else(post: Post) -> None:
    broken = await post.send(b"JW305 90000101 0307 B1 stuk")
    good = await post.send(GOOD)
    for _ in range(MAX_TRIES + 1):
        await settle(post.service)

    assert (await post.look(good))["status"] == "verwerkt"
    assert (await post.look(broken))["status"] == "vastgelopen"


async def test_stored_content_cannot_be_read_without_the_key(post: Post, tmp_path: Path) -> None:
    await post.send(b"JW305 90000101 0307 A1 999900006")
    await settle(post.service)
    await post.service.close()

    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())

    assert b"999900006" not in stored
