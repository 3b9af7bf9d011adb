# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""One moment of all databases of an installation, proven to be one, saved as a set of backups.

Services read each other in a circle, so no order of saving them one by one fits. Instead each
database is asked for a snapshot, all within milliseconds, and then it is looked up whether any of
them has read an event that the snapshot of its maker does not have. If so, that was no moment, and
it is tried again. Nobody waits meanwhile, and a dump may take as long as it likes: PostgreSQL keeps
the snapshot for it.
"""

import asyncio
import os
import random
import shutil
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.commands.backup import backup, refuse_embedded
from libs.common.commands.refused import RefusedError
from libs.common.db import Database, is_passing

TRIES = 50
_PAUSE_S = 0.5
_CHUNK = 5_000
# The age of a row's transaction is compared, for its number alone begins anew after four billion.
_READ_SINCE = sa.text(
    "SELECT event_id FROM inbox WHERE age(xmin) <= age(cast(cast(:since AS xid8) AS xid))"
)
_HORIZON = sa.text("SELECT cast(pg_snapshot_xmin(pg_current_snapshot()) AS text)")
_SNAPSHOT = sa.text("SELECT pg_export_snapshot()")
_NO_END = sa.text("SET LOCAL idle_in_transaction_session_timeout = 0")
_KNOWN = sa.text("SELECT id FROM outbox WHERE id = ANY(:ids)")


class Moment:
    """Open transactions, one in each database, that see it as it was when it was `taken`."""

    def __init__(self, sessions: Mapping[str, AsyncSession], since: Mapping[str, int]) -> None:
        self._sessions, self._since = sessions, since
        self.snapshots: dict[str, str] = {}

    async def take(self, services: Collection[str]) -> None:
        """Take the snapshots of these, at once."""
        names = list(services)
        taken = await asyncio.gather(*(self._sessions[n].scalar(_SNAPSHOT) for n in names))
        self.snapshots |= dict(zip(names, map(str, taken), strict=True))

    async def ahead(self) -> dict[str, int]:
        """How many events each service has read that nobody has made; empty when all fit."""
        read = {name: await self._read(name) for name in self._sessions}
        asked = set().union(*read.values())
        made: set[str] = set()
        for name in self._sessions:
            made |= await self._made(name, list(asked - made))
        return {name: len(ids - made) for name, ids in read.items() if ids - made}

    async def _read(self, name: str) -> set[str]:
        """What was read since before the first snapshot: what is older was made before it too."""
        session = self._sessions[name]
        if await session.scalar(sa.text("SELECT to_regclass('inbox')")) is None:
            return set()
        return set((await session.scalars(_READ_SINCE, {"since": self._since[name]})).all())

    async def _made(self, name: str, ids: list[str]) -> set[str]:
        found: set[str] = set()
        for at in range(0, len(ids), _CHUNK):
            some = {"ids": ids[at : at + _CHUNK]}
            found |= set((await self._sessions[name].scalars(_KNOWN, some)).all())
        return found


@asynccontextmanager
async def opened(databases: Mapping[str, Database]) -> AsyncIterator[Moment]:
    """Transactions that have seen nothing yet, ready for a moment to be taken."""
    since = {name: await _horizon(name, database) for name, database in databases.items()}
    async with AsyncExitStack() as stack:
        sessions = {
            name: await stack.enter_async_context(database.read())
            for name, database in databases.items()
        }
        for session in sessions.values():
            await session.execute(_NO_END)
        yield Moment(sessions, since)


async def backup_all(
    urls: Mapping[str, str], folder: Path, tables: Mapping[str, set[str]]
) -> AsyncIterator[str]:
    """Save one moment of the databases at `urls`, by service, in a new folder; told a line each.

    The folder is only there when it is whole. Raises `RefusedError` when it exists, when no moment
    was found in `TRIES` tries, and as `backup` does; `tables` are those that each service knows.
    """
    _refuse_all(folder, urls)
    databases = {name: Database(url) for name, url in urls.items()}
    try:
        async with _moment(databases) as snapshots:
            making = folder.with_name(f"{folder.name}.part")
            _make(making)
            try:
                for name, url in urls.items():
                    file = making / f"{name}.dump"
                    await asyncio.to_thread(backup, url, file, tables[name], snapshots[name])
                    yield f"{folder / file.name} has {file.stat().st_size} bytes"
            except BaseException:
                shutil.rmtree(making, ignore_errors=True)
                raise
        making.rename(folder)
    finally:
        for database in databases.values():
            await database.dispose()


def _refuse_all(folder: Path, urls: Mapping[str, str]) -> None:
    if folder.exists():
        raise RefusedError(f"{folder} exists")
    for url in urls.values():
        refuse_embedded(url)


@asynccontextmanager
async def _moment(databases: Mapping[str, Database]) -> AsyncIterator[Mapping[str, str]]:
    """The name of the snapshot of each database, good while the block lasts."""
    ahead: Mapping[str, int] = {}
    for _ in range(TRIES):
        async with opened(databases) as moment:
            await moment.take(databases)
            ahead = await moment.ahead()
            if not ahead:
                yield moment.snapshots
                return
        await asyncio.sleep(random.uniform(0, _PAUSE_S))  # noqa: S311 - no secret
    raise RefusedError(
        f"in {TRIES} tries {', '.join(sorted(ahead))} had each time read what its maker did not "
        "have yet; try at a quieter time"
    )


async def _horizon(name: str, database: Database) -> int:
    """The oldest transaction that still ran: whatever commits from now on is not older."""
    try:
        async with database.read() as session:
            return int(await session.scalar(_HORIZON) or 0)
    except Exception as error:
        if not is_passing(error):
            raise
        raise RefusedError(
            f"the database of {name} cannot be reached ({type(error).__name__})"
        ) from error


def _make(folder: Path) -> None:
    """A folder of ours alone; what an attempt before left in it goes."""
    if not folder.parent.is_dir():
        raise RefusedError(f"{folder.parent} is not a folder")
    shutil.rmtree(folder, ignore_errors=True)
    os.mkdir(folder, 0o700)
