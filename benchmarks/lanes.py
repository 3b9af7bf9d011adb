# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Tables filled by several connections side by side, without their indexes until it is done."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial

import asyncpg

Work = Callable[[asyncpg.Connection], Awaitable[object]]
"""What a connection is given to do."""

LANES = 2
# In each lane; work_mem twice for what is hashed. The lanes are what is parallel.
_SETTINGS = {
    "synchronous_commit": "off",
    "work_mem": "384MB",
    "maintenance_work_mem": "512MB",
    "max_parallel_workers_per_gather": "0",
    "max_parallel_maintenance_workers": "0",
}
_INDEXES = """
SELECT held.relname AS held_by, own.relname AS name, indisprimary AS is_key,
       pg_get_indexdef(indexrelid) AS definition
FROM pg_index JOIN pg_class AS own ON own.oid = indexrelid
              JOIN pg_class AS held ON held.oid = indrelid
WHERE held.relname = ANY($1) ORDER BY is_key DESC, name
"""


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[list[asyncpg.Connection]]:
    """So many connections as there are lanes, that do not wait for the disk."""
    async with AsyncExitStack() as stack:
        found = []
        for _ in range(LANES):
            found.append(await asyncpg.connect(url, server_settings=_SETTINGS))
            stack.push_async_callback(found[-1].close)
        yield found


async def side_by_side(lanes: Sequence[asyncpg.Connection], works: Iterable[Work]) -> None:
    """Do all of it, each lane the next that is waiting."""
    waiting = iter(works)

    async def go(lane: asyncpg.Connection) -> None:
        for work in waiting:
            await work(lane)

    async with asyncio.TaskGroup() as group:
        for lane in lanes:
            group.create_task(go(lane))


async def bare(connection: asyncpg.Connection, tables: Sequence[str]) -> dict[str, list[Work]]:
    """Take the indexes and keys of tables away; for each table the works that put them back.

    Nor is a table vacuumed by the server from here on, until `settled`.
    """
    back: dict[str, list[Work]] = {name: [] for name in tables}
    for name in tables:
        await connection.execute(f"ALTER TABLE {name} SET (autovacuum_enabled = false)")
    for held_by, name, is_key, definition in await connection.fetch(_INDEXES, tables):
        if is_key:
            await connection.execute(f"ALTER TABLE {held_by} DROP CONSTRAINT {name}")
            as_key = f"ALTER TABLE {held_by} ADD CONSTRAINT {name} PRIMARY KEY USING INDEX {name}"
            back[held_by].append(doing(definition, as_key))
        else:
            await connection.execute(f"DROP INDEX {name}")
            back[held_by].append(doing(definition))
    return back


def settled(table: str) -> Work:
    """What leaves a table as one that stood for a while: vacuumed, and its statistics known."""
    return doing(f"VACUUM (ANALYZE) {table}", f"ALTER TABLE {table} RESET (autovacuum_enabled)")


def doing(*statements: str) -> Work:
    """These statements, one after the other."""
    return partial(_do, statements)


async def _do(statements: Sequence[str], connection: asyncpg.Connection) -> None:
    for statement in statements:
        await connection.execute(statement)
