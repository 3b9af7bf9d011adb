# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A small disk that holds the outboxes, and can be full. Needs the right to mount."""

import asyncio
import os
import random
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import asyncpg
import pytest

from tests.faults.region import Region
from tests.infra.postgres import PostgresServer
from tests.runtime.processes import SERVICES

_MEGABYTES = 96
_MANY_PAGES = "INSERT INTO full_disk SELECT repeat('x', 1000) FROM generate_series(1, 1000)"


class SmallDisk:
    """A file system in memory, beside the data of a server."""

    def __init__(self, server: PostgresServer) -> None:
        self._folder = Path(server.folder) / "small"

    @contextmanager
    def mounted(self) -> Iterator["SmallDisk | None"]:
        """The disk while the block lasts; None where this user may not mount."""
        self._folder.mkdir()
        size = f"size={_MEGABYTES}m,mode=777"
        made = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", size, "tmpfs", self._folder],
            stderr=subprocess.DEVNULL,
            check=False,
        )
        try:
            yield self if made.returncode == 0 else None
        finally:
            if made.returncode == 0:
                subprocess.run(["umount", "-l", self._folder], check=True)

    async def take_in(self, region: Region) -> None:
        """Move the outboxes of all services to this disk."""
        owner = Path(region.database.folder, "data").stat()
        for service in SERVICES:
            place = self._folder / service
            place.mkdir(mode=0o700)
            os.chown(place, owner.st_uid, owner.st_gid)
            async with _connected(region, service) as connection:
                space = f"small_{service}"
                await connection.execute(f"CREATE TABLESPACE {space} LOCATION '{place}'")
                await connection.execute(f"ALTER TABLE outbox SET TABLESPACE {space}")
                await connection.execute(f"CREATE TABLE full_disk (text text) TABLESPACE {space}")

    async def full(self, region: Region, chance: random.Random) -> None:
        """No byte is left for a while."""
        filler = self._folder / "filler"
        await asyncio.to_thread(_fill, filler)
        async with _connected(region, "billing") as connection:
            with pytest.raises(asyncpg.DiskFullError):
                await connection.execute(_MANY_PAGES)
        await asyncio.sleep(chance.uniform(3, 5))
        await asyncio.to_thread(filler.unlink)


@asynccontextmanager
async def _connected(region: Region, service: str) -> AsyncIterator[asyncpg.Connection]:
    url = region.installation.database_url(service).replace("+asyncpg", "")
    connection = await asyncpg.connect(url)
    try:
        yield connection
    finally:
        await connection.close()


def _fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        for size in (2**20, 2**10, 1):
            try:
                while file.write(b"\0" * size):
                    pass
            except OSError:
                continue
