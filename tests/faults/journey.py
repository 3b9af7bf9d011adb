# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The load: children who ask for help and get it, and claims of which one in two holds.

Each child takes the same steps, so that each must get the same answers, whatever goes wrong
meanwhile. A post of which the answer was lost is done again with the same bytes.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

import httpx

from demo import messages
from demo.messages import Envelope, Line
from libs.ijw import JW301, JW325, Message, read, reserved_bsns
from tests.e2e.conftest import AGB, CLIENT, GEMEENTE, TRAJECT, a_claim, a_client, a_line

Json = dict[str, Any]
Outcome = tuple[str, tuple[str, ...], int | None]
"""Of one message: its status, the retourcodes of its answer, the cents approved."""

PATIENCE_S = 300
"""For what takes seconds on a machine that has nothing else to do."""

RETRY_S = 0.2
_BSNS = [bsn for bsn in islice(reserved_bsns(), 9_000) if bsn != CLIENT.bsn]


class Caller:
    """One organisation at one service; tries again until somebody answers."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def get(self, path: str) -> httpx.Response:
        return await self._until_answered(lambda: self._client.get(path))

    async def post(self, path: str, **content: Any) -> httpx.Response:
        return await self._until_answered(lambda: self._client.post(path, **content))

    async def _until_answered(
        self, call: Callable[[], Awaitable[httpx.Response]]
    ) -> httpx.Response:
        give_up = time.monotonic() + PATIENCE_S
        last = "no answer"
        while time.monotonic() < give_up:
            try:
                answer = await call()
            except (httpx.TransportError, httpx.InvalidURL) as error:
                last = type(error).__name__
            else:
                if answer.status_code < 500:
                    return answer
                last = answer.text
            await asyncio.sleep(RETRY_S)
        raise TimeoutError(last)


@dataclass
class Postbus:
    """What was released for the provider, read on from a cursor: nothing missed, nothing twice."""

    caller: Caller
    contents: list[Message] = field(default_factory=list)
    answers_to: list[str] = field(default_factory=list)
    awards: dict[str, int] = field(default_factory=dict)
    _next: str = "/uitgaande-berichten?limit=100"
    _last: int = 0

    async def read_on(self) -> None:
        """Take in what came since."""
        page = await self.caller.get(self._next)
        assert page.status_code == 200, page.text
        for item in page.json()["resultaten"]:
            assert item["volgnummer"] == self._last + 1, "a number was left out or came again"
            self._last = item["volgnummer"]
            content = await self.caller.get(item["inhoud"].removeprefix("/v1"))
            await self._take(item, read(content.content))
        if "next" in page.links:
            self._next = page.links["next"]["url"].removeprefix("/v1")

    async def _take(self, item: Json, message: Message) -> None:
        self.contents.append(message)
        if item["betreft"]:
            self.answers_to.append(item["betreft"])
        if isinstance(message, JW301):
            product = message.client.toegewezen_producten[0]
            self.awards[message.client.bsn] = product.toewijzing_nummer


@dataclass
class Record:
    """What happened to the load."""

    accepted: dict[str, str] = field(default_factory=dict)
    """Service by id of the message it accepted with 202."""

    outcomes: list[Sequence[Outcome]] = field(default_factory=list)
    """Of each child, of each of its messages."""

    began: list[float] = field(default_factory=list)
    """When each child that is finished began, on the monotonic clock."""


@dataclass
class Load:
    """The organisations that call, and what happened to them."""

    officer: Caller
    asking: Caller
    claiming: Caller
    referral: Postbus
    billing: Postbus
    record: Record = field(default_factory=Record)
    _children: int = 0

    async def run(self, stop: asyncio.Event, at_once: int = 3) -> None:
        """Let children come, so many at a time, until told to stop; all of them are finished."""

        async def come() -> None:
            while not stop.is_set():
                await self.child()

        gone = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._read_on(gone))
            coming = [group.create_task(come()) for _ in range(at_once)]
            await asyncio.wait(coming)
            gone.set()

    async def child(self) -> None:
        """From request to claims."""
        began = time.monotonic()
        number, self._children = self._children, self._children + 1
        bsn = _BSNS[number % len(_BSNS)]
        registered = await self.officer.post("/clienten", json=a_client() | {"bsn": bsn})
        assert registered.status_code in (200, 201), registered.text
        traject = replace(TRAJECT, nummer=number + 1, client=replace(CLIENT, bsn=bsn))
        sent = Envelope(AGB, GEMEENTE, f"V{number}", TRAJECT.vanaf)
        outcomes = [await self._posted("referral", messages.verzoek(sent, traject))]
        nummer = await self._award(bsn)
        for step, lines in enumerate(_claims(bsn, nummer, number)):
            name = f"{number}x{step}"
            outcomes.append(await self._posted("billing", a_claim(f"D{name}", f"N{name}", lines)))
        self.record.outcomes.append(outcomes)
        self.record.began.append(began)

    async def _posted(self, service: str, raw: bytes) -> Outcome:
        caller = self.asking if service == "referral" else self.claiming
        headers = {"Content-Type": "application/xml"}
        answer = await caller.post("/berichten", content=raw, headers=headers)
        assert answer.status_code == 202, answer.text
        found = await self._judged(caller, answer)
        self.record.accepted[found["id"]] = service
        return outcome(found)

    async def _judged(self, caller: Caller, posted: httpx.Response) -> Json:
        location = posted.headers["Location"].removeprefix("/v1")
        give_up = time.monotonic() + PATIENCE_S
        while time.monotonic() < give_up:
            found: Json = (await caller.get(location)).json()
            if found.get("antwoord"):
                return found
            assert found.get("status") not in ("afgekeurd", "vastgelopen"), found
            await asyncio.sleep(0.05)
        raise TimeoutError(f"no answer: {found.get('status')}")

    async def _award(self, bsn: str) -> int:
        give_up = time.monotonic() + PATIENCE_S
        while time.monotonic() < give_up:
            if bsn in self.referral.awards:
                return self.referral.awards[bsn]
            await asyncio.sleep(0.05)
        raise TimeoutError("no JW301")

    async def _read_on(self, gone: asyncio.Event) -> None:
        while not gone.is_set():
            await self.referral.read_on()
            await self.billing.read_on()
            await asyncio.sleep(0.1)


def outcome(found: Mapping[str, Any]) -> Outcome:
    """What became of a message, without what differs from child to child."""
    answer = read(found["antwoord"]["xml"].encode())
    codes = tuple(sorted(f"{f['regel']} {f['retourcode']}" for f in found["bevindingen"]))
    return found["status"], codes, approved(answer)


def approved(message: Message) -> int | None:
    """The cents that a JW325 approves; None of any other message."""
    if not isinstance(message, JW325) or message.declaratie_antwoord is None:
        return None
    return message.declaratie_antwoord.totaal_toegekend_bedrag.signed


def _claims(bsn: str, nummer: int, number: int) -> list[list[Line]]:
    """Four and six of ten hours are approved; a wrong tariff and an eleventh hour are not."""

    def line(step: int, volume: int, tarief: int = 8000) -> Line:
        return a_line(nummer, f"R{number}-{step}", volume, tarief, bsn=bsn)

    return [[line(0, 4)], [line(1, 1, 8001), line(2, 6)], [line(3, 1)]]
