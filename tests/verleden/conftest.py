# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Regions to start with a past."""

import importlib
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from functools import cache
from pathlib import Path

import httpx
import pytest

from libs.common.auth import TokenIssuer
from libs.common.clock import SimulatedClock
from libs.common.crypto import Vault
from libs.common.eventlog.sqlite import SqliteEventLog
from libs.common.migrate import upgrade
from libs.common.runtime import Parts, Service
from libs.common.settings import Settings
from tests.verleden.region import Region

NAMES = ("referral", "billing", "reporting")

MakeRegion = Callable[..., Awaitable[Region]]


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """An empty SQLite database of a service, migrated once, to copy."""

    @cache
    def made(name: str) -> Path:
        file = tmp_path_factory.mktemp("migrated") / f"{name}.db"
        upgrade(name, f"sqlite+aiosqlite:///{file}")
        return file

    return made


@pytest.fixture
async def make_region(  # noqa: PLR0917 - fixtures
    tmp_path: Path,
    migrated: Callable[[str], Path],
    clock: SimulatedClock,
    issuer: TokenIssuer,
    settings: Settings,
    vault: Vault,
    client: Callable[..., httpx.AsyncClient],
) -> AsyncIterator[MakeRegion]:
    """Each with a log and databases of its own."""
    async with AsyncExitStack() as stack:
        logs: list[SqliteEventLog] = []

        def copied(name: str) -> str:
            file = tmp_path / f"{name}-{len(logs)}.db"
            shutil.copy(migrated(name), file)
            return f"sqlite+aiosqlite:///{file}"

        async def make(
            url_of: Callable[[str], str] | None = None, names: Sequence[str] = NAMES
        ) -> Region:
            url_of = url_of or copied
            log = SqliteEventLog(tmp_path / f"log-{len(logs)}.db")
            logs.append(log)
            stack.push_async_callback(log.close)
            services: dict[str, Service] = {}
            for name in names:
                parts = Parts(
                    database_url=url_of(name),
                    log=log,
                    clock=clock,
                    verifier=issuer.verifier(),
                    settings=settings,
                    vault=None if name == "reporting" else vault,
                )
                services[name] = importlib.import_module(f"services.{name}.app").build(parts)
                stack.push_async_callback(services[name].close)
            region = Region(services, log, client)
            await region.know_parties()
            return region

        yield make


@pytest.fixture
async def region(make_region: MakeRegion) -> Region:
    return await make_region()
