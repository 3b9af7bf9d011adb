# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Keeps versions of what other services published; a version that is known changes nothing.

Each tells whether the version was new.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.upsert import insert_ignore
from services.billing import tables as t


async def keep_toewijzing(session: AsyncSession, values: dict[str, Any]) -> bool:
    """One version of a toewijzing."""
    return await _keep(session, t.toewijzing, values)


async def keep_contract(session: AsyncSession, values: dict[str, Any]) -> bool:
    """One version of a contract."""
    return await _keep(session, t.contract, values)


async def keep_contractproduct(session: AsyncSession, values: dict[str, Any]) -> bool:
    """One version of a product, with all its tariffs."""
    return await _keep(session, t.contractproduct, values)


async def keep_plafond(session: AsyncSession, values: dict[str, Any]) -> bool:
    """One version of the ceiling of a contract in a year."""
    return await _keep(session, t.plafond, values)


async def keep_voorwaarden(session: AsyncSession, values: dict[str, Any]) -> bool:
    """One version of the terms by which a year of a contract is settled."""
    return await _keep(session, t.afrekenvoorwaarden, values)


async def keep_verdeelsleutel(session: AsyncSession, values: dict[str, Any]) -> bool:
    """One version of how the lump sum of a year is split."""
    return await _keep(session, t.verdeelsleutel, values)


async def keep_pgb(session: AsyncSession, values: dict[str, Any]) -> bool:
    """One version of a budget of a client."""
    return await _keep(session, t.pgb, values)


async def _keep(session: AsyncSession, table: sa.Table, values: dict[str, Any]) -> bool:
    key = [column.name for column in table.primary_key]
    kept = insert_ignore(table, values, key=key).returning(table.c.versie)
    return await session.scalar(kept) is not None
