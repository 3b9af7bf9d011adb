# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Of all processes on one database one leads; when it is gone, another does."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from libs.common.db import Database
from libs.common.ids import new_id
from tests.infra.postgres import PostgresServer
from tests.infra.run import root_folder


@pytest.fixture
async def pair(postgres: PostgresServer) -> AsyncIterator[tuple[Database, Database]]:
    """Two processes, as far as the database can tell."""
    name = f"leads_{new_id().replace('-', '')}"
    postgres.create_database(name)
    one, other = Database(postgres.url(name)), Database(postgres.url(name))
    yield one, other
    await one.dispose()
    await other.dispose()


async def test_the_first_leads_and_goes_on_leading(pair: tuple[Database, Database]) -> None:
    one, other = pair
    assert [await one.leads("relay"), await other.leads("relay")] == [True, False]
    assert [await other.leads("relay"), await one.leads("relay")] == [False, True]


async def test_each_job_has_its_own_leader(pair: tuple[Database, Database]) -> None:
    one, other = pair
    assert await one.leads("relay")
    assert await other.leads("prune")


async def test_jobs_of_one_process_that_ask_together_go_on_leading(
    pair: tuple[Database, Database],
) -> None:
    one, other = pair
    jobs = ["relay", "prune", "watch"]
    for _ in range(3):
        assert all(await asyncio.gather(*(one.leads(job) for job in jobs)))
    assert not any([await other.leads(job) for job in jobs])


async def test_the_next_takes_over_from_one_that_left(pair: tuple[Database, Database]) -> None:
    one, other = pair
    assert await one.leads("relay")
    await one.dispose()
    assert await other.leads("relay")
    assert not await one.leads("relay")


async def test_the_next_takes_over_from_one_whose_connection_died(
    pair: tuple[Database, Database],
) -> None:
    one, other = pair
    assert await one.leads("relay")
    async with other.begin() as session:
        lock = "SELECT pid FROM pg_locks l JOIN pg_database d ON d.oid = l.database "
        lock += "WHERE locktype = 'advisory' AND datname = current_database()"
        pid = await session.scalar(sa.text(lock))
        await session.execute(sa.text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})
    assert await other.leads("relay")
    with pytest.raises(sa.exc.DBAPIError):
        await one.leads("relay")
    assert not await one.leads("relay")


async def test_the_runbook_finds_who_relays_here_and_nobody_else(
    pair: tuple[Database, Database], postgres: PostgresServer
) -> None:
    """Locks are of the whole server, with those of other jobs and of other databases."""
    name = f"leads_{new_id().replace('-', '')}"
    postgres.create_database(name)
    elsewhere = Database(postgres.url(name))
    one, other = pair
    assert all([await one.leads("relay"), await one.leads("prune"), await other.leads("tellen")])
    assert await elsewhere.leads("relay")
    page = (root_folder() / "docs" / "runbooks" / "OutboxStuck.md").read_text()
    (query,) = re.findall(r"`(SELECT [^`]+ pg_locks [^`]+)`", page)
    async with other.begin() as session:
        (holder,) = await session.execute(sa.text(query))
        await session.execute(sa.text("SELECT pg_terminate_backend(:pid)"), {"pid": holder.pid})
    assert await other.leads("relay")
    await elsewhere.dispose()


async def test_a_file_has_one_process_which_leads(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'one.db'}")
    assert await database.leads("relay")
    await database.dispose()
