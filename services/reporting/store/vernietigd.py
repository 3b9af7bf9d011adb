# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Facts of who was destroyed stand under a random pseudonym, whenever they come in."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common import vernietigd
from libs.common.vernietigd import Vernietigd
from services.reporting import tables as t

Row = Mapping[str, Any]


async def under_replacing(
    session: AsyncSession, table: sa.Table, rows: Sequence[Row]
) -> Sequence[Row]:
    """The rows as they are to be stored; who stores rows of clients asks this first."""
    return await vernietigd.under_replacing(session, t.VERNIETIGD, table, rows)


async def any_destroyed(session: AsyncSession) -> bool:
    """Was anybody ever destroyed? Nobody is from here until the end of the transaction."""
    return await vernietigd.any_destroyed(session, t.VERNIETIGD)


async def replace_destroyed(session: AsyncSession, gone: Sequence[Vernietigd]) -> set[str]:
    """Put what stands for them in all that is of before; nothing is translated to them any more.

    The pseudonyms under which there may be other rows than before.
    """
    touched = await vernietigd.replace_destroyed(session, t.VERNIETIGD, gone)
    pseudoniem = t.vertaald_pseudoniem.c.pseudoniem
    told = sa.delete(t.vertaald_pseudoniem)
    await session.execute(told.where(pseudoniem.in_([one.pseudoniem for one in gone])))
    return touched
