# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Running programs get more than they judge: what is taken in is kept, and answered once."""

import asyncio
import signal
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest

from libs.common.auth import OrgType
from tests.e2e.conftest import AGB, a_claim, a_line
from tests.infra.kafka import KafkaCluster
from tests.infra.postgres import PostgresServer
from tests.runtime.processes import Installation, Program, until

Json = dict[str, Any]

pytestmark = [pytest.mark.alone, pytest.mark.timeout(900)]

BOUND = 20
POSTS = 60
AT_ONCE = 6
PATIENCE_S = 300
MEGABYTE = 2**20
MOST_MB = 48
"""Of memory that a program may take beside what it has when it is ready; 120 MB are posted."""


@pytest.fixture
async def installation(
    tmp_path: Path, postgres: PostgresServer, kafka_server: KafkaCluster
) -> AsyncIterator[Installation]:
    """Billing alone, with a low bound."""
    made = Installation(tmp_path, postgres, kafka_server)
    made.settings["JEUGDREGIO_MAX_WAITING"] = str(BOUND)
    try:
        made.create_database("billing")
        made.command("migrate", "billing")
        made.command("topics")
        yield made
    finally:
        made.stop()


def large(number: int) -> bytes:
    """A small claim with two megabytes of nothing in it."""
    raw = a_claim(f"D{number}", f"DN{number}", [a_line(1, f"R{number}", 1)])
    head, end, tail = raw.rpartition(b"</")
    return head + b" " * (2 * MEGABYTE) + end + tail


class Poster:
    """Posts all claims, some at a time, each until it is taken in."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client
        self._left: Iterator[int] = iter(range(POSTS))
        self.taken: dict[str, int] = {}
        """How many went first, by the id of each message that was taken in."""

        self.refused: list[httpx.Response] = []

    async def run(self) -> None:
        await asyncio.gather(*(self._post_some() for _ in range(AT_ONCE)))

    async def _post_some(self) -> None:
        for number in self._left:
            await until(partial(self._post, large(number)), PATIENCE_S)

    async def _post(self, raw: bytes) -> bool:
        headers = {"Content-Type": "application/xml"}
        answer = await self._client.post("/berichten", content=raw, headers=headers)
        if answer.status_code == 503:
            self.refused.append(answer)
            return False
        assert answer.status_code == 202, answer.text
        self.taken[answer.json()["id"]] = answer.json()["wachtendVoor"]
        return True


async def test_overload_is_bounded_and_what_is_taken_in_is_answered_once(
    installation: Installation,
) -> None:
    api, worker = (installation.start("billing", role) for role in ("api", "worker"))
    for program in (api, worker):
        await installation.until_ready(program)
    before = {program.role: _megabytes(program) for program in (api, worker)}
    worker.process.send_signal(signal.SIGSTOP)  # it is as good as too slow

    async with installation.calling("billing", OrgType.AANBIEDER, AGB) as claiming:
        poster = Poster(claiming)
        posting = asyncio.create_task(poster.run())
        await until(lambda: _is_full(poster, posting))
        taken_while_full = dict(poster.taken)
        worker.process.send_signal(signal.SIGCONT)
        await posting
        answers = await until(lambda: _all_answered(claiming))

    # What all are posting at the moment at which it gets full may come in too.
    assert BOUND <= len(taken_while_full) <= BOUND + AT_ONCE
    assert set(range(BOUND)) >= set(taken_while_full.values()) > {0}
    assert {answer.json()["code"] for answer in poster.refused} == {"te-druk"}
    assert all(int(answer.headers["Retry-After"]) > 0 for answer in poster.refused)
    assert answers == Counter(dict.fromkeys(poster.taken, 1))
    grown = {p.role: _megabytes(p) - before[p.role] for p in (api, worker)}
    print(grown)  # noqa: T201 - the figures of the run
    assert max(grown.values()) < MOST_MB, grown


async def _is_full(poster: Poster, posting: asyncio.Task[None]) -> bool:
    """Each has been sent away, and again."""
    if posting.done():
        posting.result()
    return len(poster.refused) > 2 * AT_ONCE


async def _all_answered(claiming: httpx.AsyncClient) -> Counter[str] | None:
    """How many answers there are to each message, once there are as many as posts."""
    listed = (await claiming.get("/uitgaande-berichten?limit=500")).json()["resultaten"]
    return Counter(one["betreft"] for one in listed) if len(listed) >= POSTS else None


def _megabytes(program: Program) -> float:
    """The most memory that a program ever had."""
    status = Path(f"/proc/{program.process.pid}/status").read_text()
    (line,) = (one for one in status.splitlines() if one.startswith("VmHWM"))
    return int(line.split()[1]) / 1024
