# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Deliveries as their aanbieder reported them to referral."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.upsert import upsert
from services.billing import tables as t

_KEY = [column.name for column in t.levering.primary_key]


async def keep(session: AsyncSession, values: Mapping[str, Any]) -> None:
    """A delivery as it now stands; an older version changes nothing."""
    await session.execute(upsert(t.levering, values, key=_KEY, newer="versie"))
