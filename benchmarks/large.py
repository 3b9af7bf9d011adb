# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""One large claim, from bytes posted to lines, events and answer committed."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from unittest import mock

import httpx
import sqlalchemy as sa
from lxml import etree

from benchmarks import books
from benchmarks.measure import processor_s
from benchmarks.month import Award, Claim
from libs.common.auth import TokenIssuer
from libs.common.clock import SimulatedClock
from libs.common.mailbox_api import mailbox_router
from libs.common.runtime import Service
from libs.ijw import read_claimed, reserved_bsns
from libs.ijw.schema import build
from services.billing import app
from services.billing import tables as t
from services.billing.api import ROUTERS
from services.billing.berichten import INTAKE

ROUNDS = 3
AGB, GEMEENTE = "90000101", "0327"
NOW = datetime(2026, 8, 6, 9, tzinfo=UTC)
_PARSER = etree.XMLParser(huge_tree=True)


def a_claim(lines: int, number: int = 0) -> Claim:
    """A message with a line on each of so many awards, ten to a child as far as there are BSNs."""
    bsns = list(reserved_bsns())
    awards = tuple(
        Award(GEMEENTE, AGB, 1 + number * 40_000 + n, bsns[n // 10 % len(bsns)], "45B01")
        for n in range(lines)
    )
    return Claim(AGB, GEMEENTE, number, awards)


@dataclass(frozen=True, slots=True)
class Chain:
    """Seconds of A, of the chain in its two halves, and of the processors in A and the chain."""

    base_s: float
    door_s: float
    judged_s: float
    base_cpu_s: float
    cpu_s: float

    @property
    def ratio(self) -> float:
        """The whole chain as so many times A."""
        return (self.door_s + self.judged_s) / self.base_s

    @property
    def cpu_ratio(self) -> float:
        """The same in time of processors, of service and database together."""
        return self.cpu_s / self.base_cpu_s


async def judged(
    kind: str, lines: int, rounds: int = ROUNDS, refused_each: int | None = None
) -> Chain:
    """The best of some rounds, each a message of its own in a database that grows.

    With `refused_each` one line of so many is refused: its toewijzing is not known.
    """
    claims = [a_claim(lines, number) for number in range(rounds)]
    issuer = TokenIssuer(books.ISSUER)
    with tempfile.TemporaryDirectory() as name, books.database(kind, Path(name)) as url:
        await books.migrated(url)
        clock = SimulatedClock(NOW)
        service = books.opened(url, Path(name), clock, issuer.public_key)
        awards = [award for claim in claims for award in claim.awards]
        known = [a for n, a in enumerate(awards) if not refused_each or n % refused_each]
        await books.known(service, known, {AGB: [GEMEENTE]})
        chains = [await judged_once(service, issuer, claim.xml()) for claim in claims]
        await all_approved(service, len(known))
        await service.close()
        await service.runtime.log.close()
    return min(chains, key=lambda chain: chain.ratio)


@contextmanager
def cap_lifted() -> Iterator[None]:
    """Let billing take in what the standard does not allow (OP179), to see that it grows evenly."""
    routers = (mailbox_router(replace(INTAKE, max_bytes=2**31)), *ROUTERS)
    whole = partial(read_claimed, max_bytes=None)
    with (
        mock.patch.object(app, "BLUEPRINT", replace(app.BLUEPRINT, routers=routers)),
        mock.patch("services.billing.berichten.read_claimed", whole),
    ):
        yield


async def judged_once(service: Service, issuer: TokenIssuer, raw: bytes) -> Chain:
    """Post one message and judge it."""
    schema = build("JW323")
    began, at = time.perf_counter(), time.process_time()
    schema.assertValid(etree.fromstring(raw, _PARSER))
    base, base_cpu = time.perf_counter() - began, time.process_time() - at
    at = processor_s()
    transport = httpx.ASGITransport(service.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://bench/v1") as client:
        began = time.perf_counter()
        posted = await client.post(
            "/berichten", content=raw, headers=books.headers(issuer, AGB), timeout=600
        )
        posted.raise_for_status()
        door = time.perf_counter() - began
    (mail,) = [loop for loop in service.loops if loop.name == "mail"]
    began = time.perf_counter()
    while await mail.step():
        pass
    return Chain(base, door, time.perf_counter() - began, base_cpu, processor_s() - at)


async def all_approved(service: Service, lines: int) -> None:
    """Raises `ValueError` when so many are not."""
    query = sa.select(sa.func.count()).select_from(t.regel).where(t.regel.c.toegekend)
    async with service.runtime.db.read() as session:
        if await session.scalar(query) != lines:
            raise ValueError("the benchmark's own claims must be approved where they are in order")
