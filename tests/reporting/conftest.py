# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A reporting service that is told stories, and those who look at it."""

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib import import_module

import httpx
import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations

from libs.common.auth import OrgType
from libs.common.eventlog.sqlite import SqliteEventLog
from libs.common.runtime import Service, settle
from tests.reporting.story import LEUSDEN, SINCE, SOEST, Json, Story


@dataclass
class Reporting:
    """The service, its log, and those who look."""

    service: Service
    log: SqliteEventLog
    make: Callable[..., httpx.AsyncClient]

    async def hear(self, story: Story, shuffle: random.Random | None = None) -> None:
        await self.log.append(story.entries(shuffle))
        await settle(self.service)

    def of(self, org_type: OrgType, code: str) -> httpx.AsyncClient:
        client: httpx.AsyncClient = self.make(self.service, org_type, code, ["weergaven:lezen"])
        return client

    async def look(
        self, query: str, org_type: OrgType = OrgType.BEHEER, code: str = "beheer"
    ) -> Json:
        answer = await self.of(org_type, code).get(f"/kerncijfers?{query}")
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()
        return found


def by_migration(connection: sa.Connection, name: str, way: str) -> None:
    """Take one migration back, or do it again."""
    module = f"services.reporting.migrations.versions.{name}"
    with Operations.context(MigrationContext.configure(connection)):
        getattr(import_module(module), way)()


@pytest.fixture
async def reporting(
    start: Callable[..., Awaitable[Service]],
    client: Callable[..., httpx.AsyncClient],
    event_log: SqliteEventLog,
) -> Reporting:
    return Reporting(await start("reporting"), event_log, client)


@pytest.fixture
def story() -> Story:
    """Two gemeenten in one regio and one product at EUR 80 an hour."""
    made = Story()
    made.gemeente(LEUSDEN, "Leusden")
    made.gemeente(SOEST, "Soest")
    made.regio((LEUSDEN, SINCE, None), (SOEST, SINCE, None))
    made.product()
    return made
