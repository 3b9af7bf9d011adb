# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Transactions that wait for one another."""

import asyncio
from typing import Any

import sqlalchemy as sa

from libs.common.db import Database
from tests.runtime.processes import until


async def so_many_wait(db: Database, count: int) -> bool:
    """Of a PostgreSQL database so many connections wait for a lock."""
    async with db.read() as session:
        query = "SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid) "
        here = "WHERE NOT l.granted AND a.datname = current_database()"
        return bool(await session.scalar(sa.text(query + here)) == count)


async def until_it_waits(db: Database, late: asyncio.Task[Any]) -> None:
    """Until a task that writes waits for a transaction that is open, or is done without waiting."""
    await asyncio.sleep(0)  # on SQLite its first step takes it into the queue of writers
    if db.url.startswith("postgresql"):
        await until(lambda: _waits(db, late))


async def _waits(db: Database, late: asyncio.Task[Any]) -> bool:
    return late.done() or await so_many_wait(db, 1)
