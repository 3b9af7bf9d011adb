# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Marks on what is to be looked at again: written in the transaction of what changed."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.upsert import OnConflict


async def mark_from(
    session: AsyncSession, table: sa.Table, keys: sa.Select[Any], now: datetime
) -> None:
    """Mark in `table` what `keys` finds, in the order of its key; what is marked is so anew."""
    names = [column.name for column in table.primary_key]
    each = keys.distinct().subquery("keys")
    moment = sa.literal(now, table.c.gemerkt_op.type)
    rows = sa.select(*each.c, moment).where(sa.true()).order_by(*each.c)
    insert = sa.insert(table).from_select([*names, "gemerkt_op"], rows)
    await session.execute(insert.ext(OnConflict(names, ["gemerkt_op"], None)))
