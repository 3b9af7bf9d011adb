# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""`python -m benchmarks.billing`: one large claim from bytes to answer, against A; and naively.

A is lxml parsing plus validation of the same file in the same run. The chain is all that follows a
post: the message stored, read, judged under every rule, its lines and events committed, and the
JW325 written. The naive way judges with a query and an object for every line.
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
import sqlalchemy as sa
from lxml import etree
from rich.console import Console
from rich.table import Table
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase

from benchmarks import books
from benchmarks.measure import own_peak_megabytes, peak_megabytes
from benchmarks.month import Award, Claim
from libs.common.auth import TokenIssuer
from libs.common.clock import SimulatedClock
from libs.common.runtime import Service
from libs.ijw import reserved_bsns
from libs.ijw.schema import build
from services.billing import tables as t

SIZES, CAP, NAIVE = (1_000, 20_000), 31_000, 1_000
_ROUNDS = 3
_AGB, _GEMEENTE = "90000101", "0327"
_NOW = datetime(2026, 8, 6, 9, tzinfo=UTC)
_PARSER = etree.XMLParser(huge_tree=True)


def a_claim(lines: int, number: int = 0) -> Claim:
    """A message with a line on each of so many awards, ten to a child as far as there are BSNs."""
    bsns = list(reserved_bsns())
    awards = tuple(
        Award(_GEMEENTE, _AGB, 1 + number * 40_000 + n, bsns[n // 10 % len(bsns)], "45B01")
        for n in range(lines)
    )
    return Claim(_AGB, _GEMEENTE, number, awards)


@dataclass(frozen=True, slots=True)
class Chain:
    """Seconds of A, of the chain, and of its two halves."""

    base_s: float
    door_s: float
    judged_s: float

    @property
    def ratio(self) -> float:
        """The whole chain as so many times A."""
        return (self.door_s + self.judged_s) / self.base_s


async def judged(kind: str, lines: int, rounds: int = _ROUNDS) -> Chain:
    """The best of some rounds, each a message of its own in a database that grows."""
    claims = [a_claim(lines, number) for number in range(rounds)]
    issuer = TokenIssuer(books.ISSUER)
    with tempfile.TemporaryDirectory() as name, books.database(kind, Path(name)) as url:
        await books.migrated(url)
        clock = SimulatedClock(_NOW)
        service = books.opened(url, Path(name), clock, issuer.public_key)
        awards = [award for claim in claims for award in claim.awards]
        await books.known(service, awards, {_AGB: [_GEMEENTE]})
        taken = [await _one(service, issuer, claim.xml()) for claim in claims]
        await _all_approved(service, lines * rounds)
        await service.close()
        await service.runtime.log.close()
    return min(taken, key=lambda chain: chain.ratio)


async def _one(service: Service, issuer: TokenIssuer, raw: bytes) -> Chain:
    schema = build("JW323")
    began = time.perf_counter()
    schema.assertValid(etree.fromstring(raw, _PARSER))
    base = time.perf_counter() - began
    transport = httpx.ASGITransport(service.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://bench/v1") as client:
        began = time.perf_counter()
        posted = await client.post(
            "/berichten", content=raw, headers=books.headers(issuer, _AGB), timeout=600
        )
        posted.raise_for_status()
        door = time.perf_counter() - began
    (mail,) = [loop for loop in service.loops if loop.name == "mail"]
    began = time.perf_counter()
    while await mail.step():
        pass
    return Chain(base, door, time.perf_counter() - began)


async def _all_approved(service: Service, lines: int) -> None:
    query = sa.select(sa.func.count()).select_from(t.regel).where(t.regel.c.toegekend)
    async with service.runtime.db.read() as session:
        if await session.scalar(query) != lines:
            raise ValueError("the benchmark's own claims must be approved in full")


class _Base(DeclarativeBase):
    metadata = t.metadata


class _Regel(_Base):
    __table__ = t.regel


async def naive(kind: str, lines: int = NAIVE) -> float:
    """Seconds in which a query per fact and an object per line deal with so many lines.

    Only the facts are asked and the lines stored: no rules, answer or events.
    """
    claim = a_claim(lines)
    issuer = TokenIssuer(books.ISSUER)
    with tempfile.TemporaryDirectory() as name, books.database(kind, Path(name)) as url:
        await books.migrated(url)
        clock = SimulatedClock(_NOW)
        service = books.opened(url, Path(name), clock, issuer.public_key)
        await books.known(service, claim.awards, {_AGB: [_GEMEENTE]})
        await _one(service, issuer, claim.xml())
        async with service.runtime.db.read() as session:
            kept = (await session.scalars(sa.select(_Regel))).all()
            rows = [{c.name: getattr(row, c.name) for c in t.regel.c} for row in kept]
        async with service.runtime.db.begin() as session:
            await session.execute(sa.delete(t.regel))
        began = time.perf_counter()
        async with service.runtime.db.begin() as session:
            for row in rows:
                await _ask_all(session, row["toewijzing_nummer"], row["referentie_nummer"])
                session.add(_Regel(**row))
                await session.flush()
        taken = time.perf_counter() - began
        await service.close()
        await service.runtime.log.close()
    return taken


async def _ask_all(session: AsyncSession, nummer: int, referentie: str) -> None:
    """The facts of one line, one by one."""
    line, awarded = t.regel.c, t.toewijzing.c
    await session.execute(sa.select(t.toewijzing).where(awarded.toewijzing_nummer == nummer))
    await session.execute(sa.select(t.contract).where(t.contract.c.agb_code == _AGB))
    await session.execute(sa.select(t.contractproduct).where(t.contractproduct.c.code == "45B01"))
    await session.execute(
        sa.select(line.id).where(line.agb_code == _AGB, line.referentie_nummer == referentie)
    )
    of_award = (line.gemeentecode == _GEMEENTE, line.toewijzing_nummer == nummer)
    await session.execute(sa.select(sa.func.sum(line.bedrag)).where(*of_award))
    await session.execute(sa.select(t.regel).where(*of_award, line.toegekend))


def _table(kinds: Sequence[str], sizes: Sequence[int]) -> Table:
    made = Table(title=f"one JW323, posted to committed and answered; {os.cpu_count()} processors")
    for heading in ("database", "lines", "A", "door", "judged", "lines/s", "chain/A"):
        made.add_column(heading, justify="right")
    for kind in kinds:
        for lines in sizes:
            chain = asyncio.run(judged(kind, lines))
            seconds = (chain.base_s, chain.door_s, chain.judged_s)
            made.add_row(
                kind,
                f"{lines:,}",
                *(f"{1000 * one:.0f} ms" for one in seconds),
                f"{lines / (chain.door_s + chain.judged_s):,.0f}",
                f"{chain.ratio:.2f}",
            )
    return made


def _naive_table(kinds: Sequence[str]) -> Table:
    made = Table(title=f"{NAIVE:,} lines: a query for each fact and an object for each line")
    for heading in ("database", "naive", "lines/s", "times the chain"):
        made.add_column(heading, justify="right")
    for kind in kinds:
        chain = asyncio.run(judged(kind, NAIVE))
        slow = asyncio.run(naive(kind))
        times = slow / (chain.door_s + chain.judged_s)
        made.add_row(kind, f"{1000 * slow:.0f} ms", f"{NAIVE / slow:,.0f}", f"{times:.0f}")
    return made


def main() -> None:
    """Print the tables; `--peak KIND` judges a message at the cap and prints the memory it took."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.billing")
    parser.add_argument("--database", choices=books.KINDS, action="append")
    parser.add_argument("--lines", type=int, action="append", help="instead of the usual sizes")
    parser.add_argument("--peak", choices=books.KINDS, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.peak:
        asyncio.run(judged(asked.peak, CAP, rounds=1))
        sys.stdout.write(f"{own_peak_megabytes()}\n")
        return
    kinds = asked.database or books.KINDS
    console = Console(highlight=False)
    console.print(_table(kinds, asked.lines or (*SIZES, CAP)))
    for kind in kinds:
        peak = peak_megabytes("benchmarks.billing", "--peak", kind)
        console.print(f"{kind}: {peak:.0f} MB at most, with a message of {CAP:,} lines")
    console.print(_naive_table(kinds))


if __name__ == "__main__":
    main()
