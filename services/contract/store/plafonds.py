# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Statements over the ceilings of a contract."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.upsert import upsert
from services.contract import tables as t
from services.contract.domain import Plafond


async def list_plafonds(
    session: AsyncSession, contract_id: str, after: int, limit: int
) -> list[Plafond]:
    """By year, of those after a year."""
    c = t.plafond.c
    query = sa.select(t.plafond).where(c.contract_id == contract_id, c.jaar > after)
    rows = await session.execute(query.order_by(c.jaar).limit(limit))
    return [Plafond(row.jaar, row.bedrag, row.jaarbedrag) for row in rows]


async def read_plafond(
    session: AsyncSession, contract_id: str, jaar: int
) -> tuple[Plafond, int] | None:
    """The ceiling of a year with its version; who changes it has locked the contract."""
    c = t.plafond.c
    query = sa.select(t.plafond).where(c.contract_id == contract_id, c.jaar == jaar)
    row = (await session.execute(query)).one_or_none()
    if row is None:
        return None
    return Plafond(row.jaar, row.bedrag, row.jaarbedrag), row.versie


async def save_plafond(
    session: AsyncSession, contract_id: str, plafond: Plafond, versie: int
) -> None:
    """The ceiling of a year as it now is."""
    values = {
        "contract_id": contract_id,
        "jaar": plafond.jaar,
        "bedrag": plafond.bedrag,
        "jaarbedrag": plafond.jaarbedrag,
        "versie": versie,
    }
    await session.execute(upsert(t.plafond, values, key=["contract_id", "jaar"]))
