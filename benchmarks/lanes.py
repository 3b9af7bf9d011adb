# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Tables filled by several connections side by side, without their indexes until it is done."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
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
SELECT relname, indisprimary, pg_get_indexdef(indexrelid)
FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
WHERE indrelid = to_regclass($1) ORDER BY indisprimary DESC, relname
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


@dataclass(frozen=True, slots=True)
class Bare:
    """A table without indexes: what makes each of them again, and what is left when all are there.

    The last gives the table its key, for which nobody else may be at it, and leaves it vacuumed, as
    one that stood for a while.
    """

    indexes: list[Work]
    settle: Work


async def bare(connection: asyncpg.Connection, table: str) -> Bare:
    """Take its indexes and its key away; nor does the server vacuum it until it is settled."""
    await connection.execute(f"ALTER TABLE {table} SET (autovacuum_enabled = false)")
    indexes, last = [], []
    for name, is_key, definition in await connection.fetch(_INDEXES, table):
        indexes.append(doing(definition))
        if is_key:
            await connection.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
            last.append(f"ALTER TABLE {table} ADD CONSTRAINT {name} PRIMARY KEY USING INDEX {name}")
        else:
            await connection.execute(f"DROP INDEX {name}")
    last += [f"VACUUM {table}", f"ALTER TABLE {table} RESET (autovacuum_enabled)"]
    return Bare(indexes, doing(*last))


def doing(*statements: str) -> Work:
    """These statements, one after the other."""
    return partial(_do, statements)


async def _do(statements: Sequence[str], connection: asyncpg.Connection) -> None:
    for statement in statements:
        await connection.execute(statement)
