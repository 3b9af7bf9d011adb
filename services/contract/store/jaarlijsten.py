# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Yearly lists of aanbieders that did little (C-17): drawn up once, and kept as they were."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.upsert import insert_ignore
from services.contract import tables as t

_c, _k = t.kleine_lijst.c, t.contract.c


@dataclass(frozen=True, slots=True)
class Lijst:
    """The list of a year; `regels` are as they are shown."""

    contractant: str
    jaar: int
    gecontracteerd: int
    regels: Sequence[Mapping[str, Any]]
    gemaakt_op: datetime


async def still_to_draw_up(session: AsyncSession, jaar: int) -> list[str]:
    """Contractants with a contract in a year of which there is no list."""
    there = sa.exists().where(_c.contractant == _k.contractant, _c.jaar == jaar)
    query = (
        sa.select(_k.contractant)
        .where(
            _k.geldig_van <= date(jaar, 12, 31),
            sa.or_(_k.geldig_tot.is_(None), _k.geldig_tot >= date(jaar, 1, 1)),
            ~there,
        )
        .distinct()
        .order_by(_k.contractant)
    )
    return list(await session.scalars(query))


async def keep(session: AsyncSession, lijst: Lijst) -> bool:
    """True when it is the first of its year, also with two that draw it up at once."""
    values = {name: getattr(lijst, name) for name in Lijst.__slots__}
    kept = insert_ignore(t.kleine_lijst, values, key=("contractant", "jaar")).returning(_c.jaar)
    return await session.scalar(kept) is not None


async def read(session: AsyncSession, contractant: str, jaar: int) -> Lijst | None:
    """The list of a year."""
    query = sa.select(t.kleine_lijst).where(_c.contractant == contractant, _c.jaar == jaar)
    row = (await session.execute(query)).one_or_none()
    return None if row is None else _lijst(row)


async def page(session: AsyncSession, contractant: str, after: int, limit: int) -> list[Lijst]:
    """By year, of those after one."""
    query = sa.select(t.kleine_lijst).where(_c.contractant == contractant, _c.jaar > after)
    return [_lijst(row) for row in await session.execute(query.order_by(_c.jaar).limit(limit))]


def _lijst(row: sa.Row[Any]) -> Lijst:
    return Lijst(**{name: getattr(row, name) for name in Lijst.__slots__})
