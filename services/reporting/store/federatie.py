# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Statements about other installations and what they delivered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.upsert import upsert
from services.reporting import tables as t
from services.reporting.store.window import known_at


@dataclass(frozen=True, slots=True)
class Bron:
    """An installation that may deliver."""

    bron: str
    versie: int
    bekend_op: datetime
    publieke_sleutel: str
    regiocodes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Geleverd:
    """A view that was delivered."""

    bron: str
    agb_code: str
    kwartaal: str
    versie: int
    bekend_op: datetime
    peilmoment: datetime
    inhoud: Mapping[str, Any]
    jws: str


async def read_source(session: AsyncSession, bron: str) -> Bron | None:
    """One by its name."""
    query = sa.select(t.federatie_bron).where(t.federatie_bron.c.bron == bron)
    row = (await session.execute(query)).one_or_none()
    return None if row is None else _bron(row)


async def list_sources(session: AsyncSession) -> list[Bron]:
    """All, by name."""
    rows = await session.execute(sa.select(t.federatie_bron).order_by(t.federatie_bron.c.bron))
    return [_bron(row) for row in rows]


async def save_source(session: AsyncSession, one: Bron) -> None:
    """Keep it in place of what stood there."""
    row = {
        "bron": one.bron,
        "versie": one.versie,
        "bekend_op": one.bekend_op,
        "publieke_sleutel": one.publieke_sleutel,
        "regiocodes": list(one.regiocodes),
    }
    await session.execute(upsert(t.federatie_bron, row, key=("bron",)))


async def newest_view(
    session: AsyncSession, bron: str, agb_code: str, kwartaal: str
) -> Geleverd | None:
    """The one of a source that holds now."""
    c = t.federatie_weergave.c
    query = sa.select(t.federatie_weergave).where(
        c.bron == bron,
        c.agb_code == agb_code,
        c.kwartaal == kwartaal,
        c.vervallen_op.is_(None),
    )
    row = (await session.execute(query)).one_or_none()
    return None if row is None else _geleverd(row)


async def save_view(session: AsyncSession, one: Geleverd) -> None:
    """Keep it; the one before lapses from the same moment."""
    c = t.federatie_weergave.c
    await session.execute(
        sa.update(t.federatie_weergave)
        .where(
            c.bron == one.bron,
            c.agb_code == one.agb_code,
            c.kwartaal == one.kwartaal,
            c.vervallen_op.is_(None),
        )
        .values(vervallen_op=one.bekend_op)
    )
    values = {name: getattr(one, name) for name in one.__slots__}
    await session.execute(sa.insert(t.federatie_weergave).values(values))


async def views_at(
    session: AsyncSession, agb_code: str, kwartaal: str, moment: datetime
) -> list[Geleverd]:
    """Those of all sources that held at a moment."""
    c = t.federatie_weergave.c
    query = (
        sa.select(t.federatie_weergave)
        .where(
            c.agb_code == agb_code,
            c.kwartaal == kwartaal,
            known_at(t.federatie_weergave, moment),
        )
        .order_by(c.bron)
    )
    return [_geleverd(row) for row in await session.execute(query)]


def _bron(row: sa.Row[Any]) -> Bron:
    return Bron(row.bron, row.versie, row.bekend_op, row.publieke_sleutel, tuple(row.regiocodes))


def _geleverd(row: sa.Row[Any]) -> Geleverd:
    return Geleverd(
        bron=row.bron,
        agb_code=row.agb_code,
        kwartaal=row.kwartaal,
        versie=row.versie,
        bekend_op=row.bekend_op,
        peilmoment=row.peilmoment,
        inhoud=row.inhoud,
        jws=row.jws,
    )
