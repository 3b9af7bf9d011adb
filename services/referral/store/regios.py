# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Regions and the gemeenten in them, as contract published them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.upsert import upsert
from services.referral import tables as t


async def keep(session: AsyncSession, values: Mapping[str, Any]) -> None:
    """A region as published; an older version than the one that is known changes nothing."""
    await session.execute(upsert(t.regio, values, key=["regiocode"], newer="versie"))


async def members(session: AsyncSession, regiocode: str, day: date) -> frozenset[str]:
    """Gemeenten in a region on a day; none when the region is not known."""
    query = sa.select(t.regio.c.leden).where(t.regio.c.regiocode == regiocode)
    leden = await session.scalar(query)
    return frozenset(lid["gemeentecode"] for lid in leden or () if _covers(lid, day))


def _covers(lid: Mapping[str, Any], day: date) -> bool:
    tot = lid["geldigTot"]
    begun = date.fromisoformat(lid["geldigVan"]) <= day
    return begun and (tot is None or day <= date.fromisoformat(tot))
