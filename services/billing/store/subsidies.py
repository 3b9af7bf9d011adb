# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Subsidies as rows."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.billing import tables as t
from services.billing.domain.subsidie import Subsidie

_c = t.subsidie.c


async def add(session: AsyncSession, subsidie: Subsidie) -> None:
    """A new one."""
    values = {
        "id": subsidie.id,
        "verlener": subsidie.verlener,
        "ontvanger": subsidie.ontvanger,
        "regeling": subsidie.regeling,
        "jaar": subsidie.jaar,
        "sleutel": dict(subsidie.sleutel),
        "verleend": subsidie.verleend,
        **_state(subsidie),
    }
    await session.execute(sa.insert(t.subsidie).values(values))


async def update(session: AsyncSession, subsidie: Subsidie) -> None:
    """Its state after a step."""
    await session.execute(
        sa.update(t.subsidie).where(_c.id == subsidie.id).values(_state(subsidie))
    )


async def read(session: AsyncSession, zaak_id: str, *, lock: bool = False) -> Subsidie | None:
    """One of them; locked until the end of the transaction when it is about to change."""
    query = sa.select(t.subsidie).where(_c.id == zaak_id)
    if lock:
        query = query.with_for_update()
    row = (await session.execute(query)).one_or_none()
    return None if row is None else _subsidie(row)


async def of_verlener(
    session: AsyncSession, verlener: str, before: str | None, limit: int
) -> Sequence[Subsidie]:
    """Those that this region or gemeente awarded, newest first."""
    query = sa.select(t.subsidie).where(_c.verlener == verlener)
    if before is not None:
        query = query.where(_c.id < before)
    rows = await session.execute(query.order_by(_c.id.desc()).limit(limit))
    return [_subsidie(row) for row in rows]


def _state(subsidie: Subsidie) -> dict[str, Any]:
    return {
        "agb_code": subsidie.agb_code,
        "bevoorschot": subsidie.bevoorschot,
        "vastgesteld": subsidie.vastgesteld,
        "lasten": None if subsidie.lasten is None else dict(subsidie.lasten),
        "toestand": subsidie.toestand,
        "versie": subsidie.versie,
    }


def _subsidie(row: sa.Row[Any]) -> Subsidie:
    return Subsidie(
        id=row.id,
        verlener=row.verlener,
        ontvanger=row.ontvanger,
        regeling=row.regeling,
        jaar=row.jaar,
        sleutel=row.sleutel,
        verleend=row.verleend,
        bevoorschot=row.bevoorschot,
        vastgesteld=row.vastgesteld,
        lasten=row.lasten,
        toestand=row.toestand,
        versie=row.versie,
        agb_code=row.agb_code,
    )
