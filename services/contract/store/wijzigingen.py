# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Statements over amendments of a contract; they are added, and never change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.contract import tables as t

_c = t.contractwijziging.c


@dataclass(frozen=True, slots=True)
class Vastgelegd:
    """An amendment as it was kept; what changed is as shown, `contract_versie` that it led to."""

    contract_id: str
    nummer: int
    contract_versie: int
    ingang: date
    grond: str
    vastgesteld_op: date
    producten: Sequence[Mapping[str, Any]] = ()
    looptijd: Mapping[str, Any] | None = None
    gemeenten: Mapping[str, Any] | None = None


async def last_number(session: AsyncSession, contract_id: str) -> int:
    """How many there are; who adds one has locked the contract."""
    query = sa.select(sa.func.max(_c.nummer)).where(_c.contract_id == contract_id)
    return await session.scalar(query) or 0


async def page(session: AsyncSession, contract_id: str, after: int, limit: int) -> list[Vastgelegd]:
    """By number, of those after one."""
    query = sa.select(t.contractwijziging).where(_c.contract_id == contract_id, _c.nummer > after)
    rows = await session.execute(query.order_by(_c.nummer).limit(limit))
    return [
        Vastgelegd(**{name: getattr(row, name) for name in Vastgelegd.__slots__}) for row in rows
    ]


async def add(session: AsyncSession, made: Vastgelegd) -> None:
    """One more."""
    values = {name: getattr(made, name) for name in Vastgelegd.__slots__}
    await session.execute(sa.insert(t.contractwijziging).values(values))
