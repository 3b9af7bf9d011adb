# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What a verrekening, subsidie, afrekening and controle share: their steps and bookings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.clock import AMSTERDAM
from services.billing import tables as t

_b = t.zaak_boeking.c


@dataclass(frozen=True, slots=True)
class Stap:
    """One step: its number is the version that it made; `inhoud` holds JSON values."""

    zaak_id: str
    nummer: int
    handeling: str
    toestand: str
    door: str
    op: datetime
    inhoud: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Boeking:
    """What a step booked for a gemeente, signed cents; it receives what is positive."""

    nummer: int
    gemeentecode: str
    post: str
    bedrag: int
    boekdatum: date


async def note(session: AsyncSession, stap: Stap) -> None:
    """Add a step; two at once cannot both be the next, for the number is the key."""
    values = {
        "zaak_id": stap.zaak_id,
        "nummer": stap.nummer,
        "handeling": stap.handeling,
        "toestand": stap.toestand,
        "door": stap.door,
        "inhoud": dict(stap.inhoud),
        "op": stap.op,
    }
    await session.execute(sa.insert(t.zaak_stap).values(values))


async def book(session: AsyncSession, stap: Stap, post: str, bedragen: Mapping[str, int]) -> None:
    """Add the bookings of a step, on its Dutch day."""
    boekdatum = stap.op.astimezone(AMSTERDAM).date()
    shared = {"zaak_id": stap.zaak_id, "nummer": stap.nummer, "post": post}
    rows = [
        {**shared, "gemeentecode": code, "bedrag": bedrag, "boekdatum": boekdatum}
        for code, bedrag in sorted(bedragen.items())
    ]
    await session.execute(sa.insert(t.zaak_boeking), rows)


async def steps_of(session: AsyncSession, zaak_id: str) -> Sequence[Stap]:
    """From the first to the last."""
    c = t.zaak_stap.c
    query = sa.select(t.zaak_stap).where(c.zaak_id == zaak_id).order_by(c.nummer)
    return [
        Stap(zaak_id, row.nummer, row.handeling, row.toestand, row.door, row.op, row.inhoud)
        for row in await session.execute(query)
    ]


async def bookings_of(session: AsyncSession, zaak_id: str) -> Sequence[Boeking]:
    """In order of booking, then by gemeente."""
    query = sa.select(t.zaak_boeking).where(_b.zaak_id == zaak_id)
    rows = await session.execute(query.order_by(_b.nummer, _b.gemeentecode))
    return [Boeking(r.nummer, r.gemeentecode, r.post, r.bedrag, r.boekdatum) for r in rows]


async def booked(session: AsyncSession, zaak_id: str, *posten: str) -> dict[str, int]:
    """Cents per gemeente booked so far under these posts."""
    query = (
        sa.select(_b.gemeentecode, sa.func.sum(_b.bedrag).label("bedrag"))
        .where(_b.zaak_id == zaak_id, _b.post.in_(posten))
        .group_by(_b.gemeentecode)
    )
    return {row.gemeentecode: int(row.bedrag) for row in await session.execute(query)}
