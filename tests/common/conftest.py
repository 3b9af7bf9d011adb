# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A database with the tables of the mechanics, on SQLite or PostgreSQL."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

from libs.common.clock import SimulatedClock
from libs.common.consume import ConsumerTables, consumer_tables
from libs.common.db import Database, UtcDateTime, new_metadata
from libs.common.eventlog.sqlite import SqliteEventLog
from libs.common.ids import new_id, numbers_table
from libs.common.outbox import OutboxTables, outbox_tables
from tests.common.consuming import World


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of a service that does not exist."""

    metadata: sa.MetaData
    outbox: OutboxTables
    consumer: ConsumerTables
    numbers: sa.Table
    note: sa.Table


@pytest.fixture(scope="session")
def tables() -> Tables:
    metadata = new_metadata()
    note = sa.Table(
        "note",
        metadata,
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("versie", sa.Integer, nullable=False),
        sa.Column("text", sa.String(100)),
        sa.Column("at", UtcDateTime),
    )
    return Tables(
        metadata,
        outbox_tables(metadata),
        consumer_tables(metadata),
        numbers_table(metadata),
        note,
    )


@pytest.fixture
def empty_url(request: pytest.FixtureRequest, database_kind: str, tmp_path: Path) -> str:
    """A database without tables."""
    if database_kind == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    server = request.getfixturevalue("postgres")
    name = f"mechanics_{new_id().replace('-', '')}"
    server.create_database(name)
    return str(server.url(name))


@pytest.fixture
async def database(empty_url: str, tables: Tables) -> AsyncIterator[Database]:
    made = Database(empty_url)
    async with made.begin() as session:
        await (await session.connection()).run_sync(tables.metadata.create_all)
    yield made
    await made.dispose()


@pytest.fixture
async def world(
    database: Database, event_log: SqliteEventLog, tables: Tables, clock: SimulatedClock
) -> AsyncIterator[World]:
    made = World(database, event_log, tables, clock)
    yield made
    await made.consumer.close()
