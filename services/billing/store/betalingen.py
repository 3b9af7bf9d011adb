# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Payment runs and their payments as rows."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import bulk_insert
from services.billing import tables as t
from services.billing.domain.betaling import Betaalrun, Betaling, Mislukking, Voorstel
from services.billing.store import posten

_run = t.betaalrun.c


async def add(session: AsyncSession, run: Betaalrun, voorstel: Voorstel) -> None:
    """A new run; what is in it is refused when another run that counts has it."""
    values = {name: getattr(run, name) for name in _run.keys()}  # noqa: SIM118 - columns
    await session.execute(sa.insert(t.betaalrun).values(values))
    names = ("agb_code", "end_to_end_id", "iban", "tenaamstelling", "bedrag", "toestand")
    await bulk_insert(
        session,
        t.betaling,
        [
            {"betaalrun_id": run.id} | {name: getattr(one, name) for name in names}
            for one in voorstel.betalingen
        ],
    )
    await posten.keep(session, run, voorstel.posten)


async def update(session: AsyncSession, run: Betaalrun) -> None:
    """Its state after a step."""
    values = {name: getattr(run, name) for name in ("toestand", "goedgekeurd_op", "versie")}
    await session.execute(sa.update(t.betaalrun).where(_run.id == run.id).values(values))


async def read(session: AsyncSession, run_id: str, *, lock: bool = False) -> Betaalrun | None:
    """One of them; locked until the end of the transaction when it is about to change."""
    query = sa.select(t.betaalrun).where(_run.id == run_id)
    if lock:
        query = query.with_for_update()
    row = (await session.execute(query)).one_or_none()
    return None if row is None else _betaalrun(row)


async def of_gemeente(
    session: AsyncSession, gemeentecode: str, before: str | None, limit: int
) -> list[Betaalrun]:
    """Newest first."""
    query = sa.select(t.betaalrun).where(_run.gemeentecode == gemeentecode)
    if before is not None:
        query = query.where(_run.id < before)
    rows = await session.execute(query.order_by(_run.id.desc()).limit(limit))
    return [_betaalrun(row) for row in rows]


async def payments_of(session: AsyncSession, run_id: str) -> list[Betaling]:
    """In order of AGB code."""
    c = t.betaling.c
    query = sa.select(t.betaling).where(c.betaalrun_id == run_id).order_by(c.agb_code)
    return [_betaling(row) for row in await session.execute(query)]


async def mark(session: AsyncSession, run_id: str, betalingen: Iterable[Betaling]) -> None:
    """How far each of these payments of a run is, and why it failed."""
    c = t.betaling.c
    for one in betalingen:
        told = None if one.mislukking is None else asdict(one.mislukking)
        if told is not None:
            told["op"] = told["op"].isoformat()
        row = sa.update(t.betaling).where(c.betaalrun_id == run_id, c.agb_code == one.agb_code)
        await session.execute(row.values(toestand=one.toestand, mislukking=told))


def _betaling(row: sa.Row[Any]) -> Betaling:
    told = row.mislukking
    return Betaling(
        row.agb_code,
        row.end_to_end_id,
        row.iban,
        row.tenaamstelling,
        row.bedrag,
        row.toestand,
        told and Mislukking(**{**told, "op": date.fromisoformat(told["op"])}),
    )


def _betaalrun(row: sa.Row[Any]) -> Betaalrun:
    return Betaalrun(**row._mapping)
