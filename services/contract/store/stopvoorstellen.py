# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Statements over client stops that are proposed because a ceiling was reached."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.contract import tables as t
from services.contract.store.rows import Row

Toestand = Literal["open", "overgenomen", "afgewezen", "vervallen"]
_c = t.clientenstopvoorstel.c


@dataclass(frozen=True, slots=True)
class Voorstel:
    """A proposal as it now is; amounts in cents."""

    id: str
    contract_id: str
    jaar: int
    agb_code: str
    contractant: str
    toestand: Toestand
    plafond: int
    besteed: int
    ontstaan_op: datetime
    versie: int = 1
    clientenstop_id: str | None = None
    reden: str | None = None


async def read(
    session: AsyncSession, contractant: str, voorstel_id: str, *, lock: bool = False
) -> Voorstel | None:
    """One of a contractant."""
    query = sa.select(t.clientenstopvoorstel).where(
        _c.id == voorstel_id, _c.contractant == contractant
    )
    row = (await session.execute(query.with_for_update() if lock else query)).one_or_none()
    return None if row is None else _voorstel(row)


async def open_one(session: AsyncSession, contract_id: str, jaar: int) -> Voorstel | None:
    """The one that nobody decided yet, locked."""
    query = sa.select(t.clientenstopvoorstel).where(
        _c.contract_id == contract_id, _c.jaar == jaar, _c.toestand == "open"
    )
    row = (await session.execute(query.with_for_update())).one_or_none()
    return None if row is None else _voorstel(row)


async def page(
    session: AsyncSession, contractant: str, after: str | None, limit: int
) -> list[Voorstel]:
    """Those of a contractant, oldest first."""
    query = sa.select(t.clientenstopvoorstel).where(_c.contractant == contractant)
    if after is not None:
        query = query.where(_c.id > after)
    return [_voorstel(row) for row in await session.execute(query.order_by(_c.id).limit(limit))]


async def save(session: AsyncSession, voorstel: Voorstel) -> None:
    """A new one, or the next version of one that is locked."""
    values = {name: getattr(voorstel, name) for name in Voorstel.__slots__}
    if voorstel.versie == 1:
        await session.execute(sa.insert(t.clientenstopvoorstel).values(values))
    else:
        change = sa.update(t.clientenstopvoorstel).where(_c.id == voorstel.id)
        await session.execute(change.values(values))


def _voorstel(row: Row) -> Voorstel:
    return Voorstel(**{name: getattr(row, name) for name in Voorstel.__slots__})
