# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Services read each other in a circle: their backups are of one moment, or are refused."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from libs.common.commands import RefusedError
from libs.common.commands.moment import backup_all, opened
from libs.common.db import Database
from services.together import SERVICES as METADATA
from services.together import parser, setting_of, urls_of
from tests.operations.region import SERVICES, Installation, Running, backup_file
from tests.runtime.processes import until

pytestmark = pytest.mark.timeout(900)

AN_HOUR = 8_000
_APPROVED = {
    "billing": "SELECT sum(bedrag) FROM regel WHERE toegekend",
    "contract": "SELECT sum(bedrag) FROM besteding",
    "referral": "SELECT 8000 * sum(aantal) FROM goedgekeurd",
    "reporting": "SELECT sum(bedrag) FROM regel WHERE toegekend",
}
"""The cents that billing approved, as each service knows them; every line is one hour."""


async def approved(installation: Installation, *services: str) -> dict[str, int]:
    found = {}
    for service in services or _APPROVED:
        database = Database(installation.url(service))
        async with database.read() as session:
            found[service] = int(await session.scalar(sa.text(_APPROVED[service])) or 0)
        await database.dispose()
    return found


async def save_all(installation: Installation, folder: Path, code: int = 0) -> str:
    """Give the command, in a process of its own; what it said."""
    env = installation.environment("contract") | {
        setting_of(service): installation.url(service) for service in SERVICES
    }
    asked = [sys.executable, "-m", "services.together", "backup", str(folder)]
    done = await asyncio.to_thread(
        subprocess.run, asked, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


async def put_back(installation: Installation, folder: Path) -> None:
    """All databases and the log are lost; each database is restored, and the log made again."""
    for service in SERVICES:
        await installation.destroy(service)
        await installation.command(service, "restore", str(backup_file(folder, service)))
    await installation.new_log()
    await installation.all_command("republish")
    await installation.all_command("resume", "--new-log")


@asynccontextmanager
async def claims_coming(region: Running, award: int) -> AsyncIterator[None]:
    """Claims, one after the other, while the block lasts; three months may be claimed once each."""
    stop = asyncio.Event()

    async def come() -> None:
        for number in count():
            if stop.is_set():
                return
            await region.claim(number % 3 + 1, award)
            await asyncio.sleep(0.2)

    coming = asyncio.create_task(come())
    try:
        yield
    finally:
        stop.set()
        await coming


async def test_one_moment_of_all_four_is_saved_while_everything_works(
    installation: Installation, tmp_path: Path
) -> None:
    folder = tmp_path / "night"
    async with installation.running() as region:
        award = await region.found()
        await region.claim(1, award)
        async with claims_coming(region, award):
            said = await save_all(installation, folder)
        for number in (2, 3):
            await region.claim(number, award)
        last = await region.figures()
        assert last["toegekendBedrag"] == 3 * AN_HOUR

    await put_back(installation, folder)
    await installation.all_command("verify")
    async with installation.running() as region:
        await region.rest()
        known = await approved(installation)
        assert set(known.values()) == {known["billing"]}
        assert known["billing"] >= AN_HOUR
        for number in (2, 3):
            await region.claim(number, award)
        assert await region.figures() == last
        assert set((await approved(installation)).values()) == {3 * AN_HOUR}

    assert [line.split()[0] for line in said.splitlines()] == [
        str(backup_file(folder, service)) for service in SERVICES
    ]
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in tmp_path.iterdir()] == ["night"]
    assert "exists" in await save_all(installation, folder, code=1)


async def test_a_service_that_read_ahead_of_a_maker_is_no_moment(
    installation: Installation,
) -> None:
    """Billing is seen as it was before a claim of which the others know."""
    databases = {service: Database(installation.url(service)) for service in SERVICES}
    try:
        async with installation.running() as region:
            award = await region.found()
            await region.claim(1, award)
            async with opened(databases) as moment:
                await moment.take(["billing"])
                await region.claim(2, award)
                await moment.take(["contract", "referral", "reporting"])
                torn = await moment.ahead()
            async with opened(databases) as moment:
                await moment.take(SERVICES)
                whole = await moment.ahead()
    finally:
        for database in databases.values():
            await database.dispose()

    # Reporting is told of the message too.
    assert torn == {"contract": 1, "referral": 1, "reporting": 2}
    assert whole == {}


async def test_readers_that_are_ahead_are_refused_after_a_restore(
    installation: Installation, tmp_path: Path
) -> None:
    """Files that were not saved together: contract and referral read what billing has not made."""
    async with installation.running() as region:
        award = await region.found()
        await region.claim(1, award)
        for service in ("billing", "reporting", "referral", "contract"):
            if service == "referral":
                await region.claim(2, award)
            await installation.command(service, "backup", str(backup_file(tmp_path, service)))

    await put_back(installation, tmp_path)

    for service in ("billing", "reporting"):
        await installation.command(service, "verify")
    for service in ("contract", "referral"):
        said = await installation.command(service, "verify", refused=True)
        assert "1 that were read are not in the log" in said
        assert said.startswith("read, and not in the log: ")
    assert await approved(installation, "contract", "billing") == {
        "contract": 2 * AN_HOUR,
        "billing": AN_HOUR,
    }


async def test_a_set_is_whole_or_not_there(installation: Installation, tmp_path: Path) -> None:
    urls = {service: installation.url(service) for service in SERVICES}
    tables: dict[str, set[str]] = {name: set(found.tables) for name, found in METADATA.items()}

    async def refused(folder: Path, why: str, **other: Any) -> None:
        given: dict[str, Any] = {"urls": urls, "tables": tables} | other
        with pytest.raises(RefusedError, match=why):
            async for _ in backup_all(folder=folder, **given):
                pass

    await refused(tmp_path / "a", "does not know", tables=tables | {"reporting": {"regel"}})
    await refused(tmp_path / "x" / "y", "is not a folder")
    await refused(tmp_path / "b", "cannot be reached", urls=urls | {"billing": _nowhere(urls)})
    await refused(tmp_path / "c", "copying its folder", urls=urls | {"billing": "sqlite:///x"})

    assert list(tmp_path.iterdir()) == []
    await until(lambda: _nobody_looks(installation), 10)


def test_the_settings_name_each_database() -> None:
    told = {setting_of(service): f"postgresql://db/{service}" for service in SERVICES}
    assert urls_of(os.environ | told)["billing"] == "postgresql://db/billing"
    with pytest.raises(RefusedError, match="not set: JEUGDREGIO_BILLING_DATABASE_URL"):
        urls_of({**told, "JEUGDREGIO_BILLING_DATABASE_URL": ""})
    assert parser().parse_args(["backup", "x"]).folder == Path("x")
    with pytest.raises(SystemExit):
        parser().parse_args(["restore", "x"])


def _nowhere(urls: dict[str, str]) -> str:
    return sa.make_url(urls["billing"]).set(port=1).render_as_string(hide_password=False)


async def _nobody_looks(installation: Installation) -> bool:
    """No snapshot is kept after a refusal: it would keep PostgreSQL from clearing up."""
    database = Database(installation.url("billing"))
    try:
        async with database.read() as session:
            left = await session.scalar(
                sa.text(
                    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                    "AND state = 'idle in transaction' AND pid <> pg_backend_pid()"
                )
            )
            return bool(left == 0)
    finally:
        await database.dispose()
