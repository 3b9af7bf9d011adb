# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Keeps versions of what other services published; a version that is known changes nothing."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.upsert import insert_ignore
from services.billing import tables as t


async def keep_toewijzing(session: AsyncSession, values: dict[str, Any]) -> None:
    """One version of a toewijzing."""
    await _keep(session, t.toewijzing, values)


async def keep_contract(session: AsyncSession, values: dict[str, Any]) -> None:
    """One version of a contract."""
    await _keep(session, t.contract, values)


async def keep_contractproduct(session: AsyncSession, values: dict[str, Any]) -> None:
    """One version of a product, with all its tariffs."""
    await _keep(session, t.contractproduct, values)


async def keep_plafond(session: AsyncSession, values: dict[str, Any]) -> None:
    """One version of the ceiling of a contract in a year."""
    await _keep(session, t.plafond, values)


async def keep_pgb(session: AsyncSession, values: dict[str, Any]) -> None:
    """One version of a budget of a client."""
    await _keep(session, t.pgb, values)


async def _keep(session: AsyncSession, table: sa.Table, values: dict[str, Any]) -> None:
    key = [column.name for column in table.primary_key]
    await session.execute(insert_ignore(table, values, key=key))
