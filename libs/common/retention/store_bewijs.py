# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Every SQL statement on the tables of proofs and marks."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.retention.lijst import Stap, Toestand, Verklaring
from libs.common.retention.tables import VernietigingTables

_PROOF = [one.name for one in fields(Verklaring)]


async def mark(
    session: AsyncSession, t: VernietigingTables, marks: Sequence[str], now: datetime
) -> None:
    """Keep the marks of a person who is destroyed, the first of whom stands for all."""
    await session.execute(sa.delete(t.merk).where(t.merk.c.merk.in_(marks)))
    rows = [{"merk": one, "persoon_merk": marks[0], "vernietigd_op": now} for one in marks]
    await session.execute(sa.insert(t.merk), rows)


async def unmark(session: AsyncSession, t: VernietigingTables, marks: Sequence[str]) -> None:
    """Keep no mark of the persons of whom these are."""
    c = t.merk.c
    persons = sa.select(c.persoon_merk).where(c.merk.in_(marks))
    await session.execute(sa.delete(t.merk).where(c.persoon_merk.in_(persons)))


async def marks(session: AsyncSession, t: VernietigingTables) -> dict[str, tuple[str, datetime]]:
    """All marks: whose each is, and when its person was destroyed."""
    rows = await session.execute(sa.select(t.merk))
    return {row.merk: (row.persoon_merk, row.vernietigd_op) for row in rows}


async def declare(session: AsyncSession, t: VernietigingTables, proof: Verklaring) -> None:
    """Keep a proof."""
    await session.execute(sa.insert(t.verklaring).values(asdict(proof)))


async def last_proof(session: AsyncSession, t: VernietigingTables) -> Verklaring | None:
    """The end of the chain."""
    query = _proofs(t).order_by(t.verklaring.c.volgnummer.desc())
    row = (await session.execute(query.limit(1))).first()
    return None if row is None else _as_proof(row)


async def proofs(
    session: AsyncSession, t: VernietigingTables, after: int, limit: int
) -> list[Verklaring]:
    """In the order of the chain."""
    c = t.verklaring.c
    query = _proofs(t).where(c.volgnummer > after).order_by(c.volgnummer).limit(limit)
    return [_as_proof(row) for row in await session.execute(query)]


async def proofs_of(
    session: AsyncSession, t: VernietigingTables, gemeentecode: str, page: tuple[int | None, int]
) -> list[Verklaring]:
    """Of a gemeente, newest first."""
    before, limit = page
    c = t.verklaring.c
    query = _proofs(t).where(c.gemeentecode == gemeentecode)
    if before is not None:
        query = query.where(c.volgnummer < before)
    rows = await session.execute(query.order_by(c.volgnummer.desc()).limit(limit))
    return [_as_proof(row) for row in rows]


async def unproven(session: AsyncSession, t: VernietigingTables) -> Sequence[str]:
    """Lists that were carried out and have no proof."""
    proven = sa.select(t.verklaring.c.lijst_id)
    query = sa.select(t.lijst.c.id).where(
        t.lijst.c.toestand == Toestand.UITGEVOERD, t.lijst.c.id.not_in(proven)
    )
    return (await session.scalars(query.order_by(t.lijst.c.id))).all()


def _proofs(t: VernietigingTables) -> sa.Select[Any]:
    return sa.select(*(t.verklaring.c[name] for name in _PROOF))


def _as_proof(row: sa.Row[Any]) -> Verklaring:
    values = dict(row._mapping)
    return Verklaring(**values | {"stappen": tuple(Stap(**stap) for stap in values["stappen"])})
