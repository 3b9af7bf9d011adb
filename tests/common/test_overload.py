# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""More than can be done: what is taken in is kept, what is not is told when to come back."""

import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.mailbox import MAX_TRIES, MailIn, MailLoop
from libs.common.mailbox_api import room
from libs.common.runtime import settle
from libs.common.settings import Settings
from tests.common.posting import Post, post

__all__ = ["post"]

BOUND = 3


@pytest.fixture
def settings() -> Settings:
    return Settings(max_waiting=BOUND)


def message(number: int) -> bytes:
    return b"JW305 90000101 0307 N%d" % number


async def test_intake_goes_on_to_its_bound_and_then_says_when_to_come_back(post: Post) -> None:
    taken = [await post.send(message(n)) for n in range(BOUND)]
    refused = await post.send(message(BOUND))

    assert [answer.status_code for answer in taken] == [202] * BOUND
    assert [answer.json()["wachtendVoor"] for answer in taken] == [0, 1, 2]
    assert (refused.status_code, refused.json()["code"]) == (503, "te-druk")
    assert int(refused.headers["Retry-After"]) > 0
    listed = (await post.of("90000101").get("/berichten")).json()["resultaten"]
    assert len(listed) == BOUND

    await settle(post.service)

    assert (await post.send(message(BOUND))).status_code == 202
    seen = [await post.look(answer) for answer in taken]
    assert [(one["status"], one["wachtendVoor"]) for one in seen] == [("verwerkt", None)] * BOUND


async def test_many_large_bodies_at_once_do_not_fill_the_memory(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bodies that come slowly hold their room; who finds none left is told so at once."""
    monkeypatch.setattr(room, "_MEGABYTE", 4)  # room for 1024 bytes
    has_begun, may_end = asyncio.Event(), asyncio.Event()

    async def slowly() -> AsyncIterator[bytes]:
        yield message(1)
        has_begun.set()
        await may_end.wait()

    slow = asyncio.create_task(
        post.of("90000101").post(
            "/berichten", content=slowly(), headers={"Content-Type": "application/xml"}
        )
    )
    await has_begun.wait()
    refused = await post.send(b"x" * 30)
    may_end.set()

    assert (refused.status_code, refused.json()["code"]) == (503, "te-druk")
    assert (await slow).status_code == 202
    assert (await post.send(message(2))).status_code == 202


async def test_a_database_that_is_away_costs_a_message_no_attempt(post: Post) -> None:
    answer = await post.send(message(1))
    rt = post.service.runtime

    async def out_of_reach(_s: AsyncSession, _mails: Sequence[MailIn]) -> Sequence[MailIn]:
        raise OperationalError("SELECT", {}, ConnectionError("gone"))

    mail = MailLoop(rt.db, rt.need_mailbox(), out_of_reach, None, rt.metrics)
    for _ in range(MAX_TRIES + 1):
        with pytest.raises(OperationalError):
            await mail.step()
    await settle(post.service)

    assert (await post.look(answer))["status"] == "verwerkt"


async def test_without_its_database_a_service_asks_for_patience(post: Post) -> None:
    async with post.service.runtime.db.begin() as session:
        await session.execute(sa.text("DROP TABLE mail_in"))

    answer = await post.send(message(1))

    assert answer.status_code == 503
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert int(answer.headers["Retry-After"]) > 0
