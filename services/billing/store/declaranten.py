# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The lock on an aanbieder: its messages are judged one after another."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.upsert import insert_ignore
from services.billing import tables as t


async def lock_declarant(session: AsyncSession, agb_code: str) -> None:
    """Wait until nothing else of this aanbieder is being dealt with; holds until the commit."""
    new = insert_ignore(t.declarant, {"agb_code": agb_code}, key=("agb_code",))
    await session.execute(new)
    locked = sa.select(t.declarant).where(t.declarant.c.agb_code == agb_code)
    await session.execute(locked.with_for_update())


async def lock_declaranten(session: AsyncSession, agb_codes: Collection[str]) -> set[str]:
    """Messages of one aanbieder are judged one after another, also by several workers.

    Volumes, credits and reference numbers all belong to one aanbieder, so this one lock makes
    every fact below hold until the commit. Gives those that are not being judged by another.
    """
    codes = sorted(agb_codes)
    new = insert_ignore(t.declarant, [{"agb_code": code} for code in codes], key=("agb_code",))
    await session.execute(new)
    c = t.declarant.c
    free = sa.select(c.agb_code).where(c.agb_code.in_(codes)).order_by(c.agb_code)
    return set((await session.scalars(free.with_for_update(skip_locked=True))).all())
