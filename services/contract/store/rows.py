# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What all statements of contract share: periods in rows, versions, pages."""

from datetime import date
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.contract.domain import Geldigheid

Row: TypeAlias = sa.Row[*tuple[Any, ...]]


def as_geldigheid(row: Row) -> Geldigheid:
    """The period of a row."""
    return Geldigheid(row.geldig_van, row.geldig_tot)


def dates(geldig: Geldigheid) -> dict[str, date | None]:
    """A period as columns."""
    return {"geldig_van": geldig.van, "geldig_tot": geldig.tot}


async def read_one(
    session: AsyncSession, key: sa.Column[Any], value: str, lock: bool
) -> Row | None:
    """The row with this key; with `lock` nobody else changes it until the commit."""
    query = sa.select(key.table).where(key == value)
    return (await session.execute(query.with_for_update() if lock else query)).one_or_none()


async def page(
    session: AsyncSession, key: sa.Column[Any], after: str | None, limit: int
) -> list[Row]:
    """The next rows by key."""
    query = sa.select(key.table).order_by(key).limit(limit)
    if after is not None:
        query = query.where(key > after)
    return list(await session.execute(query))


async def save_version(session: AsyncSession, key: sa.Column[Any], values: dict[str, Any]) -> None:
    """Insert version 1, change to any later one.

    Two who register the same thing at once are told apart by the primary key: the second fails.
    """
    if values["versie"] == 1:
        await session.execute(sa.insert(key.table).values(values))
        return
    changed = sa.update(key.table).where(key == values[key.name]).values(values)
    await session.execute(changed)
