# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The naive way to deal with a claim: a query for each fact and an object for each line."""

import tempfile
import time
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase

from benchmarks import books
from benchmarks.large import AGB, GEMEENTE, NOW, a_claim, judged_once
from libs.common.auth import TokenIssuer
from libs.common.clock import SimulatedClock
from services.billing import tables as t


class _Base(DeclarativeBase):
    metadata = t.metadata


class _Regel(_Base):
    __table__ = t.regel


async def naive(kind: str, lines: int) -> float:
    """Seconds in which a query per fact and an object per line deal with so many lines.

    Only the facts are asked and the lines stored: no rules, answer or events.
    """
    claim = a_claim(lines)
    issuer = TokenIssuer(books.ISSUER)
    with tempfile.TemporaryDirectory() as name, books.database(kind, Path(name)) as url:
        await books.migrated(url)
        clock = SimulatedClock(NOW)
        service = books.opened(url, Path(name), clock, issuer.public_key)
        await books.known(service, claim.awards, {AGB: [GEMEENTE]})
        await judged_once(service, issuer, claim.xml())
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
    await session.execute(sa.select(t.contract).where(t.contract.c.agb_code == AGB))
    await session.execute(sa.select(t.contractproduct).where(t.contractproduct.c.code == "45B01"))
    await session.execute(
        sa.select(line.id).where(line.agb_code == AGB, line.referentie_nummer == referentie)
    )
    of_award = (line.gemeentecode == GEMEENTE, line.toewijzing_nummer == nummer)
    await session.execute(sa.select(sa.func.sum(line.bedrag)).where(*of_award))
    await session.execute(sa.select(t.regel).where(*of_award, line.toegekend))
