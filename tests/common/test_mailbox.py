# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Messages at the door, in the judging loop and on their way out."""

from pathlib import Path

import pytest

from libs.common.mailbox import MAX_TRIES
from libs.common.runtime import settle
from tests.common.posting import GOOD, Post, post

__all__ = ["post"]


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
    relay, consumer, mail, *_ = post.service.loops
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
